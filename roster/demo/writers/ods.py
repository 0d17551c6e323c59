"""Writes a document as an OpenDocument spreadsheet."""

from collections.abc import Mapping
from datetime import date, datetime, time
from itertools import count
from pathlib import Path

import odfdo

from roster.cleaned import CellValue
from roster.demo.lists import Document
from roster.demo.page import Page
from roster.demo.writers.archives import repack
from roster.demo.writers.looks import SIZE, Look, look_of, width_of
from roster.model import Merge
from roster.text import tidy

_MM_PER_CHARACTER = 2.2
_COVERED = "table:covered-table-cell"
_DATE_STYLE = (
    '<number:date-style style:name="day"><number:day number:style="long"/><number:text>/</number:text>'
    '<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
    "</number:date-style>"
)
_LANDSCAPE = {  # A4, one page wide
    "style:print-orientation": "landscape",
    "fo:page-width": "297mm",
    "fo:page-height": "210mm",
    "style:scale-to-X": "1",
    "style:scale-to-Y": "0",
}


def write(document: Document, path: Path, made: datetime) -> None:
    """Write the spreadsheet; `made` is the time it claims to have been made at."""
    file = odfdo.Document("spreadsheet")
    file.body.clear()
    styles = _Styles(file, document.style.font)
    for page in document.pages:
        file.body.append(_table(page, styles))
    for layout in file.get_styles("page-layout"):
        for properties in layout.get_elements("style:page-layout-properties"):
            for name, setting in _LANDSCAPE.items():
                properties.set_attribute(name, setting)
    file.meta.creation_date = made
    file.meta.date = made
    file.save(path)
    repack(path)


class _Styles:
    """The document's automatic styles, each made once."""

    def __init__(self, file: odfdo.Document, font: str) -> None:
        self._file, self._font, self._number = file, font, count(1)
        self._made: dict[tuple[Look, bool], str] = {}
        self._dates = file.insert_style(_DATE_STYLE, automatic=True)

    def cell(self, look: Look, *, is_date: bool) -> str:
        """The name of the style for cells that look like this."""
        if (look, is_date) not in self._made:
            style = _cell_style(look, self._font, f"roster{next(self._number)}")
            if is_date:
                style.set_attribute("style:data-style-name", self._dates)
            self._made[look, is_date] = self._file.insert_style(style, automatic=True)
        return self._made[look, is_date]

    def column(self, width: int) -> str:
        """The name of a style for a column of so many characters."""
        style = odfdo.Style("table-column", name=f"column{next(self._number)}")
        wide = f"{width * _MM_PER_CHARACTER:.1f}mm"
        style.set_properties({"style:column-width": wide}, area="table-column")
        return str(self._file.insert_style(style, automatic=True))


def _cell_style(look: Look, font: str, name: str) -> odfdo.Style:
    style = odfdo.Style("table-cell", name=name)
    frame = {"fo:border": "0.5pt solid #000000", "fo:wrap-option": "wrap"} if look.framed else {}
    style.set_properties({"style:vertical-align": "middle", **frame}, area="table-cell")
    style.set_properties({"fo:text-align": "center" if look.centred else "start"}, area="paragraph")
    words = {"fo:font-weight": "bold"} if look.bold else {}
    slant = {"fo:font-style": "italic"} if look.italic else {}
    style.set_properties({"fo:font-family": font, "fo:font-size": f"{SIZE}pt", **words, **slant}, area="text")
    return style


def _table(page: Page, styles: _Styles) -> odfdo.Table:
    table = odfdo.Table(page.name)
    for field in page.fields:
        table.append(odfdo.Column(style=styles.column(width_of(field))))
    corners = {(m.first_row, m.first_column): m for m in page.merges}
    covered = _covered(page.merges)
    for number, line in enumerate(page.lines, start=1):
        row = odfdo.Row()
        for column, value in enumerate(line.cells):
            look = look_of(line.role, page.fields[column])
            cell = _cell(value, styles.cell(look, is_date=isinstance(value, date)))
            if area := corners.get((number, column)):
                _span(cell, area)
            elif (number, column) in covered:
                cell.tag = _COVERED
            row.append(cell)
        if not line.cells:
            row.append(odfdo.Cell())
        table.append(row)
    return table


def _covered(merges: tuple[Merge, ...]) -> Mapping[tuple[int, int], None]:
    return dict.fromkeys(
        (row, column)
        for m in merges
        for row in range(m.first_row, m.last_row + 1)
        for column in range(m.first_column, m.last_column + 1)
    )


def _cell(value: CellValue, style: str) -> odfdo.Cell:
    known = tidy(value) if isinstance(value, time) else value
    return odfdo.Cell(None if known == "" else known, style=style)


def _span(cell: odfdo.Cell, area: Merge) -> None:
    cell.set_attribute("table:number-columns-spanned", str(area.last_column - area.first_column + 1))
    cell.set_attribute("table:number-rows-spanned", str(area.last_row - area.first_row + 1))
