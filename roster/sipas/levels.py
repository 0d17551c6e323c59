"""Levels of units (district, commune, village, citizen): data, since the district level ends in 2025.

A reader of `data/sipas/levels.toml`; knows the words by which frames name a level.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from roster import datafiles
from roster.text import fold

_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Level:
    """A level; `person`: its units are people, whose names stay out of results."""

    __pydantic_config__ = _STRICT
    code: str
    name: str
    name_en: str
    words: tuple[str, ...]
    person: bool = False


@dataclass(frozen=True)
class Levels:
    """`levels.toml`, highest level first."""

    __pydantic_config__ = _STRICT
    levels: tuple[Level, ...]

    def code(self, word: str) -> str:
        """The code of the level that a word names ('phường': commune); an unknown word is its own code."""
        found = self._by_word.get(fold(word))
        return found.code if found else word

    def level(self, code: str) -> Level:
        """The level with this code; one that nobody knows has its code as its name."""
        return next((one for one in self.levels if one.code == code), Level(code, code, code, ()))

    def name(self, code: str, language: str) -> str:
        """What the level is called in a language, 'vi' or 'en'."""
        level = self.level(code)
        return level.name if language == "vi" else level.name_en

    @cached_property
    def _by_word(self) -> Mapping[str, Level]:
        return {fold(word): one for one in self.levels for word in (one.code, one.name, *one.words)}


def load_levels() -> Levels:
    """The levels in use."""
    return datafiles.load(datafiles.find("sipas/levels.toml"), Levels)
