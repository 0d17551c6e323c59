"""How two names can agree: from the same letters and accents down to nothing in common.

Knows Vietnamese and Central Highlands names; knows nothing of weights.
"""

from collections.abc import Callable, Mapping

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from roster import name_keys
from roster.dedupe.columns import Bools, Codes, Levels, for_each_pair
from roster.dedupe.name_values import Names, Words, only_consonants

_ONE_EDIT_BITS = 2

LEVELS = (
    "exact",
    "unaccented",
    "maybe_unaccented",
    "accents_differ",
    "clan_name",
    "word_order",
    "same_words",
    "initials",
    "part_missing",
    "one_edit",
    "other_given",
    "same_given",
    "different",
)
_LEVEL: Mapping[str, int] = {name: i for i, name in enumerate(LEVELS)}

Rule = Callable[[Names, Codes, Codes], Bools]


def levels(names: Names, left: Codes, right: Codes) -> Levels:
    """For each pair of rows the first of `LEVELS` that holds; symmetric."""
    found = np.full(len(left), _LEVEL["different"], dtype=np.int8)
    found[left == right] = _LEVEL["exact"]
    todo = np.flatnonzero(left != right)
    for name, rule in _RULES:
        holds = rule(names, left[todo], right[todo])
        found[todo[holds]] = _LEVEL[name]
        todo = todo[~holds]
    return found


def _plain_pair(names: Names, left: Codes, right: Codes) -> Bools:
    """Where one side has no accents at all, both are compared without."""
    return names.plain[left] | names.plain[right]


def _same_letters(names: Names, left: Codes, right: Codes) -> Bools:
    found: Bools = names.letters[left] == names.letters[right]
    return found


def _unaccented(names: Names, left: Codes, right: Codes) -> Bools:
    return (names.stripped[left] | names.stripped[right]) & _same_letters(names, left, right)


def _maybe_unaccented(names: Names, left: Codes, right: Codes) -> Bools:
    return _plain_pair(names, left, right) & _same_letters(names, left, right)


def _clan_name(names: Names, left: Codes, right: Codes) -> Bools:
    maybe = (names.sizes[left] != names.sizes[right]) & (names.marked[left] | names.marked[right])
    rows = np.flatnonzero(maybe)
    maybe[rows] = _holds_start(names, left[rows], right[rows]) | _holds_start(names, right[rows], left[rows])
    return _in_python(_has_clan_name, names, maybe, ends=(left, right))


def _holds_start(names: Names, short: Codes, long: Codes) -> Bools:
    """Whether the first two words of one name are among those of the other, accents aside."""
    if names.folded.shape[1] < 2:
        return np.zeros(len(short), dtype=np.bool_)
    first, second = names.folded[short, 0, None], names.folded[short, 1, None]
    words = names.folded[long]
    found: Bools = (words == first).any(axis=1) & (words == second).any(axis=1)
    return found & (names.sizes[short] > 1)


def _word_order(names: Names, left: Codes, right: Codes) -> Bools:
    return _in_python(_rotated, names, _same_words(names, left, right), ends=(left, right))


def _same_words(names: Names, left: Codes, right: Codes) -> Bools:
    without_accents = names.folded_bag[left] == names.folded_bag[right]
    with_accents = names.bag[left] == names.bag[right]
    found: Bools = np.where(_plain_pair(names, left, right), without_accents, with_accents)
    return found


def _initials(names: Names, left: Codes, right: Codes) -> Bools:
    maybe = (names.short[left] | names.short[right]) & (names.sizes[left] == names.sizes[right])
    return _in_python(_abbreviated, names, maybe, ends=(left, right))


def _part_missing(names: Names, left: Codes, right: Codes) -> Bools:
    """Surname and given name agree, and the middle of one is a part of the other's."""
    maybe = (names.sizes[left] != names.sizes[right]) & (
        np.minimum(names.sizes[left], names.sizes[right]) > 1
    )
    maybe &= names.folded[left, 0] == names.folded[right, 0]
    maybe &= names.folded[left, names.sizes[left] - 1] == names.folded[right, names.sizes[right] - 1]
    return _in_python(_lacks_a_part, names, maybe, ends=(left, right))


