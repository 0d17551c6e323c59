"""What happens to people on the roster is entered, and taken back: one act for one person or for many.

Knows acts and refusals; which statuses follow which is `survey.following`'s matter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.messages import N_, _
from roster.plan import Plan
from roster.services import paging
from roster.services.collecting.log import future_day
from roster.services.followup import roster
from roster.store import answer_queries, followup_queries, person_queries, queries, tables
from roster.store.followup_queries import Wanted
from roster.survey import following
from roster.survey.following import CHANNELS, STATUS_NAMES, STATUSES, Event

KIND_NAMES: Mapping[str, str] = {
    "mark": N_("Status entered"),
    "import": N_("List of answers imported"),
    "decide": N_("Row of a list decided"),
}
_NAMED = 20  # refusals told one by one


@dataclass(frozen=True, slots=True)
class Mark:
    """What is entered: a status since a day, by which channel ('' for none)."""

    status: str
    day: date
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """An act that was done: its number, how many people, how many were passed over."""

    act: int
    people: int
    passed_over: int = 0


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the log: what was done to how many people, when, by whom, whether it was taken back."""

    number: int
    kind: str
    detail: Mapping[str, Any]
    at: datetime
    by: str
    undone: bool


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of a person."""

    event: Event
    act: Act


def mark(session: Session, people: Iterable[str], made: Mark, *, plan: Plan, today: date, by: str) -> Marked:
    """Enter a status for people by their numbers ('P000123'), all or none.

    Raises `UserError`s: not_listed, not_possible, and those of `checked`.
    """
    checked(made, plan=plan, today=today)
    roster.ensure(session, plan=plan, by=by)
    wanted = dict.fromkeys(map(number_of, people))
    known = {line.person: line.status for line in followup_queries.lines_of(session, wanted, plan=plan.code)}
    refused = [fault for number in wanted if (fault := _refusal(number, known, made.status))]
    raise_all([*refused[:_NAMED], *_more(len(refused) - _NAMED)])
    return _enter(session, tuple(wanted), made, plan=plan, by=by)


def mark_found(session: Session, wanted: Wanted, made: Mark, *, plan: Plan, today: date, by: str) -> Marked:
    """Enter a status for everybody found to whom it can happen; the others are passed over and counted.

    Raises `UserError` (nobody_found) where that is nobody, and those of `checked`.
    """
    checked(made, plan=plan, today=today)
    roster.ensure(session, plan=plan, by=by)
    known = followup_queries.statuses(session, wanted, plan=plan.code)
    fitting = tuple(n for n, status in known.items() if following.is_possible(status, made.status))
    if not fitting:
        raise UserError(
            "nobody_found",
            "There is nobody to whom this can happen. Nothing was entered; look at the filters.",
        )
    done = _enter(session, fitting, made, plan=plan, by=by)
    return Marked(done.act, done.people, len(known) - len(fitting))


def undo(session: Session, number: int, *, plan: Plan, by: str) -> Marked:
    """Take an act back; of an imported list also the decisions on its rows, and what these say of people.

    Raises `UserError` (no_such_act).
    """
    act = followup_queries.act(session, number, plan=plan.code)
    if act is None or followup_queries.undone(session, [number]):
        raise UserError(
            "no_such_act", "There is no act {number}, or it was taken back already.", number=number
        )
    gone = [number]
    if act.kind == "import":
        gone += answer_queries.decisions_of_import(session, number)
        answer_queries.forget(session, number)
    for one in gone:
        undoing = tables.FollowupAct(plan=plan.code, kind="undo", undoes=one, detail={}, by=by)
        followup_queries.add_act(session, undoing)
    people = followup_queries.people_of_acts(session, gone)
    roster.ensure(session, plan=plan, by=by)
    roster.refresh(session, people, plan=plan)
    queries.add_audit(session, "followup.undo", by=by, detail={"act": number, "people": len(people)})
    return Marked(number, len(people))


def newest(
    session: Session, *, plan: Plan, kind: str = "", page: int, per_page: int
) -> tuple[tuple[Act, ...], int]:
    """A page (the first is 1) of the acts, newest first, and how many there are."""
    offset = paging.before(page, per_page)
    found, total = followup_queries.acts(session, plan=plan.code, kind=kind, limit=per_page, offset=offset)
    undone = followup_queries.undone(session, [one.id for one in found])
    return tuple(_act(one, undone) for one in found), total


def fitting(session: Session, person: str, status: str, *, plan: Plan) -> int:
    """The number of a person on the roster to whom this can happen.

    Raises `UserError` (not_listed, not_possible).
    """
    number = number_of(person)
    known = {
        line.person: line.status for line in followup_queries.lines_of(session, [number], plan=plan.code)
    }
    if fault := _refusal(number, known, status):
        raise fault
    return number


def history(session: Session, person: str, *, plan: Plan) -> tuple[Happened, ...]:
    """All that was entered for a person, newest first, those taken back among it."""
    number = number_of(person)
    into = followup_queries.became(session)
    numbers = {number, *(old for old, new in into.items() if new == number)}
    found = followup_queries.history(session, plan=plan.code, people=numbers)
    undone = followup_queries.undone(session, {act.id for act, _event in found})
    return tuple(Happened(event, _act(act, undone)) for act, event in found)


def number_of(person: str) -> int:
    """The number behind one as shown. Raises `UserError` (not_listed)."""
    try:
        return person_queries.number_of(person.strip().upper())
    except ValueError:
        raise _not_listed(person) from None


def checked(made: Mark, *, plan: Plan, today: date) -> None:
    """Refuse what no entry can say.

    Raises `UserError`s: no_such_status, no_such_channel, day_in_the_future, day_before_plan.
    """
    faults = future_day(made.day, today)
    if made.status not in STATUSES:
        faults.append(
            UserError(
                "no_such_status",
                "There is no status {status}. Use one of {statuses}.",
                status=made.status,
                statuses=", ".join(STATUSES),
            )
        )
    if made.channel and made.channel not in CHANNELS:
        faults.append(
            UserError(
                "no_such_channel",
                "There is no channel {channel}. Use one of {channels}.",
                channel=made.channel,
                channels=", ".join(CHANNELS),
            )
        )
    if made.day < plan.document_date:
        faults.append(
            UserError(
                "day_before_plan",
                "{day} is before the plan itself ({first}). Check the year.",
                day=f"{made.day:%d/%m/%Y}",
                first=f"{plan.document_date:%d/%m/%Y}",
            )
        )
    raise_all(faults)


def _enter(session: Session, people: tuple[int, ...], made: Mark, *, plan: Plan, by: str) -> Marked:
    detail = {"status": made.status, "day": made.day.isoformat(), "people": len(people)}
    if made.channel:
        detail["channel"] = made.channel
    act = tables.FollowupAct(plan=plan.code, kind="mark", detail=detail, by=by)
    status: Any = made.status
    number = followup_queries.add_act(
        session, act, [Event(person, status, made.day, made.channel) for person in people]
    )
    roster.refresh(session, people, plan=plan)
    queries.add_audit(session, "followup.mark", by=by, detail={"act": number, **detail})
    return Marked(number, len(people))


def _refusal(number: int, known: Mapping[int, str], status: str) -> UserError | None:
    shown = person_queries.written(number)
    if number not in known:
        return _not_listed(shown)
    if following.is_possible(known[number], status):
        return None
    return UserError(
        "not_possible",
        "{person} is '{now}'; '{status}' cannot follow. Take the earlier entry back first if it was wrong.",
        person=shown,
        now=_(STATUS_NAMES[known[number]]),
        status=_(STATUS_NAMES[status]),
    )


def _not_listed(person: str) -> UserError:
    return UserError(
        "not_listed", "{person} does not stand on the roster. Look the number up on the list.", person=person
    )


def _more(count: int) -> list[UserError]:
    return [UserError("more_refused", "{count} more people like these.", count=count)] if count > 0 else []


def _act(row: tables.FollowupAct, undone: frozenset[int]) -> Act:
    return Act(row.id, row.kind, dict(row.detail), row.at, row.by, row.id in undone)
