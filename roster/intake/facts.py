"""What only a whole column tells: the order of day and month, agencies written once per block.

Knows the people of one table together; knows nothing of a single person's values.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from roster.cleaned import CellValue
from roster.date_patterns import proved_order
from roster.dates import column_order, is_ambiguous
from roster.intake.columns import Columns
from roster.intake.sections import agency_of, groups_of
from roster.intake.vocabulary import Vocabulary
from roster.intake.walk import Entry, Words
from roster.units import find_agency

BIRTH_FIELDS = ("dob", "dob_male", "dob_female")
PLACE_FIELDS = ("agency", "workplace", "unit")
_LONGEST_DITTO = 16  # letters: most cells of a long list need no closer look
_UP_TO_12, _OVER_12 = 0.4, 0.6  # of the days of a month
_BY_CHANCE = (
    0.06  # what date cells and typed dates show together may be chance; rarer, the spreadsheet did it
)

Place = tuple[int, int]  # row number, column


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds for a table as a whole.

    `month_first`: columns typed m/d/y. `doubtful`: date cells whose day and month may have changed places.
    `carried`: texts of agency columns that stand for a blank or 'nt' cell below, and posts that stand for an
    'nt' cell. `several_agencies`: the table names more than one agency, so that a row without one must not
    get the sender's.
    """

    month_first: frozenset[int] = frozenset()
    doubtful: frozenset[Place] = frozenset()
    carried: Mapping[Place, str] | None = None
    several_agencies: bool = False


def facts_of(
    entries: Sequence[Entry], columns: Columns, words: Words, *, month_first: frozenset[int] = frozenset()
) -> Facts:
    """The facts of a table from its person rows; `month_first` are columns with date cells shown as m/d."""
    births = [column for field in BIRTH_FIELDS for column in columns.of(field)]
    orders = {c: column_order(_values(entries, c)) for c in births}
    doubtful = {place for c in births for place in _doubtful(entries, c, orders[c], shown=c in month_first)}
    delegates = bool(entries) and groups_of(entries[0].stack)[0] == (words.plan.delegate_group,)
    places = [] if delegates else [c for field in PLACE_FIELDS for c in columns.of(field)]
    carried = {place: text for c in places for place, text in _carried(entries, c, words.vocabulary)}
    posts = {
        place: text for c in columns.of("position") for place, text in _dittos(entries, c, words.vocabulary)
    }
    return Facts(
        frozenset(c for c in births if orders[c] == "mdy"),
        frozenset(doubtful),
        posts | carried,
        _several_agencies(entries, columns, words),
    )


def _values(entries: Sequence[Entry], column: int) -> Iterator[CellValue]:
    return (entry.row.value(column) for entry in entries)


def _doubtful(entries: Sequence[Entry], column: int, order: str, *, shown: bool) -> Iterator[Place]:
    """In a column that mixes both orders every date that can be read both ways; so where date cells are
    `shown` as m/d and no typed date proves d/m: who typed the one saw the other.

    Also the date cells that a spreadsheet set to another country made of d/m/y: it takes 5/6/1979 for a date
    (6 May) and leaves 13/6/1979 a text, so the date cells all have days up to 12 and the texts none.
    """
    cells = [(entry.row.number, entry.row.value(column)) for entry in entries]
    proved = any(proved_order(value) for _, value in cells if isinstance(value, str))
    if order == "mixed" or (shown and not proved):
        yield from ((number, column) for number, value in cells if is_ambiguous(value))
    dates = [(number, value) for number, value in cells if isinstance(value, date)]
    if not dates or any(value.day > 12 for _, value in dates):
        return
    texts = [value for _, value in cells if isinstance(value, str) and column_order([value]) == "dmy"]
    typed = [value for value in texts if value.count("/") == 2]
    by_chance = _UP_TO_12 ** len(dates) * _OVER_12 ** len(typed)
    if typed and (shown or by_chance < _BY_CHANCE) and not any(map(is_ambiguous, typed)):
        yield from ((number, column) for number, _ in dates)


def _carried(entries: Sequence[Entry], column: int, words: Vocabulary) -> Iterator[tuple[Place, str]]:
    """The text for each blank cell when only the first row of every block names the agency; and for 'nt'."""
    blocks = _in_blocks(entries, column, words)
    return _filled(entries, column, lambda text: _is_ditto(text, words) or (not text and blocks))


def _dittos(entries: Sequence[Entry], column: int, words: Vocabulary) -> Iterator[tuple[Place, str]]:
    """The text for each 'nt'; a blank cell stays blank."""
    return _filled(entries, column, lambda text: _is_ditto(text, words))


def _filled(
    entries: Sequence[Entry], column: int, means_above: Callable[[str], bool]
) -> Iterator[tuple[Place, str]]:
    """The nearest text above, in the same section, for each cell that only points to it."""
    above, stack = "", None
    for entry in entries:
        text = entry.row.text(column)
        if entry.stack is not stack:  # another section: what stood above does not hold here
            above, stack = "", entry.stack
        if means_above(text):
            if above:
                yield (entry.row.number, column), above
        elif text:
            above = text


def _in_blocks(entries: Sequence[Entry], column: int, words: Vocabulary) -> bool:
    """Whether the blanks mean 'as above' throughout: no merges, no text twice, more blanks than texts."""
    if any(column in entry.row.carried for entry in entries):
        return False
    texts = [entry.row.text(column) for entry in entries]
    said = [text for text in texts if text and not _is_ditto(text, words)]
    return bool(said) and bool(texts[0]) and len(set(said)) == len(said) and len(texts) >= 2 * len(said)


def _is_ditto(text: str, words: Vocabulary) -> bool:
    if len(text) > _LONGEST_DITTO:
        return False
    return text in ('"', "''", "//", "-//-", "〃", "”", "“") or words.is_exactly("ditto", text.strip('-"/ '))


def _several_agencies(entries: Sequence[Entry], columns: Columns, words: Words) -> bool:
    """Whether columns or section rows name different agencies."""
    named: set[str] = set()
    for entry in entries:
        for field in ("agency", "workplace"):
            text = columns.text(entry.row, field)
            agency = find_agency(text, words.plan) if text else None
            if agency or words.vocabulary.starts("agency", text):
                named.add(agency.code if agency else text)
        section = tuple(s for s in entry.stack if s.origin == "section")
        agency, name = agency_of(section)
        if agency or name:
            named.add(agency.code if agency else name or "")
        if len(named) > 1:
            return True
    return False
