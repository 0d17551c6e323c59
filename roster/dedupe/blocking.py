"""Which pairs are worth comparing: records that share one of several keys.

Keys are integer codes. The rarest values of a key come first, until the key has made as many pairs as it may;
what is left out is counted. Knows no weights.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from roster.dedupe.columns import (
    NOT_STATED,
    Bools,
    Codes,
    Column,
    both,
    factorise,
    several,
    spread,
    through,
)
from roster.dedupe.date_levels import Dates
from roster.dedupe.features import Features
from roster.dedupe.model import Blocking
from roster.dedupe.name_values import Names
from roster.dedupe.number_levels import Mailboxes, PhoneBook


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of record positions, `left < right`, each once; `dropped` counts values shared by too many."""

    left: Codes
    right: Codes
    dropped: int = 0


def candidates(features: Features, limits: Blocking) -> Candidates:
    """Every pair that shares a key, within the limits of the settings."""
    n = max(len(features), 1)
    pairs = [np.empty(0, dtype=np.int64)]
    dropped = 0
    for key, (rows, codes) in keys(features).items():
        most = most_pairs(limits, key, n)
        left, right, too_large = pairs_within(rows, codes, limits.largest_block, most=most)
        apart = left != right
        pairs.append((np.minimum(left, right) * n + np.maximum(left, right))[apart])
        dropped += too_large
    distinct = _distinct(np.concatenate(pairs))
    return Candidates(*divmod(distinct, n), dropped)


def most_pairs(limits: Blocking, key: str, records: int) -> int:
    """How many pairs one key may make among so many records."""
    return max(limits.least_pairs, int(limits.pairs_per_record[key] * records))


def usable(codes: Codes, largest: int, *, most: int) -> Bools:
    """Which rows have a code that `pairs_within` makes pairs of, were it given these codes and limits."""
    _, block, sizes = np.unique(codes, return_inverse=True, return_counts=True)
    found: Bools = (sizes <= min(largest, _largest_within(sizes, most)))[block] if len(codes) else codes > 0
    return found


def _distinct(codes: Codes) -> Codes:
    """Sorted, each once: faster than `np.unique`, which hashes."""
    codes.sort()
    first = np.ones(len(codes), dtype=np.bool_)
    np.not_equal(codes[1:], codes[:-1], out=first[1:])
    return codes[first]


def keys(features: Features) -> Mapping[str, tuple[Codes, Codes]]:
    """Rows and their codes by key; a row may have several codes (two phones) or none.

    Whatever can reach the band 'ask' shares one of these: the same words in any order, a card, a number, a
    mailbox, a name without surname; or most of the name together with a date of birth or an agency.
    """
    names, dates, agencies = (features.columns[field] for field in ("name", "dob", "agency"))
    given, surname, stem, words, bare = (through(codes, names.codes) for codes in _name_keys(names.values))
    year, full = (through(codes, dates.codes) for codes in _date_keys(dates.values))
    agency = through(agencies.values.words, agencies.codes)
    one_each = {
        "card": features.columns["cccd"].codes,
        "mailbox": _own_mailboxes(features.columns["email"]),
        "words": words,
        "bare_name": bare,
        "date_given": both(full, given),
        "date_surname": both(full, surname),
        "stem_year": both(stem, year),
        "stem_agency": both(stem, agency),
        "given_year": both(given, year),
        "given_agency": both(given, agency),
    }
    return {key: _stated(codes) for key, codes in one_each.items()} | {
        "mobile": _by_number(features.columns["phone"])
    }


def _stated(codes: Codes) -> tuple[Codes, Codes]:
    rows = np.flatnonzero(codes != NOT_STATED)
    return rows, codes[rows]


def _name_keys(names: Names) -> Sequence[Codes]:
    """Codes per name: given name with the initial an abbreviated surname keeps; surname; what is left when a
    letter of the given name is wrong; the words in any order; a name without surname."""
    rows = np.arange(len(names))
    letter = factorise(word[:1] for word in names.folded_vocabulary).codes
    surname = names.folded[:, 0]
    given = names.folded[rows, names.sizes - 1]
    stem = factorise(name[: name.rfind(" ") + 2].replace(" ", "") for name in names.spelled).codes
    return both(given, through(letter, surname)), surname, stem, names.folded_bag, _bare_names(names)


def _bare_names(names: Names) -> Codes:
    """The mark and the name after it, for names without surname: 'y bhăm' of 'Y Bhăm Niê'."""
    is_letter = np.array([len(word) == 1 for word in names.folded_vocabulary] + [False])
    found = np.full(len(names), NOT_STATED)
    width = len(names.folded_vocabulary)
    for i in range(names.folded.shape[1] - 1):
        mark = is_letter[names.folded[:, i]] | (names.marked if i == 0 else False)
        taken = mark & (i < names.sizes - 1) & (found == NOT_STATED)
        found[taken] = names.folded[taken, i] * width + names.folded[taken, i + 1]
    return found


def _date_keys(dates: Dates) -> Sequence[Codes]:
    """Year of birth, and the whole date where it is complete."""
    full = (dates.year * 100 + dates.month) * 100 + dates.day
    return dates.year, np.where(dates.day > 0, full, NOT_STATED)


def _own_mailboxes(emails: Column[Mailboxes]) -> Codes:
    own = np.where(emails.values.shared, NOT_STATED, np.arange(len(emails.values)))
    return through(own, emails.codes)


def _by_number(phones: Column[PhoneBook]) -> tuple[Codes, Codes]:
    """The mobiles of their own that records state, one row for each."""
    sizes = np.array([len(stated.own) for stated in phones.values.stated] + [0], dtype=np.int64)
    numbers = factorise(chain.from_iterable(sorted(stated.own) for stated in phones.values.stated))
    return spread(sizes, phones.codes), numbers.codes[several(sizes, phones.codes)]


def pairs_within(
    rows: Codes, codes: Codes, largest: int, *, most: int | None = None
) -> tuple[Codes, Codes, int]:
    """All pairs of rows with equal codes, from the rarest codes on, up to about `most` pairs.

    Last, how many codes were left out: those of more than `largest` rows, and the commonest.
    """
    order = np.argsort(codes, kind="stable")
    rows, codes = rows[order], codes[order]
    starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]]) if len(codes) else codes
    sizes = np.diff(np.r_[starts, len(codes)])
    if most is not None:
        largest = min(largest, _largest_within(sizes, most))
    wanted = (sizes <= largest) & (sizes > 1)
    taken = np.repeat(wanted, sizes)
    rows, left_out = rows[taken], int((sizes > largest).sum())
    sizes = sizes[wanted]
    ends = np.repeat(np.cumsum(sizes), sizes)
    positions = np.arange(len(rows))
    partners = ends - positions - 1  # each row pairs with those after it in its block
    left = np.repeat(positions, partners)
    offsets = np.arange(len(left)) - np.repeat(np.cumsum(partners) - partners, partners)
    return rows[left], rows[left + 1 + offsets], left_out


def _largest_within(sizes: Codes, most: int) -> int:
    """The size up to which all blocks together make at most `most` pairs; 1 when none may."""
    counts = np.bincount(sizes)
    pairs = np.arange(len(counts)) * (np.arange(len(counts)) - 1) // 2 * counts
    return int(np.searchsorted(np.cumsum(pairs), most, side="right")) - 1
