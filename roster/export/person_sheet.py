"""All that is kept of one person as a workbook to read: one sheet, a heading for each part, field and value.

Knows texts and cells only; what is kept is said by the caller.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import TypeAlias

from roster.export import grid, workbook
from roster.export.cells import Cell, Line, SheetLayout, plain, sheet_names
from roster.export.letterhead import across
from roster.messages import _

Entry: TypeAlias = tuple[str, Mapping[str, str]]  # where or when, and its fields
_WIDTHS = (32.0, 84.0)


def as_bytes(
    title: str,
    heads: Sequence[tuple[str, str]],
    parts: Sequence[tuple[str, Sequence[Entry]]],
    *,
    day: date,
) -> bytes:
    """The workbook; `heads` stand above, parts without entries are left out."""
    lines = [across(title, "title", _WIDTHS), *(_pair(*one) for one in heads)]
    for name, entries in parts:
        lines.extend(_part(name, entries))
    (sheet,) = sheet_names([title])
    layout = SheetLayout(sheet, _WIDTHS, tuple(lines), _("Page {page} of {pages}"))
    return workbook.of_sheets([layout], about={"title": title}, created=datetime.combine(day, time()))


def _part(name: str, entries: Sequence[Entry]) -> Iterator[Line]:
    if entries:
        yield Line()
        yield across(name, "section", _WIDTHS)
    for where, fields in entries:
        yield across(where, "header", _WIDTHS)
        yield from (_pair(label, value) for label, value in fields.items())


def _pair(label: str, value: str) -> Line:
    cells = (Cell(0, plain(label), "list_text"), Cell(1, plain(value), "list_text"))
    return grid.fitted(cells, _WIDTHS)
