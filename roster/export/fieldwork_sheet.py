"""The workbook that partners fill in with what became of the forms: a row for each village, and empty ones.

Knows the columns of `data/sipas/fieldwork.toml`; reading it back is `intake.fieldwork_sheet`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from roster.export import grid, workbook
from roster.export.cells import Cell, Line, SheetLayout, plain
from roster.export.form import Form
from roster.export.letterhead import across
from roster.sipas.milestones import Sheet

_EMPTY_ROWS = 30  # for further days


def template(rows: Sequence[Mapping[str, str]], sheet: Sheet, form: Form, *, created: datetime) -> bytes:
    """The workbook's bytes; `rows` are the fields filled in already."""
    widths = tuple(column.width for column in sheet.columns)
    titles = tuple(Cell(at, column.title, "header") for at, column in enumerate(sheet.columns))
    top = (
        across(sheet.title, "title", widths),
        across(sheet.how, "remark", widths),
        grid.fitted(titles, widths),
    )
    body = (_line(row, sheet) for row in (*rows, *({} for _ in range(_EMPTY_ROWS))))
    layout = SheetLayout(sheet.name, widths, (*top, *body), form.page, header=len(top) - 1)
    return workbook.of_sheets([layout], about={"title": sheet.title, "company": form.issuer}, created=created)


def _line(row: Mapping[str, str], sheet: Sheet) -> Line:
    return Line(
        tuple(
            Cell(at, plain(row.get(column.field, "")), "list_text") for at, column in enumerate(sheet.columns)
        )
    )
