"""What the services ask of the store about sealed draws and the fieldwork, in the nouns of `sipas`.

Looks and adds; of all this only names of people are ever deleted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import and_, func, insert, select
from sqlalchemy.orm import Session

from roster.sipas.draw import Role
from roster.sipas.fieldwork import Kind, Line, Seat
from roster.store import rounds, tables

_LINE = ("village", "kind", "partner", "day", "number", "person", "reserve", "reason", "undoes", "by")


@dataclass(frozen=True, slots=True)
class Above:
    """A unit that others lie in."""

    unit_id: str
    parent_id: str
    level: str
    name: str


def draws(session: Session) -> tuple[tables.SipasDraw, ...]:
    """All draws of the round, newest first."""
    return tuple(session.scalars(select(tables.SipasDraw).order_by(tables.SipasDraw.number.desc())))


def draw(session: Session, number: int) -> tables.SipasDraw | None:
    """The draw of this number, or None."""
    return session.scalars(select(tables.SipasDraw).where(tables.SipasDraw.number == number)).first()


def newest(session: Session, *, to_write: bool = False) -> tables.SipasDraw | None:
    """The draw that counts, or None; with `to_write` others who write wait until this one is done."""
    query = select(tables.SipasDraw).order_by(tables.SipasDraw.number.desc()).limit(1)
    return session.scalars(query.with_for_update() if to_write else query).first()


def add_draw(
    session: Session,
    made: tables.SipasDraw,
    units: Iterable[dict[str, Any]],
    people: Iterable[dict[str, Any]],
) -> tables.SipasDraw:
    """Store a draw with its units and the names of its people, under the next number."""
    last = session.scalar(select(func.max(tables.SipasDraw.number)))
    made.number = (last or 0) + 1
    session.add(made)
    session.flush()
    of_round = rounds.needed(session)
    for table, found in ((tables.SipasUnit, units), (tables.SipasPerson, people)):
        if rows := [one | {"draw_id": made.id, "round_id": of_round} for one in found]:
            session.execute(insert(table), rows)
    return made


def is_drawn(session: Session, draw_id: int, unit: str) -> bool:
    """Whether a draw has a unit of this code."""
    table = tables.SipasUnit
    query = select(table.id).where(table.draw_id == draw_id, table.unit_id == unit)
    return session.scalar(query.limit(1)) is not None


def delete_names(session: Session, unit: str) -> int:
    """Delete what the person or household of this code is called, in every draw of the round; how many."""
    person = tables.SipasPerson
    found = session.scalars(select(person).where(person.unit_id == unit)).all()
    for one in found:
        session.delete(one)
    return len(found)


def designs(session: Session) -> tuple[tables.SipasDesign, ...]:
    """The designs handed in for the round, newest first."""
    return tuple(session.scalars(select(tables.SipasDesign).order_by(tables.SipasDesign.id.desc())))


def above(session: Session, draw_id: int, *, last_stage: int) -> tuple[Above, ...]:
    """The units of a draw above the last stage, in the order of their codes."""
    unit = tables.SipasUnit
    query = select(unit).where(unit.draw_id == draw_id, unit.stage < last_stage).order_by(unit.unit_id)
    return tuple(Above(row.unit_id, row.parent_id, row.level, row.name) for row in session.scalars(query))


def seats(session: Session, draw_id: int, *, last_stage: int) -> tuple[Seat, ...]:
    """The units of the last stage: by village, the sample before the reserves."""
    unit = tables.SipasUnit
    person = tables.SipasPerson
    same = and_(person.draw_id == unit.draw_id, person.unit_id == unit.unit_id)
    query = select(unit, person.name).outerjoin(person, same)
    query = query.where(unit.draw_id == draw_id, unit.stage == last_stage)
    found = session.execute(query.order_by(unit.parent_id, unit.role, unit.order))
    return tuple(
        Seat(
            row.unit_id,
            row.parent_id,
            name or row.name,
            cast(Role, row.role),
            order=row.order,
            group=row.group,
        )
        for row, name in found
    )


def lines(session: Session, draw_id: int) -> tuple[Line, ...]:
    """The whole log of a draw, oldest first."""
    query = select(tables.SipasLine).where(tables.SipasLine.draw_id == draw_id).order_by(tables.SipasLine.id)
    return tuple(_line(row) for row in session.scalars(query))


def came_with(session: Session, draw_id: int, source: str) -> bool:
    """Whether lines in force came with the sheet of this checksum."""
    line = tables.SipasLine
    taken_back = select(line.undoes).where(line.draw_id == draw_id, line.undoes.is_not(None))
    query = select(line.id).where(line.draw_id == draw_id, line.source == source, line.id.not_in(taken_back))
    return session.scalar(query.limit(1)) is not None


def add_lines(session: Session, draw_id: int, said: Sequence[Line], *, source: str = "") -> tuple[Line, ...]:
    """Add lines to the log; the same with their numbers."""
    rows = [
        tables.SipasLine(draw_id=draw_id, source=source, **{name: getattr(one, name) for name in _LINE})
        for one in said
    ]
    session.add_all(rows)
    session.flush()
    return tuple(_line(row) for row in rows)


def _line(row: tables.SipasLine) -> Line:
    said = {name: getattr(row, name) for name in _LINE} | {"kind": cast(Kind, row.kind)}
    return Line(id=row.id, at=row.at, **said)
