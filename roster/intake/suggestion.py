"""What the columns of a sheet seem to hold, shown to a person without showing anybody's data.

Knows headings and the look of values; decides nothing: a person confirms or corrects.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Literal

from roster.cleaned import CellValue
from roster.genders import clean_gender, is_tick
from roster.identity_cards import clean_card
from roster.intake.columns import letters
from roster.intake.grid import Row
from roster.intake.kinds import PERSON
from roster.intake.layout import Layout
from roster.intake.look import row_number
from roster.intake.mapping import HEADLESS, fingerprint, heading_of, headless
from roster.intake.pages import Page
from roster.intake.value_looks import is_phone
from roster.intake.vocabulary import Vocabulary
from roster.text import tidy

Origin = Literal["heading", "values", "remembered", ""]

_SAMPLE = 200  # rows that show what a column holds
_MOST = 0.8  # share of the filled cells that must look alike
_SHAPES = 3
_SHAPE_LENGTH = 24
_DATE = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*(?:\d{4}|\d{2})|\d{4}-\d\d-\d\d.*|(?:19|20)\d\d")
_DIGITS = re.compile(r"[\d\s.+()-]+")
_CARD_LENGTHS = (9, 12)
_TICK = "tick"


@dataclass(frozen=True, slots=True)
class SuggestedColumn:
    """One column: heading, the fields it seems to hold and what says so, the shapes of its first values.

    `looks` is what the values alone look like; a shape has X, x for letters and 9 for digits.
    """

    letter: str
    heading: str
    fields: tuple[str, ...]
    origin: Origin
    looks: str
    shapes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuggestedLayout:
    """The columns of one table: the sheet, its header's fingerprint, the row where the people begin."""

    sheet: str
    fingerprint: str
    first_row: int
    columns: tuple[SuggestedColumn, ...]

    @property
    def is_headless(self) -> bool:
        """Whether its header is missing or not known."""
        return self.fingerprint.startswith(HEADLESS)


@dataclass(frozen=True, slots=True)
class _Headings:
    """Per column the headings from top to bottom, and the fields they name."""

    paths: Mapping[int, tuple[str, ...]]
    fields: Mapping[int, tuple[str, ...]]


def suggested_layouts(laid_out: Iterable[tuple[Page, Layout]], words: Vocabulary) -> list[SuggestedLayout]:
    """The tables of a file, each layout once: those with a header, and lists whose header is missing."""
    found: dict[str, SuggestedLayout] = {}
    for page, layout in laid_out:
        for one in _with_headers(page, words) if page.headers else _without_header(page, layout, words):
            found.setdefault(one.fingerprint, one)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list in which nobody knows which column holds the names: its rows, and a header not known as one."""

    rows: tuple[Row, ...] = ()
    heading: Row | None = None

    @property
    def width(self) -> int:
        """Columns up to the last one that is filled in any row."""
        return _width(self.rows)

    @property
    def headings(self) -> dict[int, str]:
        """The texts of that header per column."""
        return {column: self.heading.texts[column] for column in self.heading.own} if self.heading else {}


def open_list(layout: Layout, words: Vocabulary) -> OpenList:
    """What of a sheet waits for a person to name its columns; no rows where everything is known."""
    rows = tuple(e.row for e in layout.entries if e.kind == PERSON and e.columns and not e.columns.names)
    if len(rows) > 1 and _is_heading(rows[0], words):
        return OpenList(rows[1:], rows[0])
    return OpenList(rows)


def _is_heading(row: Row, words: Vocabulary) -> bool:
    """Whether the first row is a header of which too little is known to be taken for one elsewhere."""
    known = sum(bool(words.fields(text)) for text in row.own_texts)
    return known > 1 and not any(map(str.isdigit, "".join(row.own_texts)))


def _width(rows: Iterable[Row]) -> int:
    return max((row.own[-1] + 1 for row in rows if row.own), default=0)


def look_of(column: int, rows: Sequence[Row], words: Vocabulary) -> str:
    """What most values of a column look like: a field's name, 'tick', or '' when nothing is clear."""
    values = [row.value(column) for row in rows[:_SAMPLE] if row.text(column)]
    if values and _counts_up(values):
        return "stt"
    for name, fits in _LOOKS.items():
        if values and sum(fits(value, words) for value in values) >= _MOST * len(values):
            return name
    return ""


def shapes_of(column: int, rows: Iterable[Row]) -> tuple[str, ...]:
    """The shapes of the first different values; letters and digits are replaced, so nobody is named."""
    shapes = (_shape(row.value(column)) for row in rows if row.text(column))
    return tuple(list(dict.fromkeys(shapes))[:_SHAPES])


