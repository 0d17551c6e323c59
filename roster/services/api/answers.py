"""What other systems are told: the status, the counts and the roster, as plain values of fixed shapes.

The shapes are the interface: the OpenAPI description is made from them. Personal values are hidden unless the
caller may see them. Knows nothing of HTTP or tokens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from sqlalchemy.orm import Session

from roster.model import Count
from roster.plan import Plan
from roster.services.board import Board
from roster.services.handovers import listed
from roster.services.masks import masked
from roster.store import handover_queries, list_queries
from roster.survey.listed import Listed

State: TypeAlias = Literal["draft", "settled"]
_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class DeadlineDay:
    """A deadline of the plan: its code, day (ISO) and the days left, negative when it is over."""

    __pydantic_config__ = _STRICT
    code: str
    day: str
    days_left: int
    assumed: bool


@dataclass(frozen=True, slots=True)
class Status:
    """How far the work of one survey round is. `handed_over` is the last hand-over's number, null before."""

    __pydantic_config__ = _STRICT
    plan: str
    year: int
    province_code: str
    day: str
    state: State
    lists: int
    records: int
    pairs_to_review: int
    held_rows: int
    senders_missing: int
    handed_over: str | None
    deadlines: tuple[DeadlineDay, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Counts of a group, or of an agency in it (`agency`, else null); a number nobody knows is null."""

    __pydantic_config__ = _STRICT
    group: str
    agency: str | None
    expected: int | None
    received: int
    distinct: int
    moved: int
    final: int
    gap: int | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts per group and per agency of one survey round."""

    __pydantic_config__ = _STRICT
    plan: str
    day: str
    groups: tuple[Line, ...]
    agencies: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One person in one group of the roster.

    Without the scope `personal` names are initials, phones are masked, births and addresses null.
    """

    __pydantic_config__ = _STRICT
    person: str
    group: str
    order: int
    agency: str
    agency_code: str | None
    position: str
    name: str
    born: str | None
    gender: str | None
    phone: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class RosterPage:
    """A page of the roster: as last handed over, or in force where nothing was (`handed_over` null)."""

    __pydantic_config__ = _STRICT
    plan: str
    handed_over: str | None
    personal: bool
    page: int
    per_page: int
    total: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines of the roster: '' for every group or agency; pages from 1 on."""

    group: str = ""
    agency: str = ""
    page: int = 1
    per_page: int = 100


def status(session: Session, board: Board) -> Status:
    """How far the work is, by the figures of this moment."""
    plan = board.plan
    return Status(
        plan=plan.code,
        year=plan.year,
        province_code=plan.province_code,
        day=board.today.isoformat(),
        state="draft" if board.open else "settled",
        lists=list_queries.newest_lists(session, limit=1, offset=0)[1],
        records=board.records,
        pairs_to_review=board.questions,
        held_rows=board.held,
        senders_missing=len(board.silent),
        handed_over=_handed_over(session, plan),
        deadlines=tuple(
            DeadlineDay(one.code, one.day.isoformat(), days, one.assumed) for one, days in board.days_left
        ),
    )


def counts(board: Board) -> Counts:
    """The counts of this moment."""
    groups = (_line(code, None, count, board.gap_reasons.get(code)) for code, count in board.counts.items())
    agencies = (_line(one.group, one.agency, one.count, one.reason) for one in board.agency_lines)
    return Counts(board.plan.code, board.today.isoformat(), tuple(groups), tuple(agencies))


def roster(session: Session, wanted: Wanted, *, plan: Plan, personal: bool) -> RosterPage:
    """A page of the roster, by the last comparison; empty beyond the last page."""
    lines = [
        one
        for one in listed.listed(session, plan=plan)
        if wanted.group in ("", one.group) and wanted.agency in ("", one.agency_code)
    ]
    start = (wanted.page - 1) * wanted.per_page
    return RosterPage(
        plan=plan.code,
        handed_over=_handed_over(session, plan),
        personal=personal,
        page=wanted.page,
        per_page=wanted.per_page,
        total=len(lines),
        entries=_entries(lines[start : start + wanted.per_page], personal=personal),
    )


def _entries(lines: Sequence[Listed], *, personal: bool) -> tuple[Entry, ...]:
    return tuple(_whole(one) if personal else _hidden(one) for one in lines)


def _whole(one: Listed) -> Entry:
    return Entry(
        person=one.person,
        group=one.group,
        order=one.order,
        agency=one.agency,
        agency_code=one.agency_code,
        position=one.position,
        name=one.name,
        born=one.dob,
        gender=one.gender,
        phone=one.phone or None,
        email=one.email or None,
    )


def _hidden(one: Listed) -> Entry:
    return Entry(
        person=one.person,
        group=one.group,
        order=one.order,
        agency=one.agency,
        agency_code=one.agency_code,
        position=one.position,
        name=" ".join(f"{word[0]}." for word in one.name.split()),
        born=None,
        gender=None,
        phone=masked(one.phone) or None,
        email=None,
    )


def _line(group: str, agency: str | None, count: Count, reason: str | None) -> Line:
    numbers = {n: getattr(count, n) for n in ("expected", "received", "distinct", "moved", "final", "gap")}
    return Line(group=group, agency=agency, reason=reason or None, **numbers)


def _handed_over(session: Session, plan: Plan) -> str | None:
    newest = handover_queries.hand_overs(session, plan=plan.code, limit=1)
    return newest[0].name if newest else None
