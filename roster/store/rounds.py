"""Whose round a session works in: the one place that keeps survey rounds apart, for every query and row.

A class that belongs to one round takes `OfRound`; from then on each statement of a `RoundSession` sees and
changes this round's rows only, and what is added belongs to it. Knows no table and no rules.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import Executable, column, event, select, table
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column, with_loader_criteria

from roster.errors import UserError

ROUND = "roster_round"  # the option of an engine that says which round its sessions work in
_ACROSS = "roster_across_rounds"
NO_ROUND = 0  # no round has this number: who names none sees nothing
_rounds = table("rounds", column("id"), column("closed_at"))
E = TypeVar("E", bound=Executable)


def _of_connection(context: DefaultExecutionContext) -> int:
    number: int = context.execution_options[ROUND]
    return number


def _of_connection_if_any(context: DefaultExecutionContext) -> int | None:
    number: int | None = context.execution_options.get(ROUND)
    return number


class OfRound:
    """Belongs to one round; seen and changed by sessions of that round only.

    No foreign key: rounds are never deleted, and SQLite adds such a column only by copying the table.
    """

    round_id: Mapped[int] = mapped_column(default=_of_connection, sort_order=1)

    @staticmethod
    def made(**more: Any) -> Any:
        """The same column where it is part of the primary key."""
        return mapped_column(default=_of_connection, autoincrement=False, **more)


class ActOfRound(OfRound):
    """What people do in a round: refused once the round is closed."""


class MadeInRound:
    """Made in a round, or outside of any, but seen from everywhere."""

    round_id: Mapped[int | None] = mapped_column(default=_of_connection_if_any, sort_order=1)


class RoundSession(Session):
    """A session of one round."""


def round_of(session: Session) -> int:
    """The number of the round a session works in, `NO_ROUND` where it was opened for none."""
    options: Mapping[str, Any] = session.get_bind().get_execution_options()
    return int(options.get(ROUND, NO_ROUND))


def needed(session: Session) -> int:
    """As `round_of`, where something is to be written: never `NO_ROUND`."""
    if not round_of(session):
        raise UserError(
            "no_round", "This database holds several survey rounds. Say which one is meant with --plan."
        )
    return round_of(session)


def across(statement: E) -> E:
    """The same statement over all rounds: for what follows people from year to year, and nothing else."""
    return statement.execution_options(**{_ACROSS: True})


@event.listens_for(RoundSession, "do_orm_execute")
def _only_of_the_round(state: ORMExecuteState) -> None:
    """Narrow each statement to the session's round, in subqueries and joins too.

    Writing rows by their primary key, many at once, takes no condition: they were found under this one.
    """
    if state.execution_options.get(_ACROSS) or not state.is_orm_statement or state.is_insert:
        return
    if state.is_column_load or state.is_executemany:
        return
    number = round_of(state.session)
    only = with_loader_criteria(
        OfRound, lambda cls: cls.round_id == number, include_aliases=True, propagate_to_loaders=False
    )
    state.statement = state.statement.options(only)


@event.listens_for(RoundSession, "before_flush")
def _only_in_an_open_round(session: Session, *_: object) -> None:
    if not any(isinstance(one, ActOfRound) for one in (*session.new, *session.dirty, *session.deleted)):
        return
    closed = select(_rounds.c.closed_at).where(_rounds.c.id == needed(session))
    if session.connection().execute(closed).scalar() is not None:
        raise UserError(
            "round_closed", "This survey round is closed: nothing in it can be changed. Reopen it first."
        )
