"""A `RawFile` as one line of JSON and back, dates and times included: the language of the parsing child.

JSON and never pickle: a subverted child must not be able to run code in its parent.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from roster.model import FileError, Merge, RawFile, RawRow, Sheet


def encode(file: RawFile) -> str:
    """One line of JSON without line breaks."""
    document = {
        "name": file.name,
        "sha256": file.sha256,
        "notices": file.notices,
        "error": file.error and {"code": file.error.code, "params": dict(file.error.params)},
        "sheets": [_sheet(sheet) for sheet in file.sheets],
    }
    return json.dumps(document, ensure_ascii=False, default=_moment, separators=(",", ":"))


def decode(line: str | bytes) -> RawFile:
    """The file again. Raises ValueError, KeyError or TypeError for anything `encode` did not write."""
    document = json.loads(line, object_hook=_value)
    error = document["error"]
    return RawFile(
        name=document["name"],
        sha256=document["sha256"],
        sheets=tuple(_sheet_again(sheet) for sheet in document["sheets"]),
        notices=tuple(document["notices"]),
        error=FileError(error["code"], error["params"]) if error else None,
    )


def _moment(value: object) -> dict[str, str]:
    if isinstance(value, datetime):  # before date: a datetime is a date too
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    raise TypeError(type(value).__name__)


_READERS = {"datetime": datetime.fromisoformat, "date": date.fromisoformat, "time": time.fromisoformat}


def _value(document: dict[str, Any]) -> Any:
    if len(document) == 1:
        [(kind, text)] = document.items()
        if reader := _READERS.get(kind):
            return reader(text)
    return document


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "merges": [[m.first_row, m.last_row, m.first_column, m.last_column] for m in sheet.merges],
        "fonts": list(sheet.fonts.items()),
        "above": sheet.above,
        "below": sheet.below,
        "goes_on": sheet.goes_on,
        "month_first": sheet.month_first,
        "rows": [[row.number, row.cells, *_marks(row)] for row in sheet.rows],
    }


def _marks(row: RawRow) -> list[Mapping[str, Any]]:
    """Most rows have none, and a large list is written faster without."""
    if not (row.hidden or row.struck or row.flags or row.struck_cells or row.no_value):
        return []
    marks = {
        "hidden": row.hidden,
        "struck": row.struck,
        "flags": row.flags,
        "struck_cells": row.struck_cells,
        "no_value": row.no_value,
    }
    return [marks]


def _sheet_again(sheet: dict[str, Any]) -> Sheet:
    return Sheet(
        name=sheet["name"],
        rows=tuple(_row_again(*row) for row in sheet["rows"]),
        merges=tuple(Merge(*merge) for merge in sheet["merges"]),
        hidden=sheet["hidden"],
        fonts=dict(sheet["fonts"]),
        above=tuple(sheet["above"]),
        below=tuple(sheet["below"]),
        goes_on=sheet["goes_on"],
        month_first=tuple(sheet["month_first"]),
    )


def _row_again(number: int, cells: list[Any], marks: Mapping[str, Any] | None = None) -> RawRow:
    if not marks:
        return RawRow(number, tuple(cells))
    return RawRow(
        number,
        tuple(cells),
        hidden=marks["hidden"],
        struck=marks["struck"],
        flags=tuple(marks["flags"]),
        struck_cells=tuple(marks["struck_cells"]),
        no_value=tuple(marks["no_value"]),
    )
