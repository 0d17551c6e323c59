"""Excel workbooks since 2007: each sheet's real extent is checked, then come values, then marks.

calamine allocates the whole rectangle around a sheet's values and aborts the process over a single cell at
XFD1048576, so the rectangle is measured in the XML before calamine sees the file.
"""

from collections.abc import Callable

from roster.intake.formats import xml
from roster.intake.formats.package import Package
from roster.intake.formats.rows import NO_MARKS, Marks
from roster.intake.formats.workbook import read_values
from roster.intake.formats.xlsx_extent import check_extent
from roster.intake.formats.xlsx_formulas import check_formulas
from roster.intake.formats.xlsx_marks import read_marks, read_styles
from roster.model import Sheet

_UNREADABLE = (KeyError, ValueError, SyntaxError)  # lxml's syntax error is a SyntaxError


def read(package: Package, data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a checked package; `data` are the bytes the package was opened from."""
    for part in package.names:
        if part.lower().endswith(".xml"):
            check_formulas(package, part)
            check_extent(package, part)
    return read_values(data, _marks(package))


def has_macros(package: Package) -> bool:
    """Whether the workbook carries a macro project; it is never run, only its values are read."""
    return any(name.lower().endswith("vbaproject.bin") for name in package.names)


def _marks(package: Package) -> Callable[[str], Marks]:
    """Marks are worth less than values: where styles or links are damaged the list is read without them."""
    try:
        parts, styles = _sheet_parts(package), read_styles(package)
    except _UNREADABLE:
        return lambda _sheet: NO_MARKS

    def of(sheet: str) -> Marks:
        try:
            return read_marks(package, parts[sheet], styles)
        except _UNREADABLE:
            return NO_MARKS

    return of


def _sheet_parts(package: Package) -> dict[str, str]:
    """Sheet name → part of the package, through the workbook's relationships (ECMA-376 part 2, 9.3)."""
    documents = _relationships(package, "_rels/.rels").values()
    book = next((target for kind, target in documents if kind.endswith("/officeDocument")), "xl/workbook.xml")
    folder, _, name = book.lstrip("/").rpartition("/")
    links = _relationships(package, f"{folder}/_rels/{name}.rels")
    sheets = package.tree(f"{folder}/{name}").iterfind("{*}sheets/{*}sheet")
    return {
        str(sheet.get("name")): _resolve(folder, links[link][1])
        for sheet in sheets
        if (link := xml.attribute(sheet, "id") or "") in links
    }


def _relationships(package: Package, part: str) -> dict[str, tuple[str, str]]:
    if part not in package.names:
        return {}
    links = package.tree(part).iterfind("{*}Relationship")
    return {str(e.get("Id")): (str(e.get("Type")), str(e.get("Target"))) for e in links}


def _resolve(folder: str, target: str) -> str:
    return target[1:] if target.startswith("/") else f"{folder}/{target}"
