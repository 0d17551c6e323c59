"""Writes a document as an old Excel workbook (BIFF); xlwt is its only writer, used only here."""

from datetime import date, datetime
from functools import cache
from pathlib import Path

import xlwt

from roster.demo.legacy import font_of
from roster.demo.lists import Document
from roster.demo.page import Page
from roster.demo.styles import ListStyle
from roster.demo.writers.looks import LINE_HEIGHT, LOOKS, SIZE, Look, height_of, look_of, width_of

_WIDTH_UNIT = 256  # of a character
_HEIGHT_UNIT = 20  # of a point


def write(document: Document, path: Path, _made: datetime) -> None:
    """Write the workbook; the format keeps no time of its making."""
    book = xlwt.Workbook(encoding="utf-8")
    for page in document.pages:
        _write_page(book.add_sheet(page.name), page, document.style)
    book.save(str(path))


def _write_page(sheet: xlwt.Worksheet, page: Page, style: ListStyle) -> None:
    for column, field in enumerate(page.fields):
        sheet.col(column).width = width_of(field) * _WIDTH_UNIT
    sheet.portrait = False
    sheet.fit_num_pages, sheet.fit_height_to_pages = 1, 0
    merged = {(m.first_row, m.first_column): m for m in page.merges}
    covered = {
        (row, column)
        for m in page.merges
        for row in range(m.first_row, m.last_row + 1)
        for column in range(m.first_column, m.last_column + 1)
    }
    for row, line in enumerate(page.lines, start=1):
        sheet.row(row - 1).height_mismatch = True
        sheet.row(row - 1).height = height_of(line, page.fields) * LINE_HEIGHT * _HEIGHT_UNIT
        for column, value in enumerate(line.cells):
            form = _style(
                look_of(line.role, page.fields[column]),
                font_of(line.role, style),
                "DD/MM/YYYY" if isinstance(value, date) else "General",
            )
            if area := merged.get((row, column)):
                sheet.write_merge(row - 1, area.last_row - 1, column, area.last_column, value, form)
            elif (row, column) not in covered and (value != "" or LOOKS[line.role].framed):
                sheet.write(row - 1, column, value, form)


@cache
def _style(look: Look, font: str, number_format: str) -> xlwt.XFStyle:
    border = "thin" if look.framed else "no_line"
    return xlwt.easyxf(
        f"font: name {font}, height {SIZE * _HEIGHT_UNIT}, bold {look.bold}, italic {look.italic};"
        f"align: horizontal {'center' if look.centred else 'left'}, vertical center, wrap {look.framed};"
        f"borders: left {border}, right {border}, top {border}, bottom {border}",
        num_format_str=number_format,
    )
