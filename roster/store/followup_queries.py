"""What the follow-up asks of the store: acts, events, the roster with its statuses.

Looks, adds, brings up to date. Which event counts is `survey.following`'s matter.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, insert, select, update
from sqlalchemy.orm import Session

from roster.store import finding, tables
from roster.survey.following import TO_CALL, Event, State
from roster.survey.response import Line

_BATCH = 500  # values per query: databases limit the number of parameters
_EVENT = tuple(one.name for one in fields(Event))
OPEN = "open"  # as a status looked for: everybody who may still be asked


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which people: words of name and post, codes of a group and an agency, a status or `OPEN`; '' for any.

    `status` None looks at no status: '' is the one before the first event.
    """

    words: str = ""
    group: str = ""
    agency: str = ""
    status: str | None = None


@dataclass(frozen=True, slots=True)
class PersonEvent:
    """An event with the act it belongs to."""

    act: int
    event: Event


def events(session: Session, *, plan: str, people: Collection[int] | None = None) -> Iterator[PersonEvent]:
    """The events in force of a plan as they were entered, of everybody or of some people."""
    act, event = tables.FollowupAct, tables.FollowupEvent
    query = (
        select(event.act_id, event.person, event.status, event.day, event.channel)
        .join(act, event.act_id == act.id)
        .where(act.plan == plan, act.id.not_in(_undone()))
        .order_by(event.id)
    )
    for number, person, status, day, channel in _of_people(session, query, people):
        yield PersonEvent(number, Event(person, status, day, channel))


def history(
    session: Session, *, plan: str, people: Collection[int]
) -> tuple[tuple[tables.FollowupAct, Event], ...]:
    """All events of some people, newest first, those taken back among them."""
    act, event = tables.FollowupAct, tables.FollowupEvent
    query = (
        select(act, event.person, event.status, event.day, event.channel)
        .join(event, event.act_id == act.id)
        .where(act.plan == plan, event.person.in_(people))
        .order_by(event.id.desc())
    )
    found: Any = session.execute(query)
    return tuple((row, Event(*values)) for row, *values in found)


def undone(session: Session, numbers: Iterable[int]) -> frozenset[int]:
    """Which of these acts were taken back."""
    query = select(tables.FollowupAct.undoes).where(tables.FollowupAct.undoes.in_(list(numbers)))
    return frozenset(number for number in session.scalars(query) if number is not None)


def act(session: Session, number: int, *, plan: str) -> tables.FollowupAct | None:
    """The act of this number, or None; those that only take back are none."""
    found = session.get(tables.FollowupAct, number)
    return found if found and found.plan == plan and found.undoes is None else None


def acts(
    session: Session, *, plan: str, kind: str = "", limit: int | None, offset: int
) -> tuple[tuple[tables.FollowupAct, ...], int]:
    """The acts of a plan, newest first, of all kinds or of one, and how many there are."""
    wanted = [tables.FollowupAct.plan == plan, tables.FollowupAct.undoes.is_(None)]
    if kind:
        wanted.append(tables.FollowupAct.kind == kind)
    query = select(tables.FollowupAct).where(*wanted).order_by(tables.FollowupAct.id.desc())
    total = session.scalar(select(func.count(tables.FollowupAct.id)).where(*wanted)) or 0
    return tuple(session.scalars(query.limit(limit).offset(offset))), total


def add_act(session: Session, made: tables.FollowupAct, found: Sequence[Event] = ()) -> int:
    """Add an act and its events; its number."""
    session.add(made)
    session.flush()
    if found:
        rows = [{"act_id": made.id, **{name: getattr(event, name) for name in _EVENT}} for event in found]
        session.execute(insert(tables.FollowupEvent), rows)
    return made.id


def people_of_acts(session: Session, numbers: Iterable[int]) -> frozenset[int]:
    """Whom these acts are about."""
    query = select(tables.FollowupEvent.person).where(tables.FollowupEvent.act_id.in_(list(numbers)))
    return frozenset(session.scalars(query.distinct()))


def became(session: Session) -> dict[int, int]:
    """Numbers of people who were found to be somebody else, and whose number counts."""
    query = select(tables.Person.number, tables.Person.became).where(tables.Person.became.is_not(None))
    return {number: into for number, into in session.execute(query) if into is not None}


