"""Workbooks in which points are entered: one with a row for each component, and a filled one read back.

Knows sheets and headings; what the rows mean is the callers' matter.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path

from roster.errors import UserError
from roster.export import workbook
from roster.export.cells import Cell, Line, SheetLayout
from roster.services.scoring import annex
from scoring.annex import model
from scoring.annex.model import AnnexRow
from scoring.assessment.model import Component
from scoring.knowledge import EntryFile

_PAGE = "{page}/{pages}"


def template(form: EntryFile, components: Iterable[Component], *, title: str, today: date) -> bytes:
    """A workbook with a row for every component, its code and name filled in."""
    heads = tuple(Cell(at, column.title, "header") for at, column in enumerate(form.columns))
    lines = [
        Line(tuple(Cell(at, _cell(one, column.field), "entry") for at, column in enumerate(form.columns)))
        for one in components
    ]
    sheet = SheetLayout(
        form.sheet,
        tuple(column.width for column in form.columns),
        (Line(heads, height=32.0), *lines),
        page=_PAGE,
        header=0,
    )
    about = {"title": f"{form.sheet}: {title}"}
    return workbook.of_sheets([sheet], about=about, created=datetime.combine(today, time()))


def rows(path: Path, name: str, form: EntryFile, *, needed: Sequence[str]) -> list[AnnexRow]:
    """The rows of a filled file (.xlsx, .ods, .csv …); `name` is what it is called.

    Raises `UserError`: no_result_heading, and why the file cannot be read.
    """
    for sheet, read in annex.sheets_of(path, first=form.sheet):
        found = model.rows_below(name, sheet, read, form.columns, needed=needed)
        if found is not None:
            return found
    raise UserError(
        "no_result_heading",
        "{file} has no row with the headings {headings}. Take the template and fill it in.",
        file=name,
        headings=", ".join(column.title for column in form.columns if column.field in needed),
    )


def _cell(component: Component, field: str) -> str:
    return {"code": component.code, "name": component.node.name}.get(field, "")
