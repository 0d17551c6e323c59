"""OpenDocument spreadsheets (LibreOffice), from their XML: values, merged areas, hidden rows, strike-through.

Read directly because calamine gives neither merged areas nor hidden rows of this format, and because a cell
repeated a million times must be counted before it is unfolded.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from lxml import etree

from roster.intake.formats import xml
from roster.intake.formats.limits import MAX_COLUMNS, MAX_SHEETS, CellBudget, Refused
from roster.intake.formats.ods_styles import OdsStyles
from roster.intake.formats.package import Package
from roster.intake.formats.rows import Marks, build, commonest, is_blank, plain
from roster.model import CellValue, Merge, Sheet

_SPREADSHEET = "{*}body/{*}spreadsheet"
_MANIFEST = "META-INF/manifest.xml"
_ENCRYPTION = b"encryption-data"
_NUMBERS = frozenset({"float", "percentage", "currency"})
_HIDDEN = frozenset({"collapse", "filter"})


def read(package: Package, password: str = "") -> tuple[Sheet, ...]:
    """The sheets of a checked package. Raises `Refused` (password, not_a_spreadsheet, too_large)."""
    if _MANIFEST in package.names and _ENCRYPTION in package.read(_MANIFEST):
        package = _opened(package, password)
    root = package.tree("content.xml")
    tables = root.find(_SPREADSHEET)
    if tables is None:  # a text document or a drawing
        raise Refused("not_a_spreadsheet", kind="odf")
    found = tables.findall("{*}table")
    if len(found) > MAX_SHEETS:
        raise Refused("too_large", limit=f"{MAX_SHEETS} sheets")
    styles, budget = OdsStyles(root, package), CellBudget()
    return tuple(_Table(table, styles, budget).sheet() for table in found)


def _opened(package: Package, password: str) -> Package:
    if not password:
        raise Refused("password")
    from roster.intake.formats import ods_encryption

    return ods_encryption.decrypted(package, password)


class _Table:
    """Unfolds one table's repeated rows and cells."""

    def __init__(self, table: etree._Element, styles: OdsStyles, budget: CellBudget) -> None:
        self._table = table
        self._styles = styles
        self._budget = budget
        self._column_styles = dict(_column_styles(table))
        self._rows: list[tuple[int, list[CellValue]]] = []
        self._merges: list[Merge] = []
        self._hidden: set[int] = set()
        self._no_value: dict[int, tuple[int, ...]] = {}
        self._struck: dict[int, tuple[int, ...]] = {}
        self._standing: defaultdict[int, dict[int, str]] = defaultdict(dict)
        self._fonts: defaultdict[int, Counter[str]] = defaultdict(Counter)

    def sheet(self) -> Sheet:
        number = 1
        for row in _rows(self._table):
            number += self._take_row(row, number)
        fonts = commonest(self._fonts)
        marks = Marks(frozenset(self._hidden), self._struck, self._no_value, fonts, dict(self._standing))
        return Sheet(
            xml.attribute(self._table, "name") or "",
            rows=build(self._rows, marks),
            merges=tuple(self._merges),
            hidden=self._styles.hides_table(xml.attribute(self._table, "style-name")),
            fonts=marks.fonts,
        )

    def _take_row(self, row: etree._Element, number: int) -> int:
        """Add the row as often as it is repeated; says how many rows it stands for."""
        times = _count(row, "number-rows-repeated")
        cells, struck, unread = self._unfold(row, number)
        if not cells and not unread:
            return times
        self._budget.spend(len(cells) * times)
        for repeated in range(number, number + times):
            self._rows.append((repeated, cells))
            if xml.attribute(row, "visibility") in _HIDDEN:
                self._hidden.add(repeated)
            if struck:
                self._struck[repeated] = struck
            if number in self._standing:
                self._standing[repeated] = self._standing[number]
            if unread:
                self._no_value[repeated] = unread
        return times

    def _unfold(
        self, row: etree._Element, number: int
    ) -> tuple[list[CellValue], tuple[int, ...], tuple[int, ...]]:
        """The row's cells, the columns struck through, and those of formulas without a result."""
        cells: list[CellValue] = []
        struck: list[int] = []
        unread: list[int] = []
        column = 0
        for cell in row.iterfind("*"):
            times = _count(cell, "number-columns-repeated")
            value, left = _value(cell), self._left_standing(cell)
            if _lacks_result(cell):
                unread.append(column)
            if not is_blank(value):
                _check_width(column + times)
                cells += [""] * (column - len(cells)) + [value] * times
                columns = range(column, column + times)
                struck += columns if self._note_style(cell, column, value) else ()
                if left:
                    self._standing[number] |= dict.fromkeys(columns, left)
            self._note_merge(cell, number, column)
            column += times
        return cells, tuple(struck), tuple(unread)

    def _left_standing(self, cell: etree._Element) -> str:
        """The cell's text without its struck spans, which are made blank; '' of one without or all struck."""
        spans = list(self._styles.struck_spans(cell))
        if not spans or self._styles.strikes_text(cell):
            return ""
        for span in spans:
            xml.blank_out(span)
        return _text(cell).strip()

    def _note_style(self, cell: etree._Element, column: int, value: CellValue) -> bool:
        style = xml.attribute(cell, "style-name") or self._column_styles.get(column)
        if isinstance(value, str) and (font := self._styles.font(style)):
            self._fonts[column][font] += 1
        return self._styles.strikes(style) or self._styles.strikes_text(cell)

    def _note_merge(self, cell: etree._Element, row: int, column: int) -> None:
        down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            self._merges.append(Merge(row, row + down - 1, column, column + across - 1))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The table's rows, those in header and outline groups too, but no rows of a table inside a cell."""
    for child in table.iterfind("*"):
        name = xml.local(child)
        if name == "table-row":
            yield child
        elif name in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(child)


