"""The words by which lists speak: column headings and the words of rows that hold no person.

A reader of `data/headers.toml`, `data/list_words.toml` and `data/surnames.csv`; knows nothing of sheets.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from roster import datafiles
from roster.intake.openings import Openings
from roster.intake.unread_headings import UnreadHeadings, UnreadWords
from roster.name_keys import accent_key
from roster.phrases import Found, PhraseTable, Word, Words
from roster.text import fold, strip_diacritics

_STRICT: Any = {"extra": "forbid"}
_CACHE = 1 << 14
_LONGEST_HEADING = 16  # words; longer cells are sentences
_NUMBERING = re.compile(r"^\s*[(\[]?\d{1,2}[)\].]+\s*(?=\D)")  # '(2) Họ và tên'
_LOST = re.compile(r"[?\ufffd]")
_APOSTROPHE = re.compile(r"['’‘`´]")  # K'Choi, H' Hương: the particle alone stands in the tables
_SEXES = ("male", "female")
_ORGANISATIONS = ("agency", "unit", "workplace")


@dataclass(frozen=True, slots=True)
class Heading:
    """The words of one field: `words` wherever they stand in a heading, `only` as the whole heading."""

    __pydantic_config__ = _STRICT
    words: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _HeadingsFile:
    __pydantic_config__ = _STRICT
    fields: dict[str, Heading]
    not_read: dict[str, UnreadWords] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Marks:
    """Words that mark one kind of row: at its start, or anywhere in it."""

    __pydantic_config__ = _STRICT
    starts: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _MarksFile:
    """`data/list_words.toml`: one table per kind of row or cell."""

    __pydantic_config__ = _STRICT
    national_heading: Marks
    title: Marks
    not_the_sender: Marks
    sender_label: Marks
    total: Marks
    subtotal: Marks
    total_alone: Marks
    note: Marks
    office_line: Marks
    signature: Marks
    signature_titles: Marks
    unit: Marks
    unit_short: Marks
    attached_unit: Marks
    leadership: Marks
    generic_unit: Marks
    no_unit: Marks
    own_department: Marks
    own_district: Marks
    district_office: Marks
    agency: Marks
    plural: Marks
    post: Marks
    left_post: Marks
    stays_in_post: Marks
    predecessor: Marks
    somebody: Marks
    several_people: Marks
    moved_to: Marks
    other_place: Marks
    vacant: Marks
    ditto: Marks
    name_openers: Marks


class Vocabulary:
    """Ready look-ups over the two files; made once by `load_vocabulary`."""

    def __init__(self, file: _HeadingsFile, marks: _MarksFile, surnames: Iterable[str]) -> None:
        headings = file.fields
        self._words = Words()
        self._not_read = tuple(map(UnreadHeadings, file.not_read.values()))
        self.field_names = tuple(headings)
        self._phrases = [(fold(w), f) for f, h in headings.items() for w in (*h.words, *h.only)]
        pairs = [(word, field) for field, heading in headings.items() for word in heading.words]
        self._inside = PhraseTable(dict(pairs), self._words)
        whole = {fold(w): f for f, h in headings.items() for w in h.only if f not in (*_SEXES, "year")}
        self._whole = {word.replace(" ", ""): f for word, f in whole.items()} | whole  # 'DONVI' of a program
        self._exact = {w: f for f in (*_SEXES, "year") for w in headings[f].only}
        self._contains = {
            kind: tuple(f" {fold(word)} " for word in getattr(marks, kind).contains)
            for kind in _MarksFile.__annotations__
        }
        self._starts = {kind: Openings(getattr(marks, kind).starts) for kind in _MarksFile.__annotations__}
        self._openers = frozenset(map(accent_key, (*surnames, *marks.name_openers.starts)))
        self._bare_openers = frozenset(map(strip_diacritics, self._openers))
        self._no_names = self._starts["leadership"].first_words | self._starts["title"].first_words
        self.fields = lru_cache(_CACHE)(self._fields)
        self.contains = lru_cache(_CACHE)(self._contains_one)

    def _fields(self, text: str) -> tuple[str, ...]:
        """The fields a heading names, in order; () when it names none. 'Nam' gives male, 'Nữ' female.

        A column of the past ('Chức vụ cũ') or of somebody else ('Họ tên vợ') is dropped, whatever it holds.
        """
        text = _NUMBERING.sub("", text)
        fields = self._named(text)
        unread = any(kind.stand_in(text) if fields else kind.are(text) for kind in self._not_read)
        return ("dropped",) if unread else fields

    def _named(self, text: str) -> tuple[str, ...]:
        exact = self._exact.get(" ".join(text.casefold().strip("() .:*").split()))
        whole = exact or self._whole.get(fold(text))
        if whole:
            return (whole,)
        if _LOST.search(text):
            return self._guessed(text)
        words = self._words(text)
        if len(words) > _LONGEST_HEADING:
            return ()
        found = self._inside.find(words)
        fields = _settle(dict.fromkeys(f.value for f in found))
        sex = _sex_beside(found, words)
        return (*fields, sex) if fields == ("dob",) and sex else fields

    def _guessed(self, text: str) -> tuple[str, ...]:
        """The field of a heading that lost letters ('H? và tên'), where only one can be meant."""
        letters = _LOST.sub("?", strip_diacritics(text.casefold()))
        pattern = re.compile(re.escape(" ".join(letters.split())).replace(re.escape("?"), "[a-z]"))
        fields = {field for phrase, field in self._phrases if pattern.fullmatch(phrase)}
        return tuple(fields) if len(fields) == 1 else ()

    def starts(self, kind: str, text: str) -> bool:
        """Whether `text` begins with one of the words of `kind`; accents count where the text has any."""
        return self._starts[kind].length(text) > 0

    def weight(self, kind: str, text: str) -> int:
        """Length of the longest such beginning, to choose between two kinds; 0 when there is none."""
        return self._starts[kind].length(text)

    def is_exactly(self, kind: str, text: str) -> bool:
        """Whether the words of `kind` are the whole text."""
        length = self._starts[kind].length(text)
        return length > 0 and length == len(accent_key(text))

    def _contains_one(self, kind: str, text: str) -> bool:
        """Whether one of the words of `kind` stands anywhere in `text`."""
        folded = f" {fold(text)} "
        return any(word in folded for word in self._contains[kind])

    def beside_field(self, text: str) -> str:
        """What a heading says behind the words of its field: 'Trưởng phòng' of 'Họ tên Trưởng phòng'."""
        words = self._words(text)
        end = max((found.end for found in self._inside.find(words)), default=len(words))
        return " ".join(word.written for word in words[end:])

    def after_label(self, kind: str, text: str) -> str:
        """What stands behind the colon of 'Đơn vị báo cáo: Sở Y tế'; '' where no words of `kind` head it."""
        label, _, rest = text.partition(":")
        return rest.strip() if rest.strip() and self.is_exactly(kind, label) else ""

    def without(self, kind: str, text: str) -> str:
        """The text without the longest of the words of `kind` that begins it."""
        words = text.split()
        places = range(len(words) - 1, 0, -1)
        return next((" ".join(words[n:]) for n in places if self.is_exactly(kind, " ".join(words[:n]))), text)

    def before(self, kind: str, text: str) -> str:
        """The part of `text` before the first of the words of `kind`."""
        words = text.split()
        for place in range(len(words)):
            rest = f" {fold(' '.join(words[place:]))} "
            if rest.startswith(self._contains[kind]):
                return " ".join(words[:place])
        return text

    def after(self, kind: str, text: str) -> str:
        """The part of `text` after the first of the words of `kind`; '' without them."""
        rest = text.split()[len(self.before(kind, text).split()) :]
        folded = f" {fold(' '.join(rest))} "
        covered = max(
            (word.count(" ") - 1 for word in self._contains[kind] if folded.startswith(word)), default=0
        )
        while rest and covered > 0:
            covered -= len(fold(rest.pop(0)).split())
        return " ".join(rest)

    def names_an_office(self, text: str) -> bool:
        """Whether the words begin like a unit, an agency or its leadership: no person is called that."""
        return any(self.starts(kind, text) for kind in ("unit", "agency", "leadership"))

    def opens_a_name(self, text: str) -> bool:
        """Whether the first word is a surname or stands before names of the Central Highlands.

        Danh and Lãnh are surnames; 'Danh sách …' and 'Lãnh đạo …' are nobody.
        """
        first = text.partition(" ")[0]
        if not first.isalpha():  # an apostrophe may part it: "K'Choi"
            first = next(iter(_APOSTROPHE.sub(" ", text).split()), "")
        first = accent_key(first)
        if first not in self._openers and not (text.isascii() and first in self._bare_openers):
            return False
        if first not in self._no_names:
            return True
        return not (self.starts("leadership", text) or self.starts("title", text))


@cache
def load_vocabulary(more: str = "") -> Vocabulary:
    """The words in use, read once per process; `more` names a file with headings of another kind of list.

    A field that both files have is called by the words of either.
    """
    headings = datafiles.load(datafiles.find("headers.toml"), _HeadingsFile)
    if more:
        headings = _joined(headings, datafiles.load(datafiles.find(more), _HeadingsFile))
    marks = datafiles.load(datafiles.find("list_words.toml"), _MarksFile)
    rows = datafiles.read_csv(datafiles.find("surnames.csv"))
    return Vocabulary(headings, marks, (row["surname"] for row in rows))


def _joined(usual: _HeadingsFile, more: _HeadingsFile) -> _HeadingsFile:
    """All words of both; where both claim a word, the other kind of list has it."""
    claimed = {fold(word) for heading in more.fields.values() for word in (*heading.words, *heading.only)}

    def free(words: Iterable[str]) -> tuple[str, ...]:
        return tuple(word for word in words if fold(word) not in claimed)

    kept = {name: Heading(free(one.words), free(one.only)) for name, one in usual.fields.items()}
    added = {
        name: Heading((*kept[name].words, *one.words), (*kept[name].only, *one.only)) if name in kept else one
        for name, one in more.fields.items()
    }
    return _HeadingsFile(kept | added, usual.not_read | more.not_read)


def _settle(fields: Iterable[str]) -> tuple[str, ...]:
    """Two organisations in one heading are a workplace; what is stored goes before what is dropped."""
    kept = [field for field in fields if field != "dropped"] or list(fields)
    if "phone" in kept or "email" in kept:  # 'Điện thoại cơ quan'
        kept = [field for field in kept if field not in _ORGANISATIONS]
    if sum(field in _ORGANISATIONS for field in kept) > 1:
        kept = [f for f in kept if f not in _ORGANISATIONS] + ["workplace"]
    return tuple(kept)


def _sex_beside(found: tuple[Found[str], ...], words: tuple[Word, ...]) -> str:
    """'Năm sinh (Nữ)' in one cell: the word left beside the birth date's."""
    covered = {place for f in found for place in range(f.start, f.end)}
    left = [word for place, word in enumerate(words) if place not in covered]
    if len(left) != 1:
        return ""
    return "female" if left[0].folded == "nu" else "male" if left[0].written == "nam" else ""
