"""A sheet before any library writes it: lines of cells with a value and the name of a style.

The workbook writes these and the check compares the file with these; neither decides what is in them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

Value: TypeAlias = str | int

# What a cell must not carry: control characters (a leading tab or carriage return lets a formula hide in a
# CSV), halves of surrogate pairs and the two non-characters, which XML forbids.
_NOT_FOR_CELLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NOT_FOR_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value at a column (from 0), over `span` columns and `lines` lines; `style` names the look."""

    column: int
    value: Value | Decimal
    style: str
    span: int = 1
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet; without `height` the spreadsheet program fits it to its text."""

    cells: tuple[Cell, ...] = ()
    height: float | None = None


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet; `header` is the index of the line repeated on each page, `banner` the draft's warning.

    `rule` is where the line under the issuing agency's name goes: line index and number of columns, None for
    a sheet without one. `choices` are offered for the cells of a column below the header.
    """

    name: str
    widths: tuple[float, ...]
    lines: tuple[Line, ...]
    page: str
    banner: str = ""
    header: int | None = None
    rule: tuple[int, int] | None = None
    choices: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def cells(self) -> Iterator[tuple[int, Cell]]:
        """Every cell with the index of its line."""
        for index, line in enumerate(self.lines):
            for cell in line.cells:
                yield index, cell


def plain(text: str | None) -> str:
    """One line of text that a cell may carry: no control characters, single spaces."""
    return " ".join(_NOT_FOR_CELLS.sub(" ", text or "").split())


def sheet_names(names: Sequence[str]) -> tuple[str, ...]:
    """Names Excel accepts: at most 31 characters, none of []:*?/\\', no two alike whatever their case."""
    given: list[str] = []
    for name in names:
        clean = plain(_NOT_FOR_SHEET_NAMES.sub(" ", name)) or "-"
        candidate, number = clean[:31].rstrip(), 1
        while candidate.casefold() in {n.casefold() for n in given}:
            number += 1
            candidate = f"{clean[:26].rstrip()} ({number})"
        given.append(candidate)
    return tuple(given)
