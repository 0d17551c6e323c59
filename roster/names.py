"""A person's name as typed in a list, made clean: proper case, titles and aliases apart, letters repaired.

Keeps the person's own spelling (place of tones, y or i, apostrophes): `name_keys` folds those for comparing.
Knows nothing of columns or rows.
"""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from roster.cleaned import CellValue, Cleaned
from roster.name_keys import accent_key, common_surnames, known_surnames, surname
from roster.name_titles import first_words, is_remark, take_titles, without_alias_words
from roster.name_titles import title_gender as title_gender
from roster.syllables import is_syllable, lost_accents
from roster.text import repair_lookalikes, strip_diacritics, tidy

MOST_WORDS = 8
_COMMON = 0.1  # per cent of people
_NUMBERING = re.compile(r"^\(?\d{1,4}\s*[.)/\-:]\s*(?=\D)")
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]?")
_REMARK = re.compile(r"\s*(?:[,;:|]|\s[-–—]+\s|\s(?=(?:tức|bí danh)\s)|\svà\s)\s*")
_EDGES = ' \t.,;:*_+="“”«»•·-–—'
_LOST = re.compile(r"\ufffd|\w\?|\?\w|(?:^|\s)\?(?=\s)|\?\?")
_LATIN_NAME = re.compile(
    r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f'\u2018\u2019\u201b`\u00b4\u02bc.\- ]+"
)
_LETTERS = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
_FIRST_LETTERS = re.compile(r"[^\W\d_]*")
_BETWEEN_NAMES = ("tức", "bí", "và")  # what follows is another name, or another person's
_PLAIN = 2  # letters; a single one may be an abbreviation
_PARTS = re.compile(r"(['\u2018\u2019\u201b`\u00b4\u02bc.\-])")
_DOTTED = re.compile(r"(\w+)\.(?=\s*\w)\s*")


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart. `title` joins several with '; '; `remark` is what else the cell says beside it."""

    full_name: str = ""
    title: str = ""
    alias: str = ""
    remark: str = ""


def clean_name(value: CellValue) -> Cleaned[Name]:
    """The name in a cell, in proper case and the person's own spelling.

    `full_name` is '' for a blank cell and, flagged, where there is no name to use: bad_name (digits, one
    letter, no letters, two people) or lost_characters ('?' in a word). Other flags: lookalike (repaired),
    no_diacritics.
    """
    if value is not None and not isinstance(value, str):
        return Cleaned(Name(), ("bad_name",))
    return _clean(tidy(value))


@lru_cache(1 << 17)  # a long list asks once which rows are people, and once more for their names
def _clean(text: str) -> Cleaned[Name]:
    if not text:
        return Cleaned(Name())
    if name := _plain_name(text):
        return Cleaned(name, _about_diacritics(name))
    repaired = repair_lookalikes(text)
    flags = ("lookalike",) if repaired != text else ()
    if _LOST.search(repaired):
        return Cleaned(Name(), (*flags, "lost_characters"))
    name = _take_apart(_NUMBERING.sub("", repaired))
    if not _usable(name):
        return Cleaned(replace(name, full_name=""), (*flags, "bad_name"))
    return Cleaned(name, flags + _about_diacritics(name))


def _about_diacritics(name: Name) -> tuple[str, ...]:
    return ("no_diacritics",) if _lacks_diacritics(name.full_name) else ()


def _plain_name(text: str) -> Name | None:
    """Most cells: titles and words of letters, which need no taking apart; None for all others."""
    titles: tuple[str, ...] = ()
    if _FIRST_LETTERS.match(text)[0].lower() in first_words():  # type: ignore[index]  # matches '' too
        titles, text = take_titles(text)
    words = [_plain_word(word) for word in text.split(" ")]
    if None in words or not 0 < len(words) <= MOST_WORDS:
        return None
    return Name(" ".join(filter(None, words)), "; ".join(titles))


@lru_cache(1 << 15)
def _plain_word(word: str) -> str | None:
    """A word in proper case whose meaning no neighbour changes; None for every other."""
    if len(word) < _PLAIN or not _LETTERS.fullmatch(word) or word.lower() in _BETWEEN_NAMES:
        return None
    proper = _proper_words(word)
    return proper[0] if len(proper) == 1 and repair_lookalikes(word) == word else None


def _take_apart(text: str) -> Name:
    titles, text = take_titles(text.strip(_EDGES))
    asides = [aside.strip(_EDGES) for aside in _BRACKETS.findall(text)]
    main, *rest = _REMARK.split(_BRACKETS.sub(" ", text).strip(_EDGES), maxsplit=1)
    name = Name(_proper(main), "; ".join(titles))
    for aside in filter(None, [*asides, *rest]):
        name = _with_aside(name, aside)
    return replace(name, full_name="") if any(map(_is_second_person, rest)) else name


def _with_aside(name: Name, aside: str) -> Name:
    """The name with words from brackets or after a comma put where they belong."""
    titles, words = take_titles(aside)
    title = "; ".join(dict.fromkeys(filter(None, (*name.title.split("; "), *titles))))
    other = without_alias_words(words)
    if not words:
        return replace(name, title=title)
    if titles or (other == words and is_remark(words)):
        return replace(name, title=title, remark="; ".join(filter(None, (name.remark, aside))))
    alias = _proper(other)
    return replace(name, title=title, alias="" if accent_key(alias) == accent_key(name.full_name) else alias)


def _proper(text: str) -> str:
    spaced = _DOTTED.sub(_undotted, text.replace("_", " "))
    words = (proper for word in spaced.split() for proper in _proper_words(word.strip('*"“”')))
    return " ".join(words).strip(_EDGES)


def _undotted(match: re.Match[str]) -> str:
    """'Nguyễn.Văn' are two words; 'Ng.Văn' keeps the dot of its abbreviation."""
    word = match[1]
    return f"{word} " if len(word) > 1 and is_syllable(word) else f"{word}. "


@lru_cache(1 << 14)
def _proper_words(word: str) -> tuple[str, ...]:
    glued = [0, *(i for i in range(1, len(word)) if word[i - 1].islower() and word[i].isupper())]
    parts = [word[start:end] for start, end in zip(glued, [*glued[1:], None], strict=True)]
    separate = len(parts) > 1 and all(len(part) > 1 and is_syllable(part) for part in parts)
    return tuple(map(_proper_case, parts if separate else [word]))


def _proper_case(word: str) -> str:
    """NGUYỄN and nguyễn as Nguyễn, K'CHOI as K'Choi; K'choi stays as its owner writes it."""
    own_spelling = word != word.upper() and word != word.lower()
    first, *others = _PARTS.split(word)
    rest = (part[:1] + part[1:].lower() if own_spelling else part.capitalize() for part in others)
    return first[:1].title() + first[1:].lower() + "".join(rest)


def _usable(name: Name) -> bool:
    full_name = name.full_name
    return (
        bool(_LATIN_NAME.fullmatch(full_name))
        and sum(map(str.isalpha, full_name)) > 1
        and len(full_name.split()) <= MOST_WORDS
    )


def _is_second_person(text: str) -> bool:
    """Whether the words after a comma begin with a surname: then the cell holds two people."""
    _, words = take_titles(text.strip(_EDGES))
    return surname(_proper(words)) in known_surnames() and not is_remark(words)


def _lacks_diacritics(full_name: str) -> bool:
    """Whether a name without any accent must have lost them: Nguyen and Thi never stand so; Mai does.

    A surname that is rare with accents proves nothing: 'Cam' need not be 'Cầm'.
    """
    first = surname(full_name) if full_name.isascii() else ""
    if not first:
        return False
    if first not in known_surnames() and first in _folded_surnames():
        return True
    return any(word in ("Thi", "Van") or lost_accents(word) for word in full_name.split()[1:])


@cache
def _folded_surnames() -> frozenset[str]:
    """The common surnames without their accents."""
    return frozenset(map(strip_diacritics, common_surnames(_COMMON)))
