"""Who has sent a list, who is late, at what pace they come, and when the rest would be there.

Knows deliveries, the log and the plan; the reckoning is `survey.pace`'s matter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy.orm import Session

from roster.messages import N_
from roster.plan import Agency, Deadline, Plan
from roster.store import collecting_queries, tables
from roster.store.collecting_queries import Arrival
from roster.survey import pace
from roster.survey.pace import DayCount, Forecast

STANDING_NAMES: Mapping[str, str] = {
    "sent": N_("list has come"),
    "elsewhere": N_("its people stand in another list"),
    "noted": N_("has come, not imported yet"),
    "waiting": N_("nothing yet"),
    "late": N_("late"),
}
Standing = Literal["sent", "elsewhere", "noted", "waiting", "late"]


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One sender. `standing`: sent (a list of its own), elsewhere (its people stand in another's list), noted
    (came, but is not imported yet), waiting, late.

    `day` is when its list came, as noted by hand or else the day of the import; `days_late` counts from the
    deadline to that day, or to today where nothing came.
    """

    agency: Agency
    standing: Standing
    day: date | None
    days_late: int
    people: int
    reminders: int
    reminded_on: date | None


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of collecting on a day."""

    today: date
    deadline: Deadline | None
    lines: tuple[AgencyLine, ...]
    days: tuple[DayCount, ...]
    forecast: Forecast

    @property
    def missing(self) -> tuple[AgencyLine, ...]:
        """Who has sent nothing."""
        return tuple(line for line in self.lines if line.day is None)

    @property
    def late(self) -> tuple[AgencyLine, ...]:
        """Who has sent nothing although the deadline has passed."""
        return tuple(line for line in self.lines if line.standing == "late")


def progress(session: Session, *, plan: Plan, today: date) -> Progress:
    """Every sender of the plan, in its order, and what the days of the arrivals say.

    A plan with a clock of its own (a demonstration) may be imported later than its 'today': such a list came
    today.
    """
    notes = collecting_queries.notes(session, plan=plan.code)
    own = collecting_queries.arrivals(session)
    others = collecting_queries.named_in_lists(session, delegate_group=plan.delegate_group)
    imported = {code: pace.office_day(moment) for code, moment in others.items()} | {
        code: pace.office_day(arrival.first) for code, arrival in own.items()
    }
    noted = dict(collecting_queries.days_noted(notes, "received"))
    came = {code: min(day, today) for code, day in (imported | noted).items()}
    deadline = plan.deadline("collect_by")
    log = _Log(notes, deadline, today, frozenset(others))
    lines = tuple(_line(agency, came.get(agency.code), own.get(agency.code), log) for agency in plan.senders)
    days = [line.day for line in lines if line.day]
    return Progress(
        today,
        deadline,
        lines,
        pace.by_day(days, until=today),
        pace.forecast(days, expected=len(lines), today=today, deadline=deadline.day if deadline else None),
    )


@dataclass(frozen=True, slots=True)
class _Log:
    notes: Sequence[tables.AgencyLog]
    deadline: Deadline | None
    today: date
    named: frozenset[str]  # agencies whose people stand in some list

    def days_late(self, day: date) -> int:
        return max((day - self.deadline.day).days, 0) if self.deadline else 0

    def reminders(self, agency: str) -> list[date]:
        return [note.day for note in self.notes if note.agency == agency and note.kind == "reminded"]


def _line(agency: Agency, day: date | None, own: Arrival | None, log: _Log) -> AgencyLine:
    reminders = log.reminders(agency.code)
    days_late = log.days_late(day or log.today)
    standing: Standing = "late" if days_late else "waiting"
    if day:
        standing = "sent" if own else "elsewhere" if agency.code in log.named else "noted"
    return AgencyLine(
        agency,
        standing,
        day,
        days_late,
        people=own.people if own else 0,
        reminders=len(reminders),
        reminded_on=max(reminders, default=None),
    )
