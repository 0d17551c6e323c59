"""Phrases to meet at the start of a text: 'danh sách', 'phòng', 'KT.'.

Knows accents and abbreviations; which phrases they are stands in `data/list_words.toml`.
"""

import re
from functools import lru_cache

from roster.name_keys import accent_key
from roster.text import strip_diacritics

_CACHE = 1 << 14
_VOWEL = re.compile(r"[aeiouy]")


class Openings:
    """Phrases to meet at the start of a text; without accents only abbreviations and longer phrases."""

    def __init__(self, phrases: tuple[str, ...]) -> None:
        accented = frozenset(map(accent_key, phrases))
        bare = frozenset(map(strip_diacritics, accented))
        self._whole = accented | bare
        self._accented = accented
        self._plain = frozenset(key for key in bare if " " in key or not _VOWEL.search(key))
        self.first_words = frozenset(key.split()[0] for key in self._whole)
        self._most = max((key.count(" ") for key in accented), default=-1) + 1

    def length(self, text: str) -> int:
        """Letters of the longest phrase that begins the text, or 0."""
        opening = _opening(text.partition(" ")[0])
        if opening and opening not in self.first_words:  # most texts of a long list; a whole key costs more
            return 0
        key = accent_key(text)
        words = key.split()
        if not words or words[0] not in self.first_words:
            return 0
        plain = key.isascii()
        if key in (self._whole if plain else self._accented):
            return len(key)
        phrases = self._plain if plain else self._accented
        openings = (" ".join(words[:n]) for n in range(min(self._most, len(words)), 0, -1))
        return next((len(opening) for opening in openings if opening in phrases), 0)


@lru_cache(_CACHE)
def _opening(word: str) -> str:
    """The first word of the key of every text that begins so; '' where what follows has a say ("K' Choi")."""
    if word.isdigit():
        return word
    first = accent_key(word).partition(" ")[0]
    return first if len(first) > 1 else ""
