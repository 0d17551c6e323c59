"""One table drawn in pieces: where blank cells and headings have no lines, its rows stand in frames apart.

Knows tables of one page and the lines of text between them; knows nothing of what they mean.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from roster.intake.formats.pdf_runs import Run, joined
from roster.intake.formats.pdf_table import PdfTable

_CLOSE = 1.5  # times the height of a row that the lines between two pieces take each
_SAME_EDGE = 2.0  # points


def goes_on_in(table: PdfTable, lines: Sequence[Sequence[Run]], piece: PdfTable) -> bool:
    """Whether a frame on the same page is more of the table: it has the same columns, begins with somebody
    (a number, a date) and not with headings, and the lines between the two stand as close as rows."""
    if table.edges != piece.edges or not any(map(str.isdigit, "".join(piece.rows[0]))):
        return False
    height = (piece.levels[-1] - piece.levels[0]) / len(piece.rows)
    return piece.levels[0] - table.levels[-1] <= _SAME_EDGE + _CLOSE * height * len(lines)


def with_piece(table: PdfTable, lines: Sequence[Sequence[Run]], piece: PdfTable) -> PdfTable:
    """The table with the lines of text below it, which are rows of it, and the piece below these."""
    rows = (*table.rows, *(_row(line, table.edges) for line in lines))
    moved = (
        replace(merge, first_row=merge.first_row + len(rows), last_row=merge.last_row + len(rows))
        for merge in piece.merges
    )
    middles = [line[0].middle for line in lines]
    between = tuple((above + below) / 2 for above, below in pairwise(middles))
    fonts = {
        c: Counter(table.fonts.get(c, {})) + Counter(piece.fonts.get(c, {})) for c in _columns(table, piece)
    }
    return replace(
        table,
        rows=(*rows, *piece.rows),
        merges=(*table.merges, *moved),
        fonts=fonts,
        levels=(*(table.levels if lines else table.levels[:-1]), *between, *piece.levels),
    )


def _columns(table: PdfTable, piece: PdfTable) -> list[int]:
    return sorted({*table.fonts, *piece.fonts})


def _row(line: Sequence[Run], edges: Sequence[float]) -> tuple[str, ...]:
    """A line of text in the columns of the table: each run where it begins."""
    cells = [""] * (len(edges) - 1)
    for column, runs in groupby(line, key=lambda run: _column(run, edges)):
        cells[column] = " ".join(filter(None, (cells[column], joined(list(runs)).text)))
    return tuple(cells)


def _column(run: Run, edges: Sequence[float]) -> int:
    return min(max(bisect_right(edges, run.x0 + 0.5) - 1, 0), len(edges) - 2)