def _with_headers(page: Page, words: Vocabulary) -> Iterator[SuggestedLayout]:
    ends = [header.first for header in page.headers[1:]] + [len(page.grid.rows)]
    for header, end in zip(page.headers, ends, strict=True):
        rows = page.grid.rows[header.last + 1 : end]
        width = max(header.last_column + 1, _width(row for row in rows if len(row.own) > 2))
        columns = _columns(width, rows, _Headings(header.paths, header.fields), words)
        first = rows[0].number if rows else page.grid.rows[header.last].number + 1
        yield SuggestedLayout(page.grid.name, fingerprint(header), first, columns)


def _without_header(page: Page, layout: Layout, words: Vocabulary) -> Iterator[SuggestedLayout]:
    found = open_list(layout, words)
    if found.rows:
        headings = {column: (text,) for column, text in found.headings.items()}
        named = {column: words.fields(text) for column, (text,) in headings.items()}
        columns = _columns(found.width, found.rows, _Headings(headings, named), words)
        yield SuggestedLayout(page.grid.name, headless(found.width), found.rows[0].number, columns)


def _columns(
    width: int, rows: Sequence[Row], headed: _Headings, words: Vocabulary
) -> tuple[SuggestedColumn, ...]:
    looks = {column: look_of(column, rows, words) for column in range(width)}
    by_values = _by_values(looks, rows, {field for fields in headed.fields.values() for field in fields})
    return tuple(
        SuggestedColumn(
            letters(column),
            heading_of(headed.paths.get(column, ())),
            headed.fields.get(column) or by_values.get(column, ()),
            "heading" if headed.fields.get(column) else "values" if column in by_values else "",
            looks[column],
            shapes_of(column, rows),
        )
        for column in looks
    )


def _by_values(looks: Mapping[int, str], rows: Sequence[Row], taken: set[str]) -> dict[int, tuple[str, ...]]:
    """What values suggest: the first column that looks like a field, where no heading names that field."""
    found: dict[int, tuple[str, ...]] = {}
    for column, look in looks.items():
        if look and look != _TICK and look not in taken and (look,) not in found.values():
            found[column] = (look,)
    for left, right in pairwise(c for c, look in looks.items() if look == _TICK):
        if right == left + 1 and not {"gender", "gender_male"} & taken and _exclude(left, right, rows):
            found |= {left: ("gender_male",), right: ("gender_female",)}
    return found


def _exclude(left: int, right: int, rows: Sequence[Row]) -> bool:
    """Whether every row ticks exactly one of the two columns: Nam | Nữ, in this order as lists have it."""
    return all(bool(row.text(left)) != bool(row.text(right)) for row in rows[:_SAMPLE] if len(row.own) > 2)


def _counts_up(values: Sequence[CellValue]) -> bool:
    found = [row_number(tidy(value)) for value in values]
    numbers = [number for number in found if number is not None]
    if len(numbers) < _MOST * len(found) or not numbers or numbers[0] > 1000:
        return False
    steps = [later - earlier for earlier, later in pairwise(numbers)]
    return numbers[0] == 1 if not steps else sum(step == 1 for step in steps) >= _MOST * len(steps)


def _is_date(value: CellValue, words: Vocabulary) -> bool:
    return isinstance(value, date) or bool(_DATE.fullmatch(tidy(value)))


def _is_card(value: CellValue, words: Vocabulary) -> bool:
    text = tidy(value)
    digits = sum(map(str.isdigit, text))
    return bool(_DIGITS.fullmatch(text)) and digits in _CARD_LENGTHS and bool(clean_card(value).value)


def _is_name(value: CellValue, words: Vocabulary) -> bool:
    text = tidy(value)
    known = words.opens_a_name(text) and not words.names_an_office(text) and not words.starts("post", text)
    return known and 1 < len(text.split()) <= 6 and not any(map(str.isdigit, text))


def _says(kind: str) -> Callable[[CellValue, Vocabulary], bool]:
    return lambda value, words: words.starts(kind, tidy(value))


# in this order: the first look that most values have is the column's
_LOOKS: Mapping[str, Callable[[CellValue, Vocabulary], bool]] = {
    "email": lambda value, words: "@" in tidy(value),
    _TICK: lambda value, words: is_tick(value),
    "gender": lambda value, words: clean_gender(value).value is not None,
    "dob": _is_date,
    "phone": lambda value, words: is_phone(value),
    "cccd": _is_card,
    "full_name": _is_name,
    "position": _says("post"),
    "agency": _says("agency"),
    "unit": _says("unit"),
}


def _shape(value: CellValue) -> str:
    text = value.strftime("%d/%m/%Y") if isinstance(value, datetime | date) else tidy(value)
    signs = ("9" if c.isnumeric() else c if not c.isalpha() else "X" if c.isupper() else "x" for c in text)
    shape = "".join(signs)
    return shape if len(shape) <= _SHAPE_LENGTH else f"{shape[:_SHAPE_LENGTH]}…"
