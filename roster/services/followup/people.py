"""The people on the roster with what became of them: a page at a time, and one with his or her history.

Phones are left out; who needs them makes a call list, which is put on record (`calls`).
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.plan import Plan
from roster.services import paging
from roster.services.followup import acts
from roster.services.followup.acts import Happened
from roster.store import followup_queries, person_queries, tables
from roster.store.followup_queries import OPEN as OPEN
from roster.store.followup_queries import Wanted as Wanted


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the roster and the status of its person."""

    person: str
    name: str
    position: str
    group: str
    agency: str
    agency_name: str
    status: str
    since: date | None
    reminders: int
    reminded_on: date | None


@dataclass(frozen=True, slots=True)
class Followed:
    """One person: the lines he or she stands in, and everything that was entered, newest first."""

    lines: tuple[Person, ...]
    history: tuple[Happened, ...]


def search(
    session: Session, wanted: Wanted, *, plan: Plan, page: int, per_page: int
) -> tuple[tuple[Person, ...], int]:
    """A page (the first is 1) of the lines found, in the order of the roster, and how many there are."""
    offset = paging.before(page, per_page)
    found = followup_queries.find(session, wanted, plan=plan.code, limit=per_page, offset=offset)
    return tuple(map(_person, found)), followup_queries.count(session, wanted, plan=plan.code)


def person(session: Session, number: str, *, plan: Plan) -> Followed:
    """One person by number ('P000123'). Raises `UserError` (not_listed)."""
    lines = followup_queries.lines_of(session, [acts.number_of(number)], plan=plan.code)
    if not lines:
        raise UserError(
            "not_listed",
            "{person} does not stand on the roster. Look the number up on the list.",
            person=number,
        )
    return Followed(tuple(map(_person, lines)), acts.history(session, number, plan=plan))


def _person(line: tables.Followed) -> Person:
    return Person(
        person_queries.written(line.person),
        line.name,
        line.position,
        group=line.group,
        agency=line.agency,
        agency_name=line.agency_name,
        status=line.status,
        since=line.since,
        reminders=line.reminders,
        reminded_on=line.reminded_on,
    )
