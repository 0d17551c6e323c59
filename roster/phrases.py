"""Finds known phrases in words typed any way: 'Sở KH & ĐT', 'SởKHĐT' and 'so kh dt' are one.

Knows words and phrases; knows nothing of what a phrase stands for.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from roster.syllables import split_tone
from roster.text import fold, tidy

T = TypeVar("T")

_WORD = re.compile(r"[^\W_]+")
_FILLERS = frozenset({"va", "cac"})  # 'và' and '&' are one; 'các phòng' is 'phòng'


class Word(NamedTuple):
    """A word without accents, and as written ('' where unknown: a synonym, or a text typed without)."""

    folded: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A phrase met in a text: what it stands for and which words it covers (`end` excluded)."""

    value: T
    start: int
    end: int


class Words:
    """Takes a text apart into comparable words: synonyms replaced, 'và' and 'các' left out."""

    def __init__(self, synonyms: Iterable[tuple[str, str]] = ()) -> None:
        self._synonyms = [(tuple(_split(old)), tuple(_split(new))) for old, new in synonyms]

    def __call__(self, text: str) -> tuple[Word, ...]:
        """The words of `text`, in order."""
        words = [Word(fold(w).replace(" ", ""), w) for w in _WORD.findall(tidy(text).lower())]
        if all(word.folded == word.written for word in words):
            words = [Word(word.folded) for word in words]
        present = {word.folded for word in words}
        for old, new in self._synonyms:
            if old[0].folded in present:
                _replace(words, old, new)
                present.update(word.folded for word in new)
        return tuple(word for word in words if word.folded not in _FILLERS)


class PhraseTable(Generic[T]):
    """Phrases by their letters without spaces; they match from the start of a word to the end of a word.

    The first word's accents count, unless the text has none: 'trưởng' is not 'trường', and 'Dân số - Kế
    hoạch' is not 'Sở Kế hoạch'. Other accents are forgiven.
    """

    def __init__(self, phrases: Mapping[str, T], words: Words) -> None:
        split = [(words(phrase), value) for phrase, value in phrases.items()]
        self._values = {joined(phrase): value for phrase, value in split}
        self._first: dict[str, set[Word]] = {}
        for phrase, _ in split:
            self._first.setdefault(joined(phrase), set()).update(phrase[:1])
        self._openings = frozenset(key[:2] for key in self._values)
        self._longest = max(map(len, self._values), default=0)

    def exact(self, words: Sequence[Word]) -> T | None:
        """What the words as a whole stand for, or None."""
        return self._values.get(joined(words))

    def find(self, words: Sequence[Word]) -> tuple[Found[T], ...]:
        """All phrases from left to right without overlap; of those that start together the longest."""
        return tuple(self._scan(words))

    def _scan(self, words: Sequence[Word]) -> Iterator[Found[T]]:
        start = 0
        while start < len(words):
            hit = self._longest_at(words, start)
            if hit:
                yield hit
            start = hit.end if hit else start + 1

    def _longest_at(self, words: Sequence[Word], start: int) -> Found[T] | None:
        hit, key = None, ""
        for end in range(start, len(words)):
            key += words[end].folded
            if len(key) > self._longest or (len(key) > 1 and key[:2] not in self._openings):
                break
            if key in self._values and self._begins(key, words[start]):
                hit = Found(self._values[key], start, end + 1)
        return hit

    def _begins(self, key: str, word: Word) -> bool:
        return any(_same_accents(word, first) for first in self._first[key])


@lru_cache(1 << 14)
def _same_accents(word: Word, first: Word) -> bool:
    """Whether a word may begin the phrase; a word glued to the next one, or of unknown accents, may."""
    if word.folded != first.folded or not word.written or not first.written:
        return True
    return split_tone(word.written) == split_tone(first.written)


def joined(words: Sequence[Word]) -> str:
    """The words without accents and spaces."""
    return "".join(word.folded for word in words)


def _split(text: str) -> Iterator[Word]:
    return (Word(word) for word in fold(text).split())


def _replace(words: list[Word], old: tuple[Word, ...], new: tuple[Word, ...]) -> None:
    start, size = 0, len(old)
    while start <= len(words) - size:
        if [word.folded for word in words[start : start + size]] == [word.folded for word in old]:
            words[start : start + size] = new
            start += len(new)
        else:
            start += 1
