"""The columns of a form as a workbook that an officer fills in, and back: 'mẫu cột'.

Knows the two sheets, what a column may show, and every mistake somebody can make in them; where a form is
kept is the services' matter.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import TypeAlias

from python_calamine import CalamineError, CalamineWorkbook

from roster.errors import UserError, raise_all
from roster.export import grid, workbook
from roster.export.cells import Cell, Line, SheetLayout, plain
from roster.export.form import ROSTER_FIELDS, Column
from roster.messages import N_, _

MEANINGS: Mapping[str, str] = {
    "stt": N_("number in the list"),
    "full_name": N_("full name"),
    "gender": N_("gender"),
    "birth_year": N_("year of birth"),
    "dob": N_("date of birth"),
    "position": N_("position"),
    "workplace": N_("division and agency"),
    "agency": N_("agency"),
    "unit": N_("division or unit"),
    "phone": N_("phone numbers"),
    "email": N_("e-mail address"),
    "group": N_("group of respondents"),
    "group_short": N_("group in short"),
    "note": N_("other posts and groups"),
}
_NEEDED = ("full_name",)  # a list without names lists nobody
_NARROWEST, _WIDEST = 3.0, 80.0
_MOST = 40  # columns
_WIDTHS = (16.0, 34.0, 12.0)
_MOST_BYTES = 2_000_000
Row: TypeAlias = tuple[int, str, str, str]  # row as Excel shows it; field, heading and width as typed


def as_bytes(columns: Sequence[Column], *, created: datetime) -> bytes:
    """The workbook: the columns in use on the first sheet, what else there is on the second."""
    heads = (_("Field"), _("Heading of the column"), _("Width"))
    rows = [(column.field, column.title, f"{column.width:g}") for column in columns]
    known = [(field, _(meaning)) for field, meaning in MEANINGS.items()]
    layouts = (
        _sheet(_("Columns"), heads, rows),
        _sheet(_("Fields"), (_("Field"), _("What it shows")), known),
    )
    return workbook.of_sheets(layouts, about={"title": _("Columns")}, created=created)


def read(content: bytes, name: str) -> tuple[Column, ...]:
    """The columns of a filled-in workbook, from its first sheet below the heading.

    Raises one `UserError` for each mistake, all at once, with its row: no_columns, unknown_field,
    field_twice, title_missing, bad_width, field_missing.
    """
    return checked(_rows(content, name), name)


def checked(rows: Sequence[Row], name: str) -> tuple[Column, ...]:
    """Rows as typed as columns. Raises as `read`."""
    if not 2 <= len(rows) <= _MOST:
        raise _no_columns(name)
    raise_all([*_mistakes(rows, name), *_missing(rows, name)])
    return tuple(Column(field, title, _number(width) or 0.0) for _row, field, title, width in rows)


def _sheet(name: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> SheetLayout:
    widths = _WIDTHS[: len(heads)]
    header = grid.fitted(tuple(Cell(i, head, "header") for i, head in enumerate(heads)), widths)
    lines = [_line(row, widths) for row in rows]
    return SheetLayout(name=name, widths=widths, lines=(header, *lines), page="{page}/{pages}", header=0)


def _line(values: Sequence[str], widths: Sequence[float]) -> Line:
    return grid.fitted(tuple(Cell(i, value, "list_text") for i, value in enumerate(values)), widths)


def _rows(content: bytes, name: str) -> list[Row]:
    try:
        if len(content) > _MOST_BYTES:
            raise _no_columns(name)
        sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
        cells = sheet.to_python(skip_empty_area=False)
    except (CalamineError, IndexError):
        raise _no_columns(name) from None
    rows = []
    for number, row in enumerate(cells[1:], start=2):
        values = [plain(_text(value)) for value in (*row, "", "", "")[:3]]
        if any(values):
            rows.append((number, values[0].casefold(), values[1], values[2]))
    return rows


def _mistakes(rows: Sequence[Row], file: str) -> Iterator[UserError]:
    uses = Counter(field for _row, field, _title, _width in rows)
    for row, field, title, width in rows:
        where = {"file": file, "row": row}
        if field not in ROSTER_FIELDS:
            yield UserError(
                "unknown_field",
                "{file}, row {row}: there is no field {field}. Use one of {fields}.",
                **where,
                field=field or "–",
                fields=", ".join(ROSTER_FIELDS),
            )
        elif uses[field] > 1:
            yield UserError(
                "field_twice",
                "{file}, row {row}: the field {field} stands twice. Remove one.",
                **where,
                field=field,
            )
        if not title:
            yield UserError("title_missing", "{file}, row {row}: the heading is missing. Write it.", **where)
        if _number(width) is None:
            yield UserError(
                "bad_width",
                "{file}, row {row}: the width {width} is no number from {least} to {most}. Correct it.",
                **where,
                width=width or "–",
                least=f"{_NARROWEST:g}",
                most=f"{_WIDEST:g}",
            )


def _missing(rows: Sequence[Row], file: str) -> Iterator[UserError]:
    given = {field for _row, field, _title, _width in rows}
    for field in _NEEDED:
        if field not in given:
            yield UserError(
                "field_missing",
                "{file}: the column {field} is missing; without it the list names nobody. Add it.",
                file=file,
                field=field,
            )


def _number(width: str) -> float | None:
    try:
        found = float(width.replace(",", "."))
    except ValueError:
        return None
    return found if _NARROWEST <= found <= _WIDEST else None


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _no_columns(file: str) -> UserError:
    return UserError(
        "no_columns",
        "{file} is not a workbook with columns: an .xlsx file whose first sheet has field, heading and "
        "width, from 2 to {most} rows. Take the columns in use as a model: roster handover form export.",
        file=file,
        most=_MOST,
    )
