"""A sheet of a file before any format: lines with their role, merged areas, the rows that hold people.

Knows tables as grids of cells; knows nothing of xlsx, docx or text files.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal

from roster.cleaned import CellValue
from roster.demo.statements import Stated
from roster.model import Merge

Role = Literal[
    "letterhead",
    "title",
    "blank",
    "header",
    "header_below",
    "numbers",
    "section",
    "person",
    "total",
    "note",
    "signature",
]
ABOVE: tuple[Role, ...] = ("letterhead", "title")
TABLE: tuple[Role, ...] = ("header", "header_below", "numbers", "section", "person", "total")
BELOW: tuple[Role, ...] = ("note", "signature")


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line: `spans` are the columns it merges (both ends included); `stated` is set on people's lines."""

    role: Role
    cells: tuple[CellValue, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    stated: Stated | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: its lines from row 1 on, merged areas, the fields of its columns."""

    name: str
    fields: tuple[str, ...]
    lines: tuple[PageLine, ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False  # a sheet the office forgot behind the others: its rows are nobody's


def make_page(
    name: str, fields: tuple[str, ...], lines: Sequence[PageLine], *, merged_column: int | None
) -> Page:
    """Put the lines together; in `merged_column` equal neighbours become one merged cell."""
    kept = list(lines)
    down: list[Merge] = []
    if merged_column is not None:
        kept, down = _merge_equal(kept, merged_column)
    across = [
        Merge(row, row, first, last)
        for row, line in enumerate(kept, start=1)
        for first, last in line.spans
        if last > first
    ]
    return Page(name, fields, tuple(kept), (*across, *_merge_headers(kept), *down))


def _merge_headers(lines: Sequence[PageLine]) -> Iterator[Merge]:
    """A column without a second header line takes both."""
    for row, (line, below) in enumerate(pairwise(lines), start=1):
        if line.role == "header" and below.role == "header_below":
            yield from (Merge(row, row + 1, c, c) for c, cell in enumerate(below.cells) if cell == "")


def _merge_equal(lines: list[PageLine], column: int) -> tuple[list[PageLine], list[Merge]]:
    merges = []
    numbered = list(enumerate(lines))
    for (role, text), run in groupby(numbered, key=lambda n: (n[1].role, _at(n[1], column))):
        rows = [index for index, _ in run]
        if role == "person" and text and len(rows) > 1:
            merges.append(Merge(rows[0] + 1, rows[-1] + 1, column, column))
            for index in rows[1:]:
                lines[index] = _without(lines[index], column)
    return lines, merges


def _at(line: PageLine, column: int) -> CellValue:
    return line.cells[column] if column < len(line.cells) else ""


def _without(line: PageLine, column: int) -> PageLine:
    return replace(line, cells=(*line.cells[:column], "", *line.cells[column + 1 :]))
