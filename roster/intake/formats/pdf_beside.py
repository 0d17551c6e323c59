"""Columns that did not fit on a page and are printed on pages of their own.

Puts them back where every row of such a page stands at the height of a row of its page, under headings that
page does not have. Knows where tables and texts stand; knows nothing of what they mean.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from roster.intake.formats.pdf_pages import Part
from roster.intake.formats.pdf_runs import Run, joined, lines_of
from roster.intake.formats.pdf_table import PdfTable, fits

T = TypeVar("T")
_SAME_HEIGHT = 1.0  # points
_FEWEST_ROWS = 2  # a header and a person
_MOST_BANDS = 5
_NUMBER = re.compile(r"\d{1,3}[.)]?")
_SHARE = 0.8  # of the rows of a page: cells of the last columns may be blank


def tables_beside(parts: Sequence[Part]) -> list[Part]:
    """The parts; tables whose columns several pages share are whole."""
    *tables, rest = parts
    if len({part.page for part in tables}) < len(tables):
        return list(parts)
    for shared in _shared(tables):
        if _fit(shared):
            pages = (_whole(page) for page in shared)
            return [*(replace(page, goes_on=number > 0) for number, page in enumerate(pages)), rest]
    return list(parts)


def _shared(pages: Sequence[T]) -> Iterator[list[Sequence[T]]]:
    """The ways in which pages may have been one: printed downwards first, then from left to right."""
    for bands in range(2, min(_MOST_BANDS, len(pages)) + 1):
        height, odd = divmod(len(pages), bands)
        if not odd:
            yield [pages[page::height] for page in range(height)]
            yield [pages[page * bands : (page + 1) * bands] for page in range(height)]


def _fit(shared: Sequence[Sequence[Part]]) -> bool:
    """Whether all rows stand side by side, and each range of columns is the same on all its pages."""
    if not all(_same_rows(page[0], other) for page in shared for other in page[1:]):
        return False
    tables = [[part.table for part in page if part.table] for page in shared]
    left, *others = tables[0]
    return (
        len(left.rows) >= _FEWEST_ROWS
        and all(_other_headings(left.rows[0], other.rows[0]) for other in others)
        and all(
            fits(table.edges, first.edges)
            for page in tables
            for table, first in zip(page, tables[0], strict=True)
        )
    )


def _same_rows(one: Part, other: Part) -> bool:
    if not one.table or not other.table or not one.table.levels:
        return False
    levels = one.table.levels, other.table.levels
    return len(levels[0]) == len(levels[1]) and all(
        abs(a - b) < _SAME_HEIGHT for a, b in zip(*levels, strict=True)
    )


def _other_headings(left: Sequence[str], right: Sequence[str]) -> bool:
    """Two lists one after the other have headings in common."""
    return any(right) and not {*filter(None, left)} & {*filter(None, right)}


def _whole(parts: Sequence[Part]) -> Part:
    first = parts[0]
    tables = [part.table for part in parts if part.table]
    whole = tables[0]
    for table in tables[1:]:
        whole = _joined(whole, table)
    return replace(first, above=tuple(chain.from_iterable(part.above for part in parts)), table=whole)


def _joined(left: PdfTable, right: PdfTable) -> PdfTable:
    width = len(left.edges) - 1
    merges = (
        replace(m, first_column=m.first_column + width, last_column=m.last_column + width)
        for m in right.merges
    )
    edges = tuple(left.edges[-1] + edge - right.edges[0] for edge in right.edges[1:])
    return replace(
        left,
        rows=tuple((*one, *other) for one, other in zip(left.rows, right.rows, strict=True)),
        merges=(*left.merges, *merges),
        fonts=left.fonts | {column + width: fonts for column, fonts in right.fonts.items()},
        edges=(*left.edges, *edges),
    )


def pages_beside(pages: Sequence[Sequence[Run]], width: float) -> list[list[Run]]:
    """The runs of pages `width` points wide; where no lines are drawn, heights of texts are compared."""
    for shared in _shared(pages):
        others = [(beside[0], other) for beside in shared for other in beside[1:]]
        headed = all(_headed(shared[0][0], other) for other in shared[0][1:])
        if headed and all(_same_lines(left, right) for left, right in others):
            return [list(_moved(beside, width)) for beside in shared]
    return [list(runs) for runs in pages]


def _headed(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Whether a page has rows enough to tell, and begins with a heading that the other does not have."""
    first, *below = lines_of(right) or [[]]
    return len(below) >= _FEWEST_ROWS and joined(first[:1]).text not in {run.text for run in left}


def _same_lines(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Whether each line of a page stands at the height of one of the other, mostly without a number."""
    heights = [line[0].middle for line in lines_of(left) if len(line) > 1]
    others = lines_of(right)
    beside = [line for line in others if any(abs(line[0].middle - h) < _SAME_HEIGHT for h in heights)]
    numbers = sum(bool(_NUMBER.fullmatch(joined(line[:1]).text)) for line in others)
    return len(others) == len(beside) >= _SHARE * len(heights) and 2 * numbers < max(len(others), 1)


def _moved(beside: Sequence[Sequence[Run]], width: float) -> Iterator[Run]:
    for band, runs in enumerate(beside):
        for run in runs:
            yield replace(run, x0=run.x0 + band * width, x1=run.x1 + band * width)
