"""The lists in force, page by page: what came from whom, what is to be looked at in it, and its row ledger.

Knows the stored deliveries; masks nothing: a door shows numbers as it sees fit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from roster import problems
from roster.errors import UserError
from roster.model import FileError, FileReading, PersonRecord, Problem, Source
from roster.services import paging
from roster.services.editing import edits
from roster.services.incoming.row_ledger import Line
from roster.store import list_queries, queries, tables

SHOWN = ("full_name", "dob", "gender", "phone", "cccd", "position", "agency", "unit", "group")
_PART_OF = {"last_middle": "full_name", "middle": "full_name", "given": "full_name", "workplace": "agency"}


@dataclass(frozen=True, slots=True)
class ListLine:
    """One delivery in force; `to_do` counts by code what is to be looked at, `kept_until` its file's day."""

    number: int
    name: str
    sender: str | None
    at: datetime
    by: str
    total: int
    people: int
    held: int
    ignored: int
    declared: int | None
    error: FileError | None
    notices: tuple[str, ...]
    to_do: Mapping[str, int] = field(default_factory=dict)
    kept_until: date | None = None


@dataclass(frozen=True, slots=True)
class RowToDo:
    """One row with what is said of it; `record` is None where no person stands there (any more).

    `alike` counts, per problem, the rows of the list of which the same is said with the same value.
    """

    source: Source
    record: PersonRecord | None
    problems: tuple[Problem, ...]
    alike: tuple[int, ...]


def newest(session: Session, *, page: int, per_page: int) -> tuple[tuple[ListLine, ...], int]:
    """A page (the first is 1) of the deliveries in force, the last one first, and how many there are."""
    rows, total = list_queries.newest_lists(session, limit=per_page, offset=paging.before(page, per_page))
    return _lines(session, rows), total


def of_sender(session: Session, sender: str) -> tuple[ListLine, ...]:
    """The deliveries of one agency in force, the last one first: it sends a few."""
    return _lines(session, list_queries.lists_of_sender(session, sender))


def find(session: Session, number: int) -> ListLine:
    """One delivery in force. Raises `UserError` (no_such_list)."""
    (line,) = _lines(session, [_row(session, number)])
    return line


def number_of(session: Session, name: str) -> int | None:
    """The number of the delivery in force of exactly this name."""
    return next((row.id for row in queries.active_imports(session) if row.file_name == name), None)


def to_do(
    session: Session, number: int, *, code: str = "", page: int, per_page: int
) -> tuple[tuple[RowToDo, ...], int]:
    """A page of the rows to look at, of any code ('') or of one, and how many there are."""
    one = _row(session, number)
    places, total = list_queries.places_to_do(
        session,
        number,
        without=problems.NOTICES,
        code=code,
        limit=per_page,
        offset=paging.before(page, per_page),
    )
    people = list_queries.people_at(session, one, places)
    said = [p for p in list_queries.problems_at(session, one, places) if _is_to_do(p)]
    times = list_queries.times_said(session, number, {p.value for p in said if p.value})
    rows = []
    for sheet, row, block in places:
        source = Source(one.file_name, sheet, row, block)
        here = tuple(p for p in said if p.source == source)
        alike = tuple(times.get((p.column, p.value), 1) for p in here)
        rows.append(RowToDo(source, people.get((sheet, row, block)), here, alike))
    return tuple(rows), total


def to_do_of(people: Sequence[PersonRecord], said: Sequence[Problem]) -> tuple[RowToDo, ...]:
    """The same for a list that is not stored yet: all its rows to look at, in their order."""
    at = {person.source: person for person in people}
    found: dict[Source, list[Problem]] = {}
    for problem in said:
        if _is_to_do(problem) and problem.source.row:
            found.setdefault(problem.source, []).append(problem)
    return tuple(
        RowToDo(source, at.get(source), tuple(here), tuple(1 for _ in here))
        for source, here in sorted(found.items())
    )


def of_the_file(session: Session, number: int) -> tuple[Problem, ...]:
    """What is said of the list as a whole: its columns, skipped sheets, a total that differs."""
    return list_queries.problems_coded(session, _row(session, number), problems.NOTICES)


def sheets(session: Session, number: int) -> tuple[str, ...]:
    """The sheets of a list that hold any row, in their order."""
    return list_queries.sheets_of(session, _row(session, number).id)


def rows(
    session: Session, number: int, sheet: str, *, page: int, per_page: int
) -> tuple[tuple[Line, ...], int]:
    """A page of the row ledger of one sheet, and how many rows it has."""
    one = _row(session, number)
    found, total = list_queries.ledger_rows(
        session, number, sheet, limit=per_page, offset=paging.before(page, per_page)
    )
    lines = (
        Line(
            Source(one.file_name, sheet, row, block),
            "ignored" if name is None else "held" if reason else "person",
            reason or "",
            name or "",
        )
        for row, block, name, reason, _ in found
    )
    return tuple(lines), total


def ledger_of(reading: FileReading) -> tuple[Line, ...]:
    """The row ledger of a list that is not stored yet, by sheet and row."""
    people = (
        Line(p.source, "held" if p.held else "person", p.held or "", p.full_name) for p in reading.people
    )
    ignored = (Line(r.source, "ignored", r.reason) for r in reading.rejects)
    return tuple(sorted((*people, *ignored), key=lambda line: line.source))


def place_of_row(session: Session, number: int, sheet: str, row: int) -> int:
    """How many rows of the ledger of a sheet stand above a row."""
    return list_queries.rows_before(session, _row(session, number).id, sheet, row)


def field_of(problem: Problem) -> str:
    """The field that mends what is said: its column's, the name's for the row as a whole."""
    column = _PART_OF.get(problem.column, problem.column)
    parts = (name for name in edits.FIELDS if column == name or column.startswith(f"{name}_"))
    return next(parts, "full_name")


def _is_to_do(problem: Problem) -> bool:
    return problem.severity != "notice" and problem.code not in problems.NOTICES


def _row(session: Session, number: int) -> tables.Import:
    one = list_queries.list_numbered(session, number)
    if one is None:
        raise UserError("no_such_list", "This list is not in force any more: it was replaced or withdrawn.")
    return one


def _lines(session: Session, rows: Sequence[tables.Import]) -> tuple[ListLine, ...]:
    numbers = [row.id for row in rows]
    counts = list_queries.to_do_counts(session, numbers, without=problems.NOTICES)
    kept = list_queries.kept_until(session, numbers)
    return tuple(_line(row, counts.get(row.id, {}), kept.get(row.id)) for row in rows)


def _line(row: tables.Import, counts: Mapping[str, int], kept_until: date | None) -> ListLine:
    return ListLine(
        row.id,
        row.file_name,
        row.sender,
        row.at,
        row.by,
        row.total,
        row.people,
        row.held,
        row.ignored,
        row.declared_total,
        FileError(row.error, row.error_params) if row.error else None,
        tuple(row.notices),
        counts,
        kept_until,
    )
