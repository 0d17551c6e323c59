"""Builds a frame file: the official units at its top, and the people of a village's list below it.

A list is read as every list is (`intake`), so its headings, encodings and layout may be as the village sent
it.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from roster import writing
from roster.errors import UserError, raise_all
from roster.intake.sampling_frame import read_frame
from roster.model import FileReading, PersonRecord
from roster.sipas.frame import COLUMNS, Frame
from roster.sipas.levels import load_levels
from roster.sipas.territory import Unit, load_units

PERSON = "citizen"
_PERSONAL = ("gender", "dob")
_VILLAGE = re.compile(r"[^;]*[^;\s][^;]*;\s*[1-9][0-9]{0,6}")
_DIGITS = 4  # of a person's number within the village


def write_units(path: Path, districts: Sequence[str], *, day: date) -> int:
    """Write the official units of these districts on a day as the top of a frame; returns how many.

    Raises `UserError` unknown_district, one for each.
    """
    units = load_units(day=day)
    raise_all(list(_unknown(units, districts, day)))
    rows = [unit for unit in units if unit.code in districts or unit.parent in districts]
    _write(
        path,
        COLUMNS,
        (
            {
                "unit_id": unit.code,
                "parent_id": unit.parent if unit.parent in districts else "",
                "level": unit.level,
                "name": unit.name,
            }
            for unit in rows
        ),
    )
    return len(rows)


def add_people(path: Path, village: str, read: FileReading) -> int:
    """Add the people of a list to a village of the frame in `path`; returns how many. All of them or none.

    Raises what `read_frame` raises, and `UserError` unknown_village, village_has_people, list_not_read,
    rows_held.
    """
    _check(read_frame(path, load_levels()), village, read)
    there, rows = _rows(path)
    columns = [*there, *(c for c in _PERSONAL if c not in there)]
    people = [_person(village, number, one) for number, one in enumerate(read.people, 1)]
    _write(path, columns, [*rows, *people])
    return len(people)


def add_villages(path: Path, commune: str, typed: str) -> int:
    """Add villages to a commune of the frame in `path`, each on its line as 'name; people'; returns how many.

    Their codes are the commune's and a number. Raises what `read_frame` raises, and `UserError`
    unknown_commune, no_villages, bad_village_line (one for each line).
    """
    frame = read_frame(path, load_levels())
    if commune not in frame.find([commune]):
        raise UserError(
            "unknown_commune", "The frame has no unit {unit}. Choose one of the list.", unit=commune
        )
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if not lines:
        raise UserError("no_villages", "Write at least one village: its name, a semicolon, its people.")
    raise_all([_bad_village(at, line) for at, line in enumerate(lines, 1) if not _VILLAGE.fullmatch(line)])
    columns, rows = _rows(path)
    known = {row["unit_id"] for row in rows}
    free = (code for n in range(1, len(rows) + len(lines) + 1) if (code := f"{commune}-{n:02}") not in known)
    added = [_village(code, commune, line) for code, line in zip(free, lines, strict=False)]
    _write(path, columns, [*rows, *added])
    return len(added)


def _bad_village(at: int, line: str) -> UserError:
    return UserError(
        "bad_village_line",
        "Line {line}: '{text}' is not a name, a semicolon and a number of people. Write for example: Thôn 1; "
        "120",
        line=at,
        text=line,
    )


def _village(code: str, commune: str, line: str) -> dict[str, str]:
    name, _, size = line.rpartition(";")
    return {
        "unit_id": code,
        "parent_id": commune,
        "level": "village",
        "name": name.strip(),
        "size": size.strip(),
    }


def _rows(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """The columns and rows of a frame as it stands."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader.fieldnames or ()), list(reader)


def _unknown(units: Sequence[Unit], districts: Iterable[str], day: date) -> Iterable[UserError]:
    known = {unit.code for unit in units}
    return (
        UserError(
            "unknown_district",
            "On {day} there is no unit with the code {unit}. Correct the code, or give the day of the survey "
            "with --today.",
            unit=code,
            day=f"{day:%d/%m/%Y}",
        )
        for code in districts
        if code not in known
    )


def _check(frame: Frame, village: str, read: FileReading) -> None:
    row = frame.find([village]).get(village)
    if row is None:
        raise UserError(
            "unknown_village",
            "The frame has no unit {unit}. Add its row first, or correct the code.",
            unit=village,
        )
    if (frame.parents == row).any():
        raise UserError(
            "village_has_people",
            "The unit {unit} has people or units below it already. Take their rows out first.",
            unit=village,
        )
    if read.error or not read.people:
        raise UserError(
            "list_not_read",
            "Nobody could be read from {file}. See why with: roster read {file}",
            file=read.name,
        )
    if read.held:
        raise UserError(
            "rows_held",
            "{count} rows of {file} are held, so nobody was added. See them with 'roster read', correct the "
            "file, then add it again.",
            file=read.name,
            count=read.held,
        )


def _person(village: str, number: int, person: PersonRecord) -> dict[str, str]:
    return {
        "unit_id": f"{village}-{number:0{_DIGITS}}",
        "parent_id": village,
        "level": PERSON,
        "name": person.full_name,
        "gender": person.gender or "",
        "dob": person.dob or "",
    }


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    text = io.StringIO()
    table = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    writing.write_whole(path, text.getvalue().encode())