def _column_styles(table: etree._Element) -> Iterator[tuple[int, str]]:
    column = 0
    for element in table.iter("{*}table-column"):
        times = _count(element, "number-columns-repeated")
        if style := xml.attribute(element, "default-cell-style-name"):
            yield from ((i, style) for i in range(column, min(column + times, MAX_COLUMNS)))
        column += times


def _count(element: etree._Element, attribute: str) -> int:
    return max(1, int(xml.attribute(element, attribute) or 1))


def _check_width(columns: int) -> None:
    if columns > MAX_COLUMNS:
        raise Refused("too_large", limit=f"{MAX_COLUMNS} columns")


def _lacks_result(cell: etree._Element) -> bool:
    return xml.attribute(cell, "formula") is not None and xml.attribute(cell, "value-type") is None


def _value(cell: etree._Element) -> CellValue:
    """A cell's value by its type (ODF 1.3 part 3, 19.389); covered cells and errors are blank."""
    if xml.local(cell) != "table-cell":
        return ""
    kinds = {str(v) for k, v in cell.attrib.items() if str(k).endswith("}value-type")}
    if "error" in kinds:
        return ""
    if kinds & _NUMBERS:
        return plain(float(xml.attribute(cell, "value") or 0))
    if "date" in kinds:
        return _moment(xml.attribute(cell, "date-value") or "")
    if "boolean" in kinds:
        return xml.is_true(xml.attribute(cell, "boolean-value"))
    return _text(cell)


def _moment(value: str) -> CellValue:
    """A day as date, a day with a time as datetime; what is neither stays text."""
    try:
        return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    except ValueError:
        return value


def _text(cell: etree._Element) -> str:
    """The cell's paragraphs; a comment (`office:annotation`) is not the cell's text."""
    return "\n".join("".join(_pieces(p)) for p in cell.iterfind("{*}p"))


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = xml.local(child)
        if name == "s":
            yield " " * min(_count(child, "c"), 100)
        elif name in {"tab", "line-break"}:
            yield "\t" if name == "tab" else "\n"
        elif name not in {"annotation", "note", ""}:
            yield from _pieces(child)
        yield child.tail or ""
