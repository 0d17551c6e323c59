"""The labelled cases: positions as real lists write them, and what must come out."""

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pytest
from pydantic import TypeAdapter

from roster.plan import Plan, load_plan
from roster.positions import Positions, classify, expand

CASES = Path(__file__).parent.parent / "cases" / "positions.toml"


@dataclass(frozen=True)
class Case:
    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - pydantic's protocol
    position: str
    expanded: str
    agency: str | None = None
    agency_name: str | None = None
    unit: str | None = None
    scope: Literal["annex", "body"] = "annex"
    group: str | None = None
    rule: str | None = None
    rank: int = 99
    flags: tuple[str, ...] = ()
    why: str = ""


def cases() -> list[Case]:
    return TypeAdapter(list[Case]).validate_python(tomllib.loads(CASES.read_text("utf-8"))["cases"])


def name(case: Case) -> str:
    return " | ".join(filter(None, (case.position, case.agency, case.agency_name, case.unit, case.scope)))


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    plan = load_plan()
    return {"annex": plan, "body": replace(plan, division_scope="body")}


@pytest.mark.parametrize("case", cases(), ids=name)
def test_case(case: Case, plans: dict[str, Plan], positions: Positions) -> None:
    plan = plans[case.scope]
    agency = plan.agency(case.agency)
    assert (agency is None) == (case.agency is None)
    assert expand(case.position, positions) == case.expanded
    for words in (case.position, case.expanded):
        found = classify(
            words,
            agency=agency,
            unit=case.unit,
            plan=plan,
            positions=positions,
            agency_name=case.agency_name,
        )
        assert (found.group, found.rule, found.rank, found.flags) == (
            case.group,
            case.rule,
            case.rank,
            case.flags,
        )


def test_every_rule_and_every_group_has_a_case(plans: dict[str, Plan], positions: Positions) -> None:
    known = cases()
    assert {rule.id for rule in positions.rules} == {case.rule for case in known if case.rule}
    assert {group.code for group in plans["annex"].groups} == {case.group for case in known if case.group}


def test_no_case_twice() -> None:
    names = [name(case) for case in cases()]
    assert len(names) == len(set(names))
