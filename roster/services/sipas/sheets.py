"""The sheet that partners fill in: written with the villages of the draw, read back into the log as a whole.

What is wrong with any row is said at once, with its row, and nothing is entered then. The same file twice is
refused.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path

from sqlalchemy.orm import Session

from roster import messages, problems
from roster.errors import UserError, raise_all
from roster.export import fieldwork_sheet as writer
from roster.export.form import load_form
from roster.intake import fieldwork_sheet as reader
from roster.intake.fieldwork_sheet import FilledRow
from roster.intake.reader import read_named
from roster.plan import Plan
from roster.services.sipas import fieldwork
from roster.services.sipas.fieldwork import Field, Leaving, Rules, Visit
from roster.services.sipas.status import COMMUNE
from roster.sipas.fieldwork import Line
from roster.sipas.milestones import load_words
from roster.store import sipas_queries
from roster.text import fold


def template(session: Session, *, rules: Rules, partner: str = "") -> bytes:
    """The workbook to fill in, one row for each village; with the partner's name where one is given."""
    now = fieldwork.field(session)
    known = rules.plan.partner(partner)
    rows = [
        {
            "village": one.unit_id,
            "village_name": one.name,
            "commune_name": one.at(COMMUNE)[1],
            "partner": known.name if known else "",
        }
        for one in now.villages
    ]
    made = datetime.combine(rules.today, time(), UTC)
    return writer.template(rows, load_words().sheet, load_form(rules.plan.form), created=made)


def enter(session: Session, path: Path, *, name: str, rules: Rules) -> tuple[Line, ...]:
    """Enter all that a filled-in sheet says; `name` is the file's for people.

    Raises sheet_unread, not_the_sheet, sheet_entered_already, nothing_entered, and everything that is wrong
    with its rows.
    """
    (raw,) = read_named([(name, path)])
    if raw.error:
        why = problems.sentence(raw.error.code, **raw.error.params)
        raise UserError("sheet_unread", "{file}: {why}", file=name, why=why)
    now = fieldwork.field(session)
    if sipas_queries.came_with(session, now.draw.id, raw.sha256):
        raise UserError(
            "sheet_entered_already",
            "What {file} says has been entered already. Send only what is new, in the downloaded sheet.",
            file=name,
        )
    faults: list[UserError] = []
    rows = reader.read(raw, load_words().sheet, faults)
    partners = _partners(rules.plan)
    faults += [fault for row in rows for fault in _faults(row, now, partners, rules)]
    raise_all(faults)
    return fieldwork.enter(
        session,
        [_visit(row, partners) for row in rows],
        [_leaving(row, partners) for row in rows if row.person],
        rules=rules,
        source=raw.sha256,
    )


def _faults(row: FilledRow, now: Field, partners: Mapping[str, str], rules: Rules) -> list[UserError]:
    found = fieldwork.visit_faults(_visit(row, partners), now, rules)
    if row.person or row.reason:
        found += [
            fault
            for fault in fieldwork.leaving_faults(_leaving(row, partners), rules)
            if fault.code == "reason_of_replacement"  # the others are those of the visit
        ]
        if row.person not in {one.unit_id for one in now.seats if one.village == row.village}:
            found.append(
                UserError(
                    "not_of_the_village",
                    "Nobody with the code '{unit}' was drawn in this village. Correct the code.",
                    unit=row.person,
                )
            )
    return [
        UserError(fault.code, "Row {row}: {why}", row=row.number, why=messages.sentence(fault))
        for fault in found
    ]


def _visit(row: FilledRow, partners: Mapping[str, str]) -> Visit:
    return Visit(row.village, partners.get(fold(row.partner), row.partner), row.day, row.numbers)


def _leaving(row: FilledRow, partners: Mapping[str, str]) -> Leaving:
    return Leaving(row.person, partners.get(fold(row.partner), row.partner), row.day, row.reason)


def _partners(plan: Plan) -> Mapping[str, str]:
    """The codes of partners by whatever they may be called."""
    return {fold(word): one.code for one in plan.partners for word in (one.code, one.name, one.name_en)}
