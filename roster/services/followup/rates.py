"""How many have answered, by group, agency and day, against the deadline; and when the rest would be there.

Counted by the database, however many people there are. The rates are `survey.response`'s matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from roster.plan import Deadline, Plan
from roster.store import followup_queries
from roster.survey import pace, response
from roster.survey.pace import DayCount, Forecast
from roster.survey.response import Line, Tally

DEADLINE = "answers_done"


@dataclass(frozen=True, slots=True)
class AgencyTally:
    """The people of one agency: its code, or its name in the lists where the plan has none."""

    code: str
    name: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Rates:
    """The state of the survey on a day; `groups` by code. A person in two groups counts in both, in `total`
    once."""

    today: date
    deadline: Deadline | None
    total: Tally
    groups: Mapping[str, Tally]
    agencies: tuple[AgencyTally, ...]
    days: tuple[DayCount, ...]
    forecast: Forecast


def rates(session: Session, *, plan: Plan, today: date, group: str = "", agency: str = "") -> Rates:
    """The figures of a roster that `roster.ensure` has seen to, of everybody or of a group or an agency."""
    lines = followup_queries.tallies(session, plan=plan.code)
    chosen = _chosen(lines, group=group, agency=agency)
    deadline = plan.deadline(DEADLINE)
    days = response.answer_days(chosen)
    total = response.total(chosen)
    names = {line.agency: line.agency_name for line in lines}
    by_agency = response.by(chosen, lambda line: line.agency)
    return Rates(
        today,
        deadline,
        total,
        response.by(chosen, lambda line: line.group),
        tuple(AgencyTally(code, names[code], tally) for code, tally in by_agency.items()),
        pace.by_day(days, until=today),
        pace.forecast(
            days,
            expected=total.eligible - total.by_status["refused"],
            today=today,
            deadline=deadline.day if deadline else None,
        ),
    )


def _chosen(lines: tuple[Line, ...], *, group: str, agency: str) -> tuple[Line, ...]:
    """The lines of a group or an agency; there everybody counts, as the first or as the second line."""
    if not group and not agency:
        return lines
    return tuple(
        Line(one.group, one.agency, one.agency_name, one.status, one.since, one.people)
        for one in lines
        if group in ("", one.group) and agency in ("", one.agency)
    )
