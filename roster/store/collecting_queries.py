"""What collecting asks of the store: whose lists came when, and what was noted by hand. Looks and adds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from roster.model import BY_HAND
from roster.store import tables

Kind = Literal["received", "reminded"]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One sender's lists in force: when the first delivery was imported, how many people they hold."""

    first: datetime
    people: int


def arrivals(session: Session) -> dict[str, Arrival]:
    """The senders of readable lists in force, by code; a corrected list came when its first one did."""
    lists = tables.Import
    readable = (lists.error.is_(None), lists.sender.is_not(None))
    in_force = select(lists.sender, func.sum(lists.people)).where(lists.state == "active", *readable)
    moments = select(lists.sender, func.min(lists.at)).where(lists.state != "undone", *readable)
    first = {str(sender): moment for sender, moment in session.execute(moments.group_by(lists.sender))}
    return {
        str(sender): Arrival(first[str(sender)], int(people or 0))
        for sender, people in session.execute(in_force.group_by(lists.sender))
    }


def named_in_lists(session: Session, *, delegate_group: str) -> dict[str, datetime]:
    """The agencies of people in any list in force, and when its list was imported.

    Delegates do not speak for the agency they work in, nor do people added by hand.
    """
    people, lists = tables.Record, tables.Import
    query = (
        select(people.agency_code, func.min(lists.at))
        .join(lists, people.import_id == lists.id)
        .where(lists.state == "active", lists.file_name != BY_HAND, people.agency_code.is_not(None))
        .where(people.group.is_distinct_from(delegate_group))
        .group_by(people.agency_code)
    )
    return {str(code): first for code, first in session.execute(query)}


def notes(session: Session, *, plan: str, agency: str | None = None) -> tuple[tables.AgencyLog, ...]:
    """The lines in force, as they were entered: of all agencies or of one."""
    query = _in_force(plan).order_by(tables.AgencyLog.id)
    if agency is not None:
        query = query.where(tables.AgencyLog.agency == agency)
    return tuple(session.scalars(query))


def newest_notes(
    session: Session, *, plan: str, limit: int, offset: int
) -> tuple[tuple[tables.AgencyLog, ...], int]:
    """The lines in force, newest first, and how many there are."""
    query = _in_force(plan).order_by(tables.AgencyLog.id.desc()).limit(limit).offset(offset)
    total = session.scalar(select(func.count()).select_from(_in_force(plan).subquery())) or 0
    return tuple(session.scalars(query)), total


def note(session: Session, number: int, *, plan: str) -> tables.AgencyLog | None:
    """The line of this number while it is in force."""
    return session.scalars(_in_force(plan).where(tables.AgencyLog.id == number)).first()


def add_note(session: Session, line: tables.AgencyLog) -> int:
    """Add a line; its number."""
    session.add(line)
    session.flush()
    return line.id


def days_noted(lines: tuple[tables.AgencyLog, ...], kind: Kind) -> Iterator[tuple[str, date]]:
    """Agency and day of the lines of one kind."""
    return ((line.agency, line.day) for line in lines if line.kind == kind)


def _in_force(plan: str) -> Select[tables.AgencyLog]:
    later = aliased(tables.AgencyLog)
    undone = select(later.undoes).where(later.undoes.is_not(None))
    return select(tables.AgencyLog).where(
        tables.AgencyLog.plan == plan,
        tables.AgencyLog.kind != "undone",
        tables.AgencyLog.id.not_in(undone),
    )
