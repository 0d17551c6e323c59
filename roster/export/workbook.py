"""Writes the laid-out sheets as an .xlsx file that prints on A4 and in which text stays text.

A value beginning with = + - @ is kept as it is and cannot calculate: it is a string cell, and its look
carries Excel's quote prefix (on the lists also the text format), so that it stays text when somebody edits
the cell. A leading tab or carriage return never gets into a cell (`cells.plain`). A workbook cannot protect
a CSV file that somebody saves from it, and an apostrophe before every such value would falsify what
agencies wrote ('- Phụ trách …'), so none is added.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from roster import writing
from roster.export import sheets
from roster.export.cells import Cell, SheetLayout
from roster.export.document import RosterDocument
from roster.export.form import Form, fill
from roster.export.styles import DEFAULT, FONT, STYLES
from roster.plan import Plan

_A4 = 9
_MARGINS = {"left": 0.79, "right": 0.59, "top": 0.79, "bottom": 0.79}  # inches: 20, 15, 20, 20 mm
_AS_TEXT = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
OPTIONS = {"in_memory": True, "default_format_properties": DEFAULT, **_AS_TEXT}
_RULE_WIDTH = 80  # pixels, about half of the agency's name above it


def write(path: Path, *, roster: RosterDocument, form: Form) -> None:
    """Write the workbook to `path`, whole or not at all. Raises `UserError` (`writing.refusal`)."""
    writing.write_whole(path, as_bytes(roster, form))


def as_bytes(roster: RosterDocument, form: Form) -> bytes:
    """The workbook's bytes; the same document and form give the same bytes."""
    return of_sheets(sheets.build(roster, form), about=about(roster.plan, form), created=roster.created)


def about(plan: Plan, form: Form) -> dict[str, str]:
    """The properties of a workbook of this plan and form."""
    return {"title": plan.title, "company": form.issuer}


def of_sheets(layouts: Sequence[SheetLayout], *, about: Mapping[str, str], created: datetime) -> bytes:
    """Sheets laid out as a workbook's bytes; `about` are its properties, `created` its only date."""
    target = BytesIO()
    with Workbook(target, OPTIONS) as book:
        book.set_properties({**about, "created": created.replace(tzinfo=None)})
        draw(book, layouts)
    return target.getvalue()


def draw(book: Workbook, layouts: Iterable[SheetLayout]) -> list[Worksheet]:
    """Add a sheet to the book for each layout."""
    formats = {name: book.add_format(look) for name, look in STYLES.items()}
    drawn = []
    for layout in layouts:
        sheet = book.add_worksheet(layout.name)
        _set_up(sheet, layout)
        _fill(sheet, layout, formats)
        drawn.append(sheet)
    return drawn


def _set_up(sheet: Worksheet, layout: SheetLayout) -> None:
    """Paper, margins, page numbers, repeated and frozen header, column widths."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(**_MARGINS)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.hide_gridlines(2)
    page = fill(layout.page.replace("&", "&&"), page="&P", pages="&N")
    sheet.set_footer(f'&C&"{FONT},Regular"&11{page}')
    if layout.banner:
        warning = layout.banner.replace("&", "&&")
        sheet.set_header(f'&C&"{FONT},Bold"&14&KC00000{warning}')
    if layout.header is not None:
        sheet.repeat_rows(layout.header)
        sheet.freeze_panes(layout.header + 1, 0)
    for column, width in enumerate(layout.widths):
        sheet.set_column(column, column, width)
    for column, choices in layout.choices.items():
        rows = (layout.header or 0) + 1, len(layout.lines) - 1
        listed = {"validate": "list", "source": list(choices), "error_type": "warning"}
        sheet.data_validation(rows[0], column, rows[1], column, listed)
    corner = xl_rowcol_to_cell(len(layout.lines), len(layout.widths))
    sheet.ignore_errors({"number_stored_as_text": f"A1:{corner}"})


def _fill(sheet: Worksheet, layout: SheetLayout, formats: dict[str, Format]) -> None:
    for row, line in enumerate(layout.lines):
        if line.height is not None:
            sheet.set_row(row, line.height)
    for row, cell in layout.cells():
        _put(sheet, row, cell, formats[cell.style])
    if layout.rule:
        _draw_rule(sheet, layout, *layout.rule)


def _put(sheet: Worksheet, row: int, cell: Cell, look: Format) -> None:
    if cell.span > 1 or cell.lines > 1:
        last_row, last_column = row + cell.lines - 1, cell.column + cell.span - 1
        sheet.merge_range(row, cell.column, last_row, last_column, "", look)
    if isinstance(cell.value, int | Decimal):
        sheet.write_number(row, cell.column, cell.value, look)
    elif cell.value:
        sheet.write_string(row, cell.column, cell.value, look)
    else:
        sheet.write_blank(row, cell.column, None, look)


def _draw_rule(sheet: Worksheet, layout: SheetLayout, row: int, columns: int) -> None:
    """The short line centred under the issuing agency's name."""
    room = sum(int(width * 7 + 5) for width in layout.widths[:columns])  # Excel's pixels per column
    place = {"width": _RULE_WIDTH, "height": 1, "x_offset": (room - _RULE_WIDTH) // 2, "y_offset": 1}
    sheet.insert_textbox(row + 1, 0, "", {**place, "line": {"color": "black", "width": 0.75}})
