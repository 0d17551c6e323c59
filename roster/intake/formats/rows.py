"""Makes `RawRow`s out of cell values and the marks (hidden, struck, fonts) a format found beside them.

Knows what a blank cell and a struck row are; knows nothing of any format.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain

from roster.intake.formats.limits import MAX_TEXT, Refused
from roster.model import CellValue, RawRow

_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\x00"
_INVISIBLE = "".join(chr(c) for c in range(0x3001) if chr(c).isspace()) + _ZERO_WIDTH
FORMULA_NO_VALUE = "formula_no_value"
STRIKETHROUGH = "strikethrough"


@dataclass(frozen=True, slots=True)
class Marks:
    """What a sheet shows beside its values; rows from 1, columns from 0.

    `standing`: of cells struck through in part, by row and column, the text that was left standing.
    """

    hidden: frozenset[int] = frozenset()
    struck: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    no_value: Mapping[int, tuple[int, ...]] = field(default_factory=dict)  # formulas without a result
    fonts: Mapping[int, str] = field(default_factory=dict)
    standing: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    month_first: frozenset[int] = frozenset()  # columns with dates shown as m/d


NO_MARKS = Marks()


def left_standing(pieces: Iterable[tuple[bool, str]]) -> str | None:
    """What stands of pieces of text, struck through or not; '' when all are struck, None when none is."""
    seen = [(struck, text) for struck, text in pieces if text]
    if not any(struck and not is_blank(text) for struck, text in seen):
        return None
    left = "".join(" " * (text != text.strip()) if struck else text for struck, text in seen).strip()
    return left if any(map(str.isalnum, left)) else ""


def is_blank(value: CellValue) -> bool:
    """Whether a person sees nothing in the cell. A lone soft hyphen is a letter of .VnTime, not blank."""
    return value is None or (isinstance(value, str) and not value.strip(_INVISIBLE))


def plain(value: CellValue | timedelta) -> CellValue:
    """A spreadsheet's value as the model keeps it: whole numbers as int, durations as Excel's day count."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    return value


def trimmed(cells: Iterable[CellValue]) -> tuple[CellValue, ...]:
    """The cells without the blank ones at the end; () when all are blank."""
    kept = tuple(cells)
    end = len(kept)
    while end and is_blank(kept[end - 1]):
        end -= 1
    return kept[:end]


def build(numbered: Iterable[tuple[int, Iterable[CellValue]]], marks: Marks = NO_MARKS) -> tuple[RawRow, ...]:
    """Rows with a non-blank cell, in the order given, then rows that hold nothing but unread formulas.

    Raises `Refused` (too_large) for a text that no spreadsheet program would keep.
    """
    marked = {*marks.struck, *marks.hidden, *marks.no_value, *marks.standing}
    rows = [
        _row(number, kept, marks) if number in marked else RawRow(number, kept)
        for number, cells in numbered
        if (kept := trimmed(cells)) or number in marks.no_value
    ]
    check_texts(chain.from_iterable(row.cells for row in rows))
    only_formulas = marks.no_value.keys() - {row.number for row in rows}
    if only_formulas:
        rows = sorted([*rows, *(_row(n, (), marks) for n in only_formulas)], key=lambda row: row.number)
    return tuple(rows)


def check_texts(values: Iterable[CellValue]) -> None:
    """Refuse (too_large) texts longer than a cell can hold."""
    if any(isinstance(value, str) and len(value) > MAX_TEXT for value in values):
        raise Refused("too_large", limit=f"{MAX_TEXT} characters in a cell")


def commonest(fonts: Mapping[int, Counter[str]]) -> dict[int, str]:
    """The commonest font of each column."""
    return {column: names.most_common(1)[0][0] for column, names in sorted(fonts.items()) if names}


def _row(number: int, cells: tuple[CellValue, ...], marks: Marks) -> RawRow:
    standing = marks.standing.get(number, {})
    cells = tuple(standing.get(column, value) for column, value in enumerate(cells))
    struck = tuple(c for c in marks.struck.get(number, ()) if c < len(cells) and not is_blank(cells[c]))
    return RawRow(
        number,
        cells,
        hidden=number in marks.hidden,
        struck=_all_struck(cells, struck),
        flags=(FORMULA_NO_VALUE,) * (number in marks.no_value) + (STRIKETHROUGH,) * bool(standing),
        struck_cells=struck,
        no_value=marks.no_value.get(number, ()),
    )


def _all_struck(cells: Sequence[CellValue], struck: tuple[int, ...]) -> bool:
    """A running number left standing does not save a row whose words are all struck out."""
    if not struck:
        return False
    words = {i for i, v in enumerate(cells) if isinstance(v, str) and any(map(str.isalpha, v))}
    return (words or {i for i, v in enumerate(cells) if not is_blank(v)}) <= set(struck)
