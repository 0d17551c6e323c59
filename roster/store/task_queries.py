"""What the plan's board asks of the store: lines in force about tasks and difficulties. Looks and adds."""

from collections.abc import Iterable
from typing import Literal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from roster.store import tables

Mark = Literal["done", "due"]
Step = Literal["proposed", "answered", "settled"]
Kind = Literal["done", "due", "raised", "proposed", "answered", "settled", "undone"]


def in_force(session: Session, kinds: Iterable[Kind]) -> tuple[tables.TaskAct, ...]:
    """The lines of these kinds that nobody took back, as they were entered."""
    query = _in_force().where(tables.TaskAct.kind.in_(tuple(kinds))).order_by(tables.TaskAct.id)
    return tuple(session.scalars(query))


def act(session: Session, number: int) -> tables.TaskAct | None:
    """The line of this number while it is in force."""
    return session.scalars(_in_force().where(tables.TaskAct.id == number)).first()


def steps_of(session: Session, number: int) -> tuple[tables.TaskAct, ...]:
    """What followed on a difficulty, as it was entered."""
    query = _in_force().where(tables.TaskAct.about == number).order_by(tables.TaskAct.id)
    return tuple(session.scalars(query))


def add(session: Session, line: tables.TaskAct) -> int:
    """Add a line; its number."""
    session.add(line)
    session.flush()
    return line.id


def _in_force() -> Select[tables.TaskAct]:
    later = aliased(tables.TaskAct)
    undone = select(later.undoes).where(later.undoes.is_not(None))
    return select(tables.TaskAct).where(tables.TaskAct.kind != "undone", tables.TaskAct.id.not_in(undone))
