"""How two names can agree: from the same letters and accents down to nothing in common.

Works on keys of `name_keys`, the one normaliser of names. Knows Vietnamese and Central Highlands names;
knows nothing of weights.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from roster import name_keys

_MARK_BEFORE_NAME = re.compile(r"(?<!\w)([YyKkHh])\s*[^\w\s.]+\s*(?=\w)")  # H'Hồng, K` Choi, Y-Bhăm
_BETWEEN_WORDS = re.compile(r"[\s.]+")
_VOWEL = re.compile(r"[aeiouy]")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameValue:
    """A name as compared. `plain`: without any diacritic; `stripped`: surely typed without diacritics.

    `marked`: begins with a mark of names without surname (Y, H', K', Ka, Điểu), which is a word of its own.
    """

    key: str
    words: Words = field(compare=False)
    folded: Words = field(compare=False)
    plain: bool = field(compare=False)
    stripped: bool = field(compare=False)
    marked: bool = field(compare=False)


def read(full_name: str, *, markers: frozenset[str], always_accented: frozenset[str]) -> NameValue | None:
    """The name as compared, or None for a name without letters."""
    key = name_keys.accent_key(full_name).replace(" ", "")
    apart = _BETWEEN_WORDS.split(_MARK_BEFORE_NAME.sub(r"\1 ", full_name))
    words = tuple(w for w in map(name_keys.accent_key, apart) if w)
    if not words:
        return None
    folded = tuple(map(name_keys.fold_key, words))
    plain = words == folded
    return NameValue(
        key=key,
        words=words,
        folded=folded,
        plain=plain,
        stripped=plain and not always_accented.isdisjoint(folded),
        marked=folded[0] in markers,
    )


def level(left: NameValue, right: NameValue) -> str:
    """The first level of `LEVELS` that holds for the two names; symmetric."""
    return next(name for name, holds in _RULES if holds(left, right))


def _comparable(left: NameValue, right: NameValue) -> tuple[Words, Words]:
    """Words with their accents, unless one side has none at all: then both without."""
    if left.plain or right.plain:
        return left.folded, right.folded
    return left.words, right.words


def _exact(left: NameValue, right: NameValue) -> bool:
    return left.key == right.key


def _same_letters(left: NameValue, right: NameValue) -> bool:
    return "".join(left.folded) == "".join(right.folded)


def _unaccented(left: NameValue, right: NameValue) -> bool:
    return (left.stripped or right.stripped) and _same_letters(left, right)


def _maybe_unaccented(left: NameValue, right: NameValue) -> bool:
    return (left.plain or right.plain) and _same_letters(left, right)


def _clan_name(left: NameValue, right: NameValue) -> bool:
    """'Y Bhăm' and 'Y Bhăm Niê', "H'Hồng" and "Rơ Chăm H'Hồng": clan names came late to the papers.

    A clan name before the mark only for the one-letter marks: 'Thị Hoa' is not 'Nguyễn Thị Hoa'.
    """
    short, long = sorted((left, right), key=lambda name: len(name.words))
    if not short.marked or not 2 <= len(short.words) < len(long.words):
        return False
    a, b = _comparable(short, long)
    starts = range(len(b) - len(a) + 1) if len(a[0]) == 1 else range(1)
    return any(b[i : i + len(a)] == a for i in starts)


def _rotated(left: NameValue, right: NameValue) -> bool:
    """The given name first, or the surname last: what Western forms and split columns make of a name."""
    a, b = _comparable(left, right)
    return len(a) == len(b) and any(a[i:] + a[:i] == b for i in range(1, len(a)))


def _same_words(left: NameValue, right: NameValue) -> bool:
    a, b = _comparable(left, right)
    return sorted(a) == sorted(b)


def _initials(left: NameValue, right: NameValue) -> bool:
    """'Ng. Văn A' and 'Nguyễn Văn A': the given name in full, every other word equal or abbreviated."""
    a, b = _comparable(left, right)
    if len(a) != len(b) or len(a) < 2 or a[-1] != b[-1]:
        return False
    return all(x == y or _abbreviates(x, y) or _abbreviates(y, x) for x, y in zip(a, b, strict=True))


def _abbreviates(short: str, word: str) -> bool:
    only_consonants = len(short) == 1 or not _VOWEL.search(name_keys.fold_key(short))
    return len(short) < len(word) and word.startswith(short) and only_consonants


def _part_missing(left: NameValue, right: NameValue) -> bool:
    """Surname and given name agree, and the middle of one is a part of the other's."""
    short, long = sorted(_comparable(left, right), key=len)
    if len(short) < 2 or len(short) == len(long) or short[0] != long[0] or short[-1] != long[-1]:
        return False
    rest = iter(long[1:-1])
    return all(word in rest for word in short[1:-1])


def _one_edit(left: NameValue, right: NameValue) -> bool:
    """One letter more, less, other or two neighbours swapped, accents aside."""
    return OSA.distance(" ".join(left.folded), " ".join(right.folded), score_cutoff=1) <= 1


def _other_given(left: NameValue, right: NameValue) -> bool:
    return len(left.words) > 1 and left.words[:-1] == right.words[:-1]


def _same_given(left: NameValue, right: NameValue) -> bool:
    return left.words[-1] == right.words[-1]


def _anything(_left: NameValue, _right: NameValue) -> bool:
    return True


_RULES: tuple[tuple[str, Callable[[NameValue, NameValue], bool]], ...] = (
    ("exact", _exact),
    ("unaccented", _unaccented),
    ("maybe_unaccented", _maybe_unaccented),
    ("accents_differ", _same_letters),
    ("clan_name", _clan_name),
    ("word_order", _rotated),
    ("same_words", _same_words),
    ("initials", _initials),
    ("part_missing", _part_missing),
    ("one_edit", _one_edit),
    ("other_given", _other_given),
    ("same_given", _same_given),
    ("different", _anything),
)
LEVELS = tuple(name for name, _ in _RULES)
