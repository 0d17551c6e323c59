"""What is said of a row and needs no mending is marked as seen: it leaves the list of things to look at.

An act like every other: it has an author and a number, is undone by `edits.undo`, and follows the person into
the next list. It holds while the list says the same of the same value. Knows no page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.services.editing.edit_acts import Edited
from roster.store import edit_queries, list_queries, queries, seen_queries, tables
from roster.store.edit_queries import At

KIND = "see"


@dataclass(frozen=True, slots=True)
class Seen:
    """One act in force: what code it was about, in how many rows, in which first."""

    edit: int
    at: datetime
    by: str
    code: str
    rows: int
    sheet: str
    row: int


def mark(session: Session, number: int, code: str, place: At | None = None, *, by: str) -> Edited:
    """Mark what this code says of one row of a list in force, or of every row, as seen.

    Raises `UserError`: nothing_to_see where it is not said there or was seen before; held_stays where it
    holds the row, which only mending it or excluding the person ends.
    """
    one = list_queries.list_numbered(session, number)
    said = seen_queries.open_problems(session, number, code) if one else ()
    wanted = [row for row in said if place in (None, edit_queries.at(row))]
    if one is None or not wanted:
        raise UserError("nothing_to_see", "There is nothing of this kind left to look at.")
    if any(row.severity == "error" for row in wanted):
        raise UserError(
            "held_stays", "A held row stays open until it is mended or its person is excluded from the list."
        )
    act = tables.Edit(kind=KIND, by=by)
    session.add(act)
    session.flush()
    lines = _lines(session, one, act.id, wanted)
    session.add_all(lines)
    keys = tuple(dict.fromkeys(line.key for line in lines))
    detail = {"edit": act.id, "code": code, "records": len({edit_queries.at(line) for line in lines})}
    queries.add_audit(session, f"edit.{KIND}", by=by, subjects=keys, detail=detail)
    return Edited(act.id, keys)


def of_list(session: Session, number: int) -> tuple[Seen, ...]:
    """What was marked as seen in a list and is not undone, the latest first."""
    found = groupby(seen_queries.lines_of_list(session, number), key=lambda pair: pair[0])
    return tuple(_seen(act, [line for _, line in pairs]) for act, pairs in found)


def _lines(
    session: Session, one: tables.Import, act: int, wanted: Sequence[tables.Problem]
) -> list[tables.EditLine]:
    """A line per problem; in a row where no person stands it is about the list."""
    people = list_queries.people_at(session, one, [edit_queries.at(row) for row in wanted])
    return [
        tables.EditLine(
            edit_id=act,
            import_id=one.id,
            sheet=row.sheet,
            row=row.row,
            block=row.block,
            key=person.key if (person := people.get(edit_queries.at(row))) else f"import:{one.id}",
            field=seen_queries.field(row.code),
            old="",
            value=seen_queries.value(row.value),
        )
        for row in wanted
    ]


def _seen(act: tables.Edit, lines: Sequence[tables.EditLine]) -> Seen:
    first, places = lines[0], {edit_queries.at(line) for line in lines}
    code = first.field.removeprefix(seen_queries.PREFIX)
    return Seen(act.id, act.at, act.by, code, len(places), first.sheet, first.row)
