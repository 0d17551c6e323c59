"""The state of the work in figures only: what the first page shows, however many people there are.

Counting goes through all records, so the figures are kept until something they rest on changes. Knows what
that is; the figures themselves are `services.respondents`' matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import TypeAlias

from sqlalchemy.orm import Session

from roster.export.document import AgencyLine, SilentSender, UnreadFile
from roster.messages import language
from roster.model import Count
from roster.plan import Deadline, Plan
from roster.services import respondents, review
from roster.store import queries

_Stamp: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The figures of an `Overview`, without its people; `open` counts pairs to review and held rows."""

    plan: Plan
    today: date
    records: int
    questions: int
    held: int
    without_group: int
    counts: Mapping[str, Count]
    agency_lines: tuple[AgencyLine, ...]
    gap_reasons: Mapping[str, str]
    final: Mapping[str, Mapping[str, int]]
    silent: tuple[SilentSender, ...]
    unread: tuple[UnreadFile, ...]
    days_left: tuple[tuple[Deadline, int], ...]

    @property
    def open(self) -> int:
        """How many questions are open."""
        return self.questions + self.held


@dataclass(slots=True)
class Boards:
    """Keeps the last board of one database and plan; one request counts while others wait for it."""

    plan: Plan
    _kept: dict[_Stamp, Board] = field(default_factory=dict)
    _counting: Lock = field(default_factory=Lock)

    def board(self, session: Session, *, today: date) -> Board:
        """The board of a fresh comparison (`review.ensure_compared`), counted anew only after a change."""
        stamp = (review.compared_state(session), _reasons(session), today, language())
        with self._counting:
            known = self._kept.get(stamp)
            if known is None:
                known = _board(respondents.overview(session, plan=self.plan, today=today))
                self._kept = {old: board for old, board in self._kept.items() if old[:3] == stamp[:3]}
                self._kept[stamp] = known
        return known


def _reasons(session: Session) -> frozenset[tuple[tuple[str, str], str]]:
    return frozenset(queries.gap_reasons(session).items())


def _board(state: respondents.Overview) -> Board:
    return Board(
        plan=state.plan,
        today=state.today,
        records=len(state.records),
        questions=len(state.questions),
        held=len(state.held),
        without_group=len(state.without_group),
        counts=state.counts,
        agency_lines=state.agency_lines,
        gap_reasons=state.gap_reasons,
        final=state.final,
        silent=state.silent,
        unread=state.unread,
        days_left=state.days_left,
    )
