"""The book of survey rounds: which there are, which one a plan works in, when each began and was closed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.plan import Plan
from roster.store import queries, round_queries, tables
from roster.store.session import Database

How: TypeAlias = Literal["known", "begun", "adopted"]


@dataclass(frozen=True, slots=True)
class Round:
    """One round as it is shown; moments in UTC. `code` is '' while nobody knows its plan."""

    id: int
    code: str
    plan_name: str
    title: str
    year: int | None
    begun_at: datetime
    begun_by: str
    begun_from: int | None
    closed_at: datetime | None
    closed_by: str | None
    purged_at: datetime | None = None  # its people were erased then
    lists: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class Entered:
    """The round a plan works in; `how`: known, begun just now, or adopted with all that was there before."""

    number: int
    how: How


def known(session: Session, plan: Plan) -> int | None:
    """The number of the round of a plan, None where it has not been begun in this database."""
    found = round_queries.with_code(session, plan.code)
    return found.id if found else None


def enter(session: Session, plan: Plan, plan_name: str, *, by: str) -> Entered:
    """The round of a plan, begun where there is none yet.

    A database from before there were rounds has one of an unknown plan: the first plan used adopts it.
    """
    number = known(session, plan)
    if number is not None:
        return Entered(number, "known")
    row = round_queries.with_code(session, None)
    how: How = "adopted" if row and round_queries.has_work(session, row.id) else "begun"
    if row is None:
        row = tables.Round()
        session.add(row)
    row.code, row.plan_name, row.title, row.year = plan.code, plan_name, plan.title, plan.year
    row.begun_at, row.begun_by = datetime.now(UTC), by
    session.flush()
    queries.add_audit(session, f"round.{how}", by=by, subjects=[f"round:{plan.code}"])
    return Entered(row.id, how)


def open_for(database: Database, plan: Plan, plan_name: str, *, by: str) -> tuple[Database, Entered]:
    """The database for the sessions of a plan's round, and what became of that round.

    For doors, before they open a transaction of their own: the one service that opens one.
    """
    with database.reading() as session:
        number = known(session, plan)
    entered = Entered(number, "known") if number is not None else None
    if entered is None:
        with database.changing() as session:
            entered = enter(session, plan, plan_name, by=by)
    return database.of_round(entered.number), entered


def all_rounds(session: Session) -> tuple[Round, ...]:
    """Every round, in the order they were begun, with the lists in force and the people these state."""
    counts = round_queries.list_counts(session)
    return tuple(_shown(row, *counts.get(row.id, (0, 0))) for row in round_queries.all_rounds(session))


def plan_of_only_round(session: Session) -> str | None:
    """By what name its plan was asked for; None where there are several rounds, or none of a known plan."""
    rows = tuple(round_queries.all_rounds(session))
    return rows[0].plan_name or None if len(rows) == 1 else None


def find(session: Session, code: str) -> Round:
    """The round of a plan's code. Raises `UserError` (no_such_round)."""
    return _shown(row_of(session, code))


def close(session: Session, code: str, *, by: str) -> None:
    """Close a round: it can be looked at, and nothing in it changed. Raises `UserError` (no_such_round)."""
    row = row_of(session, code)
    if row.closed_at is None:
        row.closed_at, row.closed_by = datetime.now(UTC), by
        queries.add_audit(session, "round.closed", by=by, subjects=[f"round:{code}"])


def reopen(session: Session, code: str, *, by: str) -> None:
    """Let a closed round be worked on again. Raises `UserError` (no_such_round, round_purged)."""
    row = row_of(session, code)
    if row.purged_at is not None:
        raise round_purged(code)
    if row.closed_at is not None:
        row.closed_at, row.closed_by = None, None
        queries.add_audit(session, "round.reopened", by=by, subjects=[f"round:{code}"])


def round_purged(code: str) -> UserError:
    """The refusal of what cannot be done to a round without its people."""
    return UserError(
        "round_purged",
        "The people of the survey round {round} were erased when their date was over; counts are all that is "
        "left.",
        round=code,
    )


def row_of(session: Session, code: str) -> tables.Round:
    """The stored round of a plan's code. Raises `UserError` (no_such_round)."""
    found = round_queries.with_code(session, code)
    if found is None:
        codes = [row.code for row in round_queries.all_rounds(session) if row.code]
        raise UserError(
            "no_such_round",
            "There is no survey round {code} in this database; there are: {codes}.",
            code=code,
            codes=", ".join(codes),
        )
    return found


def _shown(row: tables.Round, lists: int = 0, people: int = 0) -> Round:
    return Round(
        id=row.id,
        code=row.code or "",
        plan_name=row.plan_name,
        title=row.title,
        year=row.year,
        begun_at=row.begun_at,
        begun_by=row.begun_by,
        begun_from=row.begun_from,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        purged_at=row.purged_at,
        lists=lists,
        people=people,
    )
