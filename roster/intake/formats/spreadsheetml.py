"""XML Spreadsheet 2003, which older reporting systems write under the name of an .xls file.

Knows the schema `urn:schemas-microsoft-com:office:spreadsheet`; rows and cells may leave out their index.
"""

from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from roster.intake.formats import xml
from roster.intake.formats.limits import MAX_COLUMNS, MAX_SHEETS, MAX_TREE_TAGS, CellBudget, Refused
from roster.intake.formats.rows import Marks, build, plain
from roster.model import CellValue, Merge, Sheet

_LAST_ROW = 1_048_576


def read(data: bytes) -> tuple[Sheet, ...]:
    """The worksheets of the workbook. Raises `Refused` (too_large, xml_entity) and lxml's syntax errors."""
    if data.count(b"<") > MAX_TREE_TAGS:
        raise Refused("too_large", limit=f"{MAX_TREE_TAGS} tags")
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data:
        raise Refused("xml_entity")
    root = xml.parse(data)
    sheets = root.findall("{*}Worksheet")
    if len(sheets) > MAX_SHEETS:
        raise Refused("too_large", limit=f"{MAX_SHEETS} sheets")
    budget, struck = CellBudget(), frozenset(_struck_styles(root))
    return tuple(_Sheet(sheet, struck, budget).read() for sheet in sheets)


class _Sheet:
    """Lays one worksheet's rows out."""

    def __init__(self, element: etree._Element, struck_styles: frozenset[str], budget: CellBudget) -> None:
        self._element = element
        self._struck_styles = struck_styles
        self._budget = budget
        self._merges: list[Merge] = []
        self._hidden: set[int] = set()
        self._struck: dict[int, tuple[int, ...]] = {}

    def read(self) -> Sheet:
        """The worksheet as the model keeps it."""
        numbered = list(self._rows())
        visible = self._element.findtext("{*}WorksheetOptions/{*}Visible") or "SheetVisible"
        return Sheet(
            xml.attribute(self._element, "Name") or "",
            build(numbered, Marks(frozenset(self._hidden), self._struck)),
            tuple(self._merges),
            hidden=visible != "SheetVisible",
        )

    def _rows(self) -> Iterator[tuple[int, list[CellValue]]]:
        number = 0
        for row in self._element.iterfind("{*}Table/{*}Row"):
            number = _index(row, number + 1, most=_LAST_ROW)
            if xml.is_true(xml.attribute(row, "Hidden")) or xml.attribute(row, "Height") == "0":
                self._hidden.add(number)
            yield number, self._cells(row, number)
            number += _number(row, "Span", most=_LAST_ROW)  # so many empty rows of the same look follow

    def _cells(self, row: etree._Element, number: int) -> list[CellValue]:
        cells: list[CellValue] = []
        struck: list[int] = []
        for cell in row.iterfind("{*}Cell"):
            column = _index(cell, len(cells) + 1, most=MAX_COLUMNS) - 1
            across = _number(cell, "MergeAcross", most=MAX_COLUMNS)
            down = _number(cell, "MergeDown", most=_LAST_ROW)
            self._budget.spend(column + across + 1 - len(cells))
            cells += [""] * (column - len(cells)) + [_value(cell.find("{*}Data"))] + [""] * across
            if across or down:
                self._merges.append(Merge(number, number + down, column, column + across))
            if xml.attribute(cell, "StyleID") in self._struck_styles:
                struck.append(column)
        if struck:
            self._struck[number] = tuple(struck)
        return cells


def _value(data: etree._Element | None) -> CellValue:
    """By its type; rich text has tags inside. What does not fit its type stays text."""
    if data is None:
        return ""
    text = "".join(map(str, data.itertext()))
    try:
        match xml.attribute(data, "Type"):
            case "Number":
                return plain(float(text))
            case "DateTime":
                return datetime.fromisoformat(text.partition(".")[0])
            case "Boolean":
                return text.strip() == "1"
            case "Error":
                return ""
    except ValueError:
        pass
    return text


def _index(element: etree._Element, following: int, *, most: int) -> int:
    """`ss:Index`, else the place after the one before; places never go back."""
    return max(following, _number(element, "Index", most=most))


def _number(element: etree._Element, name: str, *, most: int) -> int:
    text = xml.attribute(element, name) or ""
    if not (text.isascii() and text.isdigit()):
        return 0
    if len(text) > len(str(most)) or int(text) > most:
        raise Refused("too_large", limit=f"{most} {name}")
    return int(text)


def _struck_styles(root: etree._Element) -> Iterator[str]:
    for style in root.iterfind("{*}Styles/{*}Style"):
        font = style.find("{*}Font")
        if font is not None and xml.is_true(xml.attribute(font, "StrikeThrough")):
            yield xml.attribute(style, "ID") or ""
