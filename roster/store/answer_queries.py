"""What the imported lists of who answered ask of the store: their rows, what was decided on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import Session

from roster.store import tables

NOTHING_SAID: Mapping[str, Any] = {
    "full_name": "",
    "dob": None,
    "position": "",
    "agency": "",
    "candidates": [],
}
TO_DECIDE = ("ask", "unknown", "held", "impossible")


@dataclass(frozen=True, slots=True)
class Decided:
    """A row with the decision in force on it: `act` is None before one; `person` None is nobody's."""

    row: tables.AnswerRow
    act: int | None = None
    person: int | None = None


def add_rows(session: Session, act: int, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add the rows of an imported list."""
    if rows:
        session.execute(insert(tables.AnswerRow), [{"act_id": act, **row} for row in rows])


def row(session: Session, number: int) -> Decided | None:
    """A row with its decision, or None."""
    found = session.get(tables.AnswerRow, number)
    return _decided(session, [found])[0] if found else None


def rows(
    session: Session, act: int, *, outcomes: Sequence[str], limit: int | None, offset: int = 0
) -> tuple[tuple[Decided, ...], int]:
    """Rows of an imported list with these outcomes, in its order, and how many there are."""
    wanted = (tables.AnswerRow.act_id == act, tables.AnswerRow.outcome.in_(outcomes))
    query = select(tables.AnswerRow).where(*wanted).order_by(tables.AnswerRow.id).limit(limit).offset(offset)
    total = session.scalar(select(func.count(tables.AnswerRow.id)).where(*wanted)) or 0
    return _decided(session, list(session.scalars(query))), total


def outcomes(session: Session, acts: Sequence[int]) -> dict[int, dict[str, int]]:
    """How many rows of each outcome these lists have."""
    query = (
        select(tables.AnswerRow.act_id, tables.AnswerRow.outcome, func.count())
        .where(tables.AnswerRow.act_id.in_(acts))
        .group_by(tables.AnswerRow.act_id, tables.AnswerRow.outcome)
    )
    found: dict[int, dict[str, int]] = {}
    for act, outcome, count in session.execute(query):
        found.setdefault(act, {})[outcome] = count
    return found


def open_rows(session: Session, acts: Sequence[int]) -> dict[int, int]:
    """How many rows of these lists still wait for a decision."""
    query = (
        select(tables.AnswerRow.act_id, func.count())
        .where(tables.AnswerRow.act_id.in_(acts), tables.AnswerRow.outcome.in_(TO_DECIDE))
        .where(tables.AnswerRow.id.not_in(_in_force(tables.AnswerDecision.row_id)))
        .group_by(tables.AnswerRow.act_id)
    )
    return {act: int(count) for act, count in session.execute(query)}


def decisions_of_import(session: Session, act: int) -> list[int]:
    """The acts in force that decided rows of this list."""
    query = _in_force(tables.AnswerDecision.act_id).join(
        tables.AnswerRow, tables.AnswerDecision.row_id == tables.AnswerRow.id
    )
    return list(session.scalars(query.where(tables.AnswerRow.act_id == act).distinct()))


def forget(session: Session, act: int) -> None:
    """Remove what the rows of a list that was taken back say of their people; places and outcomes stay."""
    session.execute(update(tables.AnswerRow).where(tables.AnswerRow.act_id == act).values(**NOTHING_SAID))


def add_decision(session: Session, act: int, row: int, person: int | None) -> None:
    """Add what an act decided on a row."""
    session.add(tables.AnswerDecision(act_id=act, row_id=row, person=person))
    session.flush()


def _decided(session: Session, found: Sequence[tables.AnswerRow]) -> tuple[Decided, ...]:
    decision = tables.AnswerDecision
    query = _in_force(decision.row_id).add_columns(decision.act_id, decision.person)
    known = {
        row_id: (act, person)
        for row_id, act, person in session.execute(
            query.where(decision.row_id.in_([one.id for one in found])).order_by(decision.id)
        )
    }
    return tuple(Decided(one, *known.get(one.id, (None, None))) for one in found)


def _in_force(column: Any) -> Select[Any]:
    """A column of the decisions that were not taken back."""
    undone = select(tables.FollowupAct.undoes).where(tables.FollowupAct.undoes.is_not(None))
    return select(column).where(tables.AnswerDecision.act_id.not_in(undone))
