"""By what a record is found, and in which order: texts that a database compares letter by letter.

Knows a record's name, post and marks (flags, held, taken out); knows no query. Both texts end after a number
of letters, because a cell may hold a page and an index may not.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from roster import name_keys
from roster.text import strip_diacritics

HELD = "=held"
EXCLUDED = "=excluded"
_FLAG = "!"  # no word contains it, so that nothing a person types can be mistaken for a mark
_LETTERS = 300
_MARKS = 400
_CACHE = 1 << 16


def search_text(record: Any) -> str:
    """Name and post without accents and with them, then the marks; every word stands between spaces.

    `record` has full_name, position, flags, held and excluded, wherever it comes from.
    """
    said = f"{_said(record.full_name)}{_said(record.position or '')}"[:_LETTERS]
    return f" {said} {' '.join(_marks(record))[:_MARKS]} "


def words(query: str) -> tuple[str, ...]:
    """The beginnings of words that a search text must hold, each with the space before it.

    What is typed with accents is found with these accents, what is typed without them with any.
    """
    return tuple(f" {word}" for word in name_keys.accent_key(query).split())


def flag_mark(code: str) -> str:
    """What a search text holds where the record has this flag."""
    return f" {_FLAG}{code} "


def state_mark(mark: str) -> str:
    """What a search text holds where the record is held or excluded (`HELD`, `EXCLUDED`)."""
    return f" {mark} "


def name_order(full_name: str) -> str:
    """A text whose order by code points is the Vietnamese order of names: given name, surname, the rest."""
    return " ".join(part for word in name_keys.sort_key(full_name) for part in word)[:_LETTERS]


@lru_cache(_CACHE)
def _said(text: str) -> str:
    accented = name_keys.accent_key(text)
    plain = strip_diacritics(accented)
    return f"{plain} {accented} " if accented != plain else f"{plain} "


def _marks(record: Any) -> Iterator[str]:
    if record.held:
        yield HELD
    if record.excluded is not None:
        yield EXCLUDED
    yield from (f"{_FLAG}{code}" for code in record.flags)
