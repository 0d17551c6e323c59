"""A row of the annex, or of another sheet of criteria, by field. Knows nothing of what its texts mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from roster.cleaned import CellValue
from roster.errors import UserError
from roster.messages import _, sentence
from roster.text import fold, tidy
from scoring.knowledge import AnnexColumn, AnnexForm

_NEEDED = ("code", "name", "max")
_SEARCHED = 30  # rows a heading row is looked for in


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as read: Excel's number, and its cells from column A on."""

    number: int
    cells: Sequence[CellValue]


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """The cells of a row by field; `place` names file, sheet and row."""

    place: str
    number: int
    cells: Mapping[str, CellValue]

    def text(self, field: str) -> str:
        """The field's cell as one line of text, '' where there is none."""
        return tidy(self.cells.get(field))

    def parts(self, field: str) -> tuple[str, ...]:
        """The field's entries, as separated by semicolons or lines."""
        value = self.cells.get(field)
        lines = value.replace("\n", ";").split(";") if isinstance(value, str) else [tidy(value)]
        return tuple(filter(None, (tidy(line).lstrip("-+• ") for line in lines)))

    def placed(self, error: UserError) -> UserError:
        """The same error with this row before it."""
        return UserError(error.code, "{place}: {reason}", place=self.place, reason=sentence(error))


def rows(file: str, sheet: str, read: Sequence[SheetRow], form: AnnexForm) -> list[AnnexRow]:
    """The rows below the heading row that hold anything. Raises `UserError` (no_annex_heading)."""
    found = rows_below(file, sheet, read, form.columns, needed=_NEEDED)
    if found is not None:
        return found
    raise UserError(
        "no_annex_heading",
        "{file}, sheet {sheet}: there is no row with the headings {headings}. Paste the annex into the "
        "template (roster score template) below its headings.",
        file=file,
        sheet=sheet,
        headings=", ".join(column.title for column in form.columns if column.field in _NEEDED),
    )


def rows_below(
    file: str, sheet: str, read: Sequence[SheetRow], columns: Sequence[AnnexColumn], *, needed: Sequence[str]
) -> list[AnnexRow] | None:
    """The rows that hold anything below the row with the headings of `needed` fields, None without one."""
    for at, row in enumerate(read[:_SEARCHED]):
        found = _columns(row, columns)
        if set(needed) <= found.keys():
            below = (_row(file, sheet, one, found) for one in read[at + 1 :])
            return [one for one in below if any(map(one.text, found))]
    return None


def _columns(row: SheetRow, columns: Sequence[AnnexColumn]) -> dict[str, int]:
    """Field → column, for the headings of a row; the first of two alike counts."""
    fields = {fold(word): c.field for c in columns for word in (c.title, *c.words)}
    found: dict[str, int] = {}
    for at, cell in enumerate(row.cells):
        if field := fields.get(fold(tidy(cell))):
            found.setdefault(field, at)
    return found


def _row(file: str, sheet: str, row: SheetRow, columns: Mapping[str, int]) -> AnnexRow:
    place = _("{file}, sheet {sheet}, row {row}", file=file, sheet=sheet, row=row.number)
    cells = {field: row.cells[at] for field, at in columns.items() if at < len(row.cells)}
    return AnnexRow(place, row.number, cells)
