"""Which pairs are worth comparing: records that share one of several keys.

Keys are integer codes; a key shared by too many records is dropped and counted. Knows no weights.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from roster.dedupe.comparisons import DateParts, Email, Phones
from roster.dedupe.features import NOT_STATED, Codes, Features, factorise
from roster.dedupe.name_levels import NameValue


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of record positions, `left < right`, each once; `dropped` counts keys shared by too many."""

    left: Codes
    right: Codes
    dropped: int = 0


def candidates(features: Features, *, largest_block: int) -> Candidates:
    """Every pair that shares a key held by at most `largest_block` records."""
    n = len(features)
    pairs = [np.empty(0, dtype=np.int64)]
    dropped = 0
    for rows, codes in _keys(features):
        left, right, too_large = pairs_within(rows, codes, largest_block)
        apart = left != right
        pairs.append((np.minimum(left, right) * n + np.maximum(left, right))[apart])
        dropped += too_large
    distinct = np.unique(np.concatenate(pairs))
    return Candidates(distinct // max(n, 1), distinct % max(n, 1), dropped)


def _keys(features: Features) -> Iterator[tuple[Codes, Codes]]:
    """Rows and their codes, one key after the other; a row may have several codes (two phones) or none.

    Whatever can reach the band 'ask' shares one of these: the same letters in any order, a card, a number, a
    mailbox, a name without surname; or most of the name together with a date of birth or an agency.
    """
    names, dates, agencies = (features.columns[field] for field in ("name", "dob", "agency"))
    year = _by_value(dates.codes, [parts[0] for parts in dates.values])
    full = _by_value(dates.codes, [_if_full(parts) for parts in dates.values])
    agency = _by_value(agencies.codes, [post.text for post in agencies.values])
    given, surname, stem, letters, bare = (
        _by_value(names.codes, [key(value) for value in names.values]) for key in _NAME_KEYS
    )
    for codes in (
        letters,
        bare,
        _both(full, given),
        _both(full, surname),
        _both(given, year),
        _both(given, agency),
        _both(stem, year),
        _both(stem, agency),
        features.columns["cccd"].codes,
        _by_value(features.columns["email"].codes, [_own(v) for v in features.columns["email"].values]),
    ):
        rows = np.flatnonzero(codes != NOT_STATED)
        yield rows, codes[rows]
    yield _by_number(features)


def _by_value(codes: Codes, keys: list[object]) -> Codes:
    """The code of each record's key, given one key per distinct value (None: no key)."""
    lookup = np.append(factorise(keys).codes, NOT_STATED)
    return lookup[codes]


def _both(left: Codes, right: Codes) -> Codes:
    """The codes of two keys taken together; a record without one of them has none."""
    width = int(right.max(initial=0)) + 1
    return np.where((left == NOT_STATED) | (right == NOT_STATED), NOT_STATED, left * width + right)


def _given(value: NameValue) -> str:
    """The given name, with the first letter that an abbreviated surname keeps."""
    return value.folded[-1] + value.folded[0][0]


def _surname(value: NameValue) -> str:
    return value.folded[0]


def _stem(value: NameValue) -> str:
    """What a name keeps when a letter of the given name is wrong."""
    return "".join(value.folded[:-1]) + value.folded[-1][0]


def _letters(value: NameValue) -> str:
    """The words in whatever order."""
    return "".join(sorted(value.folded))


def _bare_name(value: NameValue) -> str | None:
    """The mark and the name after it, for names without surname: 'y bhăm' of 'Y Bhăm Niê'."""
    for i, word in enumerate(value.folded[:-1]):
        if len(word) == 1 or (i == 0 and value.marked):
            return word + value.folded[i + 1]
    return None


_NAME_KEYS = (_given, _surname, _stem, _letters, _bare_name)


def _if_full(parts: DateParts) -> DateParts | None:
    return parts if parts[2] else None


def _own(email: Email) -> str | None:
    return None if email.shared else email.address


def _by_number(features: Features) -> tuple[Codes, Codes]:
    column = features.columns["phone"]
    values: tuple[Phones, ...] = column.values
    stated = [
        (row, number)
        for row, code in enumerate(column.codes.tolist())
        if code != NOT_STATED
        for number in values[code].own
    ]
    rows = np.array([row for row, _ in stated], dtype=np.int64)
    return rows, factorise(number for _, number in stated).codes


def pairs_within(rows: Codes, codes: Codes, largest: int) -> tuple[Codes, Codes, int]:
    """All pairs of rows with equal codes; last, how many codes over `largest` rows share, left out."""
    order = np.argsort(codes, kind="stable")
    rows, codes = rows[order], codes[order]
    starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]]) if len(codes) else codes
    sizes = np.diff(np.r_[starts, len(codes)])
    small = np.repeat(sizes <= largest, sizes)
    rows, sizes = rows[small], sizes[sizes <= largest]
    ends = np.repeat(np.cumsum(sizes), sizes)
    positions = np.arange(len(rows))
    partners = ends - positions - 1  # each row pairs with those after it in its block
    left = np.repeat(positions, partners)
    offsets = np.arange(len(left)) - np.repeat(np.cumsum(partners) - partners, partners)
    return rows[left], rows[left + 1 + offsets], int(len(starts) - len(sizes))
