"""The row ledger of one delivery: every row of the file with what became of it, and sums that agree.

Knows the stored rows; how a row was understood is `roster.intake`'s matter.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sqlalchemy.orm import Session

from roster.intake.ledger import LedgerError
from roster.model import FileError, Source
from roster.services.incoming import intake
from roster.store import queries, tables

Outcome: TypeAlias = Literal["person", "held", "ignored"]


@dataclass(frozen=True, slots=True)
class Line:
    """One row: where it stands, what became of it, the reason's code ('' for a person), the person's name."""

    source: Source
    outcome: Outcome
    reason: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class RowLedger:
    """All rows of a delivery, as they stand in the file; `total == people + held + ignored` always holds.

    `declared` is the number of people the list itself states, `error` why the file could not be read.
    """

    file: str
    lines: tuple[Line, ...]
    total: int
    people: int
    held: int
    ignored: int
    declared: int | None = None
    error: FileError | None = None


def of_delivery(session: Session, name: str) -> RowLedger:
    """The ledger of the delivery in force of this name, or read from this path.

    Raises `UserError` (not_imported), and `LedgerError` where the stored rows do not add up.
    """
    row = intake.in_force(session, name)
    lines = _in_order([*_people(session, row), *_ignored(session, row)])
    _check(row, lines)
    return RowLedger(
        row.file_name,
        lines,
        total=row.total,
        people=row.people,
        held=row.held,
        ignored=row.ignored,
        declared=row.declared_total,
        error=FileError(row.error, row.error_params) if row.error else None,
    )


def _people(session: Session, row: tables.Import) -> Iterable[Line]:
    for person in queries.records_of(session, row):
        outcome: Outcome = "held" if person.held else "person"
        yield Line(person.source, outcome, person.held or "", person.full_name)


def _ignored(session: Session, row: tables.Import) -> Iterable[Line]:
    for reject in queries.active_rejects(session, row.id):
        source = Source(row.file_name, reject.sheet, reject.row, reject.block)
        yield Line(source, "ignored", reject.reason)


def _in_order(lines: list[Line]) -> tuple[Line, ...]:
    """By sheet, as the sheets' ignored rows come (nearly every sheet has a header), then by row."""
    sheets = [line.source.sheet for line in sorted(lines, key=lambda line: line.outcome != "ignored")]
    rank = {sheet: place for place, sheet in enumerate(dict.fromkeys(sheets))}
    return tuple(sorted(lines, key=lambda line: (rank[line.source.sheet], line.source)))


def _check(row: tables.Import, lines: tuple[Line, ...]) -> None:
    found = Counter(line.outcome for line in lines)
    told: dict[Outcome, int] = {"person": row.people, "held": row.held, "ignored": row.ignored}
    if any(found[outcome] != number for outcome, number in told.items()) or len(lines) != row.total:
        message = f"import {row.id}: {row.total} rows, {len(lines)} in the ledger"
        raise LedgerError(message)
