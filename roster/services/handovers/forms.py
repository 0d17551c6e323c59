"""The columns of the plan's form, replaced by an officer without code: given out, tried, used, put back.

Knows where an officer's own form lies (the user's data folder, which wins over the shipped one) and that it
is said who made it; earlier ones stay beside it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from sqlalchemy.orm import Session

from roster import settings, writing
from roster.errors import UserError
from roster.export import column_sheet, columns
from roster.export.cells import Value
from roster.export.columns import Entry
from roster.export.form import Column, Form, load_form
from roster.model import Respondent
from roster.plan import Plan
from roster.services.handovers import listed
from roster.services.masks import masked
from roster.store import queries
from roster.survey import seals
from roster.survey.listed import Listed

_SHOWN = 2  # people of each group in a preview


@dataclass(frozen=True, slots=True)
class Preview:
    """How the list would look: headings, a few lines, and whether their people are invented."""

    headings: tuple[str, ...]
    lines: tuple[tuple[Value, ...], ...]
    invented: bool


def as_workbook(plan: Plan, *, today: date) -> bytes:
    """The columns in use as a workbook to fill in."""
    created = datetime.combine(today, time(), UTC)
    return column_sheet.as_bytes(load_form(plan.form).columns, created=created)


def in_use(plan: Plan) -> Form:
    """The form in use, with who made it where it is an officer's own."""
    return load_form(plan.form)


def read(content: bytes, name: str) -> tuple[Column, ...]:
    """The columns of a filled-in workbook. Raises as `column_sheet.read`: one `UserError` per mistake."""
    return column_sheet.read(content, name)


def checked(rows: Sequence[tuple[str, str, str]], name: str) -> tuple[Column, ...]:
    """Field, heading and width as typed elsewhere, as columns. Raises as `read`."""
    return column_sheet.checked([(number, *row) for number, row in enumerate(rows, start=1)], name)


def preview(session: Session, asked: Sequence[Column], *, plan: Plan) -> Preview:
    """The first people of each group in these columns; invented people while nobody is on the roster."""
    form = replace(load_form(plan.form), columns=tuple(asked))
    people = _first(listed.in_force(session, plan=plan, form=form))
    lines = [one.values for one in people] or [
        {field: columns.value(field, entry) for field in columns.FIELDS} for entry in _invented(plan, form)
    ]
    shown = tuple(tuple(_masked(one.field, values[one.field]) for one in asked) for values in lines)
    return Preview(tuple(column.title for column in asked), shown, invented=not people)


def use(session: Session, asked: Sequence[Column], *, plan: Plan, today: date, by: str) -> Path:
    """Put these columns in use for the plan's form; where the file lies that says so.

    An earlier one of the officer's own stays beside it under a number. Raises `UserError` (form_is_a_file,
    `writing.refusal`).
    """
    path = _own(plan)
    base = _set_aside(path)
    text = _toml(asked, base=base or plan.form, author=f"{by}, {today:%d/%m/%Y}")
    detail = {"form": plan.form, "sha256": seals.of_content(text.encode()), "columns": len(asked)}
    queries.add_audit(session, "form.columns", by=by, detail=detail)
    session.flush()
    writing.write_whole(path, text.encode())
    return path


def put_back(session: Session, *, plan: Plan, by: str) -> bool:
    """Use the shipped form again; whether there was one of the officer's own (it stays under a number)."""
    path = _own(plan)
    if not path.is_file():
        return False
    queries.add_audit(session, "form.shipped", by=by, detail={"form": plan.form})
    session.flush()
    _set_aside(path)
    path.unlink()
    return True


def _own(plan: Plan) -> Path:
    if plan.form.endswith(".toml"):
        raise UserError(
            "form_is_a_file",
            "The plan names the form {form} by its path. Correct that file, or name a form in the plan.",
            form=plan.form,
        )
    return settings.user_data_dir() / "forms" / f"{plan.form}.toml"


def _set_aside(path: Path) -> str:
    """Copy the officer's own form beside itself under the next number; its name there, '' for none."""
    if not path.is_file():
        return ""
    number = 1
    while (earlier := path.with_name(f"{path.stem}-{number}.toml")).exists():
        number += 1
    writing.write_whole(earlier, path.read_bytes())
    return earlier.name


def _toml(asked: Sequence[Column], *, base: str, author: str) -> str:
    quoted = [
        f"  {{ field = {_quoted(one.field)}, title = {_quoted(one.title)}, width = {one.width:g} }},"
        for one in asked
    ]
    lines = [f"extends = {_quoted(base)}", f"author = {_quoted(author)}", "columns = [", *quoted, "]", ""]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # of one line of text TOML writes the same


def _masked(field: str, value: Value) -> Value:
    return masked(str(value)) if field == "phone" else value


def _first(people: Sequence[Listed]) -> list[Listed]:
    return [one for one in people if one.order <= _SHOWN]


def _invented(plan: Plan, form: Form) -> list[Entry]:
    agency = plan.senders[0] if plan.senders else None
    person = Respondent(
        group=plan.groups[-1].code,
        keys=("invented",),
        full_name="Nguyễn Văn Mẫu",
        dob="1980-02-03",
        gender="Nam",
        phones=("+84912345678",),
        email="mau@example.vn",
        position="Phó Giám đốc",
        agency=agency.name if agency else None,
        unit="Văn phòng",
    )
    return [Entry(1, person, plan, form)]
