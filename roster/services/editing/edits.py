"""What a person mends, takes out or chooses, and takes back; every act has an author and a number.

Knows which acts there are; how one is written down is `edit_acts`' matter, people who stand in no list are
`additions`', and how acts follow a list into its next delivery is `carrying`'s.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from roster import text
from roster.errors import UserError
from roster.intake import mending
from roster.model import BY_HAND, PersonRecord
from roster.plan import Plan
from roster.services.editing import additions, edit_acts, edit_state
from roster.services.editing.edit_acts import Change, Edited
from roster.services.editing.edit_state import CHOSEN, EXCLUDED
from roster.services.incoming import intake
from roster.store import edit_queries, queries, records, tables
from roster.store.personal_queries import ERASED

FIELDS = mending.FIELDS  # the fields that can be mended
CHOICES = ("full_name", "dob", "gender", "phones", "email", "position")  # 'position' brings its workplace


def find(session: Session, file: str, row: int, *, sheet: str = "", block: str = "") -> PersonRecord:
    """The record in force in this row of a list (a name or path; '' for people added by hand).

    `sheet` and `block` are needed only where several fit. Raises `UserError` (not_imported, no_such_row,
    ambiguous_row).
    """
    rows = edit_queries.rows_numbered(session, _list(session, file), [row])
    found = [
        p for p in queries.people(rows) if sheet in ("", p.source.sheet) and block in ("", p.source.block)
    ]
    if not found:
        raise UserError(
            "no_such_row",
            "No person stands in row {row} of {file}. 'roster ledger' shows what became of every row.",
            row=row,
            file=file,
        )
    if len(found) > 1:
        raise UserError(
            "ambiguous_row",
            "Several people stand in row {row} of {file}: {places}. Name the sheet or the block.",
            row=row,
            file=file,
            places=", ".join(f"{p.source.sheet} {p.source.block}".strip() for p in found),
        )
    return found[0]


def correct(
    session: Session, key: str, texts: Mapping[str, str], *, plan: Plan, today: date, by: str
) -> Edited:
    """Mend fields of one record: field (`FIELDS`) -> text as typed, '' for nothing. It keeps its key.

    The texts are cleaned and flagged as cells of a list are; a held row whose cause is gone is held no
    longer. Raises `UserError`: no_such_record, no_such_field, no_such_group, nothing_to_change.
    """
    return correct_several(session, {key: texts}, plan=plan, today=today, by=by)


def correct_several(
    session: Session, texts: Mapping[str, Mapping[str, str]], *, plan: Plan, today: date, by: str
) -> Edited:
    """Mend fields of several records, by key, as `correct` does; one act."""
    for of_one in texts.values():
        edit_acts.check(of_one, plan)
    changes = [(row, texts[row.key]) for row, _ in edit_acts.rows(session, list(texts))]
    return edit_acts.write(session, "correct", changes, plan=plan, today=today, by=by)


def correct_equal(
    session: Session,
    field: str,
    texts: tuple[str, str],
    *,
    plan: Plan,
    today: date,
    by: str,
    file: str | None = None,
) -> Edited:
    """Mend a field in every record in force whose list states exactly the first of two texts; one act.

    `file` limits it to one list. Rows in which somebody mended this field already stay as they are. Raises
    as `correct` does, and not_imported.
    """
    stated, value = texts
    edit_acts.check({field: value}, plan)
    lists = queries.active_imports(session) if file is None else (_list(session, file),)
    changes: list[Change] = [
        (row, {field: value}) for one in lists for row in _stating(session, one, field, stated)
    ]
    return edit_acts.write(session, "correct", changes, plan=plan, today=today, by=by)


def exclude(
    session: Session, keys: Sequence[str], reason: str, *, plan: Plan, today: date, by: str
) -> Edited:
    """Take records off the roster, or a person with all of them; counts and workbook show them apart.

    Raises `UserError` (no_such_record, reason_needed, nothing_to_change).
    """
    if not reason.strip():
        raise UserError("reason_needed", "Say why this person is excluded.")
    changes = [(row, {EXCLUDED: reason}) for row, _ in edit_acts.rows(session, keys)]
    return edit_acts.write(session, "exclude", changes, plan=plan, today=today, by=by)


def readmit(session: Session, keys: Sequence[str], *, plan: Plan, today: date, by: str) -> Edited:
    """Put records that were taken out back. Raises `UserError` (no_such_record, nothing_to_change)."""
    changes = [(row, {EXCLUDED: ""}) for row, _ in edit_acts.rows(session, keys)]
    return edit_acts.write(session, "readmit", changes, plan=plan, today=today, by=by)


def choose(session: Session, key: str, field: str, *, plan: Plan, today: date, by: str) -> Edited:
    """Let this record's value of a field (one of `CHOICES`) stand for the person it belongs to.

    It holds as long as the record is one of that person's and states the field; a later choice among the
    same records takes its place. Raises `UserError` (no_such_record, no_such_field, nothing_to_change).
    """
    if field not in CHOICES:
        raise edit_acts.no_such_field(field, CHOICES)
    ((row, name),) = edit_acts.rows(session, [key])
    alone = [(row, name)]
    together = alone if row.cluster is None else edit_queries.rows_in_cluster(session, row.cluster)
    changes: list[Change] = [
        (one, {f"{CHOSEN}{field}": "1" if one.key == key else ""}) for one, _ in together
    ]
    return edit_acts.write(session, "choose", changes, plan=plan, today=today, by=by)


def undo(session: Session, edit: int, *, plan: Plan, today: date, by: str) -> Edited:
    """Take one act back, also a decision on a pair or an addition; what was in force before it is so again.

    Raises `UserError` (no_such_edit, undone_before).
    """
    act = edit_queries.edit(session, edit)
    if act is None or act.undoes is not None or act.kind == ERASED:
        raise UserError("no_such_edit", "There is no act {number} that could be taken back.", number=edit)
    if edit_queries.is_undone(session, edit):
        raise UserError("undone_before", "The act {number} was taken back before.", number=edit)
    session.add(tables.Edit(kind="undo", undoes=edit, by=by))
    lines = edit_queries.lines_of(session, [edit])
    places = {(line.import_id, edit_queries.at(line)) for line in lines}
    edit_state.refresh(session, places, edit_state.rules(plan, today))
    keys = tuple(dict.fromkeys(line.key for line in lines)) or edit_queries.judged_keys(session, edit)
    detail = {"edit": edit, "kind": act.kind}
    queries.add_audit(session, "edit.undo", by=by, subjects=keys, detail=detail)
    return Edited(edit, keys)


def undo_last(session: Session, *, plan: Plan, today: date, by: str) -> Edited:
    """Take the last act of this person back that is still in force. Raises `UserError` (nothing_to_undo)."""
    act = edit_queries.last_in_force(session, by=by)
    if act is None:
        raise UserError("nothing_to_undo", "There is nothing of {name} to take back.", name=by)
    return undo(session, act.id, plan=plan, today=today, by=by)


def _list(session: Session, file: str) -> tables.Import:
    added = additions.delivery(session) if file == BY_HAND else None
    return added or intake.in_force(session, file)


def _stating(session: Session, one: tables.Import, field: str, stated: str) -> Iterator[tables.Record]:
    """The records whose list states this text, except those in which a person mended the field."""
    mended = {
        place
        for place, lines in edit_queries.lines_in_force(session, one.id).items()
        if any(line.field == field for line in lines)
    }
    for row, name in queries.rows_of(session, one):
        says = mending.stated_text(records.stated_record(row, name), field)
        if text.tidy(says) == text.tidy(stated) and edit_queries.at(row) not in mended:
            yield row
