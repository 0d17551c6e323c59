"""Writes a document as an Excel workbook (XlsxWriter, whose files are the same bytes every time)."""

from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from roster.demo.lists import Document
from roster.demo.page import Page
from roster.demo.writers.looks import LINE_HEIGHT, SIZE, Look, height_of, look_of, width_of

_LANDSCAPE_FROM = 8  # columns
_A4 = 9
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "dd/mm/yyyy"}


def write(document: Document, path: Path, made: datetime) -> None:
    """Write the workbook; `made` is the time it claims to have been made at."""
    with xlsxwriter.Workbook(path, _OPTIONS) as book:
        book.set_properties({"created": made})
        formats = _Formats(book, document.style.font)
        for page in document.pages:
            _write_page(book.add_worksheet(page.name), page, formats)


class _Formats:
    """The workbook's cell formats, each made once."""

    def __init__(self, book: xlsxwriter.Workbook, font: str) -> None:
        self._book, self._font = book, font
        self._made: dict[tuple[Look, bool], Format] = {}

    def __call__(self, look: Look, *, is_date: bool = False) -> Format:
        key = (look, is_date)
        if key not in self._made:
            properties = {
                "font_name": self._font,
                "font_size": SIZE,
                "bold": look.bold,
                "italic": look.italic,
                "align": "center" if look.centred else "left",
                "valign": "vcenter",
                "text_wrap": look.framed,
                "border": int(look.framed),
            }
            dates = {"num_format": "dd/mm/yyyy"} if is_date else {}
            self._made[key] = self._book.add_format(properties | dates)
        return self._made[key]


def _write_page(sheet: Worksheet, page: Page, formats: _Formats) -> None:
    for column, field in enumerate(page.fields):
        sheet.set_column(column, column, width_of(field))
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    if len(page.fields) >= _LANDSCAPE_FROM:
        sheet.set_landscape()
    if page.hidden:
        sheet.hide()
    merged = {(m.first_row, m.first_column): m for m in page.merges}
    for row, line in enumerate(page.lines, start=1):
        sheet.set_row(row - 1, height_of(line, page.fields) * LINE_HEIGHT)
        for column, value in enumerate(line.cells):
            look = look_of(line.role, page.fields[column])
            form = formats(look, is_date=isinstance(value, date))
            if area := merged.get((row, column)):
                sheet.merge_range(row - 1, column, area.last_row - 1, area.last_column, value, form)
            elif value != "" or look.framed:
                sheet.write(row - 1, column, value, form)
