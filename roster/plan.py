"""The plan in use: groups, expected counts, agencies, deadlines, precedence; a reader of `data/plans/`.

Knows what a plan file may say and what makes it contradict itself; knows nothing of people or files of lists.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from roster import datafiles
from roster.errors import UserError, raise_all

Eligible = Literal["yes", "no", "ask"]
Precedence = Literal["hdnd_first", "full"]
PRECEDENCES: tuple[Precedence, ...] = ("hdnd_first", "full")
DEFAULT_PLAN = "daknong-2024"

_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Group:
    """A group of respondents. `expected` is the plan's number, 'khoảng' it when `approximate`.

    `phrases` are the words by which a title, section row, sheet or file name declares the group.
    """

    __pydantic_config__ = _STRICT
    code: str
    name: str
    name_en: str
    short: str
    expected: int
    source: str
    approximate: bool = True
    tolerance: int = 0  # a gap up to this many people is within 'khoảng'
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agency:
    """A unit that sends a list; `declares`: the group of its list when nothing in the list says so."""

    __pydantic_config__ = _STRICT
    code: str
    name: str
    kind: Literal["so", "huyen", "van_phong_hdnd"]
    aliases: tuple[str, ...] = ()
    eligible: Eligible = "yes"
    sender: bool = True
    declares: str | None = None
    sipas: bool = False
    unit_code: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date of the plan and where it is written; `assumed` when the plan does not fix it."""

    __pydantic_config__ = _STRICT
    code: str
    day: date
    name: str
    name_en: str
    source: str
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A place where the plan contradicts itself, and what the tool does about it."""

    __pydantic_config__ = _STRICT
    about: str
    choice: str
    source: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One round: a province, a year. `groups` and `agencies` stand in the order used for every list."""

    __pydantic_config__ = _STRICT
    code: str
    title: str
    title_en: str
    province: str
    province_code: str
    year: int
    document: str
    document_date: date
    groups: tuple[Group, ...]
    agencies: tuple[Agency, ...]
    deadlines: tuple[Deadline, ...]
    delegate_group: str  # the group whose role wins over all others
    full_order: tuple[str, ...]  # precedence 'full': the first group a person stands in keeps him or her
    precedence: Precedence = "hdnd_first"
    division_scope: Literal["annex", "body"] = "annex"
    form: str = "bo-noi-vu"
    today: date | None = None  # the clock of a demonstration plan
    extends: str | None = None
    inconsistencies: tuple[Inconsistency, ...] = field(default_factory=tuple)

    def group(self, code: str) -> Group:
        """The group with this code; KeyError for a code the plan does not have."""
        return next(g for g in self.groups if g.code == code)

    def agency(self, code: str | None) -> Agency | None:
        """The agency with this code, or None."""
        return next((a for a in self.agencies if a.code == code), None)

    def deadline(self, code: str) -> Deadline | None:
        """The deadline with this code (`collect_by`, `send_list`, …), or None where the plan has none."""
        return next((d for d in self.deadlines if d.code == code), None)

    @property
    def senders(self) -> tuple[Agency, ...]:
        """The agencies that must send a list."""
        return tuple(a for a in self.agencies if a.sender)


def load_plan(name: str = DEFAULT_PLAN, *, precedence: Precedence | None = None) -> Plan:
    """Read a plan by name (`daknong-2024`) or by path (anything ending in .toml).

    Raises `UserError` or `UserErrors` naming file and key for unknown keys, wrong values and contradictions.
    """
    plan = datafiles.load(_path(name), Plan, extends=_path)
    raise_all(_contradictions(plan, _path(name).name))
    return replace(plan, precedence=precedence) if precedence else plan


def _path(name: str) -> Path:
    return Path(name) if name.endswith(".toml") else datafiles.find(f"plans/{name}.toml")


def _contradictions(plan: Plan, file: str) -> list[UserError]:
    groups = [g.code for g in plan.groups]
    errors = [
        UserError(
            "duplicate_code",
            "{file}: the code {code} is used twice. Give each its own.",
            file=file,
            code=code,
        )
        for codes in (groups, [a.code for a in plan.agencies], [d.code for d in plan.deadlines])
        for code, times in Counter(codes).items()
        if times > 1
    ]
    used = [("delegate_group", plan.delegate_group), *(("full_order", code) for code in plan.full_order)]
    used += [(f"agencies.{a.code}.declares", a.declares) for a in plan.agencies if a.declares]
    errors += [
        UserError(
            "unknown_group",
            "{file}: {key} names the group {code}, which the plan does not have. Use one of {groups}.",
            file=file,
            key=key,
            code=code,
            groups=", ".join(groups),
        )
        for key, code in used
        if code not in groups
    ]
    if set(plan.full_order) != set(groups):
        errors.append(
            UserError(
                "incomplete_order",
                "{file}: full_order must name every group once. Add or remove groups.",
                file=file,
            )
        )
    return errors
