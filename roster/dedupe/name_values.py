"""Names as rows of word codes, so that comparing two names is comparing arrays.

Works on keys of `name_keys`, the one normaliser of names. Knows words, marks and accents; knows no levels.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

import numpy as np
import numpy.typing as npt

from roster import name_keys
from roster.dedupe.columns import NOT_STATED, Bools, Codes, Column, factorise, through

_MARK_BEFORE_NAME = re.compile(r"(?<!\w)([YyKkHh])\s*[^\w\s.]+\s*(?=\w)")  # H'Hồng, K` Choi, Y-Bhăm
_BETWEEN_WORDS = re.compile(r"[\s.]+")
_VOWEL = re.compile(r"[aeiouy]")
_PLAIN_WORDS = 1 << 16

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Distinct names, one row each; two names with the same letters and accents are one.

    `words` and `folded` (without accents) hold codes of words, filled up with NOT_STATED; `sizes` how many
    words. `letters`: a code for all folded letters in a row; `bag`, `folded_bag`: for the words in any order.
    `plain`: without any diacritic; `stripped`: surely typed without. `marked`: begins with a mark of names
    without surname (Y, H', K', Ka, Điểu), which is a word of its own. `short`: has a word that may be an
    abbreviation. `letter_set`: a bit for each letter it has.
    """

    spelled: tuple[str, ...]  # folded words with spaces between
    vocabulary: tuple[str, ...]  # by word code
    folded_vocabulary: tuple[str, ...]
    words: Codes
    folded: Codes
    sizes: Codes
    letters: Codes
    bag: Codes
    folded_bag: Codes
    plain: Bools
    stripped: Bools
    marked: Bools
    short: Bools
    letter_set: npt.NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.spelled)

    def spelling(self, row: int, *, folded: bool) -> Words:
        """The words of one name, with accents or folded."""
        table, words = (self.folded, self.folded_vocabulary) if folded else (self.words, self.vocabulary)
        return tuple(words[code] for code in table[row, : self.sizes[row]].tolist())


def read(
    full_names: Sequence[str], *, markers: frozenset[str], always_accented: frozenset[str]
) -> Column[Names]:
    """The names as compared; one without letters is not stated."""
    taken_apart = [_take_apart(name) for name in full_names]
    keys = factorise(key or None for key, _ in taken_apart)
    stated = np.flatnonzero(keys.codes != NOT_STATED)
    first = stated[np.unique(keys.codes[stated], return_index=True)[1]]
    rows = [taken_apart[i][1] for i in first.tolist()]
    return Column(_names(rows, markers=markers, always_accented=always_accented), keys.codes)


def _take_apart(full_name: str) -> tuple[str, Words]:
    """All letters in a row, the same for 'K' Choi', 'K’Choi' and 'K`choi'; and the words with their accents.

    A mark before a name is a word of its own.
    """
    plain = [_plain_word(word) for word in full_name.split(" ")]
    if None not in plain:
        words = tuple(filter(None, plain))
        return "".join(words), words
    apart = _BETWEEN_WORDS.split(_MARK_BEFORE_NAME.sub(r"\1 ", full_name))
    words = tuple(w for w in map(name_keys.accent_key, apart) if w)
    return name_keys.accent_key(full_name).replace(" ", "") if words else "", words


@lru_cache(_PLAIN_WORDS)
def _plain_word(word: str) -> str | None:
    """The key of a word that no rule about its neighbours touches; None for all others."""
    return name_keys.accent_key(word) if len(word) > 1 and word.isalpha() else None


def _names(rows: Sequence[Words], *, markers: frozenset[str], always_accented: frozenset[str]) -> Names:
    word = factorise(word for words in rows for word in words)
    folded = factorise(map(name_keys.fold_key, word.values))
    sizes = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
    table = np.full((len(rows), int(sizes.max(initial=1))), NOT_STATED, dtype=np.int64)
    table[np.arange(table.shape[1]) < sizes[:, None]] = word.codes
    folded_table = through(folded.codes, table)
    spelled = tuple(
        " ".join([folded.values[code] for code in codes[:size]])
        for codes, size in zip(folded_table.tolist(), sizes.tolist(), strict=True)
    )
    unaccented = np.array(
        [a == folded.values[b] for a, b in zip(word.values, folded.codes, strict=True)] + [True]
    )
    plain: Bools = np.logical_and.reduce(unaccented[table], axis=1)
    return Names(
        spelled=spelled,
        vocabulary=word.values,
        folded_vocabulary=folded.values,
        words=table,
        folded=folded_table,
        sizes=sizes,
        letters=factorise(name.replace(" ", "") for name in spelled).codes,
        bag=_row_codes(np.sort(table, axis=1)),
        folded_bag=_row_codes(np.sort(folded_table, axis=1)),
        plain=plain,
        stripped=plain & _among(folded.values, always_accented)[folded_table].any(axis=1),
        marked=_among(folded.values, markers)[folded_table[:, 0]],
        short=np.logical_or.reduce(_abbreviations(folded.values)[folded_table], axis=1),
        letter_set=_letter_sets(folded.values, folded_table),
    )


def _among(words: Words, wanted: frozenset[str]) -> Bools:
    return np.array([word in wanted for word in words] + [False])


def _abbreviations(words: Words) -> Bools:
    return np.array([only_consonants(word) for word in words] + [False])


def only_consonants(word: str) -> bool:
    """Whether a folded word may be an abbreviation: one letter, or no vowel."""
    return len(word) == 1 or not _VOWEL.search(word)


def _letter_sets(words: Words, table: Codes) -> npt.NDArray[np.uint32]:
    """Which letters a name has, a bit each: one edit changes at most two of the bits."""
    per_word = np.array([_letter_set(word) for word in words] + [0], dtype=np.uint32)
    found: npt.NDArray[np.uint32] = np.bitwise_or.reduce(per_word[table], axis=1)
    return found


def _letter_set(word: str) -> int:
    return reduce(or_, (1 << ord(letter) % 32 for letter in set(word)), 0)


def _row_codes(table: Codes) -> Codes:
    """One code per distinct row: columns are taken together one after the other, without gaps."""
    codes = np.zeros(len(table), dtype=np.int64)
    for column in table.T:
        width = int(column.max(initial=0)) + 2
        codes = np.unique(codes * width + column + 1, return_inverse=True)[1]
    return codes
