"""Writes down one act of a person on records, and brings the records up to date with it.

Knows acts, lines and the audit log; what kinds of acts there are is `edits`' and `additions`' matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sqlalchemy.orm import Session

from roster import units
from roster.errors import UserError, raise_all
from roster.intake import mending
from roster.plan import Plan
from roster.services.editing import edit_state
from roster.services.editing.edit_state import CHOSEN, EXCLUDED
from roster.services.reviewing.review import no_such_record
from roster.store import edit_queries, queries, tables
from roster.store.queries import Rows

Change: TypeAlias = tuple[tables.Record, Mapping[str, str]]  # field -> new text


@dataclass(frozen=True, slots=True)
class Edited:
    """An act: its number, which `edits.undo` takes, and the keys of the records it changed."""

    edit: int
    keys: tuple[str, ...]


def write(
    session: Session, kind: str, changes: Sequence[Change], *, plan: Plan, today: date, by: str
) -> Edited:
    """Write an act of this kind with a line per record and field; texts that change nothing are left out.

    Raises `UserError` (nothing_to_change) where nothing is left.
    """
    lines = [line for import_id, of_one in _by_import(changes) for line in _lines(session, import_id, of_one)]
    if not lines:
        raise UserError("nothing_to_change", "This would change nothing: the values are the same already.")
    act = tables.Edit(kind=kind, by=by)
    session.add(act)
    session.flush()
    for line in lines:
        line.edit_id = act.id
    session.add_all(lines)
    places = {(line.import_id, edit_queries.at(line)) for line in lines}
    edit_state.refresh(session, places, edit_state.rules(plan, today))
    keys = tuple(dict.fromkeys(line.key for line in lines))
    detail = {"edit": act.id, "fields": sorted({line.field for line in lines}), "records": len(keys)}
    queries.add_audit(session, f"edit.{kind}", by=by, subjects=keys, detail=detail)
    return Edited(act.id, keys)


def rows(session: Session, keys: Sequence[str]) -> Rows:
    """The records in force of these keys. Raises `UserError` (no_such_record)."""
    wanted = list(dict.fromkeys(keys))
    found = edit_queries.rows_with_keys(session, wanted)
    known = {row.key for row, _ in found}
    raise_all([no_such_record(key) for key in wanted if key not in known])
    return found


def check(texts: Mapping[str, str], plan: Plan) -> None:
    """Raise `UserError`s (no_such_field, no_such_group) for what no record can state."""
    raise_all([no_such_field(name, mending.FIELDS) for name in texts if name not in mending.FIELDS])
    group = texts.get("group", "")
    if group and len(units.declared_groups(group, plan)) != 1:
        raise UserError(
            "no_such_group",
            "There is no group {group}. Use one of {groups}.",
            group=group,
            groups=", ".join(g.code for g in plan.groups),
        )


def no_such_field(name: str, known: Iterable[str]) -> UserError:
    """The refusal of a field that cannot be mended or chosen."""
    return UserError(
        "no_such_field",
        "There is no field {field}. Use one of {fields}.",
        field=name,
        fields=", ".join(known),
    )


def _by_import(changes: Sequence[Change]) -> Iterable[tuple[int, list[Change]]]:
    found: dict[int, list[Change]] = {}
    for row, texts in changes:
        found.setdefault(row.import_id, []).append((row, texts))
    return found.items()


def _lines(session: Session, import_id: int, changes: Sequence[Change]) -> list[tables.EditLine]:
    """The lines of an act in one delivery, each with the text it takes the place of."""
    one = session.get_one(tables.Import, import_id)
    earlier = edit_queries.lines_in_force(session, import_id, {row.row for row, _ in changes})
    return [
        tables.EditLine(
            import_id=import_id,
            sheet=row.sheet,
            row=row.row,
            block=row.block,
            key=row.key,
            field=field,
            old=before,
            value=value.strip(),
        )
        for row, texts in changes
        for field, value in texts.items()
        if value.strip() != (before := text_now(session, one, row, field=field, earlier=earlier))
    ]


def text_now(
    session: Session,
    one: tables.Import,
    row: tables.Record,
    *,
    field: str,
    earlier: Mapping[edit_queries.At, Sequence[tables.EditLine]],
) -> str:
    """What stands for a field now: the last text a person gave, else what the list states.

    `earlier` are the lines in force of the delivery `one`, those of this row at least.
    """
    given = [line.value for line in earlier.get(edit_queries.at(row), ()) if line.field == field]
    if given:
        return given[-1]
    if field == EXCLUDED or field.startswith(CHOSEN):
        return ""
    return mending.stated_text(edit_state.stated(session, one, row).record, field)
