"""How a planted row states its person differently from the truth: one small function per way.

Each says what the row claims; how a claim is then written is a matter of the file's style (`ways`).
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from roster.demo.names import NameSource, clan_of
from roster.text import strip_diacritics

Born = date | int | str | None  # a date, a year only, a date that does not exist, nothing


@dataclass(frozen=True, slots=True)
class Spelt:
    """A name as a cell spells it, and the name that a correct reader takes from it."""

    cell: str
    name: str


# --- names: the same function must change the cell, else the person is not the right one for the way ----

_OLD_TONE = re.compile("([ou])([\u0300\u0301\u0303\u0309\u0323])([aey])(?![a-z])")  # on letters taken apart
_WITH_I = {"Lý": "Lí", "Mỹ": "Mĩ", "Sỹ": "Sĩ", "Ly": "Li", "My": "Mi", "Vy": "Vi"}


def _no_accents(name: str, _: NameSource) -> Spelt:
    bare = strip_diacritics(name)
    return Spelt(bare, bare)


def _new_tone(name: str, _: NameSource) -> Spelt:
    """Hòa as Hoà, Thủy as Thuỷ (Quyết định 1989/QĐ-BGDĐT of 2018)."""
    moved = _OLD_TONE.sub(r"\1\3\2", unicodedata.normalize("NFD", name))
    changed = unicodedata.normalize("NFC", moved)
    return Spelt(changed, changed)


def _y_to_i(name: str, _: NameSource) -> Spelt:
    changed = " ".join(_WITH_I.get(word, word) for word in name.split())
    return Spelt(changed, changed)


def _degree(name: str, _: NameSource) -> Spelt:
    return Spelt(f"BS.CKII. {name}", name)


def _alias(name: str, _: NameSource) -> Spelt:
    return Spelt(f"{name} (Ba {name.split()[-1]})", name)


def _other_d(name: str, _: NameSource) -> Spelt:
    """Đ typed as the Icelandic eth, which looks the same."""
    return Spelt(name.replace("Đ", "\u00d0"), name)


def _initials(name: str, _: NameSource) -> Spelt:
    short = name.replace("Nguyễn ", "Ng. ", 1)
    return Spelt(short, short)


def _no_clan(name: str, source: NameSource) -> Spelt:
    bare = name.removesuffix(clan_of(source, name)).rstrip()
    return Spelt(bare, bare)


NAMES: Mapping[str, Callable[[str, NameSource], Spelt]] = {
    "no_accents": _no_accents,
    "new_tone": _new_tone,
    "y_to_i": _y_to_i,
    "degree": _degree,
    "alias": _alias,
    "other_d": _other_d,
    "initials": _initials,
    "no_clan": _no_clan,
}


# --- births --------------------------------------------------------------------------------------------


def _swapped(birth: date) -> Born:
    return birth.replace(day=birth.month, month=birth.day) if birth.day <= 12 else birth


def _day_off(birth: date) -> Born:
    """The last digit of the day is one more; 9 becomes 8."""
    return birth.replace(day=birth.day + (-1 if birth.day % 10 == 9 else 1)) if birth.day < 28 else birth


def _impossible(birth: date) -> Born:
    return f"31/4/{birth.year}"


def _too_young(birth: date) -> Born:
    return birth.replace(year=2012)


BIRTHS: Mapping[str, Callable[[date], Born]] = {
    "swapped": _swapped,
    "day_off": _day_off,
    "year": lambda birth: birth.year,
    "none": lambda _: None,
    "impossible": _impossible,
    "too_young": _too_young,
}


# --- cards and mailboxes (a phone is changed by its way of writing) --------------------------------------

CARDS: Mapping[str, Callable[[str], str]] = {
    "other_sex": lambda card: card[:3] + str(1 - int(card[3])) + card[4:],
    "too_short": lambda card: card[:8],
}
EMAILS: Mapping[str, Callable[[str], str]] = {"broken": lambda box: box.replace("@", "@@")}
