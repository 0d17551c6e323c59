"""Excel workbooks before 2007 (BIFF): values through calamine, hidden rows and fonts through xlrd.

xlrd alone knows the formatting but is slow and old; a list whose formatting it cannot read keeps its values.
"""

import io
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

import xlrd

from roster.intake.formats.limits import Refused
from roster.intake.formats.rows import NO_MARKS, Marks, commonest, left_standing
from roster.intake.formats.workbook import read_values
from roster.model import Sheet

_ENCRYPTED = "Workbook is encrypted"  # xlrd has no error class for it
_MARKED_BYTES = 5 * 1024 * 1024  # formatting of a larger file costs more than it tells


def read(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a BIFF workbook. Raises `Refused` (password, too_large)."""
    return read_values(data, _marks(data))


def _marks(data: bytes) -> Callable[[str], Marks]:
    if len(data) > _MARKED_BYTES:
        return lambda _sheet: NO_MARKS
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except Exception as fault:  # xlrd raises anything over damage that calamine reads past
        if _ENCRYPTED in str(fault):  # calamine reads the oldest kind of encryption as if it were values
            raise Refused("password") from None
        return lambda _sheet: NO_MARKS
    names = set(book.sheet_names())
    return lambda sheet: _sheet_marks(book, book.sheet_by_name(sheet)) if sheet in names else NO_MARKS


def _sheet_marks(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Marks:
    struck: dict[int, tuple[int, ...]] = {}
    standing: dict[int, dict[int, str]] = {}
    fonts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for row in range(sheet.nrows):
        columns = []
        for column, is_text, font in _cells(book, sheet, row):
            fonts[column][font.name] += is_text
            left = _left_standing(book, sheet, (row, column), font)
            if left:
                standing.setdefault(row + 1, {})[column] = left
            elif left is not None:
                columns.append(column)
        if columns:
            struck[row + 1] = tuple(columns)
    hidden = frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0)
    return Marks(hidden, struck, fonts=commonest(fonts), standing=standing)


def _left_standing(
    book: xlrd.Book, sheet: xlrd.sheet.Sheet, place: tuple[int, int], font: xlrd.formatting.Font
) -> str | None:
    """Of a cell, and of each run of its text with a font of its own, what is not struck (`left_standing`)."""
    runs = sheet.rich_text_runlist_map.get(place)
    if not runs:
        return "" if font.struck_out else None
    text, starts = str(sheet.cell_value(*place)), [0, *(start for start, _ in runs)]
    fonts = [font, *(book.font_list[number] for _, number in runs)]
    ends = [*starts[1:], len(text)]
    return left_standing(
        (bool(one.struck_out), text[start:end]) for one, start, end in zip(fonts, starts, ends, strict=True)
    )


def _cells(
    book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int
) -> Iterator[tuple[int, bool, xlrd.formatting.Font]]:
    """Column, whether it holds text, and font of every cell with a value."""
    for column, kind in enumerate(sheet.row_types(row)):
        if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
            style = book.xf_list[sheet.cell_xf_index(row, column)]
            yield column, kind == xlrd.XL_CELL_TEXT, book.font_list[style.font_index]
