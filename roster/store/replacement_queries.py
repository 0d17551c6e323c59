"""What the services ask of the store about replacements and reserves. Looks and adds; never changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from roster.store import edit_queries, person_queries, tables
from roster.survey.listed import Listed
from roster.survey.replacing import Replacement, Reserve


def all_rows(session: Session) -> tuple[tables.Replacement, ...]:
    """Every act in order, those that only take one back among them."""
    return tuple(session.scalars(select(tables.Replacement).order_by(tables.Replacement.id)))


def replacement(row: tables.Replacement) -> Replacement:
    """The act as the survey's rules know it."""
    return Replacement(row.id, row.at, _lines(row.out), _lines(row.into), row.undoes)


def add(
    session: Session,
    *,
    facts: Mapping[str, Any],
    out: Sequence[Listed] = (),
    into: Sequence[Listed] = (),
    edits: Iterable[int] = (),
) -> tables.Replacement:
    """Write an act; `facts` are its other columns."""
    row = tables.Replacement(**facts, out=_plain(out), into=_plain(into), edits=list(edits))
    session.add(row)
    session.flush()
    return row


def add_reserves(session: Session, group: str, persons: Sequence[str], *, first: int, edit: int) -> None:
    """Write who stands by for a group, in this order from `first` on."""
    session.add_all(
        tables.Reserve(group=group, order=order, person=person_queries.number_of(person), edit_id=edit)
        for order, person in enumerate(persons, start=first)
    )
    session.flush()


def reserves(session: Session) -> tuple[Reserve, ...]:
    """Who was made to stand by and is not taken back, by group and order; those drawn are among them."""
    rows = session.scalars(select(tables.Reserve).order_by(tables.Reserve.group, tables.Reserve.order)).all()
    undone = edit_queries.undone(session, {row.edit_id for row in rows})
    kept = [row for row in rows if row.edit_id not in undone]
    return tuple(Reserve(row.group, row.order, person_queries.written(row.person)) for row in kept)


def reserve_keys(session: Session, person: str) -> list[str]:
    """The records that were taken off the roster when this person was made to stand by.

    Excluded records have no number to be found by, only the last one they had.
    """
    number = person_queries.number_of(person)
    rows = session.scalars(select(tables.Reserve).where(tables.Reserve.person == number)).all()
    undone = edit_queries.undone(session, {row.edit_id for row in rows})
    lines = edit_queries.lines_of(session, {row.edit_id for row in rows} - undone)
    keys = dict.fromkeys(line.key for line in lines)
    found = edit_queries.rows_with_keys(session, list(keys))
    return [row.key for row, _name in found if row.person == number]


def facts(row: tables.Replacement) -> tuple[date, str, str, str]:
    """Day, reason, its text and who allowed it: what an act that takes it back repeats."""
    return row.day, row.reason, row.text, row.allowed_by


def _plain(lines: Iterable[Listed]) -> list[dict[str, Any]]:
    return [asdict(one) | {"phones": list(one.phones), "values": dict(one.values)} for one in lines]


def _lines(plain: Iterable[Mapping[str, Any]]) -> tuple[Listed, ...]:
    return tuple(Listed(**(dict(one) | {"phones": tuple(one["phones"])})) for one in plain)
