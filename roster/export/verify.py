"""Reads a written workbook back with a library that did not write it and compares every cell.

Knows what should stand where (`sheets.build`); says which cell differs, never what stands in it.
"""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter.utility import xl_rowcol_to_cell

from roster.errors import UserError
from roster.export import sheets
from roster.export.cells import SheetLayout
from roster.export.document import RosterDocument
from roster.export.form import Form

_Cells: TypeAlias = dict[tuple[int, int], object]


def verify(path: Path, roster: RosterDocument, form: Form) -> None:
    """Compare the file with the document, both ways: nothing missing, nothing changed, nothing more.

    Raises `UserError` (export_differs) naming the first sheet and cell that differ.
    """
    try:
        content = path.read_bytes()
    except OSError:
        raise _differs(path.name, "", "") from None
    verify_sheets(content, path.name, sheets.build(roster, form))


def verify_sheets(content: bytes, name: str, layouts: Sequence[SheetLayout]) -> None:
    """Compare a workbook's content with the sheets it was written from. Raises as `verify` does."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        if book.sheet_names != [layout.name for layout in layouts]:
            raise _differs(name, "", "")
        for layout in layouts:
            _compare(name, layout, _found(book, layout.name))
    except CalamineError:
        raise _differs(name, "", "") from None


def _compare(name: str, layout: SheetLayout, found: _Cells) -> None:
    wanted = {(row, cell.column): cell.value for row, cell in layout.cells() if cell.value != ""}
    for place in sorted(wanted.keys() | found.keys()):
        if wanted.get(place) != found.get(place):
            raise _differs(name, layout.name, xl_rowcol_to_cell(*place))


def _found(book: CalamineWorkbook, name: str) -> _Cells:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row) if value != ""}


def _differs(name: str, sheet: str, cell: str) -> UserError:
    return UserError(
        "export_differs",
        "The file {file} does not hold what was written to it (sheet {sheet}, cell {cell}). Do not send it; "
        "export again, and report it if it happens again.",
        file=name,
        sheet=sheet or "-",
        cell=cell or "-",
    )
