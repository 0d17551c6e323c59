"""All that is kept of one person, in words: to look at, to give out as JSON and as a workbook.

Knows what each part of the store says of a person; giving out is put on record with numbers only.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Literal, TypeAlias

from sqlalchemy.orm import Session

from roster import privacy
from roster.errors import UserError
from roster.export import person_sheet, protection
from roster.intake import mending
from roster.messages import N_, _
from roster.model import Source
from roster.places import place
from roster.plan import Plan
from roster.services import field_labels
from roster.services.reviewing.review import no_such_record
from roster.store import personal_queries, queries, records
from roster.store.personal_queries import Subject
from roster.survey.following import STATUS_NAMES

Form: TypeAlias = Literal["json", "xlsx"]
FORMS: Mapping[str, str] = {"json": N_("For another program (JSON)"), "xlsx": N_("To read (workbook)")}
PARTS: Mapping[str, str] = {
    "records": N_("Rows of lists"),
    "edits": N_("What people changed"),
    "hand_overs": N_("Lines of lists handed over"),
    "events": N_("Follow-up of answers"),
    "answers": N_("Rows of lists of who answered"),
    "replacements": N_("Replacements"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is kept: where or when, and its fields by their names in the language in use."""

    title: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about a person; `comparisons` are counted only, they quote other people too."""

    numbers: tuple[str, ...]
    keys: tuple[str, ...]
    purpose: str
    law: str
    day: date
    parts: Mapping[str, tuple[Entry, ...]]
    comparisons: int

    @property
    def subjects(self) -> tuple[str, ...]:
        """What the log calls this person and the records."""
        return (*subjects(self.numbers), *self.keys)


def of_person(session: Session, key: str, *, plan: Plan, today: date) -> Dossier:
    """What is kept of the person to whom the record of this key belongs, in every round.

    Raises `UserError` (no_such_record).
    """
    who = subject(session, key)
    rules = privacy.load_rules()
    parts = {
        "records": tuple(_records(session, who)),
        "edits": tuple(_edits(session, who)),
        "hand_overs": tuple(_hand_overs(session, who)),
        "events": tuple(_events(session, who)),
        "answers": tuple(_answers(session, who)),
        "replacements": tuple(_replacements(session, who)),
    }
    comparisons = personal_queries.pairs(session, who)
    return Dossier(
        who.shown,
        tuple(sorted(who.keys)),
        rules.purposes(today),
        rules.law(today),
        day=today,
        parts=parts,
        comparisons=comparisons,
    )


def subject(session: Session, key: str) -> Subject:
    """Who the record of a key is. Raises `UserError` (no_such_record) where no list ever had it."""
    who = personal_queries.subject(session, key)
    if not personal_queries.records(session, who):
        raise no_such_record(key)
    return who


def give_out(
    session: Session, key: str, form: str, *, password: str, plan: Plan, today: date, by: str
) -> tuple[str, bytes]:
    """Name and content of a file with all of it; in an archive behind the password where one is given.

    Put on record. Raises `UserError` (no_such_record, no_such_form, weak_password).
    """
    if form not in FORMS:
        raise UserError(
            "no_such_form",
            "There is no form {form}. Use one of {forms}.",
            form=form,
            forms=", ".join(FORMS),
        )
    found = of_person(session, key, plan=plan, today=today)
    name, content = f"{found.numbers[0]}.{form}", as_json(found) if form == "json" else _workbook(found)
    if password:
        name, content = f"{found.numbers[0]}.zip", protection.archive({name: content}, password)
    detail = {"form": form, "protected": bool(password)}
    queries.add_audit(session, "person.data_given", by=by, subjects=subjects(found.numbers), detail=detail)
    return name, content


def subjects(numbers: Sequence[str]) -> tuple[str, ...]:
    """What the log calls a person of these numbers."""
    return tuple(f"person:{number}" for number in numbers)


def as_json(found: Dossier) -> bytes:
    """Everything as JSON, in the language in use."""
    said = asdict(found) | {"day": found.day.isoformat()}
    return json.dumps(said, ensure_ascii=False, indent=2).encode()


def _workbook(found: Dossier) -> bytes:
    heads = [(_("Number"), ", ".join(found.numbers)), (_("What for"), found.purpose), (_("Law"), found.law)]
    tables_ = [(_(PARTS[part]), [(e.title, e.fields) for e in some]) for part, some in found.parts.items()]
    return person_sheet.as_bytes(_("Personal data kept of one person"), heads, tables_, day=found.day)


def _records(session: Session, who: Subject) -> Iterator[Entry]:
    for row, one in personal_queries.records(session, who):
        record = records.person_record(row, one.file_name)
        clean = {field_labels.LABELS[name]: mending.value_text(record, name) for name in mending.FIELDS}
        typed = {field_labels.LABELS.get(name, name): value for name, value in record.raw.items()}
        more = {N_("Reason for excluding"): record.excluded or "", N_("Note"): record.note or ""}
        stated = {f"{_(name)} ({_('as typed')})": value for name, value in typed.items() if value}
        state = {_("State of the list"): one.state}
        yield Entry(place(record.source), _said(clean | more) | stated | state)


def _edits(session: Session, who: Subject) -> Iterator[Entry]:
    for line, act in personal_queries.edit_lines(session, who):
        said = {_("Field"): line.field, _("Before"): line.old, _("After"): line.value, _("Who"): act.by}
        yield Entry(_moment(act.at), said)


def _hand_overs(session: Session, who: Subject) -> Iterator[Entry]:
    for row, one in personal_queries.hand_over_rows(session, who):
        said = {name: str(value) for name, value in row.values.items() if value not in ("", None)}
        yield Entry(f"{one.number}.{one.addendum} – {one.day:%d/%m/%Y}", said | {"sha256": row.sha256})


def _events(session: Session, who: Subject) -> Iterator[Entry]:
    for event in personal_queries.events(session, who):
        said = {_("Status"): _(STATUS_NAMES.get(event.status, event.status)), _("Way"): event.channel}
        yield Entry(f"{event.day:%d/%m/%Y}", said)


def _answers(session: Session, who: Subject) -> Iterator[Entry]:
    for row in personal_queries.answer_rows(session, who):
        said = {
            "full_name": row.full_name,
            "dob": row.dob or "",
            "position": row.position,
            "agency": row.agency,
        }
        where = place(Source("", row.sheet, row.row, row.block))
        yield Entry(where, _said({field_labels.LABELS[name]: text for name, text in said.items()}))


def _replacements(session: Session, who: Subject) -> Iterator[Entry]:
    for row in personal_queries.replacements(session, who):
        for way, lines in ((_("Out"), row.out), (_("In"), row.into)):
            for line in _own(lines, who):
                yield Entry(f"{row.day:%d/%m/%Y} {way}", {k: str(v) for k, v in line.items() if v})


def _own(lines: Sequence[Mapping[str, Any]], who: Subject) -> list[Mapping[str, Any]]:
    return [line for line in lines if line["person"] in who.shown]


def _said(fields: Mapping[str, str]) -> dict[str, str]:
    return {_(name): value for name, value in fields.items() if value}


def _moment(at: datetime) -> str:
    return f"{at:%d/%m/%Y %H:%M} UTC"
