"""Tables of HTML pages: what many web systems give out under the name of an .xls file.

Spans are laid out as a browser does (HTML, 'forming a table'); only the top left cell of a span has the text.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from roster.intake.formats import xml
from roster.intake.formats.decoding import decode
from roster.intake.formats.limits import MAX_COLUMNS, MAX_TABLES, MAX_TREE_TAGS, CellBudget, Refused
from roster.intake.formats.rows import Marks, build
from roster.model import CellValue, Merge, Sheet

_CELLS = frozenset({"td", "th"})
_STRUCK = frozenset({"s", "strike", "del"})
_BREAKS = frozenset({"br", "p", "div", "li"})
_BLOCKS = ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "center", "table")
_SKIPPED = frozenset({"table", "script", "style"})
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_STRUCK_STYLE = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_WIDEST, _TALLEST = 1_000, 65_534  # a browser's own limits of colspan and rowspan


def read(data: bytes) -> tuple[Sheet, ...]:
    """One sheet `table 0`, `table 1`, … per table; row numbers are the table's own, from 1."""
    page = _decoded(data)
    if page.count("<") > MAX_TREE_TAGS:
        raise Refused("too_large", limit=f"{MAX_TREE_TAGS} tags")
    root = etree.fromstring(page, etree.HTMLParser(no_network=True, remove_comments=True))
    tables = [] if root is None else list(root.iter("table"))
    if not tables:
        raise Refused("no_rows")
    if len(tables) > MAX_TABLES:
        raise Refused("too_large", limit=f"{MAX_TABLES} tables")
    budget, (above, below) = CellBudget(), _text_around(root)
    sheets = [
        _Table(table, budget).sheet(f"table {i}", above=above.get(table, ()))
        for i, table in enumerate(tables)
    ]
    return (*sheets[:-1], replace(sheets[-1], below=below))


def _decoded(data: bytes) -> str:
    """The page as text: by its byte order mark, its own charset, or as any other text."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return _undeclared(data.decode(declared[1].decode("ascii")))
        except (LookupError, UnicodeDecodeError):
            pass
    return _undeclared(decode(data))


def _undeclared(page: str) -> str:
    """lxml refuses text that still says which encoding its bytes had."""
    return re.sub(r"^\s*<\?xml[^>]*>", "", page)


class _Table:
    """Lays one table's cells out on a grid, spans included."""

    def __init__(self, table: etree._Element, budget: CellBudget) -> None:
        self._table = table
        self._budget = budget
        self._merges: list[Merge] = []
        self._taken: dict[int, int] = {}  # column → last row that a cell above reaches down to
        self._hidden: set[int] = set()
        self._struck: dict[int, tuple[int, ...]] = {}
        self._standing: defaultdict[int, dict[int, str]] = defaultdict(dict)

    def sheet(self, name: str, *, above: tuple[str, ...]) -> Sheet:
        numbered = [
            (number, self._row(number, row)) for number, row in enumerate(_rows(self._table), start=1)
        ]
        marks = Marks(frozenset(self._hidden), self._struck, standing=dict(self._standing))
        return Sheet(name, build(numbered, marks), tuple(self._merges), above=above)

    def _row(self, number: int, row: etree._Element) -> list[CellValue]:
        cells: list[CellValue] = []
        struck: list[int] = []
        for cell in (c for c in row if c.tag in _CELLS):
            across, down = _span(cell, "colspan", _WIDEST), _span(cell, "rowspan", _TALLEST)
            column = self._free(number, len(cells), across=across)
            self._budget.spend(column + across - len(cells))
            self._take(number, column, down=down, across=across)
            cells += [""] * (column - len(cells)) + [_text(cell)] + [""] * (across - 1)
            if _is_struck(cell) or _is_struck(row):
                struck.append(column)
            elif left := _left_standing(cell):
                self._standing[number][column] = left
        if struck:
            self._struck[number] = tuple(struck)
        if _NOT_SHOWN.search(row.get("style") or "") or row.get("hidden") is not None:
            self._hidden.add(number)
        return cells

    def _free(self, number: int, column: int, *, across: int) -> int:
        """The first column from `column` on that no cell above reaches into."""
        while self._taken.get(column, 0) >= number:
            column += 1
        if column + across > MAX_COLUMNS:
            raise Refused("too_large", limit=f"{MAX_COLUMNS} columns")
        return column

    def _take(self, number: int, column: int, *, down: int, across: int) -> None:
        if down > 1:
            self._taken |= dict.fromkeys(range(column, column + across), number + down - 1)
        if down > 1 or across > 1:
            self._merges.append(Merge(number, number + down - 1, column, column + across - 1))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The table's own rows, not those of tables inside its cells."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(child)


def _span(cell: etree._Element, name: str, most: int) -> int:
    text = (cell.get(name) or "").strip()
    return min(max(1, int(text)), most) if text.isascii() and text.isdigit() else 1


def _text(cell: etree._Element) -> str:
    return "\n".join(_lines(cell))


def _lines(element: etree._Element) -> list[str]:
    return [stripped for line in "".join(_pieces(element)).split("\n") if (stripped := line.strip())]


def _pieces(element: etree._Element) -> Iterator[str]:
    """Text as shown: line breaks of the source are spaces, those of the markup are lines."""
    yield _spaced(element.text)
    for child in element:
        if child.tag in _BREAKS:
            yield "\n"
        if child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _pieces(child)
        yield _spaced(child.tail)


def _left_standing(cell: etree._Element) -> str:
    """The cell's text without its struck parts, which are made blank; '' of a cell without one."""
    parts = [part for part in _struck_parts(cell) if _lines(part)]
    for part in parts:
        xml.blank_out(part)
    return _text(cell) if parts else ""


def _struck_parts(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _SKIPPED:
            continue
        if child.tag in _STRUCK or _STRUCK_STYLE.search(child.get("style") or ""):
            yield child
        else:
            yield from _struck_parts(child)


def _spaced(text: str | None) -> str:
    return re.sub(r"[\r\n\t ]+", " ", text or "")


def _is_struck(element: etree._Element) -> bool:
    """Struck by its own style, or because all its text stands in a struck element."""
    if _STRUCK_STYLE.search(element.get("style") or ""):
        return True
    only = element[0] if len(element) == 1 and not (element.text or "").strip() else None
    return only is not None and not (only.tail or "").strip() and (only.tag in _STRUCK or _is_struck(only))


def _text_around(root: etree._Element) -> tuple[dict[etree._Element, tuple[str, ...]], tuple[str, ...]]:
    """Each table with the lines of text since the table before it, and those after the last table."""
    above: dict[etree._Element, tuple[str, ...]] = {}
    lines: list[str] = []
    for element in root.iter(*_BLOCKS):
        if element.tag == "table":
            above[element], lines = tuple(lines), []
        elif not _holds_block(element) and not any(a.tag == "table" for a in element.iterancestors()):
            lines += _lines(element)
    return above, tuple(lines)


def _holds_block(element: etree._Element) -> bool:
    return next(element.iterdescendants(*_BLOCKS), None) is not None
