"""One ruled table of a PDF page: its cells on a grid, with the text that stands in each.

Knows rectangles and runs of text; knows nothing of pages before or after.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roster.intake.formats.limits import CellBudget
from roster.intake.formats.pdf_runs import Run
from roster.intake.formats.pdf_wraps import cell_text
from roster.model import Merge

Box = tuple[float, float, float, float]  # left, top, right, bottom
_SAME_EDGE = 2.0  # points between two lines that are one
_PIECE = 4  # edges that a piece of a table shares with it
_MARGIN = 7.0  # the most that an office program leaves between a cell's edge and its text


@dataclass(frozen=True, slots=True)
class PdfTable:
    """Rows from 0 with their texts, merged areas (rows counted from 1), and where the column edges are.

    `begins_with_rest`: the first row is what did not fit on the page before.
    """

    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...]
    fonts: dict[int, Counter[str]]
    edges: tuple[float, ...]
    levels: tuple[float, ...] = ()  # of the lines between the rows
    begins_with_rest: bool = False


class Ruled:
    """The cells of one table, ready to take the runs that stand in them."""

    def __init__(
        self,
        boxes: Sequence[Box],
        *,
        known_edges: Sequence[float],
        begun: Sequence[float] = (),
        budget: CellBudget,
    ) -> None:
        """`known_edges`: the column edges of the table before, which this one goes on with if they fit;
        `begun`: those of the table begun on this page, of which it may be a piece with fewer lines."""
        edges = _edges(x for box in boxes for x in (box[0], box[2]))
        self.goes_on = fits(edges, known_edges)
        is_piece = len(edges) >= _PIECE and all(_near(edge, begun) for edge in edges)
        self.edges = tuple(known_edges) if self.goes_on else tuple(begun) if is_piece else edges
        self._levels = _edges(y for box in boxes for y in (box[1], box[3]))
        self._boxes = list(boxes)
        self._owner: dict[tuple[int, int], int] = {}
        self._areas = [self._area(number, budget) for number in range(len(boxes))]
        self._close_open_cells(budget)
        self._runs: defaultdict[int, list[Run]] = defaultdict(list)

    @property
    def top(self) -> float:
        """Where the table begins on its page."""
        return self._levels[0]

    @property
    def is_table(self) -> bool:
        """A frame around a text is none."""
        return len(self._boxes) > 1

    def take(self, run: Run) -> bool:
        """Put a run into its cell; False when it stands outside of the table."""
        cell = self._cell_at(run.x0 + 0.5, run.middle)
        if cell is not None and run.x1 > self._boxes[cell][2] and run.x0 > self._boxes[cell][0] + _MARGIN:
            middle = self._cell_at((run.x0 + run.x1) / 2, run.middle)  # centred text wider than its cell
            cell = cell if middle is None else middle
        if cell is None:
            return False
        self._runs[cell].append(run)
        return True

    def read(self) -> PdfTable:
        """The table once all runs of the page are in their cells."""
        rows = [[""] * (len(self.edges) - 1) for _ in self._levels[1:]]
        fonts: defaultdict[int, Counter[str]] = defaultdict(Counter)
        for number, runs in self._runs.items():
            top, _, left, _ = self._areas[number]
            rows[top][left] = cell_text(runs, self._boxes[number])
            fonts[left].update(run.font for run in runs)
        merges = [
            Merge(top + 1, bottom + 1, left, right)
            for top, bottom, left, right in self._areas
            if top < bottom or left < right
        ]
        return PdfTable(tuple(map(tuple, rows)), tuple(merges), dict(fonts), self.edges, self._levels)

    def _area(self, number: int, budget: CellBudget) -> tuple[int, int, int, int]:
        """First and last row, first and last column of a cell."""
        left, top, right, bottom = self._boxes[number]
        columns = _between(self.edges, left, right)
        rows = _between(self._levels, top, bottom)
        budget.spend(len(rows) * len(columns))
        self._owner |= dict.fromkeys(((row, column) for row in rows for column in columns), number)
        return rows[0], rows[-1], columns[0], columns[-1]

    def _close_open_cells(self, budget: CellBudget) -> None:
        """A merged cell that goes on over the page has no last line there: what is free is one cell."""
        height = len(self._levels) - 1
        for column in range(len(self.edges) - 1):
            free = (row for row in range(height) if (row, column) not in self._owner)
            for first, last in _stretches(free):
                left, right = self.edges[column : column + 2]
                self._boxes.append((left, self._levels[first], right, self._levels[last + 1]))
                self._areas.append(self._area(len(self._boxes) - 1, budget))

    def _cell_at(self, x: float, y: float) -> int | None:
        return self._owner.get((bisect_right(self._levels, y) - 1, bisect_right(self.edges, x) - 1))


def beside_each_other(tables: Iterable[Sequence[Box]]) -> list[list[Box]]:
    """The cells of each table, top to bottom; tables of the same height side by side are one.

    A merged cell that goes on over page after page is drawn as nothing, and parts the columns left and right.
    """
    found: list[list[Box]] = []
    for cells in sorted(tables, key=lambda cells: min(box[1] for box in cells)):
        twin = next((other for other in found if _extent(other) == _extent(cells)), None)
        if twin is None:
            found.append(list(cells))
        else:
            twin += cells
    return found


def _extent(cells: Sequence[Box]) -> tuple[int, int]:
    """Where a table begins and ends, on a scale on which lines that are one are the same."""
    return round(min(box[1] for box in cells) / _SAME_EDGE), round(max(box[3] for box in cells) / _SAME_EDGE)


def fits(edges: Sequence[float], known: Sequence[float]) -> bool:
    """Whether a table has the columns of the one before, or fewer because all its rows are merged."""
    if not known or not _near(edges[0], known[:1]) or not _near(edges[-1], known[-1:]):
        return False
    return all(_near(edge, known) for edge in edges)


def _near(edge: float, others: Sequence[float]) -> bool:
    return any(abs(edge - other) <= _SAME_EDGE for other in others)


def _edges(values: Iterable[float]) -> tuple[float, ...]:
    """The values in order, those that are nearly the same as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SAME_EDGE:
            edges.append(value)
    return tuple(edges)


def _stretches(rows: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each unbroken row of numbers."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found


def _between(edges: Sequence[float], low: float, high: float) -> range:
    """The indexes of the stripes from one edge to another; at least one."""
    first = min(bisect_right(edges, low + _SAME_EDGE) - 1, len(edges) - 2)
    last = bisect_right(edges, high + _SAME_EDGE) - 1
    return range(max(first, 0), max(last, first + 1, 1))
