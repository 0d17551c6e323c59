"""What a person said about the columns of a layout: which column holds which field.

Knows headers and the names of fields; knows neither values nor where mappings are kept.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from roster.intake.header import Header
from roster.intake.vocabulary import Vocabulary
from roster.text import fold

HEADLESS = "no header"
NOT_READ = "dropped"
_OVER_SEVERAL = "heading"  # a heading above other headings is no field
_PARTS = ("dob_male", "dob_female", "dob_day", "dob_month", "dob_year", "gender_male", "gender_female")
_SURE = frozenset({"full_name", "dob", "phone", "cccd", "email"})  # looks that cannot be mistaken

Key = tuple[str, int]  # folded heading, how many columns to the left have the same


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One column: its letter and heading when it was mapped, and the fields it holds; () is not read.

    `looks` is what its values looked like then (`suggestion.look_of`): a later list without a known header
    must look the same.
    """

    letter: str
    fields: tuple[str, ...] = ()
    heading: str = ""
    looks: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The columns of one layout, column A first, as a person settled them.

    `fingerprint` is that of the header, or `HEADLESS` with the width. `first_row` is the row of the first
    person as the spreadsheet shows it: needed where there is no header. `sender` is the plan's code of the
    agency whose lists are meant, '' for lists that do not say who sends them.
    """

    fingerprint: str
    columns: tuple[MappedColumn, ...]
    first_row: int = 0
    sender: str = ""

    @property
    def is_headless(self) -> bool:
        """Whether it is for lists without a header."""
        return self.fingerprint.startswith(HEADLESS)


def fields_to_choose(words: Vocabulary) -> tuple[str, ...]:
    """The fields a column may be mapped to: those of `data/headers.toml` and the parts of dates and sexes."""
    return tuple(dict.fromkeys(name for name in (*words.field_names, *_PARTS) if name != _OVER_SEVERAL))


def headless(width: int) -> str:
    """The fingerprint of lists without header that are so many columns wide."""
    return f"{HEADLESS}: {width}"


def fingerprint(header: Header) -> str:
    """The same for headers with the same headings in the same columns, however they are accented or cased."""
    lines = [f"{column}\t{heading_key(path)}" for column, path in sorted(header.paths.items()) if any(path)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def heading_of(path: Iterable[str]) -> str:
    """The headings of a column from top to bottom, as they are shown to a person."""
    return " / ".join(dict.fromkeys(path))


def heading_key(path: Iterable[str]) -> str:
    """A column's headings without case, accents and punctuation."""
    return " / ".join(fold(text) for text in dict.fromkeys(path))


def keys_of(headings: Mapping[int, str]) -> dict[Key, int]:
    """Where each heading stands; two columns headed the same differ by their order."""
    times: Counter[str] = Counter()
    found: dict[Key, int] = {}
    for column, heading in sorted(headings.items()):
        if heading:
            found[heading, times[heading]] = column
            times[heading] += 1
    return found


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a mapping says about a header: fields per column, columns it does not know, columns gone."""

    fields: Mapping[int, tuple[str, ...]]
    new: tuple[int, ...] = ()
    gone: tuple[MappedColumn, ...] = ()


def recognise(mark: str, headings: Mapping[int, str], mappings: Iterable[ColumnMapping]) -> Recognised | None:
    """What the newest mapping for this fingerprint says, else the one that shares most of the headings.

    `headings` are `heading_key`s. Two thirds of the headings of both must agree, else nothing is recognised.
    """
    known = [one for one in mappings if not one.is_headless]
    exact = next((one for one in known if one.fingerprint == mark), None)
    if exact:
        return Recognised({column_of(c.letter): c.fields for c in exact.columns})
    here = keys_of(headings)
    alike = [(len(here.keys() & there.keys()), there) for there in map(_by_key, known)]
    close = [(shared, there) for shared, there in alike if shared * 3 >= 2 * max(len(here), len(there), 1)]
    if not close:
        return None
    _, there = max(close, key=lambda one: one[0])
    return Recognised(
        {column: there[key].fields for key, column in here.items() if key in there},
        tuple(column for key, column in here.items() if key not in there),
        tuple(c for key, c in there.items() if key not in here and set(c.fields) - {NOT_READ, "stt"}),
    )


def fits_list(mapping: ColumnMapping, *, looks: Mapping[int, str], headings: Mapping[int, str]) -> bool:
    """Whether a list without a known header can be read so: `looks` and, where any, `headings` per column.

    It may be narrower than the mapped one, never wider; what cannot be mistaken must look as it did then.
    """
    if not mapping.is_headless or len(looks) > len(mapping.columns):
        return False
    for column in mapping.columns:
        number = column_of(column.letter)
        look, heading = looks.get(number, ""), headings.get(number, "")
        if heading and column.heading and heading_key([heading]) != heading_key([column.heading]):
            return False
        surprising = look in _SURE and look != column.looks and look not in column.fields
        lost = column.looks in _SURE & set(column.fields) and look not in ("", column.looks)
        if surprising or lost:
            return False
    return True


def _by_key(mapping: ColumnMapping) -> dict[Key, MappedColumn]:
    columns = {column_of(c.letter): c for c in mapping.columns}
    places = keys_of({number: heading_key(c.heading.split(" / ")) for number, c in columns.items()})
    return {key: columns[number] for key, number in places.items()}


def column_of(letter: str) -> int:
    """The number of a column from its name: A is 0, AA is 26."""
    number = 0
    for sign in letter:
        number = number * 26 + ord(sign) - 64
    return number - 1
