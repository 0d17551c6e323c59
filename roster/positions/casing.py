"""Capitals of positions, as NĐ 30/2020/NĐ-CP (Annex II) writes posts, agencies and places.

Sets words that a list typed in capitals or in small letters throughout, and the words of known posts; all
other capitals are the list's own and stay.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from roster.positions.tables import Capitals
from roster.positions.word import Word
from roster.syllables import is_syllable, split_tone
from roster.text import fold

_VOWEL = re.compile("[aeiouy]")
_OPENS = re.compile(r"[;:(/–-]")
_NUMBERS = frozenset("IVXABC")  # 'Nghiệp vụ I', 'Khu A'
_JOINTS = re.compile("[&-]")
_FIRST_LETTERS = re.compile(r"(?:^|(?<=['’`ʼ]))\w")


class _Next(NamedTuple):
    """What may follow: the beginning of a unit's name, the words of a place's name."""

    opening: bool = False
    naming: bool = False


class _Manner(NamedTuple):
    """How the list typed: small letters only, capitals only, or neither."""

    silent: bool
    shouted: bool


class _Form(NamedTuple):
    """A word for comparing: without accents, and in small letters with them ('' in a text typed without)."""

    key: str
    small: str

    def fits(self, model: "_Form") -> bool:
        """Whether the accents agree, or the list typed none: 'Kiểm' is not 'kiêm'."""
        return self.small in ("", model.small) or split_tone(self.small) == split_tone(model.small)


class _Patterns:
    """Phrases with their capitals, found by their words."""

    def __init__(self, phrases: Iterable[str], then: _Next) -> None:
        split = [phrase.replace(",", "").replace(" - ", " ").split() for phrase in phrases]
        self._by_first: dict[str, list[list[str]]] = {}
        for words in sorted(split, key=len, reverse=True):
            self._by_first.setdefault(_key(words[0]), []).append(words)
        self.then = then

    def at(self, forms: list[_Form]) -> list[str]:
        """The longest phrase that the words begin with, or an empty list."""
        for words in self._by_first.get(forms[0].key, ()):
            begins = len(words) <= len(forms) and all(
                form.key == _key(word) and form.fits(_form(word))
                for form, word in zip(forms, words, strict=False)
            )
            if begins:
                return words
        return []


class Casing:
    """The spellings of one position file, ready for use."""

    def __init__(self, capitals: Capitals) -> None:
        opening = _Next(opening=True)
        self._acronyms = {_key(acronym): acronym for acronym in capitals.acronyms}
        self._posts = _Patterns(capitals.posts, opening)
        self._names = _Patterns(capitals.names, _Next())
        self._units = _Patterns(capitals.organisations, opening)
        self._inner = _Patterns((*capitals.organisations, *capitals.inner_units), opening)
        self._places = _Patterns(capitals.places, _Next(naming=True))
        self._joiners = _Patterns(capitals.joiners, opening)

    def apply(self, words: list[Word]) -> list[Word]:
        """The words with their capitals set right, changed in place and returned."""
        manner = self._manner(words)
        for word in words:
            word.free = self._is_free(word, manner)
            self._lower(word)
        plain = all(_form(word.text).key == word.text.lower() for word in words)
        forms = [_Form(_key(word.text), "") if plain else _form(word.text) for word in words]
        place, now = 0, _Next(opening=True)
        while place < len(words):
            length, now = self._step(words[place:], forms[place:], _after_gap(words[place].gap, now))
            place += length
        if words and words[0].free:
            words[0].text = _capitalised(words[0].text)
        return words

    def _step(self, words: list[Word], forms: list[_Form], now: _Next) -> tuple[int, _Next]:
        """Set the words of one phrase: how many they were and what may follow."""
        for patterns in self._candidates(words[0], now):
            if pattern := patterns.at(forms):
                if words[0].free or patterns is self._posts:
                    self._set(words, pattern)
                if words[0].free and now.opening and patterns is self._names:
                    words[0].text = _capitalised(words[0].text)
                return len(pattern), patterns.then
        if words[0].free and (now.opening or now.naming):
            words[0].text = _capitalised(words[0].text)
        return 1, _Next(naming=now.naming and words[0].free)

    def _set(self, words: list[Word], pattern: list[str]) -> None:
        last = words[len(pattern) - 1]
        names_unit = self._names_unit(last, words[len(pattern) :])
        for word, model in zip(words, pattern, strict=False):
            if model.isupper() and len(model) > 1:
                word.text = model
            elif model[0].isupper():
                word.text = _capitalised(word.text.lower())
            elif word is not last or not names_unit:
                word.text = word.text.lower()

    def _names_unit(self, word: Word, following: list[Word]) -> bool:
        """Whether the list wrote 'Trưởng Ban Pháp chế': the capital is that of the unit's own name."""
        if word.free or word.written_out or not word.text.istitle() or not following:
            return False
        after = following[0]
        return bool(self._inner.at([_form(word.text)])) and after.gap == " " and after.text[:1].isupper()

    def _candidates(self, word: Word, now: _Next) -> Iterator[_Patterns]:
        yield self._posts
        if word.free:
            yield self._names
            yield self._inner if now.opening else self._units
            yield self._joiners
        yield self._places

    def _is_free(self, word: Word, manner: _Manner) -> bool:
        key = _key(word.text)
        if word.written_out or not key or self._is_acronym(word.text, key):
            return False
        if word.text in _NUMBERS:
            return False
        loud = manner.shouted or (len(word.text) > 1 and is_syllable(word.text))
        return manner.silent or (loud and word.text.isupper())

    def _is_acronym(self, text: str, key: str) -> bool:
        """Known, or without a vowel: such letters cannot be a Vietnamese word."""
        known = key in self._acronyms and not (text.islower() and is_syllable(text))
        return known or (len(key) > 1 and not _VOWEL.search(key)) or self._is_joined(text)

    def _is_joined(self, text: str) -> bool:
        """'HĐND&UBND': every part is an acronym."""
        parts = _JOINTS.split(text)
        return len(parts) > 1 and all(self._is_acronym(part, _key(part)) for part in parts)

    def _manner(self, words: list[Word]) -> _Manner:
        """How the list typed; acronyms in small letters count as the capitals they will be."""
        typed = [word.text for word in words if word.text and not word.written_out]
        loud = (t.isupper() or (t.islower() and self._is_acronym(t, _key(t))) for t in typed)
        return _Manner(silent=all(map(str.islower, typed)), shouted=all(loud))

    def _lower(self, word: Word) -> None:
        key = _key(word.text)
        if word.free:
            word.text = word.text.lower()
        elif not word.written_out and word.text.islower() and self._is_acronym(word.text, key):
            word.text = self._acronyms.get(key, word.text.upper())


def _after_gap(gap: str, now: _Next) -> _Next:
    """A dash, bracket or colon begins something new; a comma only ends the name of a place."""
    if _OPENS.search(gap):
        return _Next(opening=True)
    return _Next(opening=now.opening) if "," in gap else now


def _capitalised(text: str) -> str:
    return _FIRST_LETTERS.sub(lambda letter: letter[0].upper(), text)


@lru_cache(1 << 14)
def _form(word: str) -> _Form:
    return _Form(_key(word), word.lower())


def _key(word: str) -> str:
    return fold(word).replace(" ", "")
