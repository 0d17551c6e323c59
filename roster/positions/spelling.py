"""Writes a position out as officials do: glued words parted, abbreviations expanded, capitals set right.

Knows words and the tables of `data/positions.toml`; knows nothing of groups. No word is ever removed.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from roster.memo import by_identity
from roster.positions.casing import Casing
from roster.positions.tables import ContextAbbreviation, Positions
from roster.positions.word import Word
from roster.syllables import is_syllable
from roster.text import fold, strip_diacritics, tidy

_CACHED_TEXTS = 1 << 16
_ACRONYMS_JOINED = r"[A-ZĐ]+(?:[&-][A-ZĐ]+)+(?![^\W\d_])"  # 'TN&MT', 'LĐ-TB&XH'
_WORD = re.compile(rf"{_ACRONYMS_JOINED}|[^\W\d_]+(?:['’`ʼ][^\W\d_]+)*")
_VOWEL = re.compile("[aeiouy]")
_STOP = re.compile(r"\s*([,;:])\s*")
_PASSES = 4
_NEXT = 4  # words looked at after an abbreviation


def expand(text: str, positions: Positions) -> str:
    """The position written out: 'Q. CVP' → 'Quyền Chánh Văn phòng', 'GIÁM ĐỐC' → 'Giám đốc'.

    Words that no table knows stay as they are; expanding twice changes nothing.
    """
    return _speller(positions).expand(text)


class _Speller:
    """The tables of one position file, ready for look-up."""

    def __init__(self, positions: Positions) -> None:
        self._always = {_key(short): full for short, full in positions.abbreviations.items()}
        self._in_context: dict[str, list[_InContext]] = {}
        for entry in positions.in_context:
            self._in_context.setdefault(_key(entry.short), []).append(_InContext(entry))
        capitals = positions.capitals
        units = (*capitals.organisations, *capitals.inner_units, *capitals.posts)
        self._openers = frozenset(fold(words).split()[-1] for words in units)
        self._casing = Casing(capitals)
        self.expand = lru_cache(_CACHED_TEXTS)(self._expand)

    def _expand(self, text: str) -> str:
        """Write out until nothing is left to write out: in 'PT TTr', 'PT' waits for 'Thanh tra'."""
        text = tidy(text)
        for _ in range(_PASSES):
            words = list(self._written_out(list(self._words_of(text))))
            text = "".join(word.gap + word.text for word in self._casing.apply(words)).strip()
            if not any(word.written_out for word in words):
                break
        return text

    def _words_of(self, text: str) -> Iterator[Word]:
        end = 0
        for match in _WORD.finditer(text):
            gap = _STOP.sub(r"\1 ", text[end : match.start()])
            for part in self._parted(match[0]):
                yield Word(part, gap)
                gap = " "
            end = match.end()
        yield Word("", text[end:])

    def _parted(self, word: str) -> tuple[str, ...]:
        """'PhòngHành' → 'Phòng', 'Hành'; 'PHÒNGHÀNH' too, where the first part is a word we know."""
        for cut in range(2, len(word) - 1):
            left, right = word[:cut], word[cut:]
            if left[-1].islower() and right[0].isupper() and _VOWEL.search(fold(left)):
                return (left, *self._parted(right))
        if len(word) < 6 or is_syllable(word):
            return (word,)
        for cut in range(3, len(word) - 1):
            if fold(word[:cut]) in self._openers and is_syllable(word[cut:]):
                return word[:cut], word[cut:]
        return (word,)

    def _written_out(self, words: list[Word]) -> Iterator[Word]:
        before = ""
        for place, word in enumerate(words):
            following = words[place + 1 :]
            full = self._meaning(word, before, following)
            before = f"{before} {fold(full or word.text)}".strip()
            if full is None:
                yield word
                continue
            gap = word.gap
            for part in full.split():
                yield Word(part, gap, written_out=True)
                gap = " "
            if following and following[0].gap.startswith("."):  # the point of 'Q.'
                following[0].gap = " " + following[0].gap[1:].lstrip()

    def _meaning(self, word: Word, before: str, following: Sequence[Word]) -> str | None:
        key = _key(word.text)
        if not key or strip_diacritics(word.text.replace("Đ", "D").replace("đ", "d")).isascii() is False:
            return None
        if key in self._always:
            return self._always[key]
        if "-" in word.text and all(_key(part) in self._always for part in word.text.split("-")):
            return " - ".join(self._always[_key(part)] for part in word.text.split("-"))
        after = " ".join(fold(w.text) for w in following[:_NEXT])
        return next((c.full for c in self._in_context.get(key, ()) if c.fits(before, after)), None)


class _InContext:
    """One context-dependent abbreviation, its contexts folded."""

    def __init__(self, entry: ContextAbbreviation) -> None:
        self.full = entry.full
        self._after, self._not_after = _folded(entry.after, " {}"), _folded(entry.not_after, " {}")
        self._before, self._not_before = _folded(entry.before, "{} "), _folded(entry.not_before, "{} ")

    def fits(self, before: str, after: str) -> bool:
        """Whether the words before and after allow this meaning."""
        before, after = f" ^ {before}".rstrip(), f"{after} $ ".lstrip()
        return (
            (not self._after or before.endswith(self._after))
            and not (self._not_after and before.endswith(self._not_after))
            and (not self._before or after.startswith(self._before))
            and not (self._not_before and after.startswith(self._not_before))
        )


def _folded(words: Sequence[str], template: str) -> tuple[str, ...]:
    return tuple(template.format(fold(word) or word) for word in words)  # '^' and '$' fold to nothing


def _key(word: str) -> str:
    return fold(word).replace(" ", "")


@by_identity
def _speller(positions: Positions) -> _Speller:
    return _Speller(positions)
