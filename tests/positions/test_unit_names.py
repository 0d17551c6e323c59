"""Names of divisions and attached units as real agencies choose them: none is mistaken for anything else."""

import tomllib
from pathlib import Path

import pytest

from roster.plan import Plan
from roster.positions import Positions, classify
from roster.units import declared_groups, find_agency

NAMES = tomllib.loads((Path(__file__).parent.parent / "cases" / "units.toml").read_text("utf-8"))
DIVISIONS = [(code, name) for code, names in NAMES["divisions"].items() for name in names]
ATTACHED = [(code, name) for code, names in NAMES["attached"].items() for name in names]


def head_of(unit: str) -> str:
    if unit.startswith("Chi cục"):
        return "Chi cục trưởng"
    return (
        "Trưởng ban"
        if unit in {"Ban Tôn giáo", "Ban Thi đua - Khen thưởng", "Ban Tiếp công dân"}
        else "Giám đốc"
    )


@pytest.mark.parametrize(("code", "name"), DIVISIONS)
def test_heads_of_divisions(plan: Plan, positions: Positions, code: str, name: str) -> None:
    agency = plan.agency(code)
    for position, unit in (
        (f"Trưởng phòng {name}", None),
        (f"PHÓ TRƯỞNG PHÒNG {name.upper()}", None),
        ("Trưởng phòng", f"Phòng {name}"),
    ):
        found = classify(position, agency=agency, unit=unit, plan=plan, positions=positions)
        assert (found.group, found.flags) == ("lanh_dao_phong", ())


@pytest.mark.parametrize(("code", "unit"), ATTACHED)
def test_heads_of_attached_units(plan: Plan, positions: Positions, code: str, unit: str) -> None:
    agency, head = plan.agency(code), head_of(unit)
    for position, place in (
        (head, unit),
        (f"{head} {unit}", None),
        (f"PHÓ {head.upper()} {unit.upper()}", None),
    ):
        found = classify(position, agency=agency, unit=place, plan=plan, positions=positions)
        assert (found.group, found.flags) == ("lanh_dao_phong", ())


@pytest.mark.parametrize("name", [f"Phòng {name}" for _, name in DIVISIONS] + [name for _, name in ATTACHED])
def test_a_unit_is_no_agency_and_no_group(plan: Plan, name: str) -> None:
    assert find_agency(name, plan) is None
    assert find_agency(name.upper(), plan) is None
    assert declared_groups(name, plan) == ()
