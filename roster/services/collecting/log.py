"""What is noted by hand while lists are waited for: an agency was reminded, its list came on a day; undo.

Knows agencies by code; what is noted names no person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.messages import N_
from roster.plan import Agency, Plan
from roster.services import paging
from roster.store import collecting_queries, queries, tables
from roster.store.collecting_queries import Kind
from roster.survey.following import CHANNELS

KIND_NAMES: Mapping[str, str] = {"reminded": N_("reminded"), "received": N_("list came")}


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the log: what (reminded, received), for which agency, on which day, by which channel."""

    number: int
    agency: str
    kind: str
    day: date
    channel: str
    at: datetime
    by: str


def remind(
    session: Session, codes: Iterable[str], *, plan: Plan, channel: str, day: date, today: date, by: str
) -> tuple[int, ...]:
    """Note that agencies were reminded; the numbers of the lines.

    Raises `UserError`s: no_such_agency, no_such_channel, day_in_the_future.
    """
    if channel not in CHANNELS:
        raise UserError(
            "no_such_channel",
            "There is no channel {channel}. Use one of {channels}.",
            channel=channel,
            channels=", ".join(CHANNELS),
        )
    return _note(session, codes, "reminded", plan=plan, channel=channel, days=(day, today), by=by)


def received(session: Session, code: str, *, plan: Plan, day: date, today: date, by: str) -> tuple[int, ...]:
    """Note the day an agency's list came, whenever it was imported; the newest note counts.

    Raises `UserError`s: no_such_agency, day_in_the_future.
    """
    return _note(session, [code], "received", plan=plan, channel="", days=(day, today), by=by)


def undo(session: Session, number: int, *, plan: Plan, by: str) -> Note:
    """Take a line back. Raises `UserError` (no_such_note)."""
    line = collecting_queries.note(session, number, plan=plan.code)
    if line is None:
        raise UserError(
            "no_such_note", "There is no line {number} in the log, or it was taken back.", number=number
        )
    undoing = tables.AgencyLog(
        plan=plan.code, agency=line.agency, kind="undone", day=line.day, channel="", undoes=number, by=by
    )
    collecting_queries.add_note(session, undoing)
    queries.add_audit(
        session, "collect.undo", by=by, subjects=[f"agency:{line.agency}"], detail={"note": number}
    )
    return _as_note(line)


def newest(session: Session, *, plan: Plan, page: int, per_page: int) -> tuple[tuple[Note, ...], int]:
    """A page (the first is 1) of the lines in force, newest first, and how many there are."""
    offset = paging.before(page, per_page)
    found, total = collecting_queries.newest_notes(session, plan=plan.code, limit=per_page, offset=offset)
    return tuple(map(_as_note, found)), total


def of_agency(session: Session, code: str, *, plan: Plan) -> tuple[Note, ...]:
    """The lines of one agency in force, newest first. Raises `UserError` (no_such_agency)."""
    sender(plan, code)
    return tuple(map(_as_note, reversed(collecting_queries.notes(session, plan=plan.code, agency=code))))


def sender(plan: Plan, code: str) -> Agency:
    """The agency of this code that must send a list. Raises `UserError` (no_such_agency)."""
    found = next((one for one in plan.senders if one.code == code), None)
    if found is None:
        raise UserError(
            "no_such_agency",
            "There is no agency {agency} that must send a list. Use one of {agencies}.",
            agency=code,
            agencies=", ".join(one.code for one in plan.senders),
        )
    return found


def _note(
    session: Session,
    codes: Iterable[str],
    kind: Kind,
    *,
    plan: Plan,
    channel: str,
    days: tuple[date, date],
    by: str,
) -> tuple[int, ...]:
    wanted, (day, today) = tuple(dict.fromkeys(codes)), days
    raise_all([*_unknown(plan, wanted), *future_day(day, today)])
    numbers = tuple(
        collecting_queries.add_note(
            session,
            tables.AgencyLog(plan=plan.code, agency=code, kind=kind, day=day, channel=channel, by=by),
        )
        for code in wanted
    )
    queries.add_audit(
        session,
        f"collect.{kind}",
        by=by,
        subjects=[f"agency:{code}" for code in wanted],
        detail={"day": day.isoformat(), "channel": channel},
    )
    return numbers


def _unknown(plan: Plan, codes: Iterable[str]) -> list[UserError]:
    errors = []
    for code in codes:
        try:
            sender(plan, code)
        except UserError as error:
            errors.append(error)
    return errors


def future_day(day: date, today: date) -> list[UserError]:
    """The refusal of a day that has not come yet, if it has not."""
    if day <= today:
        return []
    return [
        UserError(
            "day_in_the_future",
            "{day} has not come yet. Give the day on which it happened.",
            day=f"{day:%d/%m/%Y}",
        )
    ]


def _as_note(line: tables.AgencyLog) -> Note:
    return Note(line.id, line.agency, line.kind, line.day, line.channel, line.at, line.by)
