"""Who did what to which record: the acts, newest first, and the history of one person's records.

Knows acts and their lines; masks nothing: a door shows numbers as it shows those of the record.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from roster.model import Source
from roster.store import edit_queries, seen_queries, tables


@dataclass(frozen=True, slots=True)
class Line:
    """One field of one record before and after an act; texts as typed, '' for nothing.

    `field` is one of `edits.FIELDS`, 'excluded' (the value is the reason), 'chosen:' and a field, or
    'seen:' and the code of what was looked at.
    """

    key: str
    source: Source
    field: str
    old: str
    value: str


@dataclass(frozen=True, slots=True)
class Act:
    """One act: `kind` is correct, exclude, readmit, choose, add, see or judge; a judgement has no lines."""

    edit: int
    kind: str
    at: datetime
    by: str
    undone: bool
    lines: tuple[Line, ...]


def newest(session: Session, *, limit: int, offset: int = 0) -> tuple[Act, ...]:
    """The acts of everybody, newest first, also those that were undone."""
    return _acts(session, edit_queries.newest(session, limit=limit, offset=offset))


def of_records(session: Session, keys: Iterable[str]) -> tuple[Act, ...]:
    """The acts on records of these keys, newest first, with their lines about these records alone."""
    wanted = set(keys)
    numbers = {line.edit_id for line in edit_queries.lines_of_keys(session, wanted)}
    acts = [act for number in numbers if (act := edit_queries.edit(session, number))]
    ordered = sorted(acts, key=lambda act: act.id, reverse=True)
    return _acts(session, ordered, only=wanted)


def _acts(session: Session, acts: Sequence[tables.Edit], *, only: set[str] | None = None) -> tuple[Act, ...]:
    numbers = [act.id for act in acts]
    undone = edit_queries.undone(session, numbers)
    lines = edit_queries.lines_of(session, numbers)
    names = edit_queries.file_names(session, {line.import_id for line in lines})
    shown = [line for line in lines if only is None or line.key in only]
    return tuple(
        Act(
            act.id,
            act.kind,
            act.at,
            act.by,
            act.id in undone,
            tuple(_line(line, names) for line in shown if line.edit_id == act.id),
        )
        for act in acts
    )


def _line(line: tables.EditLine, names: dict[int, str]) -> Line:
    """A line as people read it; one that marks something as seen repeats nothing of the cell."""
    source = Source(names[line.import_id], *edit_queries.at(line))
    told = "" if line.field.startswith(seen_queries.PREFIX) else line.value
    return Line(line.key, source, line.field, line.old, told)
