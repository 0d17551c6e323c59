"""Which row is meant, and what is to stand there: words of a command line, answers at a terminal, a CSV file.

A command line stands in the shell's history, so a value may be asked for or read instead. Knows no rules.
"""

import csv
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roster.errors import UserError

if TYPE_CHECKING:
    from roster.model import PersonRecord

_PLACE = re.compile(r"(?P<list>.*):(?P<row>\d{1,7})(?:@(?P<block>[A-Z]+:[A-Z]+))?")
_HEAD = ("row", "field", "value")


def record_at(session: Any, place: str) -> "PersonRecord":
    """The record in force at FILE[:SHEET]:ROW[@BLOCK]; no FILE means the people added by hand.

    Raises `UserError` (bad_place, not_imported, no_such_row, ambiguous_row).
    """
    from roster.services.editing import edits

    found = _PLACE.fullmatch(place)
    if not found:
        raise UserError(
            "bad_place",
            "{place} names no row. Write FILE:ROW or FILE:SHEET:ROW, the row as Excel shows it.",
            place=place,
        )
    name, row, block = found["list"], int(found["row"]), found["block"] or ""
    try:
        return edits.find(session, name, row, block=block)
    except UserError as error:
        file, colon, sheet = name.rpartition(":")
        if error.code != "not_imported" or not colon:
            raise
        return edits.find(session, file, row, sheet=sheet, block=block)


def texts_of(words: Iterable[str]) -> dict[str, str]:
    """Field -> text from FIELD=VALUE, or from FIELD alone, whose value is asked for at the terminal.

    Raises `UserError` (no_terminal) where nobody can be asked.
    """
    texts: dict[str, str] = {}
    for word in words:
        field, equals, value = word.partition("=")
        texts[field.strip()] = value if equals else _asked(field)
    return texts


def from_file(path: Path) -> list[tuple[str, dict[str, str]]]:
    """The places and texts of a CSV file with the columns row, field and value, in UTF-8.

    Raises `UserError` (no_such_file, bad_corrections).
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
    except FileNotFoundError:
        raise UserError("no_such_file", "There is no file {file}. Check the path.", file=str(path)) from None
    except (OSError, UnicodeDecodeError, csv.Error):
        lines = []
    if not lines or any(line.get(name) is None for line in lines for name in _HEAD):
        raise UserError(
            "bad_corrections",
            "{file} must be a CSV file in UTF-8 with the columns {columns}, and a value in each of them.",
            file=str(path),
            columns=", ".join(_HEAD),
        )
    found: dict[str, dict[str, str]] = {}
    for line in lines:
        found.setdefault(line["row"], {})[line["field"].strip()] = line["value"]
    return list(found.items())


def _asked(field: str) -> str:
    if not sys.stdin.isatty():
        raise UserError(
            "no_terminal",
            "There is no terminal to ask for {field}. Write {field}=VALUE, or give a file with --from.",
            field=field,
        )
    said: str = click.prompt(field, default="", show_default=False, err=True)
    return said
