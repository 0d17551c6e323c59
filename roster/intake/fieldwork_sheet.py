"""A filled-in sheet of the fieldwork as rows of typed values; what is wrong with a cell is said with its row.

Knows the columns of `data/sipas/fieldwork.toml` and how days and numbers are written; whether villages and
partners are known is for the services.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from roster.cleaned import CellValue
from roster.errors import UserError
from roster.model import RawFile, RawRow
from roster.sipas.fieldwork import COUNTED, Kind
from roster.sipas.milestones import Column, Sheet
from roster.text import fold

NEEDED = ("village", "day", "partner", *COUNTED)
FILLED = ("day", *COUNTED, "person", "reason")  # a row without any of these says nothing
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_NUMBER = re.compile(r"\d{1,7}")


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row that says something."""

    number: int
    village: str
    partner: str
    day: date
    numbers: Mapping[Kind, int] = field(default_factory=dict)
    person: str = ""
    reason: str = ""


def read(raw: RawFile, sheet: Sheet, faults: list[UserError]) -> list[FilledRow]:
    """The rows of the first sheet that has the columns; what is wrong is added to `faults`."""
    for found in raw.sheets:
        for at, row in enumerate(found.rows):
            places = _places(row, sheet.columns)
            if set(NEEDED) <= places.keys():
                filled = (one for one in found.rows[at + 1 :] if _says_something(one, places))
                read_rows = [_row(one, places, faults) for one in filled]
                return [one for one in read_rows if one]
    faults.append(
        UserError(
            "not_the_sheet",
            "{file} has no heading row with the columns {columns}. Use the sheet downloaded from the page "
            "'Fieldwork' and leave its headings as they are.",
            file=raw.name,
            columns=", ".join(column.title for column in sheet.columns if column.field in NEEDED),
        )
    )
    return []


def _places(row: RawRow, columns: Sequence[Column]) -> dict[str, int]:
    fields = {fold(column.title): column.field for column in columns}
    texts = [fold(_text(cell)) for cell in row.cells]
    return {fields[text]: at for at, text in enumerate(texts) if text in fields}


def _says_something(row: RawRow, places: Mapping[str, int]) -> bool:
    return any(_cell(row, places, name) not in (None, "") for name in FILLED)


def _row(row: RawRow, places: Mapping[str, int], faults: list[UserError]) -> FilledRow | None:
    """The row, or None where something is wrong with it."""
    said = len(faults)
    numbers = {kind: _number(row, places, kind, faults) for kind in COUNTED}
    texts = {name: _text(_cell(row, places, name)) for name in ("village", "partner", "person", "reason")}
    day = _day(row, _cell(row, places, "day"), faults)
    if day is None or len(faults) > said:
        return None
    return FilledRow(
        row.number,
        texts["village"],
        texts["partner"],
        day,
        numbers={kind: number for kind, number in numbers.items() if number},
        person=texts["person"],
        reason=texts["reason"],
    )


def _cell(row: RawRow, places: Mapping[str, int], name: str) -> CellValue:
    at = places.get(name, len(row.cells))
    return row.cells[at] if at < len(row.cells) else None


def _text(value: CellValue) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(str(value).split())


def _number(row: RawRow, places: Mapping[str, int], kind: Kind, faults: list[UserError]) -> int:
    text = _text(_cell(row, places, kind))
    if text and not _NUMBER.fullmatch(text):
        faults.append(
            UserError(
                "bad_number_in_row",
                "Row {row}: '{value}' is not a number of forms. Write a whole number or nothing.",
                row=row.number,
                value=text,
            )
        )
        return 0
    return int(text or 0)


def _day(row: RawRow, value: CellValue, faults: list[UserError]) -> date | None:
    found = next(_days(value), None)
    if found is None:
        faults.append(
            UserError(
                "bad_day_in_row",
                "Row {row}: '{value}' is not a day. Write it as 31/12/2024.",
                row=row.number,
                value=_text(value),
            )
        )
    return found


def _days(value: CellValue) -> Iterator[date]:
    if isinstance(value, datetime):
        yield value.date()
    elif isinstance(value, date):
        yield value
    elif match := _DAY.fullmatch(_text(value)):
        day, month, year = map(int, match.groups())
        try:
            yield date(year, month, day)
        except ValueError:
            return
