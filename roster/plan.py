"""The plan in use: groups, expected counts, agencies, deadlines, precedence; a reader of `data/plans/`.

Knows what a plan file may say and what makes it contradict itself; knows nothing of people or files of lists.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from roster import datafiles
from roster.errors import UserError, raise_all
from roster.phrases import Words, joined

Eligible = Literal["yes", "no", "ask"]
Precedence = Literal["hdnd_first", "full"]
PRECEDENCES: tuple[Precedence, ...] = ("hdnd_first", "full")
DEFAULT_PLAN = "daknong-2024"

_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Group:
    """A group of respondents. `expected` is the plan's number, 'khoảng' it when `approximate`.

    `phrases` are the words by which a title, section row, sheet or file name declares the group. `reserve` is
    how many people stand by for it, where the Ministry asks for that (`reserve_source`).
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
    reserve: int = 0
    reserve_source: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """A unit that sends a list; `declares`: the group of its list when nothing in the list says so.

    `aliases` count wherever they stand, `only_alone` only where the words are nothing else.
    """

    __pydantic_config__ = _STRICT
    code: str
    name: str
    kind: Literal["so", "huyen", "van_phong_hdnd"]
    aliases: tuple[str, ...] = ()
    only_alone: tuple[str, ...] = ()
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
class Partner:
    """A body outside the senders that the plan asks to help remind."""

    __pydantic_config__ = _STRICT
    code: str
    name: str
    name_en: str
    source: str


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
    precedence_source: str = ""  # where the plan says which role stays
    division_scope: Literal["annex", "body"] = "annex"
    form: str = "bo-noi-vu"
    today: date | None = None  # the clock of a demonstration plan
    extends: str | None = None
    inconsistencies: tuple[Inconsistency, ...] = field(default_factory=tuple)
    partners: tuple[Partner, ...] = ()
    synonyms: tuple[tuple[str, str], ...] = ()  # words read as others before any comparison, in this order
    elsewhere: tuple[str, ...] = ()  # before a district's name: another body, not its UBND
    not_elsewhere: tuple[str, ...] = ()  # longer words that contain such words and do not mean such a body
    no_group_phrases: tuple[str, ...] = ()  # longer words that contain a group's phrase and mean no group

    def group(self, code: str) -> Group:
        """The group with this code; KeyError for a code the plan does not have."""
        for group in self.groups:
            if group.code == code:
                return group
        raise KeyError(code)

    def agency(self, code: str | None) -> Agency | None:
        """The agency with this code, or None."""
        return next((a for a in self.agencies if a.code == code), None)

    def agency_name(self, code: str) -> str:
        """The name of the agency with this code; anything else as it stands: the plan has no code for it."""
        found = self.agency(code)
        return found.name if found else code

    def partner(self, code: str) -> Partner | None:
        """The partner with this code, or None."""
        return next((p for p in self.partners if p.code == code), None)

    def deadline(self, code: str) -> Deadline | None:
        """The deadline with this code (`collect_by`, `send_list`, …), or None where the plan has none."""
        return next((d for d in self.deadlines if d.code == code), None)

    @property
    def senders(self) -> tuple[Agency, ...]:
        """The agencies that must send a list."""
        return tuple(a for a in self.agencies if a.sender)


def load_plan(name: str = DEFAULT_PLAN, *, precedence: Precedence | None = None) -> Plan:
    """Read a plan by name (`daknong-2024`) or by path (anything ending in .toml).

    Raises `UserError` for a plan that does not exist, and `UserError` or `UserErrors` naming file and key for
    unknown keys, wrong values and contradictions.
    """
    plan = datafiles.load(path_of(name), Plan, extends=path_of)
    raise_all(_contradictions(plan, path_of(name).name))
    return replace(plan, precedence=precedence) if precedence else plan


def path_of(name: str) -> Path:
    """The file of a plan by name or path. Raises `UserError` (no_such_plan)."""
    if name.endswith(".toml"):
        return Path(name)
    known = datafiles.names("plans")
    if name not in known:
        raise UserError(
            "no_such_plan",
            "There is no plan {name}; known plans: {names}.",
            name=name,
            names=", ".join(known),
        )
    return datafiles.find(f"plans/{name}.toml")


def _contradictions(plan: Plan, file: str) -> list[UserError]:
    """Every place where the file contradicts itself, each naming the key to look at."""
    return [
        *_negative_numbers(plan, file),
        *_shared_codes(plan, file),
        *_unknown_groups(plan, file),
        *_incomplete_order(plan, file),
        *_shared_words(plan, file),
    ]


def _negative_numbers(plan: Plan, file: str) -> Iterator[UserError]:
    for group in plan.groups:
        for key, number in (
            ("expected", group.expected),
            ("tolerance", group.tolerance),
            ("reserve", group.reserve),
        ):
            if number < 0:
                yield UserError(
                    "negative_number",
                    "{file}: {key} is {number}. Enter zero or more.",
                    file=file,
                    key=f"groups.{group.code}.{key}",
                    number=number,
                )


def _shared_codes(plan: Plan, file: str) -> Iterator[UserError]:
    codes = {
        "groups": [g.code for g in plan.groups],
        "agencies": [a.code for a in plan.agencies],
        "deadlines": [d.code for d in plan.deadlines],
        "partners": [p.code for p in plan.partners],
    }
    for key, used in codes.items():
        for code, times in Counter(used).items():
            if times > 1:
                yield UserError(
                    "duplicate_code",
                    "{file}: in {key}, the code {code} is used twice. Give each its own.",
                    file=file,
                    key=key,
                    code=code,
                )


def _unknown_groups(plan: Plan, file: str) -> Iterator[UserError]:
    groups = [g.code for g in plan.groups]
    used = [("delegate_group", plan.delegate_group), *(("full_order", code) for code in plan.full_order)]
    used += [(f"agencies.{a.code}.declares", a.declares) for a in plan.agencies if a.declares]
    for key, code in used:
        if code not in groups:
            yield UserError(
                "unknown_group",
                "{file}: {key} names the group {code}, which the plan does not have. Use one of {groups}.",
                file=file,
                key=key,
                code=code,
                groups=", ".join(groups),
            )


def _incomplete_order(plan: Plan, file: str) -> Iterator[UserError]:
    if sorted(plan.full_order) != sorted({g.code for g in plan.groups}):
        yield UserError(
            "incomplete_order",
            "{file}: {key} must name every group once. Add or remove groups.",
            file=file,
            key="full_order",
        )


def _shared_words(plan: Plan, file: str) -> Iterator[UserError]:
    """Names and aliases of two agencies, or phrases of two groups, that compare as the same words."""
    words = Words(plan.synonyms)
    agencies = [(a.code, (a.name, *a.aliases, *a.only_alone)) for a in plan.agencies]
    groups = [(g.code, (g.name, g.short, *g.phrases)) for g in plan.groups]
    groups.append(("no_group_phrases", plan.no_group_phrases))
    for key, entries in (("agencies", agencies), ("groups", groups)):
        owners: dict[str, str] = {}
        for code, phrases in entries:
            for phrase in phrases:
                first = owners.setdefault(joined(words(phrase)), code)
                if first != code:
                    yield UserError(
                        "shared_words",
                        "{file}: in {key}, {first} and {second} both claim the words {words}. "
                        "Leave them to one.",
                        file=file,
                        key=key,
                        first=first,
                        second=code,
                        words=phrase,
                    )
