"""Records prepared for splink: one row each, with what the SQL of `splink_settings` reads.

Values are those of `dedupe`: what SQL cannot read off typed texts (accents, marks, shared numbers, rarity) is
settled here. Knows features and the rarity of values; knows no SQL.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from roster import name_keys
from roster.dedupe import blocking
from roster.dedupe.columns import NOT_STATED, Bools, Codes, Column, Floats
from roster.dedupe.comparisons import COMPARISONS
from roster.dedupe.features import Features
from roster.dedupe.model import Blocking
from roster.dedupe.name_values import Names, Words, only_consonants
from roster.dedupe.number_levels import Cards, PhoneBook
from roster.dedupe.score import Scale

NUMBERS = 3  # of one kind and record; the others are left out
FREQUENCY = "frequency_"  # before the name of the column whose values it is of
RARE = {"name": ("name_key", "exact"), "dob": ("whole_date", "full")} | {
    field: (f"{field}_words", "same") for field in ("agency", "position")
}
"""Per field with a rarity: the column that rarity is told of, and the level that is equality in it."""

Columns = dict[str, pa.Array]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The table, and the names of the columns whose equal values make candidates, by key."""

    table: pa.Table
    keys: Mapping[str, tuple[str, ...]]


def prepare(ids: pa.StringArray, scale: Scale, limits: Blocking) -> Prepared:
    """All records of the scale, in their order; of `ids` each has one.

    A frequency is written so that splink's term frequency adjustment gives the bits of our rarity.
    """
    features = scale.features
    blocks = dict(_keys(features, limits))
    fields: Mapping[str, Callable[[Column[Any]], Columns]] = {
        "name": _names,
        "dob": _dates,
        "gender": lambda column: {"gender_code": _codes(column.codes)},
        "cccd": _cards,
        "phone": _phones,
        "email": _emails,
        "agency": _agencies,
        "position": _positions,
        "list": lambda column: {"list_code": _codes(column.codes)},
    }
    columns: Columns = {"unique_id": ids}
    for field, read in fields.items():
        columns |= read(features.columns[field])
    columns |= {FREQUENCY + RARE[field][0]: _frequency(scale, field) for field in scale.rarity}
    columns |= {name: array for one in blocks.values() for name, array in one.items()}
    return Prepared(pa.table(columns), {key: tuple(one) for key, one in blocks.items()})


def _codes(codes: Codes) -> pa.Array:
    return pa.array(codes, mask=codes == NOT_STATED)


def _of(column: Column[Any]) -> Callable[[Any], pa.Array]:
    """Values by code, as a column by record; empty where nothing is stated."""
    places = _codes(column.codes)
    return lambda values: (values if isinstance(values, pa.Array) else pa.array(values)).take(places)


def _texts(values: Sequence[str | None]) -> pa.Array:
    return pa.array(values, pa.string())


def _names(column: Column[Names]) -> Columns:
    names, of = column.values, _of(column)
    accented = [names.spelling(row, folded=False) for row in range(len(names))]
    folded = [tuple(name.split(" ")) for name in names.spelled]
    marked = names.marked.tolist()
    found = {
        "name_key": of(np.arange(len(names))),
        "letters": of(names.letters),
        "word_count": of(names.sizes),
        "plain": of(names.plain),
        "stripped": of(names.stripped),
        "spelled": of(_texts(names.spelled)),
        "front": of(_texts([" ".join(words[:-1]) or None for words in accented])),
        "given": of(_texts([words[-1] for words in accented])),
        "bag": of(names.bag),
        "folded_bag": of(names.folded_bag),
    }
    for spelling, rows in (("accented", accented), ("folded", folded)):
        clan = [_clan_pattern(row) if mark else None for row, mark in zip(rows, marked, strict=True)]
        found |= {
            spelling: of(_texts([_spaced(row) for row in rows])),
            f"{spelling}_twice": of(_texts([_spaced(row) * 2 for row in rows])),
            f"{spelling}_inside": of(_texts([f"%{_spaced(row)}%" for row in rows])),
            f"{spelling}_clan": of(_texts(clan)),
            f"{spelling}_initials": of(_texts(list(map(_initials_pattern, rows)))),
            f"{spelling}_parts": of(_texts(list(map(_parts_pattern, rows)))),
        }
    return found


