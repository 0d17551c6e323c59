"""Tables on a shared grid of columns: records become lines of cells, with heights that fit their text.

Spreadsheet programs fit the height of a row to wrapped text, but not where cells are merged, so heights are
worked out here. Knows the form's tables; knows nothing of what the records mean.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from textwrap import wrap

from roster.export.cells import Cell, Line, Value, plain
from roster.export.form import Table
from roster.export.styles import STYLES
from roster.export.tables import Record

# Characters per unit of column width and point of type size: a unit is 7 pixels, a letter of Times New Roman
# in Vietnamese text 0.45 em wide on average, an em 4/3 pixels per point.
_CHARACTERS = 7 / (0.45 * 4 / 3)
_LEADING = 1.3  # height of a line of text by type size
_PADDING = 4.0  # points
_STYLES = {
    **dict.fromkeys(("stt", "sheet", "row"), "centred"),
    **dict.fromkeys(("gap", "difference"), "signed"),
}
_SHARED = {"stt", "remark"}  # what stands once for the two lines of a pair


def header(table: Table, widths: Sequence[float]) -> Line:
    """The headings of a table."""
    titles = {column.field: column.title for column in table.columns}
    return fitted(tuple(replace(cell, style="header") for cell in cells(table, titles)), widths)


def line(table: Table, record: Record, widths: Sequence[float]) -> Line:
    """A record as one line; fields the table does not show are left out, missing ones stay empty."""
    return fitted(cells(table, record), widths)


def total(table: Table, record: Record, widths: Sequence[float]) -> Line:
    """The line of sums under a table."""
    bold = (replace(cell, style=f"total_{cell.style}") for cell in cells(table, record))
    return fitted(tuple(bold), widths)


def pair(table: Table, records: tuple[Record, Record], widths: Sequence[float]) -> tuple[Line, Line]:
    """Two records as two lines that share their number and their remark."""
    shared = [column.field in _SHARED for column in table.columns]
    first, second = (cells(table, record) for record in records)
    upper = tuple(replace(c, lines=2) if both else c for c, both in zip(first, shared, strict=True))
    lower = tuple(c for c, both in zip(second, shared, strict=True) if not both)
    both = max((_height(c, widths) for c in upper if c.lines == 2), default=0.0)
    return fitted(upper, widths, least=both / 2), fitted(lower, widths, least=both / 2)


def fitted(cells: tuple[Cell, ...], widths: Sequence[float], *, least: float = 0.0) -> Line:
    """A line as high as its highest cell, cells over several lines aside."""
    heights = [_height(cell, widths) for cell in cells if cell.lines == 1]
    return Line(cells, height=round(max(least, *heights), 1))


def cells(table: Table, record: Record) -> tuple[Cell, ...]:
    """The cells of a record, one per column of the table."""
    starts = accumulate((column.span for column in table.columns), initial=0)
    return tuple(
        _cell(at, record.get(column.field), column.field, column.span)
        for at, column in zip(starts, table.columns, strict=False)
    )


def _cell(at: int, value: Value | None, field: str, span: int) -> Cell:
    if isinstance(value, int):
        return Cell(at, value, _STYLES.get(field, "number"), span)
    shown = "\n".join(plain(part) for part in (value or "").split("\n"))
    return Cell(at, shown, _STYLES.get(field, "text"), span)


def _height(cell: Cell, widths: Sequence[float]) -> float:
    size: float = STYLES[cell.style]["font_size"]
    room = sum(widths[cell.column : cell.column + cell.span]) * _CHARACTERS / size
    lines = sum(_lines(part, max(1, int(room))) for part in str(cell.value).split("\n"))
    return lines * size * _LEADING + _PADDING


def _lines(text: str, room: int) -> int:
    return 1 if len(text) <= room else len(wrap(text, room)) or 1
