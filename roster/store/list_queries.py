"""What the pages about one list ask of the store, a page at a time. Looks only; decides nothing."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from roster.model import BY_HAND, PersonRecord, Problem
from roster.store import edit_queries, records, seen_queries, tables
from roster.store.edit_queries import At


def newest_lists(session: Session, *, limit: int, offset: int) -> tuple[tuple[tables.Import, ...], int]:
    """The deliveries of files in force, the last one first, and how many there are."""
    wanted = (tables.Import.state == "active", tables.Import.file_name != BY_HAND)
    query = select(tables.Import).where(*wanted).order_by(tables.Import.id.desc())
    total = session.scalar(select(func.count(tables.Import.id)).where(*wanted))
    return tuple(session.scalars(query.limit(limit).offset(offset))), total or 0


def lists_of_sender(session: Session, sender: str) -> tuple[tables.Import, ...]:
    """The deliveries of one sender in force, the last one first."""
    query = select(tables.Import).where(tables.Import.state == "active", tables.Import.sender == sender)
    return tuple(session.scalars(query.order_by(tables.Import.id.desc())))


def list_numbered(session: Session, number: int) -> tables.Import | None:
    """The delivery of this number, while it is in force."""
    one = session.get(tables.Import, number)
    return one if one and one.state == "active" and one.file_name != BY_HAND else None


def kept_until(session: Session, import_ids: Iterable[int]) -> dict[int, date]:
    """Until when the file of each of these deliveries is kept; those without one are left out."""
    query = select(tables.Original.import_id, tables.Original.kept_until)
    found = session.execute(query.where(tables.Original.import_id.in_(tuple(import_ids))))
    return {row.import_id: row.kept_until for row in found}


def keys_of(session: Session, import_id: int) -> tuple[str, ...]:
    """The keys of the records of one delivery."""
    return tuple(session.scalars(select(tables.Record.key).where(tables.Record.import_id == import_id)))


def to_do_counts(
    session: Session, import_ids: Iterable[int], *, without: Iterable[str]
) -> dict[int, dict[str, int]]:
    """How many rows each code is said of, by delivery; what only tells and `without` are left out."""
    query = (
        select(tables.Problem.import_id, tables.Problem.code, func.count())
        .where(tables.Problem.import_id.in_(tuple(import_ids)), *_to_do(without))
        .group_by(tables.Problem.import_id, tables.Problem.code)
    )
    found: dict[int, dict[str, int]] = {}
    for number, code, count in session.execute(query):
        found.setdefault(number, {})[code] = count
    return found


def places_to_do(
    session: Session, import_id: int, *, without: Iterable[str], code: str, limit: int, offset: int
) -> tuple[tuple[At, ...], int]:
    """The rows of which something is said, of any code ('') or one, as they stand; and how many there are."""
    place = (tables.Problem.sheet, tables.Problem.row, tables.Problem.block)
    wanted = [tables.Problem.import_id == import_id, *_to_do(without)]
    wanted += [tables.Problem.code == code] if code else []
    rows = select(*place, func.min(tables.Problem.id).label("first")).where(*wanted).group_by(*place)
    total = session.scalar(select(func.count()).select_from(rows.subquery()))
    found = session.execute(rows.order_by("first").limit(limit).offset(offset))
    return tuple((sheet, row, block) for sheet, row, block, _ in found), total or 0


def problems_at(session: Session, one: tables.Import, places: Sequence[At]) -> tuple[Problem, ...]:
    """What is said of these rows and not marked as seen, in the order it was found."""
    query = select(tables.Problem).where(
        tables.Problem.import_id == one.id,
        tables.Problem.row.in_({row for _, row, _ in places}),
        seen_queries.is_open(),
    )
    found = session.scalars(query.order_by(tables.Problem.id))
    return tuple(records.problem(row, one.file_name) for row in found if edit_queries.at(row) in places)


def problems_coded(session: Session, one: tables.Import, codes: Iterable[str]) -> tuple[Problem, ...]:
    """What is said of a delivery with these codes."""
    query = select(tables.Problem).where(
        tables.Problem.import_id == one.id, tables.Problem.code.in_(tuple(codes))
    )
    return tuple(records.problem(row, one.file_name) for row in session.scalars(query.order_by("id")))


def times_said(session: Session, import_id: int, values: Iterable[str]) -> dict[tuple[str, str], int]:
    """How often something is said of a column with the same value, by column and value."""
    query = (
        select(tables.Problem.column, tables.Problem.value, func.count())
        .where(tables.Problem.import_id == import_id, tables.Problem.value.in_(tuple(values)))
        .group_by(tables.Problem.column, tables.Problem.value)
    )
    return {(column, value): count for column, value, count in session.execute(query)}


def people_at(session: Session, one: tables.Import, places: Sequence[At]) -> dict[At, PersonRecord]:
    """The records in these rows, with the edits in force."""
    rows = edit_queries.rows_numbered(session, one, {row for _, row, _ in places})
    return {
        edit_queries.at(row): records.person_record(row, name)
        for row, name in rows
        if edit_queries.at(row) in places
    }


def sheets_of(session: Session, import_id: int) -> tuple[str, ...]:
    """The sheets of a delivery as they come in the file: nearly every one has an ignored row."""
    found: dict[str, int] = {}
    for table in (tables.Reject, tables.Record):
        query = select(table.sheet, func.min(table.id).label("first")).where(table.import_id == import_id)
        for sheet, _ in session.execute(query.group_by(table.sheet).order_by("first")):
            found.setdefault(sheet, len(found))
    return tuple(found)


def ledger_rows(
    session: Session, import_id: int, sheet: str, *, limit: int, offset: int
) -> tuple[tuple[tuple[int, str, str | None, str | None, str], ...], int]:
    """Rows of one sheet by number: row, block, name (None: ignored), reason or None, key; and how many."""
    record, reject = tables.Record, tables.Reject
    people = select(record.row, record.block, record.full_name, record.held, record.key).where(
        record.import_id == import_id, record.sheet == sheet
    )
    ignored = select(reject.row, reject.block, null(), reject.reason, literal("")).where(
        reject.import_id == import_id, reject.sheet == sheet
    )
    both = union_all(people, ignored).subquery()
    total = session.scalar(select(func.count()).select_from(both))
    row, block = both.c[0], both.c[1]
    found = session.execute(select(both).order_by(row, block).limit(limit).offset(offset))
    return tuple((r, b, name, why, key) for r, b, name, why, key in found), total or 0


def rows_before(session: Session, import_id: int, sheet: str, row: int) -> int:
    """How many rows of the ledger of a sheet stand above this one."""
    counts = (
        session.scalar(
            select(func.count(table.id)).where(
                table.import_id == import_id, table.sheet == sheet, table.row < row
            )
        )
        for table in (tables.Record, tables.Reject)
    )
    return sum(count or 0 for count in counts)


def _to_do(without: Iterable[str]) -> tuple[ColumnElement[bool], ...]:
    """What nobody has mended or marked as seen yet."""
    told = (tables.Problem.severity != "notice", tables.Problem.code.not_in(tuple(without)))
    return (*told, seen_queries.is_open())
