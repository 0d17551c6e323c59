"""By what a record is found, and in which order: texts that a database compares letter by letter.

Knows a record's name, post and marks (state, group, agency, contacts, flags); knows no query. Both texts end
after a number of letters, because a cell may hold a page and an index may not.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from roster import name_keys
from roster.dedupe.roles import NOT_ELIGIBLE
from roster.text import strip_diacritics

State: TypeAlias = Literal["counted", "held", "excluded", "not_eligible"]
# no word contains these, so that nothing a person types can be mistaken for a mark
_STATE, _GROUP, _AGENCY, _CONTACT, _FLAG = "=", "#", "@", "+", "!"
_NO_PART_OF_A_CODE = re.compile(r"\W")
_LETTERS = 300
_CODE = 60
_MARKS = 400
_CACHE = 1 << 16


def search_text(record: Any) -> str:
    """Name and post without accents and with them, then the marks; every word stands between spaces.

    `record` has full_name, position, group, agency_code, phones, email, flags, held and excluded, wherever it
    comes from.
    """
    said = f"{_said(record.full_name)}{_said(record.position or '')}"[:_LETTERS]
    return f" {said}{''.join(_marks(record))[:_MARKS]} "


def words(query: str) -> tuple[str, ...]:
    """The beginnings of words that a search text must hold, each with the space before it.

    What is typed with accents is found with these accents, what is typed without them with any.
    """
    return tuple(f" {word}" for word in name_keys.accent_key(query).split())


@lru_cache(_CACHE)
def flag_mark(code: str) -> str:
    """What a search text holds where the record has this flag."""
    return _mark(_FLAG, code)


@lru_cache(_CACHE)
def group_mark(code: str) -> str:
    """What a search text holds where the record states this group; '' for none."""
    return _mark(_GROUP, code)


@lru_cache(_CACHE)
def agency_mark(code: str) -> str:
    """What a search text holds where the record's agency is this one of the plan; '' for none of them."""
    return _mark(_AGENCY, code)


def contact_mark(text: str) -> str:
    """What a search text holds where the record states this number or address, and maybe one much like it."""
    return _mark(_CONTACT, text.lower())


@lru_cache
def state_mark(state: State) -> str:
    """What a search text holds where this is how the record stands: each stands in exactly one state."""
    return _mark(_STATE, state)


def name_order(full_name: str) -> str:
    """A text whose order by code points is the Vietnamese order of names: given name, surname, the rest."""
    return " ".join(part for word in name_keys.sort_key(full_name) for part in word)[:_LETTERS]


@lru_cache(_CACHE)
def _said(text: str) -> str:
    accented = name_keys.accent_key(text)
    plain = strip_diacritics(accented)
    return f"{plain} {accented} " if accented != plain else f"{plain} "


def _marks(record: Any) -> Iterator[str]:
    yield state_mark(_state(record))
    yield group_mark(record.group or "")
    yield agency_mark(record.agency_code or "")
    yield from map(contact_mark, (*record.phones, *filter(None, [record.email])))
    yield from map(flag_mark, record.flags)


def _state(record: Any) -> State:
    if record.excluded is not None:
        return "excluded"
    if record.held:
        return "held"
    return "not_eligible" if NOT_ELIGIBLE in record.flags else "counted"


def _mark(kind: str, code: str) -> str:
    return f" {kind}{_NO_PART_OF_A_CODE.sub('', code)[:_CODE]} "
