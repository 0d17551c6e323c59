"""The state of the work in figures only: what the first page shows, however many people there are.

Counting looks at all records, so the figures are kept until something they rest on changes. Knows what that
is; the figures themselves are `services.respondents`' matter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import TypeAlias

from sqlalchemy.orm import Session

from roster.dedupe import checks
from roster.export.document import AgencyLine, SilentSender, UnreadFile
from roster.messages import language
from roster.model import Count, PersonRecord
from roster.plan import Deadline, Plan
from roster.services import respondents
from roster.services.reviewing import review
from roster.store import count_queries, people_queries, queries

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

    @property
    def unexplained(self) -> tuple[str, ...]:
        """The gaps beside which no reason stands, as the counts name them: GROUP or GROUP:AGENCY."""
        groups = (code for code, count in self.counts.items() if count.gap and not self.gap_reasons.get(code))
        lines = (line for line in self.agency_lines if line.agency and line.count.gap and not line.reason)
        return (*groups, *(f"{line.group}:{line.agency}" for line in lines))


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
                known = _count(session, plan=self.plan, today=today)
                self._kept = {old: board for old, board in self._kept.items() if old[:3] == stamp[:3]}
                self._kept[stamp] = known
        return known


def _reasons(session: Session) -> frozenset[tuple[tuple[str, str], str]]:
    return frozenset(queries.gap_reasons(session).items())


def _count(session: Session, *, plan: Plan, today: date) -> Board:
    """As `respondents.overview` counts, but people alike are counted at once, and nobody is named."""
    found = count_queries.countable(session)
    records, clusters, alike = found.records, found.clusters, found.alike
    imports, reasons = queries.active_imports(session), queries.gap_reasons(session)
    declared = respondents.declared_totals(imports, records)
    return Board(
        plan=plan,
        today=today,
        records=_number(records, alike),
        questions=people_queries.count_asked(session),
        held=_number((p for p in records if p.held and p.excluded is None), alike),
        without_group=_number(filter(respondents.is_without_group, records), alike),
        counts=checks.count_groups(records, clusters, plan=plan, precedence=plan.precedence, alike=alike),
        agency_lines=respondents.agency_lines(
            records, clusters, plan, declared=declared, reasons=reasons, alike=alike
        ),
        gap_reasons={group: why for (group, agency), why in reasons.items() if not agency},
        final=checks.final_counts(records, clusters, plan, alike=alike),
        silent=respondents.silent_senders(imports, records, plan=plan, today=today),
        unread=tuple(respondents.unread_file(row) for row in imports if row.error),
        days_left=tuple((deadline, (deadline.day - today).days) for deadline in plan.deadlines),
    )


def _number(records: Iterable[PersonRecord], alike: checks.Alike) -> int:
    return sum(alike.get(p.key, 1) for p in records)
