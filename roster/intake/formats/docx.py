"""Tables of Word documents, from their XML: every table counts, nested ones and those in text boxes too.

Read directly because python-docx repeats merged cells, needs quadratic time for them, and does not see tables
inside content controls. Paragraphs between tables are no rows but travel with the table below them, unless no
table can hold a list: then they are the rows (`docx_lines`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from roster.intake.formats import xml
from roster.intake.formats.docx_lines import inside, lines_sheet, pieces
from roster.intake.formats.limits import MAX_TABLES, CellBudget, Refused
from roster.intake.formats.package import Package
from roster.intake.formats.rows import Marks, build, commonest, is_blank
from roster.model import CellValue, Merge, Sheet

_DOCUMENT = "word/document.xml"
_BEGINNINGS = (b"<w:tbl>", b"<w:tbl/>")
_FAR_TOO_MANY = 500 * MAX_TABLES
_COLUMNS_BESIDE = 2


def read(package: Package) -> tuple[Sheet, ...]:
    """One sheet `table 0`, `table 1`, … per table in document order; row numbers are the table's own.

    A last sheet `paragraphs` where the list is typed outside of tables; its rows are numbered as they come.
    """
    _check_beginnings(package)
    root = package.tree(_DOCUMENT)
    tables = [table for table in root.iter("{*}tbl") if not inside(table, "Fallback")]
    if len(tables) > MAX_TABLES:
        raise Refused("too_large", limit=f"{MAX_TABLES} tables")
    budget, (above, below) = CellBudget(), _paragraphs(root)
    sheets = [
        _Table(table, budget).sheet(f"table {i}", above=above.get(table, ()))
        for i, table in enumerate(tables)
    ]
    if not any(map(_may_list, sheets)) and (lines := lines_sheet(package, root, budget)):
        return (*(replace(sheet, above=()) for sheet in sheets), lines)
    if not sheets:
        raise Refused("no_rows")
    return (*sheets[:-1], replace(sheets[-1], below=below))


def _check_beginnings(package: Package) -> None:
    """Before a tree is made of a million tables; how many there are below that is counted in the tree."""
    begun = sum(window.count(one) for window in package.windows(_DOCUMENT) for one in _BEGINNINGS)
    if begun > _FAR_TOO_MANY:
        raise Refused("too_large", limit=f"{MAX_TABLES} tables")


def _may_list(sheet: Sheet) -> bool:
    """Letterheads and signatures stand in tables of two columns."""
    return len(sheet.rows) > 1 and any(len(row.cells) > _COLUMNS_BESIDE for row in sheet.rows)


class _Table:
    """Lays one table's cells out on its grid."""

    def __init__(self, table: etree._Element, budget: CellBudget) -> None:
        self._table = table
        self._budget = budget
        self._merges: list[Merge] = []
        self._open: dict[int, tuple[int, int]] = {}  # column → first row and last column of a vertical merge
        self._hidden: set[int] = set()
        self._struck: dict[int, tuple[int, ...]] = {}
        self._standing: defaultdict[int, dict[int, str]] = defaultdict(dict)
        self._fonts: defaultdict[int, Counter[str]] = defaultdict(Counter)

    def sheet(self, name: str, *, above: tuple[str, ...]) -> Sheet:
        numbered = [
            (number, self._row(number, row)) for number, row in enumerate(_rows(self._table), start=1)
        ]
        for column in tuple(self._open):
            self._close(column, len(numbered))
        fonts = commonest(self._fonts)
        marks = Marks(frozenset(self._hidden), self._struck, fonts=fonts, standing=dict(self._standing))
        return Sheet(name, build(numbered, marks), tuple(self._merges), fonts=marks.fonts, above=above)

    def _row(self, number: int, row: etree._Element) -> list[CellValue]:
        cells: list[CellValue] = []
        struck: list[int] = []
        column = _grid(row.find("{*}trPr/{*}gridBefore"))
        for cell in _children(row, "tc"):
            width = max(1, _grid(cell.find("{*}tcPr/{*}gridSpan")))
            self._budget.spend(column + width - len(cells))
            continued = self._merge(cell, number, column=column, width=width)
            runs = () if continued else tuple(_runs(cell))
            text = "" if continued else _text(cell)
            cells += [""] * (column - len(cells)) + [text] + [""] * (width - 1)
            if not is_blank(text):
                self._fonts[column].update(font for run in runs if (font := _font(run)))
                left = _left_standing(cell, runs)
                struck += [column] if left == "" else []
                if left:
                    self._standing[number][column] = left
            column += width
        self._note(row, number, struck=range(len(cells)) if _is_deleted(row) else struck)
        return cells

    def _note(self, row: etree._Element, number: int, *, struck: Sequence[int]) -> None:
        if struck:
            self._struck[number] = tuple(struck)
        if xml.is_on(row.find("{*}trPr/{*}hidden")):
            self._hidden.add(number)

    def _merge(self, cell: etree._Element, number: int, *, column: int, width: int) -> bool:
        """Follow a merged area; True for a cell that only continues the one above (ECMA-376 17.4.84)."""
        vertical = cell.find("{*}tcPr/{*}vMerge")
        continued = vertical is not None and xml.attribute(vertical, "val") in {None, "continue"}
        if continued and column in self._open:
            return True
        self._close(column, number - 1)
        if vertical is not None:
            self._open[column] = (number, column + width - 1)
        elif width > 1:
            self._merges.append(Merge(number, number, column, column + width - 1))
        return False

    def _close(self, column: int, last_row: int) -> None:
        first_row, last_column = self._open.pop(column, (0, column))
        if first_row and (last_row > first_row or last_column > column):
            self._merges.append(Merge(first_row, last_row, column, last_column))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return _children(table, "tr")


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children of that name, looking through content controls and tracked insertions around them."""
    for child in element.iterfind("*"):
        if xml.local(child) == name:
            yield child
        elif xml.local(child) in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _children(child, name)


def _paragraphs(root: etree._Element) -> tuple[dict[etree._Element, tuple[str, ...]], tuple[str, ...]]:
    """Each table with the paragraphs since the table before it, and those after the last table."""
    above: dict[etree._Element, tuple[str, ...]] = {}
    texts: list[str] = []
    for element in root.iter("{*}p", "{*}tbl"):
        if xml.local(element) == "tbl":
            above[element], texts = tuple(texts), []
        elif not inside(element, "tbl") and (text := "".join(pieces(element)).strip()):
            texts.append(text)
    return above, tuple(texts)


def _text(cell: etree._Element) -> str:
    paragraphs = ["".join(pieces(p)) for p in _children(cell, "p")]
    return "\n".join(p for p in paragraphs if p.strip())


def _left_standing(cell: etree._Element, runs: Sequence[etree._Element]) -> str | None:
    """The cell's text without its struck runs, which are made blank; None of a cell without one."""
    struck = list(filter(_is_struck, runs))
    for run in struck if len(struck) < len(runs) else ():
        xml.blank_out(run)
    if not struck:
        return None
    return _text(cell).strip() if len(struck) < len(runs) else ""


def _runs(cell: etree._Element) -> Iterator[etree._Element]:
    """Runs with visible text, without those of a table inside the cell."""
    for paragraph in _children(cell, "p"):
        for run in paragraph.iter("{*}r"):
            if any((t.text or "").strip() for t in run.iterfind("{*}t")):
                yield run


def _is_struck(run: etree._Element) -> bool:
    return xml.is_on(run.find("{*}rPr/{*}strike")) or xml.is_on(run.find("{*}rPr/{*}dstrike"))


def _is_deleted(row: etree._Element) -> bool:
    """A row whose deletion is tracked and not yet accepted is as good as struck through."""
    return row.find("{*}trPr/{*}del") is not None


def _font(run: etree._Element) -> str | None:
    fonts = run.find("{*}rPr/{*}rFonts")
    return None if fonts is None else xml.attribute(fonts, "ascii") or xml.attribute(fonts, "hAnsi")


def _grid(element: etree._Element | None) -> int:
    return 0 if element is None else min(max(0, int(xml.attribute(element, "val") or 0)), 1_000)
