"""Tables of PDFs that are printed without lines: columns and rows by where the texts stand.

Reads only what the places prove over all pages together, and refuses the document where a
text may belong to two columns or two rows. Knows runs of text; knows nothing of what the table means.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from roster.intake.formats.limits import CellBudget, Refused
from roster.intake.formats.pdf_runs import Line, Run, joined, lines_of
from roster.intake.formats.pdf_table import PdfTable

_WORDS = 0.6  # of the letters' size: texts nearer to each other stand in one cell
_FEWEST = 3  # texts in a line of a table: a letterhead has two
_SIGNATURES = 4  # lines of a page that holds only what stands below a list
_OVER = 0.5  # of the letters' size
_GUTTER = 1.5  # points
_LEADING = 1.8  # of the letters' size: lines of one cell are nearer to each other
_USUAL_PITCH = 1.3  # of the letters' size
_CLEARLY = 1.15  # times wider than any other gap
_NUMBER = re.compile(r"\d{1,5}[.)]?")


@dataclass(frozen=True, slots=True)
class AlignedPage:
    """The lines of text above and below a page's table, and the table; None on a page that has none."""

    above: tuple[str, ...]
    table: PdfTable | None = None
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _TextLine:
    """The texts of one line from left to right."""

    cells: tuple[Line, ...]
    middle: float
    size: float
    fonts: tuple[str, ...]
    overprinted: bool  # texts over each other, as of rows too low for their text

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class _Found:
    """A page on its way: the lines below its table may still turn out to be rows.

    `bottom` is where its last row stands, `farthest` how far below that the next one would.
    """

    above: Sequence[_TextLine]
    table: PdfTable | None = None
    below: Sequence[_TextLine] = ()
    bottom: float = 0.0
    farthest: float = 0.0

    def as_page(self) -> AlignedPage:
        return AlignedPage(tuple(_texts(self.above)), self.table, tuple(_texts(self.below)))


def read_aligned(pages: Sequence[Sequence[Run]], budget: CellBudget) -> list[AlignedPage]:
    """The tables of a document, page by page; no table anywhere where no line looks like a row.

    Raises `Refused` (no_rows, with the notice unruled_table).
    """
    lines = [[_text_line(line) for line in lines_of(runs)] for runs in pages]
    likely = [line for page in lines for line in page if len(line.cells) >= _FEWEST]
    edges = _edges([cell for line in likely for cell in line.cells])
    if len(likely) < _FEWEST or len(edges) <= _FEWEST:
        return [AlignedPage(tuple(_texts(page))) for page in lines]
    found: list[_Found] = []
    for page in lines:
        found.append(_page(page, edges, budget, begun=any(one.table for one in found)))
    last = max((n for n, page in enumerate(found) if page.table), default=-1)
    if last >= 0:  # who stands below all others with no more than a name is in no other place
        found[last] = _with_rows(found[last], edges, _stands_in_columns)
    return [page.as_page() for page in found]


def _undecided() -> Refused:
    return Refused("no_rows", notices=("unruled_table",))


def _text_line(line: Sequence[Run]) -> _TextLine:
    cells: list[list[Run]] = [[line[0]]]
    for before, run in pairwise(line):
        if run.x0 - before.x1 > _WORDS * run.size:
            cells.append([run])
        else:
            cells[-1].append(run)
    return _TextLine(
        tuple(map(joined, cells)),
        line[0].middle,
        line[0].size,
        tuple(cell[0].font for cell in cells),
        overprinted=any(run.x0 < before.x1 - _OVER * run.size for before, run in pairwise(line)),
    )


def _edges(cells: Sequence[Line]) -> tuple[float, ...]:
    """Where columns begin, and where the last one ends: between them no text stands."""
    edges: list[float] = []
    right = 0.0
    for cell in sorted(cells, key=lambda cell: cell.x0):
        if not edges or cell.x0 - right > _GUTTER:
            edges.append(cell.x0)
        right = max(right, cell.x1)
    return (*edges, right)


def _columns(cell: Line, edges: Sequence[float]) -> range:
    """The columns that a text stands in; one, unless it heads or overflows them."""
    first = sum(1 for edge in edges[1:-1] if edge <= cell.x0 + _GUTTER)
    last = sum(1 for edge in edges[1:-1] if edge < cell.x1 - _GUTTER)
    return range(first, max(first, last) + 1)


