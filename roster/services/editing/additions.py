"""People who stand in no list: somebody adds them by hand, in a delivery of their own.

Knows that delivery; what is typed is cleaned like a cell of a list (`intake.mending`).
"""

import hashlib
from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.intake import ledger, mending
from roster.model import BY_HAND, FileReading, PersonRecord, Source
from roster.plan import Plan
from roster.services.editing import edit_acts, edit_state
from roster.services.editing.edit_acts import Edited
from roster.services.incoming import intake
from roster.store import edit_queries, queries, records, tables

_CONTENT = hashlib.sha256(b"added by hand").hexdigest()  # one such delivery is in force, like one per content


def add(session: Session, texts: Mapping[str, str], *, plan: Plan, today: date, by: str) -> Edited:
    """Add a person: field (`edits.FIELDS`) -> text as typed, cleaned and flagged as the cells of a list are.

    `edits.undo` takes it back. Raises `UserError`: no_such_field, no_such_group, name_needed.
    """
    edit_acts.check(texts, plan)
    if not texts.get("full_name", "").strip():
        raise UserError("name_needed", "Give the full name of the person to add.")
    one = edit_queries.locked(session, _delivery(session, by).id)
    source = Source(BY_HAND, "", edit_queries.last_row(session, one.id) + 1)
    mended = mending.mend(PersonRecord(source, ""), (), texts, edit_state.rules(plan, today)).record
    (keyed,) = ledger.with_keys([mended])
    records.add_people(session, one.id, [PersonRecord(source, "", key=keyed.key)])
    intake.settle(session, ())  # two people may be alike in all that makes a key
    ((row, _),) = edit_queries.rows_numbered(session, one, [source.row])
    return edit_acts.write(session, "add", [(row, texts)], plan=plan, today=today, by=by)


def delivery(session: Session) -> tables.Import | None:
    """The delivery of the people added by hand, if there ever was one."""
    return next((row for row in queries.active_imports(session) if row.file_name == BY_HAND), None)


def _delivery(session: Session, by: str) -> tables.Import:
    return delivery(session) or records.add_import(session, FileReading(BY_HAND, _CONTENT), by=by)
