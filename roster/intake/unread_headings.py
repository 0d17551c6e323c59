"""Headings of columns that are never read: of the past ('Chức vụ cũ'), of somebody else ('Họ tên vợ').

Knows words and accents; which they are stands in `data/headers.toml`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from roster.name_keys import accent_key
from roster.text import strip_diacritics

_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class UnreadWords:
    """Words by which a column is left unread whatever else its heading says, `unless` others stand beside."""

    __pydantic_config__ = _STRICT
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()


class UnreadHeadings:
    """The words ready for comparing: accents count ('cũ' is not 'cụ'), unless the heading has none.

    There only phrases of several words count: 'CAN BO' says nothing of 'bố'.
    """

    def __init__(self, words: UnreadWords) -> None:
        self._words, self._unless = _keys(words.words), _keys(words.unless)
        self._plain = tuple(bare for bare in map(strip_diacritics, self._words) if " " in bare.strip())
        self._plain_unless = tuple(map(strip_diacritics, self._unless))

    def stand_in(self, heading: str) -> bool:
        """Whether the words stand anywhere in a heading."""
        key = _key(heading)
        words, unless = self._of(key)
        return any(word in key for word in words) and not any(word in key for word in unless)

    def are(self, heading: str) -> bool:
        """Whether the words are the whole of a heading."""
        key = _key(heading)
        return key in self._of(key)[0]

    def _of(self, key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return (self._plain, self._plain_unless) if key.isascii() else (self._words, self._unless)


def _keys(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(_key, words))


def _key(text: str) -> str:
    return f" {accent_key(text)} "
