"""How two card numbers, phones and mailboxes can agree.

Knows which numbers several people state (`context`); knows no weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass

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

_Digits = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Cards:
    """Distinct card numbers as rows of characters; `sizes`: 12 of a CCCD, 9 of the older CMND."""

    digits: _Digits
    sizes: Codes

    def __len__(self) -> int:
        return len(self.digits)


@dataclass(frozen=True, slots=True)
class Phones:
    """The numbers of one record by what they say about the person."""

    own: frozenset[str]
    shared: frozenset[str] = frozenset()
    landlines: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PhoneBook:
    """Distinct sets of numbers. `single`: one mobile of the person's own and nothing else, as `digits`."""

    stated: tuple[Phones, ...]
    single: Bools
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
    single = np.array(
        [len(p.own) == 1 and not (p.shared or p.landlines) for p in column.values], dtype=np.bool_
    )
    own = [next(iter(p.own)) if one else "" for p, one in zip(column.values, single.tolist(), strict=True)]
    return Column(PhoneBook(column.values, single, _characters(own)), column.codes)


def phone_levels(book: PhoneBook, left: Codes, right: Codes) -> Levels:
    """Nearly all records state one mobile: those are compared as arrays, the others one by one."""
    found = np.empty(len(left), dtype=np.int8)
    plain = book.single[left] & book.single[right]
    a, b = left[plain], right[plain]
    near = np.where(_one_slip(book.digits, a, b), _ONE_DIGIT, _DIFFERENT)
    found[plain] = np.where(a == b, _MOBILE, near)
    stated = book.stated
    found[~plain] = for_each_pair(
        lambda a, b: _phone_level(stated[a], stated[b]), left[~plain], right[~plain]
    )
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
    landlines = frozenset(n for n in numbers if n.startswith("+") and not phones.is_mobile(n))
    shared = frozenset(n for n in numbers if n in context.shared_phones) - landlines
    return Phones(own=frozenset(numbers) - landlines - shared, shared=shared, landlines=landlines)


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
