"""What the services ask of the store about edits: acts, their lines, the rows they are about.

Looks and adds; which line counts for what is `services.editing.edit_state`'s matter.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from sqlalchemy import ColumnElement, delete, func, insert, or_, select
from sqlalchemy.orm import Session

from roster.model import Problem, Source
from roster.store import records, tables
from roster.store.queries import Rows

_BATCH = 500  # rows per query: databases limit the number of parameters
At: TypeAlias = tuple[str, int, str]  # sheet, row, block


def at(place: tables.Record | tables.EditLine | tables.Problem | Source) -> At:
    """Where something stands in its file."""
    return place.sheet, place.row, place.block


def last_edit(session: Session) -> int:
    """The number of the last act, 0 before the first one; undoing is an act too."""
    return session.scalar(select(func.max(tables.Edit.id))) or 0


def edit(session: Session, number: int) -> tables.Edit | None:
    """The act of this number, or None."""
    return session.get(tables.Edit, number)


def is_undone(session: Session, number: int) -> bool:
    """Whether the act of this number was undone."""
    return session.scalar(select(tables.Edit.id).where(tables.Edit.undoes == number)) is not None


def last_in_force(session: Session, *, by: str | None = None) -> tables.Edit | None:
    """The last act that undoes none and is not undone, of everybody or of one person; erasing is none."""
    query = select(tables.Edit).where(tables.Edit.undoes.is_(None), tables.Edit.kind != "erased", in_force())
    if by is not None:
        query = query.where(tables.Edit.by == by)
    return session.scalars(query.order_by(tables.Edit.id.desc()).limit(1)).first()


def newest(session: Session, *, limit: int, offset: int = 0) -> tuple[tables.Edit, ...]:
    """The acts, newest first, without those that only undo."""
    query = select(tables.Edit).where(tables.Edit.undoes.is_(None)).order_by(tables.Edit.id.desc())
    return tuple(session.scalars(query.limit(limit).offset(offset)))


def undone(session: Session, numbers: Iterable[int]) -> frozenset[int]:
    """Which of these acts were undone."""
    found = _in_batches(session, tables.Edit.undoes, numbers)
    return frozenset(one.undoes for one in found if one.undoes is not None)


def lines_of(session: Session, numbers: Iterable[int]) -> tuple[tables.EditLine, ...]:
    """The lines of these acts, in the order they were written."""
    wanted = sorted(set(numbers))
    found = [
        line
        for start in range(0, len(wanted), _BATCH)
        for line in session.scalars(
            select(tables.EditLine).where(tables.EditLine.edit_id.in_(wanted[start : start + _BATCH]))
        )
    ]
    return tuple(sorted(found, key=lambda line: line.id))


def lines_in_force(
    session: Session, import_id: int, rows: Iterable[int] | None = None
) -> Mapping[At, tuple[tables.EditLine, ...]]:
    """The lines in force of one delivery by place, oldest first; of these rows of it, or of all."""
    query = (
        select(tables.EditLine)
        .join(tables.Edit, tables.EditLine.edit_id == tables.Edit.id)
        .where(tables.EditLine.import_id == import_id, in_force())
    )
    found: dict[At, list[tables.EditLine]] = defaultdict(list)
    for condition in _row_conditions(tables.EditLine.row, rows):
        for line in session.scalars(query.where(*condition).order_by(tables.EditLine.id)):
            found[at(line)].append(line)
    return {place: tuple(lines) for place, lines in found.items()}


def lines_of_keys(session: Session, keys: Iterable[str]) -> tuple[tables.EditLine, ...]:
    """The lines ever written about records of these keys, oldest first."""
    query = select(tables.EditLine).where(tables.EditLine.key.in_(tuple(keys)))
    return tuple(session.scalars(query.order_by(tables.EditLine.id)))


def locked(session: Session, import_id: int) -> tables.Import:
    """A delivery whose records nobody else edits until this transaction ends: two people may mend one row."""
    return session.get_one(tables.Import, import_id, with_for_update=True)


def rows_numbered(session: Session, one: tables.Import, numbers: Iterable[int]) -> Rows:
    """The stored records of one delivery in these rows of any sheet, in the order of the file.

    They are read anew: what was loaded before the delivery was `locked` may be out of date.
    """
    query = select(tables.Record).where(tables.Record.import_id == one.id)
    query = query.execution_options(populate_existing=True)
    found = [
        row
        for condition in _row_conditions(tables.Record.row, numbers)
        for row in session.scalars(query.where(*condition))
    ]
    return [(row, one.file_name) for row in sorted(found, key=lambda row: row.id)]


def last_row(session: Session, import_id: int) -> int:
    """The highest row number of a delivery that a record has or an edit was ever about, 0 for none."""
    places = (tables.Record, tables.EditLine)
    last = (session.scalar(select(func.max(t.row)).where(t.import_id == import_id)) for t in places)
    return max(number or 0 for number in last)


def judged_keys(session: Session, number: int) -> tuple[str, ...]:
    """The keys of the pairs that an act decided on."""
    pair = (tables.Judgement.left, tables.Judgement.right)
    found = session.execute(select(*pair).where(tables.Judgement.edit_id == number))
    return tuple(dict.fromkeys(key for keys in found for key in keys))


def file_names(session: Session, import_ids: Iterable[int]) -> dict[int, str]:
    """The file name of each of these deliveries."""
    found = session.scalars(select(tables.Import).where(tables.Import.id.in_(set(import_ids))))
    return {one.id: one.file_name for one in found}


def retired(session: Session, one: tables.Import) -> tuple[tables.Import, ...]:
    """The deliveries no longer in force with the content or the name of this one, the latest first."""
    same = or_(tables.Import.sha256 == one.sha256, tables.Import.file_name == one.file_name)
    query = select(tables.Import).where(tables.Import.state != "active", tables.Import.id != one.id, same)
    return tuple(session.scalars(query.order_by(tables.Import.id.desc())))


def rows_with_keys(session: Session, keys: Sequence[str]) -> Rows:
    """The records in force of these keys, in the order of the keys."""
    query = (
        select(tables.Record, tables.Import.file_name)
        .join(tables.Import, tables.Record.import_id == tables.Import.id)
        .where(tables.Import.state == "active")
    )
    found: dict[str, tuple[tables.Record, str]] = {}
    for start in range(0, len(keys), _BATCH):
        asked = query.where(tables.Record.key.in_(keys[start : start + _BATCH]))
        found |= {row.key: (row, name) for row, name in session.execute(asked)}
    return [found[key] for key in keys if key in found]


def rows_in_cluster(session: Session, cluster: int) -> Rows:
    """The records in force of one person, by the last comparison."""
    query = (
        select(tables.Record, tables.Import.file_name)
        .join(tables.Import, tables.Record.import_id == tables.Import.id)
        .where(tables.Import.state == "active", tables.Record.cluster == cluster)
        .order_by(tables.Record.id)
    )
    return [(row, name) for row, name in session.execute(query)]


def problems_at(session: Session, one: tables.Import, place: At) -> tuple[Problem, ...]:
    """What is to be said of one row."""
    query = select(tables.Problem).where(*_of(one, place)).order_by(tables.Problem.id)
    return tuple(records.problem(row, one.file_name) for row in session.scalars(query))


def set_problems(session: Session, one: tables.Import, place: At, problems: Iterable[Problem]) -> None:
    """Put what is now to be said of a row in the place of what was."""
    session.execute(delete(tables.Problem).where(*_of(one, place)))
    rows = [records.problem_row(one.id, problem) for problem in problems]
    if rows:
        session.execute(insert(tables.Problem), rows)


def count_held(session: Session, import_id: int) -> tuple[int, int]:
    """How many records a delivery has, and how many of them wait for a person."""
    query = select(func.count(), func.count(tables.Record.held)).where(tables.Record.import_id == import_id)
    total, held = session.execute(query).one()
    return total, held


def in_force() -> ColumnElement[bool]:
    """Of a row of `edits`: it is not undone."""
    undone = select(tables.Edit.undoes).where(tables.Edit.undoes.is_not(None))
    return tables.Edit.id.not_in(undone)


def _of(one: tables.Import, place: At) -> tuple[ColumnElement[bool], ...]:
    sheet, row, block = place
    return (
        tables.Problem.import_id == one.id,
        tables.Problem.sheet == sheet,
        tables.Problem.row == row,
        tables.Problem.block == block,
    )


def _row_conditions(column: object, rows: Iterable[int] | None) -> Iterator[tuple[ColumnElement[bool], ...]]:
    """One condition per batch of row numbers; none at all where every row is meant."""
    if rows is None:
        yield ()
        return
    numbers = sorted(set(rows))
    for start in range(0, len(numbers), _BATCH):
        yield (column.in_(numbers[start : start + _BATCH]),)  # type: ignore[attr-defined]  # a mapped column


def _in_batches(session: Session, column: object, numbers: Iterable[int]) -> Iterator[tables.Edit]:
    for condition in _row_conditions(column, numbers):
        yield from session.scalars(select(tables.Edit).where(*condition))