def _spaced(words: Words) -> str:
    """Each word between blanks of its own, so that LIKE finds whole words only."""
    return "".join(f" {word} " for word in words)


def _clan_pattern(words: Words) -> str | None:
    """LIKE what has these words in a row: anywhere after a mark of one letter, else at the beginning."""
    if len(words) < 2:
        return None
    return ("%" if len(words[0]) == 1 else "") + _spaced(words) + "%"


def _initials_pattern(words: Words) -> str | None:
    """LIKE the same number of words, of which these are or abbreviate each; the given name in full."""
    front = [
        f" {word}% " if only_consonants(name_keys.fold_key(word)) else f" {word} " for word in words[:-1]
    ]
    return "".join(front) + f" {words[-1]} " if any("%" in word for word in front) else None


def _parts_pattern(words: Words) -> str | None:
    """LIKE a name with the same ends and these words between, among others."""
    return "%".join(f" {word} " for word in words) if len(words) > 1 else None


def _dates(column: Column[Any]) -> Columns:
    dates, of = column.values, _of(column)
    whole = np.where(dates.day > 0, (dates.year * 100 + dates.month) * 100 + dates.day, NOT_STATED)
    parts = {"birth_year": dates.year, "birth_month": dates.month, "birth_day": dates.day}
    return {name: of(part) for name, part in parts.items()} | {"whole_date": of(_codes(whole))}


def _cards(column: Column[Cards]) -> Columns:
    cards = column.values
    width = cards.digits.shape[1]
    numbers = np.ascontiguousarray(cards.digits).view(f"<U{width}").ravel().tolist()
    return {"card": _of(column)(_texts(numbers))}


def _phones(column: Column[PhoneBook]) -> Columns:
    of = _of(column)
    stated = column.values.stated
    return {
        f"{kind}_{i + 1}": of(_texts([_nth(getattr(numbers, kind), i) for numbers in stated]))
        for kind in ("own", "shared", "landlines")
        for i in range(NUMBERS)
    }


def _nth(numbers: frozenset[str], i: int) -> str | None:
    return sorted(numbers)[i] if i < len(numbers) else None


def _emails(column: Column[Any]) -> Columns:
    of = _of(column)
    return {"mailbox": of(_texts(column.values.addresses)), "mailbox_shared": of(column.values.shared)}


def _agencies(column: Column[Any]) -> Columns:
    posts, of = column.values, _of(column)
    return {
        "agency_words": of(posts.words),
        "agency_list": of(posts.places),
        "senders_list": of(posts.senders),
    }


def _positions(column: Column[Any]) -> Columns:
    of = _of(column)
    return {"position_words": of(column.values.words), "position_start": of(column.values.starts)}


def _frequency(scale: Scale, field: str) -> pa.Array:
    """u of equality, made so much smaller as the rarity adds bits: splink adds log2(u / frequency)."""

    levels = next(c.levels for c in COMPARISONS if c.field == field)
    u = scale.tables[field].u[levels.index(RARE[field][1])]
    frequencies: Floats = u * np.exp2(-scale.rarity[field])
    return _of(scale.features.columns[field])(frequencies)


def _keys(features: Features, limits: Blocking) -> Iterator[tuple[str, Columns]]:
    """Per key a column of codes, or several where records have several; empty for values of too many."""
    size = len(features)
    for key, (rows, codes) in blocking.keys(features).items():
        most = blocking.most_pairs(limits, key, max(size, 1))
        taken = blocking.usable(codes, limits.largest_block, most=most)
        turns = _turns(rows)
        yield (
            key,
            {
                f"key_{key}_{turn + 1}": _key(size, rows, codes, taken=taken & (turns == turn))
                for turn in range(min(int(turns.max(initial=0)) + 1, NUMBERS))
            },
        )


def _turns(rows: Codes) -> Codes:
    """How many entries of the same row stand before each; those of a row stand together."""
    first = np.r_[True, rows[1:] != rows[:-1]] if len(rows) else np.empty(0, dtype=np.bool_)
    places = np.arange(len(rows))
    return places - np.maximum.accumulate(np.where(first, places, 0))


def _key(size: int, rows: Codes, codes: Codes, *, taken: Bools) -> pa.Array:
    found = np.full(size, NOT_STATED)
    found[rows[taken]] = codes[taken]
    return _codes(found)
