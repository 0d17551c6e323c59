"""Writes a sender's own rows as an .xlsx file: cells with problems coloured and commented, one legend.

Knows sheets, marks and XlsxWriter; knows nothing of what a problem is. Every row stands where it stood, so
that row numbers agree with the sender's file; all text stays text.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from roster.cleaned import CellValue
from roster.export.cells import sheet_names
from roster.export.styles import DEFAULT
from roster.model import Merge, Sheet

PROBLEM = "problem"
HELD = "held"

_COLOURS = {PROBLEM: "#FFE699", HELD: "#F8CBAD"}
_AS_TEXT = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
_MOST_TEXT = 32_767  # characters of a cell
_EXACT = 10**15  # from here on a spreadsheet loses digits
_WIDTHS = (6, 40)
_LARGEST_MERGE = 10_000  # cells; no list has larger ones
_COMMENT = {"author": "roster", "x_scale": 2.2, "y_scale": 1.2}

At: TypeAlias = tuple[int, int]  # row as people count, column from 0
Style: TypeAlias = tuple[str, str, bool]  # colour, number format, struck through
Formats: TypeAlias = Callable[[Style], Format]


@dataclass(frozen=True, slots=True)
class AnnotatedSheet:
    """A sheet with its marks: the colour of cells (`PROBLEM`, `HELD`) and the sentences of their comments."""

    name: str
    sheet: Sheet
    colours: Mapping[At, str]
    comments: Mapping[At, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Legend:
    """The last sheet: its name, a sentence for each colour, and what else the reader must know."""

    name: str
    colours: Mapping[str, str]
    remarks: tuple[str, ...]


def as_bytes(sheets: tuple[AnnotatedSheet, ...], legend: Legend) -> bytes:
    """The workbook's bytes."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True, "default_format_properties": DEFAULT, **_AS_TEXT}) as book:
        formats = _formats(book)
        *names, last = sheet_names([*(one.name for one in sheets), legend.name])
        for name, one in zip(names, sheets, strict=True):
            _fill(book.add_worksheet(name), one, formats)
        _explain(book.add_worksheet(last), legend, formats)
    return target.getvalue()


def _formats(book: Workbook) -> Formats:
    """Formats by what they show, each made once."""
    made: dict[Style, Format] = {}

    def get(style: Style) -> Format:
        if style not in made:
            colour, number, struck = style
            look: dict[str, Any] = {"valign": "top", "text_wrap": True, "font_strikeout": struck}
            look |= {"bg_color": _COLOURS[colour], "border": 1} if colour else {}
            look |= {"num_format": number} if number else {"quote_prefix": True}
            made[style] = book.add_format(look)
        return made[style]

    return get


def _fill(sheet: Worksheet, one: AnnotatedSheet, formats: Formats) -> None:
    cells = {
        (row.number, column): (value, row.struck or column in row.struck_cells)
        for row in one.sheet.rows
        for column, value in enumerate(row.cells)
        if value not in (None, "")
    }
    for merge in _merges(one.sheet):
        area = (merge.first_row - 1, merge.first_column, merge.last_row - 1, merge.last_column)
        sheet.merge_range(*area, "", formats(("", "", False)))
    for at in sorted({*cells, *one.colours}):
        value, struck = cells.get(at, ("", False))
        _put(sheet, at, value, formats=formats, look=(one.colours.get(at, ""), struck))
    for (row, column), sentences in one.comments.items():
        sheet.write_comment(row - 1, column, "\n".join(sentences)[:_MOST_TEXT], _COMMENT)
    for column, width in _widths(one.sheet).items():
        sheet.set_column(column, column, width)


def _put(sheet: Worksheet, at: At, value: CellValue, *, formats: Formats, look: tuple[str, bool]) -> None:
    """One cell; what a spreadsheet cannot hold as it is becomes text."""
    row, column, (colour, struck) = at[0] - 1, at[1], look
    plain = formats((colour, "General", struck))
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, plain)
    elif isinstance(value, int | float) and abs(value) < _EXACT:  # not so for NaN and infinity
        sheet.write_number(row, column, value, plain)
    elif isinstance(value, date) and value.year >= 1900:
        sheet.write_datetime(row, column, value, formats((colour, _pattern(value), struck)))
    elif value in (None, ""):
        sheet.write_blank(row, column, None, plain)
    else:
        sheet.write_string(row, column, _text(value)[:_MOST_TEXT], formats((colour, "", struck)))


def _pattern(value: date) -> str:
    with_time = isinstance(value, datetime) and value.time() != time()
    return "dd/mm/yyyy hh:mm" if with_time else "dd/mm/yyyy"


def _text(value: CellValue) -> str:
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    return str(value)


def _merges(sheet: Sheet) -> Iterator[Merge]:
    """The merged areas a workbook can have: inside the rows in use, more than a cell, none over another."""
    last = max((row.number for row in sheet.rows), default=0)
    width = max((len(row.cells) for row in sheet.rows), default=0)
    taken: set[At] = set()
    for merge in sheet.merges:
        rows = range(merge.first_row, min(merge.last_row, last) + 1)
        columns = range(merge.first_column, min(merge.last_column, width - 1) + 1)
        if len(rows) * len(columns) > _LARGEST_MERGE:
            continue
        area = {(row, column) for row in rows for column in columns}
        if len(area) > 1 and not area & taken:
            taken |= area
            yield Merge(rows[0], rows[-1], columns[0], columns[-1])


def _widths(sheet: Sheet) -> dict[int, int]:
    """Wide enough for the longest line of most cells, within bounds; titles over the table do not count."""
    found: dict[int, int] = {}
    for row in sheet.rows:
        if sum(value not in (None, "") for value in row.cells) > 2:
            for column, value in enumerate(row.cells):
                length = max(map(len, _text(value).splitlines()), default=0) if value is not None else 0
                found[column] = max(found.get(column, _WIDTHS[0]), min(length + 2, _WIDTHS[1]))
    return found


def _explain(sheet: Worksheet, legend: Legend, formats: Formats) -> None:
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, 1, 100)
    for row, (colour, sentence) in enumerate(legend.colours.items()):
        sheet.write_blank(row, 0, None, formats((colour, "General", False)))
        sheet.write_string(row, 1, sentence, formats(("", "", False)))
    for row, sentence in enumerate(legend.remarks, start=len(legend.colours) + 1):
        sheet.write_string(row, 1, sentence, formats(("", "", False)))