def _page(lines: Sequence[_TextLine], edges: Sequence[float], budget: CellBudget, *, begun: bool) -> _Found:
    rows = [n for n, line in enumerate(lines) if len(line.cells) >= _FEWEST]
    if not rows:
        if sum(len(line.cells) > 1 for line in lines) > _SIGNATURES:
            raise _undecided()  # columns of another page's rows
        if begun and any(_is_short_row(line, edges) for line in lines):
            raise _undecided()  # the last of the list, or names below it
        return _Found(lines)
    first, last = rows[0], rows[-1]
    while first and _wraps(lines[first - 1], lines[first], edges):
        first -= 1
    farthest = _CLEARLY * max((_gap(lines, n) for n in range(rows[0] + 1, rows[-1] + 1)), default=0)
    while last + 1 < len(lines) and (
        _wraps(lines[last + 1], lines[last], edges)
        or (_gap(lines, last + 1) <= farthest and _is_short_row(lines[last + 1], edges))
    ):
        last += 1
    if begun and first and all(_is_inside(line, edges) for line in lines[:first]):
        first = 0  # the rest of the last row of the page before
    table = _table(lines[first : last + 1], edges, budget, begun=begun)
    page = _Found(lines[:first], table, lines[last + 1 :], lines[last].middle, farthest)
    return _with_rows(page, edges, _is_short_row)


def _stands_in_columns(line: _TextLine, edges: Sequence[float]) -> bool:
    """Whether a line has words, none of them over two columns; a page's number has none."""
    lettered = any(map(str.isalpha, "".join(line.texts)))
    return lettered and all(len(_columns(cell, edges)) == 1 for cell in line.cells)


def _with_rows(
    page: _Found, edges: Sequence[float], may_be_row: Callable[[_TextLine, Sequence[float]], bool]
) -> _Found:
    """The page with the lines down to the last that may be a row as rows; the reading tells what they are.

    A blank row stands before one that is farther away: it goes on with nobody.
    """
    count = max((n for n, line in enumerate(page.below, start=1) if may_be_row(line, edges)), default=0)
    if page.table is None or not count:
        return page
    rows, bottom = list(page.table.rows), page.bottom
    for line in page.below[:count]:
        rows += [("",) * (len(edges) - 1)] * (line.middle - bottom > page.farthest)
        rows.append(_loose_row(line, edges))
        bottom = line.middle
    table = replace(page.table, rows=tuple(rows))
    return replace(page, table=table, below=page.below[count:], bottom=bottom)


def _loose_row(line: _TextLine, edges: Sequence[float]) -> tuple[str, ...]:
    """The texts of a line in the columns in which they begin."""
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for cell in line.cells:
        texts[_columns(cell, edges)[0]].append(cell.text)
    return tuple(" ".join(texts[column]) for column in range(len(edges) - 1))


def _wraps(line: _TextLine, beside: _TextLine, edges: Sequence[float]) -> bool:
    """Whether a line at the table's edge is part of the row beside it: near, and not in the first column."""
    return abs(line.middle - beside.middle) < _LEADING * line.size and _is_inside(line, edges)


def _is_inside(line: _TextLine, edges: Sequence[float]) -> bool:
    """Whether every text of a line stands in one column, and none in the first."""
    places = [_columns(cell, edges) for cell in line.cells]
    return all(len(place) == 1 and place[0] > 0 for place in places)


def _is_short_row(line: _TextLine, edges: Sequence[float]) -> bool:
    """Whether the few texts of a line begin where columns begin, the first of them with the table."""
    places = [_columns(cell, edges) for cell in line.cells]
    begins = (
        abs(cell.x0 - edges[place[0]]) <= _GUTTER for cell, place in zip(line.cells, places, strict=True)
    )
    single = all(len(place) == 1 for place in places)
    return len(places) > 1 and places[0][0] == 0 and single and all(begins)


