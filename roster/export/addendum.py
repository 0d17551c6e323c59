"""The workbook of an addendum: what came, what went and what changed, in the columns of the form in use.

Knows the texts of `data/forms/documents/bo-sung.toml` and how its sheets are laid out; which lines changed is
`survey.changes`' matter.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from roster import datafiles
from roster.errors import UserError, raise_all
from roster.export import grid, letterhead
from roster.export.cells import Cell, Line, SheetLayout, Value, plain, sheet_names
from roster.export.form import Column, Form, fill, unknown_field, unknown_placeholders
from roster.export.letterhead import across
from roster.export.sheets import STYLES
from roster.plan import Plan
from roster.survey.changes import Change, ChangeKind

FIELDS = ("stt", "full_name", "group", "agency", "column", "before", "after")
_STRICT: Any = {"extra": "forbid"}
_NAMES = ("number", "addendum", "day", "plan", "year")


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet: its name, title and last line."""

    __pydantic_config__ = _STRICT
    sheet: str
    title: str
    total: str


@dataclass(frozen=True, slots=True)
class Texts:
    """What stands in the workbook beside people and values."""

    __pydantic_config__ = _STRICT
    title: str
    subtitle: str
    file_name: str
    added: Part
    removed: Part
    changed: Part
    none: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class AddendumDocument:
    """An addendum ready to be laid out: to which hand-over, of which day, and every change."""

    plan: Plan
    number: int
    addendum: int
    day: date
    changes: tuple[Change, ...]


def load_texts() -> Texts:
    """The texts in use. Raises `UserError`s naming the file for unknown keys, fields and placeholders."""
    path = datafiles.find("forms/documents/bo-sung.toml")
    texts = datafiles.load(path, Texts)
    raise_all([*_unknown_fields(texts, path.name), *_unknown_names(texts, path.name)])
    return texts


def file_name(made: AddendumDocument, texts: Texts) -> str:
    """The usual name of the workbook, without its ending."""
    return _fill(texts.file_name, made)


def build(made: AddendumDocument, texts: Texts, form: Form) -> tuple[SheetLayout, ...]:
    """The three sheets; one without lines says so."""
    names = sheet_names([texts.added.sheet, texts.removed.sheet, texts.changed.sheet])
    return (
        _whole_lines(names[0], "added", made, texts=texts, form=form),
        _whole_lines(names[1], "removed", made, texts=texts, form=form),
        _changed(names[2], made, texts, form),
    )


def _whole_lines(
    name: str, kind: ChangeKind, made: AddendumDocument, *, texts: Texts, form: Form
) -> SheetLayout:
    """Lines that came or went, exactly as the Ministry's columns show them."""
    changes = [change for change in made.changes if change.kind == kind]
    rows = [
        [n if c.field == "stt" else change.listed.values.get(c.field, "") for c in form.columns]
        for n, change in enumerate(changes, start=1)
    ]
    part: Part = getattr(texts, kind)
    total = fill(part.total, lines=len(rows), people=len({change.listed.person for change in changes}))
    return _sheet(name, (part, total), form.columns, rows, around=(made, texts, form))


def _changed(name: str, made: AddendumDocument, texts: Texts, form: Form) -> SheetLayout:
    """One line for each changed column, with the value of before and the one of now."""
    changes = [change for change in made.changes if change.kind == "changed"]
    titles = {column.field: column.title for column in form.columns}
    shown = [
        _values(change, field, titles, made.plan) | {"stt": number}
        for number, change in enumerate(changes, start=1)
        for field in change.fields
    ]
    rows = [[line[column.field] for column in texts.columns] for line in shown]
    total = fill(
        texts.changed.total, lines=len(rows), people=len({change.listed.person for change in changes})
    )
    return _sheet(name, (texts.changed, total), texts.columns, rows, around=(made, texts, form))


def _values(change: Change, field: str, titles: Mapping[str, str], plan: Plan) -> dict[str, Value]:
    now = change.listed
    return {
        "full_name": now.name,
        "group": plan.group(now.group).name,
        "agency": now.agency,
        "column": titles[field],
        "before": change.was[field],
        "after": now.values.get(field, ""),
    }


def _sheet(
    name: str,
    part: tuple[Part, str],
    columns: Sequence[Column],
    rows: Sequence[Sequence[Value]],
    *,
    around: tuple[AddendumDocument, Texts, Form],
) -> SheetLayout:
    made, texts, form = around
    widths = tuple(column.width for column in columns)
    top = [
        *letterhead.issuer(made.plan.province, form, widths),
        across(_fill(texts.title, made), "title", widths),
        across(_fill(texts.subtitle, made), "subtitle", widths),
        Line(height=8.0),
        across(part[0].title, "section", widths),
    ]
    header = grid.fitted(tuple(Cell(i, column.title, "header") for i, column in enumerate(columns)), widths)
    body = [_row(columns, row, widths) for row in rows] or [across(texts.none, "remark", widths)]
    last = [across(part[1], "list_total", widths)] if rows else []
    return SheetLayout(
        name=name,
        widths=widths,
        lines=(*top, header, *body, *last, *letterhead.signatures(form, widths)),
        page=form.page,
        header=len(top),
        rule=(1, letterhead.left_columns(widths)),
    )


def _row(columns: Sequence[Column], values: Sequence[Value], widths: Sequence[float]) -> Line:
    cells = (
        Cell(i, plain(value) if isinstance(value, str) else value, STYLES.get(column.field, "list_text"))
        for i, (column, value) in enumerate(zip(columns, values, strict=True))
    )
    return grid.fitted(tuple(cells), widths)


def _fill(text: str, made: AddendumDocument) -> str:
    return fill(
        text,
        number=made.number,
        addendum=made.addendum,
        day=f"{made.day:%d/%m/%Y}",
        plan=made.plan.title,
        year=made.plan.year,
    )


def _unknown_names(texts: Texts, file: str) -> Iterator[UserError]:
    for key in ("title", "subtitle", "file_name"):
        yield from unknown_placeholders(getattr(texts, key), _NAMES, key=key, file=file)
    for key in ("added", "removed", "changed"):
        total = getattr(texts, key).total
        yield from unknown_placeholders(total, ("lines", "people"), key=f"{key}.total", file=file)


def _unknown_fields(texts: Texts, file: str) -> Iterator[UserError]:
    for i, column in enumerate(texts.columns):
        yield from unknown_field(column.field, FIELDS, key=f"columns.{i}.field", file=file)
