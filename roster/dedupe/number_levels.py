"""How two card numbers, phones and mailboxes can agree.

Knows which numbers several people state (`context`); knows no weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from roster import phones
from roster.dedupe.columns import NOT_COMPARED, Bools, Codes, Column, Levels, factorise, for_each_pair
from roster.dedupe.context import Context

CARD_LEVELS = ("same", "one_digit", "different")
_CARD_SAME, _CARD_ONE_DIGIT, _CARD_DIFFERENT = range(len(CARD_LEVELS))
PHONE_LEVELS = ("mobile", "shared", "landline", "one_digit", "different")
_MOBILE, _SHARED, _LANDLINE, _ONE_DIGIT, _DIFFERENT = range(len(PHONE_LEVELS))
EMAIL_LEVELS = ("same", "shared", "different")
_EMAIL_SAME, _EMAIL_SHARED, _EMAIL_DIFFERENT = range(len(EMAIL_LEVELS))

_NONE: frozenset[str] = frozenset()
_Digits = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Cards:
    """Distinct card numbers as rows of characters; `sizes`: 12 of a CCCD, 9 of the older CMND."""

    digits: _Digits
    sizes: Codes

    def __len__(self) -> int:
        return len(self.digits)


class Phones(NamedTuple):
    """The numbers of one record by what they say about the person."""

    own: frozenset[str] = _NONE
    shared: frozenset[str] = _NONE
    landlines: frozenset[str] = _NONE


@dataclass(frozen=True, slots=True)
class PhoneBook:
    """Distinct sets of numbers. `single`: one number and no other; `own`, `shared` as in `Phones`.

    `digits` holds the characters of single numbers.
    """

    stated: tuple[Phones, ...]
    single: Bools
    own: Bools
    shared: Bools
    digits: _Digits

    def __len__(self) -> int:
        return len(self.stated)


@dataclass(frozen=True, slots=True)
class Mailboxes:
    """Distinct addresses; `shared` when it is an office's or several people state it."""

    addresses: tuple[str, ...]
    shared: Bools

    def __len__(self) -> int:
        return len(self.addresses)


def read_cards(cards: Sequence[str | None], _context: Context) -> Column[Cards]:
    """Card numbers as compared."""
    column = factorise(card or None for card in cards)
    sizes = np.array([len(card) for card in column.values], dtype=np.int64)
    return Column(Cards(_characters(column.values), sizes), column.codes)


def card_levels(cards: Cards, left: Codes, right: Codes) -> Levels:
    """A CMND and a CCCD of one person are different numbers, so they are not compared."""
    found = np.full(len(left), NOT_COMPARED, dtype=np.int8)
    comparable = np.flatnonzero(cards.sizes[left] == cards.sizes[right])
    left, right = left[comparable], right[comparable]
    near = _one_slip(cards.digits, left, right)
    found[comparable] = np.where(left == right, _CARD_SAME, np.where(near, _CARD_ONE_DIGIT, _CARD_DIFFERENT))
    return found


def read_phones(numbers: Sequence[tuple[str, ...]], context: Context) -> Column[PhoneBook]:
    """Each record's numbers parted into its own, those of several people, and fixed lines."""
    column = factorise(_phones(stated, context) if stated else None for stated in numbers)
    kinds: tuple[Phones, ...] = column.values
    single = [sum(map(len, kind)) == 1 for kind in kinds]
    only = ["".join(frozenset().union(*kind)) if one else "" for kind, one in zip(kinds, single, strict=True)]
    book = PhoneBook(
        kinds,
        single=np.array(single, dtype=np.bool_),
        own=np.array([bool(kind.own) for kind in kinds], dtype=np.bool_),
        shared=np.array([bool(kind.shared) for kind in kinds], dtype=np.bool_),
        digits=_characters(only),
    )
    return Column(book, column.codes)


def phone_levels(book: PhoneBook, left: Codes, right: Codes) -> Levels:
    """Nearly all records state one number: those are compared as arrays, the others one by one."""
    found = np.empty(len(left), dtype=np.int8)
    plain = book.single[left] & book.single[right]
    a, b = left[plain], right[plain]
    same = np.where(book.own[a], _MOBILE, np.where(book.shared[a], _SHARED, _LANDLINE))
    near = np.where(_one_slip(book.digits, a, b), _ONE_DIGIT, _DIFFERENT)
    differing = np.where(book.own[a] & book.own[b], near, NOT_COMPARED)
    found[plain] = np.where(a == b, same, differing)
    stated = book.stated
    ends = left[~plain], right[~plain]
    found[~plain] = for_each_pair(lambda a, b: _phone_level(stated[a], stated[b]), *ends)
    return found


def read_emails(addresses: Sequence[str | None], context: Context) -> Column[Mailboxes]:
    """Addresses as compared."""
    column = factorise(address.lower() if address else None for address in addresses)
    shared = np.array([context.is_shared_email(address) for address in column.values], dtype=np.bool_)
    return Column(Mailboxes(column.values, shared), column.codes)


def email_levels(boxes: Mailboxes, left: Codes, right: Codes) -> Levels:
    """Two different addresses say something only where both are people's own."""
    shared = boxes.shared[left] | boxes.shared[right]
    same = np.where(shared, _EMAIL_SHARED, _EMAIL_SAME)
    return np.where(left == right, same, np.where(shared, NOT_COMPARED, _EMAIL_DIFFERENT)).astype(np.int8)


def _phones(numbers: tuple[str, ...], context: Context) -> Phones:
    if len(numbers) == 1:  # nearly always, and a large table has many
        return _phone(frozenset(numbers), numbers[0], context)
    landlines = frozenset(filter(_is_landline, numbers))
    shared = frozenset(n for n in numbers if n in context.shared_phones) - landlines
    return Phones(own=frozenset(numbers) - landlines - shared, shared=shared, landlines=landlines)


def _phone(one: frozenset[str], number: str, context: Context) -> Phones:
    if _is_landline(number):
        return Phones(landlines=one)
    return Phones(shared=one) if number in context.shared_phones else Phones(own=one)


def _is_landline(number: str) -> bool:
    """Numbers without country, from tables of other countries, may be anything: they count as mobiles."""
    return number.startswith("+") and not phones.is_mobile(number)


def _phone_level(left: Phones, right: Phones) -> int:
    if left.own & right.own:
        return _MOBILE
    if left.shared & right.shared:
        return _SHARED
    if left.landlines & right.landlines:
        return _LANDLINE
    if not (left.own and right.own):
        return NOT_COMPARED
    near = any(OSA.distance(a, b, score_cutoff=1) <= 1 for a in left.own for b in right.own)
    return _ONE_DIGIT if near else _DIFFERENT


def _characters(numbers: Sequence[str]) -> _Digits:
    """Numbers as rows of character codes, filled up with 0."""
    width = max(map(len, numbers), default=0) or 1
    return np.array(numbers, dtype=f"<U{width}").view(np.uint32).reshape(len(numbers), width)


def _one_slip(digits: _Digits, left: Codes, right: Codes) -> Bools:
    """One digit differs, or two neighbours have changed places: what a slip of the hand makes of a number."""
    differs = digits[left] != digits[right]
    count = differs.sum(axis=1)
    found: Bools = count == 1
    rows = np.flatnonzero(count == 2)
    first = differs[rows].argmax(axis=1)
    second = np.minimum(first + 1, digits.shape[1] - 1)
    a, b = digits[left[rows]], digits[right[rows]]
    at = np.arange(len(rows))
    found[rows] = (a[at, first] == b[at, second]) & (a[at, second] == b[at, first])
    return found