def _table(
    lines: Sequence[_TextLine], edges: Sequence[float], budget: CellBudget, *, begun: bool
) -> PdfTable:
    budget.spend(len(lines) * len(edges))
    fonts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    rows = []
    read = list(_rows(lines, edges, begun=begun))
    for row in read:
        texts: defaultdict[int, list[str]] = defaultdict(list)
        for line in row:
            for column, text, font in _placed(line, edges):
                texts[column].append(text)
                fonts[column][font] += 1
        rows.append(tuple("\n".join(texts[column]) for column in range(len(edges) - 1)))
    rest = begun and all(_columns(line.cells[0], edges)[0] > 0 for line in read[0])
    return PdfTable(tuple(rows), (), dict(fonts), tuple(edges), begins_with_rest=rest)


def _placed(line: _TextLine, edges: Sequence[float]) -> Iterator[tuple[int, str, str]]:
    """Column, text and font of a line's texts. A text over several columns stands alone or is undecided."""
    taken: set[int] = set()
    if line.overprinted:
        raise _undecided()
    for cell, font in zip(line.cells, line.fonts, strict=True):
        columns = _columns(cell, edges)
        if columns[0] in taken or (len(columns) > 1 and len(line.cells) > 1):
            raise _undecided()
        taken |= {*columns}
        yield columns[0], cell.text, font


def _rows(
    lines: Sequence[_TextLine], edges: Sequence[float], *, begun: bool
) -> Iterator[Sequence[_TextLine]]:
    """The lines row by row: each has one line that begins at the table's left edge.

    On a page on which the table goes on, lines above the first such one end the row of the page before.
    """
    begins = [n for n, line in enumerate(lines) if _columns(line.cells[0], edges)[0] == 0]
    if not begins:
        raise _undecided()
    _check_numbered([lines[n] for n in begins], edges, wrapped=len(begins) < len(lines))
    cuts = list(_cuts(lines, begins))
    if begun and begins[0] and _is_rest(lines, begins, cuts):
        cuts.insert(0, begins[0])
    for start, end in pairwise([0, *cuts, len(lines)]):
        yield lines[start:end]


def _is_rest(lines: Sequence[_TextLine], begins: Sequence[int], cuts: Sequence[int]) -> bool:
    """Whether the lines above a page's first number end the row of the page before, or begin this one."""
    near = _CLEARLY * _pitch(lines, begins)
    if _gap(lines, begins[0]) > near:
        return True
    if not cuts or not all(_gap(lines, cut) > near for cut in cuts):
        raise _undecided()
    return False


def _gap(lines: Sequence[_TextLine], index: int) -> float:
    return lines[index].middle - lines[index - 1].middle


def _pitch(lines: Sequence[_TextLine], begins: Sequence[int]) -> float:
    """How far the lines of one cell are apart: the least distance to a line that begins no row."""
    gaps = (_gap(lines, n) for n in range(1, len(lines)) if n not in begins and n - 1 not in begins)
    return min(gaps, default=_USUAL_PITCH * lines[0].size)


def _check_numbered(begins: Sequence[_TextLine], edges: Sequence[float], *, wrapped: bool) -> None:
    """Refuse a table with lines that belong to others where nothing but a number can begin a row."""
    below = begins[1:]
    alone = (line for line in below if len(line.cells) == 1 and len(_columns(line.cells[0], edges)) == 1)
    unsure = any(not _NUMBER.fullmatch(line.cells[0].text) for line in alone)
    full = (line for line in below if len(line.cells) > 1)
    if unsure or (wrapped and not all(_NUMBER.fullmatch(line.cells[0].text) for line in full)):
        raise _undecided()


def _cuts(lines: Sequence[_TextLine], begins: Sequence[int]) -> Iterator[int]:
    """Where rows begin, which is before their first line where a text of several lines is centred."""
    top = begins[0] == 0 or len(begins) == 1
    bottom = begins[-1] == len(lines) - 1
    for upper, lower in pairwise(begins):
        gaps = {n: _gap(lines, n) for n in range(upper + 1, lower + 1)}
        widest, *others = sorted(gaps, key=lambda n: -gaps[n])
        if not others or gaps[widest] > _CLEARLY * gaps[others[0]]:
            yield widest
        elif top != bottom:  # all texts begin at the upper edge of their rows, or end at the lower
            yield lower if top else upper + 1
        else:
            raise _undecided()


def _texts(lines: Iterable[_TextLine]) -> Iterator[str]:
    for line in lines:
        yield from line.texts
