"""A person's sex as lists state it: 'Nam' or 'Nữ'.

Knows the words and ticks used in lists; a tick says nothing by itself, its column does.
"""

from functools import lru_cache

from roster.cleaned import CellValue, Cleaned
from roster.text import fold, tidy

MALE = "Nam"
FEMALE = "Nữ"

_CACHE = 1 << 10
_WORDS = {
    MALE: ("nam", "m", "male", "ong", "trai", "n am", "nam gioi", "gioi tinh nam"),
    FEMALE: ("nu", "f", "female", "ba", "gai", "n u", "nu gioi", "gioi tinh nu", "chi", "co"),
}
_MEANING = {word: gender for gender, words in _WORDS.items() for word in words}
_TICKS = frozenset({"x", "v", "1", "true", "\u2713", "\u2714", "\u221a", "\u2611", "+", "*", "\u00fc"})


def clean_gender(value: CellValue) -> Cleaned[str | None]:
    """'Nam', 'Nữ', or None; anything else than a known word or a tick is flagged bad_gender."""
    return _read(tidy(value))


@lru_cache(_CACHE)
def _read(text: str) -> Cleaned[str | None]:
    if not text or is_tick(text):
        return Cleaned(None)
    gender = _MEANING.get(fold(text))
    return Cleaned(gender) if gender else Cleaned(None, ("bad_gender",))


def is_tick(value: CellValue) -> bool:
    """Whether the cell only marks its column, as 'x' does in a column headed Nữ."""
    return tidy(value).lower() in _TICKS