def _one_edit(names: Names, left: Codes, right: Codes) -> Bools:
    """One letter more, less, other or two neighbours swapped, accents aside."""
    found = np.zeros(len(left), dtype=np.bool_)
    near = np.flatnonzero(
        np.bitwise_count(names.letter_set[left] ^ names.letter_set[right]) <= _ONE_EDIT_BITS
    )
    ends = ([names.spelled[i] for i in end[near].tolist()] for end in (left, right))
    distance = cpdist(*ends, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)
    found[near] = distance <= 1
    return found


def _other_given(names: Names, left: Codes, right: Codes) -> Bools:
    same_size = names.sizes[left] == names.sizes[right]
    differing = (names.words[left] != names.words[right]).sum(axis=1)
    last = names.words[left, names.sizes[left] - 1] != names.words[right, names.sizes[right] - 1]
    found: Bools = same_size & (names.sizes[left] > 1) & (differing == 1) & last
    return found


def _same_given(names: Names, left: Codes, right: Codes) -> Bools:
    found: Bools = names.words[left, names.sizes[left] - 1] == names.words[right, names.sizes[right] - 1]
    return found


def _in_python(
    rule: Callable[[Names, int, int], bool], names: Names, maybe: Bools, *, ends: tuple[Codes, Codes]
) -> Bools:
    """A rule about the order of words, asked where it may hold: too few pairs to be worth arrays."""
    found = np.zeros(len(maybe), dtype=np.bool_)
    left, right = (end[maybe] for end in ends)
    found[maybe] = for_each_pair(lambda a, b: rule(names, a, b), left, right)
    return found


def _comparable(names: Names, left: int, right: int) -> tuple[Words, Words]:
    """Words with their accents, unless one side has none at all: then both without."""
    plain = bool(names.plain[left] or names.plain[right])
    return names.spelling(left, folded=plain), names.spelling(right, folded=plain)


def _has_clan_name(names: Names, left: int, right: int) -> bool:
    """'Y Bhăm' and 'Y Bhăm Niê', "H'Hồng" and "Rơ Chăm H'Hồng": clan names came late to the papers.

    A clan name before the mark only for the one-letter marks: 'Thị Hoa' is not 'Nguyễn Thị Hoa'.
    """
    short, long = sorted((left, right), key=lambda row: int(names.sizes[row]))
    if not names.marked[short] or names.sizes[short] < 2:
        return False
    a, b = _comparable(names, short, long)
    starts = range(len(b) - len(a) + 1) if len(a[0]) == 1 else range(1)
    return any(b[i : i + len(a)] == a for i in starts)


def _rotated(names: Names, left: int, right: int) -> bool:
    """The given name first, or the surname last: what Western forms and split columns make of a name."""
    a, b = _comparable(names, left, right)
    return any(a[i:] + a[:i] == b for i in range(1, len(a)))


def _abbreviated(names: Names, left: int, right: int) -> bool:
    """'Ng. Văn A' and 'Nguyễn Văn A': the given name in full, every other word equal or abbreviated."""
    a, b = _comparable(names, left, right)
    if len(a) < 2 or a[-1] != b[-1]:
        return False
    return all(x == y or _abbreviates(x, y) or _abbreviates(y, x) for x, y in zip(a, b, strict=True))


def _abbreviates(short: str, word: str) -> bool:
    is_short = len(short) < len(word) and word.startswith(short)
    return is_short and only_consonants(name_keys.fold_key(short))


def _lacks_a_part(names: Names, left: int, right: int) -> bool:
    """Surname and given name agree, and the middle of one is a part of the other's."""
    short, long = sorted(_comparable(names, left, right), key=len)
    if short[0] != long[0] or short[-1] != long[-1]:
        return False
    rest = iter(long[1:-1])
    return all(word in rest for word in short[1:-1])


_RULES: tuple[tuple[str, Rule], ...] = (
    ("unaccented", _unaccented),
    ("maybe_unaccented", _maybe_unaccented),
    ("accents_differ", _same_letters),
    ("clan_name", _clan_name),
    ("word_order", _word_order),
    ("same_words", _same_words),
    ("initials", _initials),
    ("part_missing", _part_missing),
    ("one_edit", _one_edit),
    ("other_given", _other_given),
    ("same_given", _same_given),
)
