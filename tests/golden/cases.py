"""Golden lists: a messy sheet written down as text, and what every row of it is.

In `rows` of a sheet the line number is the row number and `|` divides cells; `#12` is a number, `@2024-01-31`
a date, `\\n` a line break inside a cell. In `rows` of `expect` each row has its line, as `as_text` writes it.
A line of a mapping's `columns` is `letter | fields | heading | looks`.
"""

import re
import tomllib
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from roster.cleaned import CellValue
from roster.intake.mapping import ColumnMapping, MappedColumn
from roster.intake.reading import read_list
from roster.model import FileReading, Merge, PersonRecord, RawFile, RawRow, Sheet
from roster.plan import Plan, load_plan
from roster.positions import load_positions

FOLDER = Path(__file__).parent / "lists"
TODAY = date(2024, 12, 12)
_AREA = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def raw_file(case: dict[str, Any]) -> RawFile:
    return RawFile(case["file"], "0" * 64, tuple(map(_sheet, case["sheets"])))


def read(case: dict[str, Any]) -> FileReading:
    return read_raw(raw_file(case), mappings=tuple(map(mapping, case.get("mappings", ()))))


def read_raw(raw: RawFile, today: date = TODAY, *, mappings: Sequence[ColumnMapping] = ()) -> FileReading:
    return read_list(raw, plan=_plan(), positions=load_positions(), today=today, mappings=mappings)


@cache
def _plan() -> Plan:
    return load_plan()


def as_text(reading: FileReading) -> str:
    """One line per row, in the order of the file, as the golden files state it."""
    lines = [(p.source, _person(p)) for p in reading.people] + [(r.source, r.reason) for r in reading.rejects]
    lines.sort()
    several = len({source.sheet for source, _ in lines}) > 1
    return "".join(
        f"{f'{s.sheet}!' if several else ''}{s.row}{f'({s.block})' if s.block else ''} {text}\n"
        for s, text in lines
    )


def _person(record: PersonRecord) -> str:
    parts = [
        record.full_name or "-",
        record.dob,
        record.gender,
        " ".join(record.phones),
        record.cccd,
        record.email,
    ]
    work = [record.position, record.agency, record.unit, f"{record.group} {record.group_origin}"]
    ends = [record.note, " ".join(record.flags), record.held and f"HELD {record.held}"]
    return " | ".join(part or "" for part in (*parts, *work, *ends)).rstrip(" |")


def _sheet(table: dict[str, Any]) -> Sheet:
    lines = enumerate(table["rows"].strip("\n").split("\n"), 1)
    rows = [
        RawRow(
            number,
            tuple(map(_cell, line.split("|"))),
            hidden=number in table.get("hidden_rows", ()),
            struck=number in table.get("struck_rows", ()),
        )
        for number, line in lines
        if line.strip(" |")
    ]
    return Sheet(
        table["name"],
        tuple(rows),
        tuple(map(_merge, table.get("merges", ()))),
        hidden=table.get("hidden", False),
        fonts={int(column): font for column, font in table.get("fonts", {}).items()},
        above=tuple(table.get("above", ())),
    )


def mapping(table: dict[str, Any]) -> ColumnMapping:
    lines = (line.split("|") for line in table["columns"].strip().split("\n"))
    columns = (
        MappedColumn(letter.strip(), tuple(fields.replace(",", " ").split()), heading.strip(), looks.strip())
        for letter, fields, heading, looks in lines
    )
    return ColumnMapping(table["fingerprint"], tuple(columns), table.get("first_row", 0), table["sender"])


def _cell(text: str) -> CellValue:
    text = text.strip().replace("\\n", "\n")
    if text.startswith("#"):
        return float(text[1:]) if "." in text or "E" in text else int(text[1:])
    if text.startswith("@"):
        return datetime.fromisoformat(text[1:])
    return text or None


def _merge(area: str) -> Merge:
    match = _AREA.fullmatch(area)
    assert match, area
    return Merge(int(match[2]), int(match[4]), _column(match[1]), _column(match[3]))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
