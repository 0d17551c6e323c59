"""The state of the work in numbers, for pages that are opened often: counted once after each change.

Holds no person, so that its cost does not follow the number of readers; who is on the list is in
`respondents.overview`. What was counted is kept in the memory of the process until something changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from roster import messages
from roster.dedupe import checks
from roster.export.document import AgencyLine, SilentSender, UnreadFile
from roster.model import Count
from roster.plan import Deadline, Plan
from roster.services import kept, people, respondents, review
from roster.store import people_queries, queries


@dataclass(frozen=True, slots=True)
class Summary:
    """One state of the work under a plan and a day; rows, where not said otherwise.

    `final` holds both readings of the precedence, in people; `questions` are pairs that wait
    for a decision; `days_left` is negative for deadlines that have passed; `without_group` are records that
    take part and stand in no group.
    """

    plan: Plan
    today: date
    records: int
    counts: Mapping[str, Count]
    agency_lines: tuple[AgencyLine, ...]
    gap_reasons: Mapping[str, str]
    final: Mapping[str, Mapping[str, int]]
    questions: int
    held: int
    without_group: int
    silent: tuple[SilentSender, ...]
    unread: tuple[UnreadFile, ...]
    days_left: tuple[tuple[Deadline, int], ...]

    @property
    def open(self) -> int:
        """How many questions are open: pairs to review and held rows."""
        return self.questions + self.held

    @property
    def listed(self) -> int:
        """How many lines the list has in the plan's own reading; a person kept in two groups is in both."""
        return sum(self.final[self.plan.precedence].values())


_kept: kept.Kept[Summary] = kept.Kept()


def of(session: Session, *, plan: Plan, today: date) -> Summary:
    """The state by the last comparison (`review.ensure_compared` sees that it is fresh)."""
    state = (
        *(review.state(session), review.compared_state(session), people_queries.last_reason(session)),
        *(today, messages.language(), id(plan)),
    )
    found = _kept(session, state, lambda: _count(session, plan=plan, today=today))
    return found if found.plan is plan else _count(session, plan=plan, today=today)


def _count(session: Session, *, plan: Plan, today: date) -> Summary:
    records, clusters = people_queries.countable(session)
    imports, reasons = queries.active_imports(session), queries.gap_reasons(session)
    return Summary(
        plan=plan,
        today=today,
        records=len(records),
        counts=checks.count_groups(records, clusters, plan=plan, precedence=plan.precedence),
        agency_lines=respondents.agency_lines(
            records,
            clusters,
            plan,
            declared=respondents.declared_totals(imports, records),
            reasons=reasons,
        ),
        gap_reasons={group: why for (group, agency), why in reasons.items() if not agency},
        final=checks.final_counts(records, clusters, plan),
        questions=people_queries.count_asked(session),
        held=sum(1 for p in records if p.held and p.excluded is None),
        without_group=sum(1 for p in records if p.takes_part and not p.group and not _outside(p.flags)),
        silent=respondents.silent_senders(imports, records, plan=plan, today=today),
        unread=tuple(respondents.unread_file(row) for row in imports if row.error),
        days_left=tuple((deadline, (deadline.day - today).days) for deadline in plan.deadlines),
    )


def _outside(flags: tuple[str, ...]) -> bool:
    return people.NOT_ELIGIBLE in flags
