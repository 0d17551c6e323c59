"""Titles before and after a name (Ông, ThS., Linh mục …) and the remarks written beside it.

A reader of `data/name_titles.toml`. Knows words, not people: what is left over may still be no name.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from roster import datafiles
from roster.text import fold

_STRICT: Any = {"extra": "forbid"}
_FIRST_WORD = re.compile(r"\w+")
_AFTER_TITLE = r"(?=[\s.:,/&-]|$)[\s.:,/&-]*"


@dataclass(frozen=True, slots=True)
class Title:
    """One title, its spellings, the sex it implies; left alone if fewer than `needs_words` words follow."""

    __pydantic_config__ = _STRICT
    title: str
    forms: tuple[str, ...]
    gender: Literal["Nam", "Nữ"] | None = None
    needs_words: int = 0


@dataclass(frozen=True, slots=True)
class Titles:
    """The file of titles."""

    __pydantic_config__ = _STRICT
    titles: tuple[Title, ...]
    also_surname: tuple[str, ...]
    middle_words: tuple[str, ...]
    remarks: tuple[str, ...]
    alias_words: tuple[str, ...]


@cache
def load_titles() -> Titles:
    """The titles in use. Raises `UserError` for a faulty file."""
    return datafiles.load(datafiles.find("name_titles.toml"), Titles)


def take_titles(text: str) -> tuple[tuple[str, ...], str]:
    """The titles at the beginning of the text, in the spelling of the file, and the rest of the text."""
    found: list[str] = []
    while (taken := _take_one(text)) is not None:
        title, text = taken
        found.append(title)
    return tuple(found), text


def title_gender(title: str) -> str | None:
    """'Nam' or 'Nữ' where the titles of a name imply it (Ông, Bà, Linh mục, Ni sư), else None."""
    return next((t.gender for t in load_titles().titles if t.gender and t.title in title.split("; ")), None)


def is_remark(text: str) -> bool:
    """Whether the words beside a name are a remark ('nghỉ hưu', 'Phó Giám đốc') and not another name."""
    if not text[:1].isalpha() or text[:1].islower():
        return True
    return f"{fold(text)} ".startswith(tuple(f"{words} " for words in load_titles().remarks))


def without_alias_words(text: str) -> str:
    """The other name itself: 'tức Ba Sương' gives 'Ba Sương'."""
    return _alias_pattern().sub("", text, count=1)


@cache
def first_words() -> frozenset[str]:
    """The words in lower case with which a title can begin: a cell that does not is without titles."""
    forms = (form for title in load_titles().titles for form in title.forms)
    return frozenset(_FIRST_WORD.match(form)[0] for form in forms)  # type: ignore[index]  # all begin so


@cache
def _alias_pattern() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load_titles().alias_words))
    return re.compile(rf"^(?:{words})\s*:?\s+", re.IGNORECASE)


@cache
def _title_pattern() -> tuple[re.Pattern[str], dict[str, Title]]:
    by_form = {form: title for title in load_titles().titles for form in title.forms}
    forms = "|".join(map(re.escape, sorted(by_form, key=len, reverse=True)))
    return re.compile(rf"({forms}){_AFTER_TITLE}", re.IGNORECASE), by_form


def _take_one(text: str) -> tuple[str, str] | None:
    pattern, by_form = _title_pattern()
    match = pattern.match(text)
    if match is None:
        return None
    form, rest = match[1].lower(), text[match.end() :]
    if len(rest.split()) < by_form[form].needs_words or _is_surname(form, rest):
        return None
    return by_form[form].title, rest


def _is_surname(form: str, rest: str) -> bool:
    """'Ông Thị Hoa' has the surname Ông; 'Ông Văn Hữu Chiến' is a man named Văn Hữu Chiến."""
    titles, words = load_titles(), rest.lower().split()
    return form in titles.also_surname and len(words) == 2 and words[0] in titles.middle_words
