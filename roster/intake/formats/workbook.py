"""Values of Excel workbooks through calamine; what stands beside the values comes from the caller.

calamine's rows begin at the first used cell, a sheet's rows are numbered as Excel numbers them.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

import python_calamine as calamine

from roster.intake.formats.limits import MAX_SHEETS, CellBudget, Refused
from roster.intake.formats.rows import NO_MARKS, Marks, build, plain
from roster.model import CellValue, Merge, Sheet

MarksOf = Callable[[str], Marks]


def no_marks(_sheet: str) -> Marks:
    """For formats whose marks are not read."""
    return NO_MARKS


def read_values(data: bytes, marks_of: MarksOf = no_marks) -> tuple[Sheet, ...]:
    """Every worksheet, hidden ones included; charts and macro sheets hold no rows.

    Raises `Refused` (password, too_large) and calamine's own errors for damaged files.
    """
    budget = CellBudget()
    try:
        with calamine.load_workbook(io.BytesIO(data)) as book:
            found = [s for s in book.sheets_metadata if s.typ == calamine.SheetTypeEnum.WorkSheet]
            if len(found) > MAX_SHEETS:
                raise Refused("too_large", limit=f"{MAX_SHEETS} sheets")
            return tuple(_sheet(book, meta, marks_of=marks_of, budget=budget) for meta in found)
    except calamine.PasswordError:
        raise Refused("password") from None


def _sheet(
    book: calamine.CalamineWorkbook,
    meta: calamine.SheetMetadata,
    *,
    marks_of: MarksOf,
    budget: CellBudget,
) -> Sheet:
    sheet = book.get_sheet_by_name(meta.name)
    budget.spend(sheet.height * sheet.width)
    marks = marks_of(meta.name)
    return Sheet(
        meta.name,
        rows=build(_numbered(sheet), marks),
        merges=tuple(_merges(sheet.merged_cell_ranges or ())),
        hidden=meta.visible != calamine.SheetVisibleEnum.Visible,
        fonts=marks.fonts,
        month_first=tuple(sorted(marks.month_first)),
    )


def _numbered(sheet: calamine.CalamineSheet) -> Iterator[tuple[int, list[CellValue]]]:
    first_row, first_column = sheet.start or (0, 0)
    left: list[CellValue] = [""] * first_column
    values: list[list[CellValue | timedelta]] = sheet.to_python(skip_empty_area=True)  # type: ignore[assignment]
    for offset, cells in enumerate(values):
        yield first_row + offset + 1, left + [c if isinstance(c, str) else plain(c) for c in cells]


def _merges(ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> Iterator[Merge]:
    for (first_row, first_column), (last_row, last_column) in ranges:
        yield Merge(first_row + 1, last_row + 1, first_column, last_column)