def replace_followed(session: Session, plan: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Make the roster that is followed these lines."""
    session.execute(delete(tables.Followed).where(tables.Followed.plan == plan))
    if rows:
        session.execute(insert(tables.Followed), [{"plan": plan, **row} for row in rows])


def set_states(session: Session, plan: str, states: Mapping[int, State]) -> None:
    """Bring the statuses of some people up to date; many come to few states, so one change serves many."""
    people_of: defaultdict[State, list[int]] = defaultdict(list)
    for person, state in states.items():
        people_of[state].append(person)
    for state, people in people_of.items():
        for batch in _batches(people):
            change = update(tables.Followed).where(
                tables.Followed.plan == plan, tables.Followed.person.in_(batch)
            )
            session.execute(change.values(**asdict(state)).execution_options(synchronize_session=False))
    session.expire_all()


def find(
    session: Session, wanted: Wanted, *, plan: str, limit: int | None, offset: int = 0
) -> tuple[tables.Followed, ...]:
    """Some of the lines found, in the order of the roster."""
    query = select(tables.Followed).where(*_conditions(wanted, plan)).order_by(tables.Followed.place)
    return tuple(session.scalars(query.limit(limit).offset(offset)))


def count(session: Session, wanted: Wanted, *, plan: str) -> int:
    """How many lines are found."""
    query = select(func.count()).select_from(tables.Followed).where(*_conditions(wanted, plan))
    return session.scalar(query) or 0


def lines_of(session: Session, people: Collection[int], *, plan: str) -> tuple[tables.Followed, ...]:
    """The lines of some people."""
    query = select(tables.Followed).where(tables.Followed.plan == plan).order_by(tables.Followed.place)
    return tuple(
        line
        for batch in _batches(people)
        for line in session.scalars(query.where(tables.Followed.person.in_(batch)))
    )


def statuses(session: Session, wanted: Wanted, *, plan: str) -> dict[int, str]:
    """The status of every person found."""
    query = select(tables.Followed.person, tables.Followed.status).where(*_conditions(wanted, plan))
    return {person: str(status) for person, status in session.execute(query)}


def tallies(session: Session, *, plan: str) -> tuple[Line, ...]:
    """How many people there are by group, agency, status and day: counted by the database."""
    row = tables.Followed
    columns = (row.group, row.agency, row.agency_name, row.status, row.since)
    query = select(*columns, row.is_first, func.count()).where(row.plan == plan)
    found = session.execute(query.group_by(*columns, row.is_first).order_by(func.min(row.place)))
    return tuple(
        Line(group, agency, name, status, since, people, first=is_first)
        for group, agency, name, status, since, is_first, people in found
    )


def disclosures(
    session: Session, *, plan: str, limit: int, offset: int
) -> tuple[tuple[tables.Disclosure, ...], int]:
    """The lists given away, newest first, and how many there are."""
    query = (
        select(tables.Disclosure).where(tables.Disclosure.plan == plan).order_by(tables.Disclosure.id.desc())
    )
    total = (
        session.scalar(select(func.count(tables.Disclosure.id)).where(tables.Disclosure.plan == plan)) or 0
    )
    return tuple(session.scalars(query.limit(limit).offset(offset))), total


def by_person(found: Iterable[PersonEvent], into: Mapping[int, int]) -> dict[int, list[Event]]:
    """The events of each person, those of numbers that became another's with that one's."""
    events_of: defaultdict[int, list[Event]] = defaultdict(list)
    for one in found:
        events_of[into.get(one.event.person, one.event.person)].append(one.event)
    return events_of


def _conditions(wanted: Wanted, plan: str) -> list[ColumnElement[bool]]:
    row = tables.Followed
    found: list[ColumnElement[bool]] = [row.plan == plan]
    found += [row.search.contains(word, autoescape=True) for word in finding.words(wanted.words)]
    if wanted.group:
        found.append(row.group == wanted.group)
    if wanted.agency:
        found.append(row.agency == wanted.agency)
    if wanted.status is not None:
        statuses_wanted = TO_CALL if wanted.status == OPEN else (wanted.status,)
        found.append(row.status.in_(statuses_wanted))
    return found


def _undone() -> Select[int | None]:
    return select(tables.FollowupAct.undoes).where(tables.FollowupAct.undoes.is_not(None))


def _of_people(session: Session, query: Any, people: Collection[int] | None) -> Iterator[Any]:
    if people is None:
        yield from session.execute(query)
        return
    for batch in _batches(people):
        yield from session.execute(query.where(tables.FollowupEvent.person.in_(batch)))


def _batches(people: Collection[int]) -> Iterator[list[int]]:
    wanted = sorted(people)
    return (wanted[at : at + _BATCH] for at in range(0, len(wanted), _BATCH))
