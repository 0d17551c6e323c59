"""Finds the header of a table: one to three rows of column headings, merged or not.

Knows headings and their places; knows nothing of the people below.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from roster.intake.grid import Row
from roster.intake.vocabulary import Vocabulary
from roster.text import fold

MOST_ROWS = 3
_NAMES = ("full_name", "given")
_CHILDREN: dict[str, dict[str | None, str]] = {
    "male": {"dob": "dob_male", "gender": "gender_male"},
    "female": {"dob": "dob_female", "gender": "gender_female"},
    "day": {"dob": "dob_day"},
    "month": {"dob": "dob_month"},
    "year": {"dob": "dob_year", None: "dob"},
}
_SEXES = ("nam", "nu")
_HINT = re.compile(r"\([^()]*[^\W\d][^()]*\)")
_PLACES = ("agency", "unit", "workplace")  # 'Điện thoại' over 'Cơ quan' is a phone all the same


@dataclass(frozen=True, slots=True)
class Header:
    """Rows `first` to `last` (indexes) and, per column, its headings from top to bottom and its fields."""

    first: int
    last: int
    paths: Mapping[int, tuple[str, ...]]
    fields: Mapping[int, tuple[str, ...]]
    spans: Mapping[int, int]  # first column of a heading merged over several -> the last
    width: int

    @property
    def last_column(self) -> int:
        """The last column with a heading, or covered by a merged one."""
        return max((max(column, self.spans.get(column, 0)) for column in self.paths), default=-1)


def find_headers(rows: Sequence[Row], words: Vocabulary) -> tuple[Header, ...]:
    """All headers of a sheet from top to bottom, repeated ones included."""
    found: list[Header] = []
    index = 0
    while index < len(rows):
        if _may_be_heading(rows[index]) and _is_core(rows, index, words):
            header = _header(rows, index, words, floor=found[-1].last + 1 if found else 0)
            found.append(header)
            index = header.last
        index += 1
    return tuple(found)


def same_columns(one: Header, other: Header) -> bool:
    """Whether two headers are the same text in the same columns: the second one only repeats the first."""
    return {c: tuple(map(fold, p)) for c, p in one.paths.items()} == {
        c: tuple(map(fold, p)) for c, p in other.paths.items()
    }


def _may_be_heading(row: Row) -> bool:
    """Cheap test first: headings are texts, and no heading is a bare number."""
    return all(isinstance(row.values[c], str) and not row.texts[c].isdigit() for c in row.own)


def _is_core(rows: Sequence[Row], index: int, words: Vocabulary) -> bool:
    """Whether the row is the one with the heading of the names, or clearly a header without any."""
    row = rows[index]
    fields = [words.fields(text) for text in row.own_texts]
    known = sum(bool(f) for f in fields)
    distinct = {name for f in fields for name in f} - {"heading", "dropped"}
    named = any(f[:1] and f[0] in (*_NAMES, "last_middle") for f in fields)
    if len(row.own) == 1:
        signed = words.starts("signature", row.own_texts[0])  # '(Ký, ghi rõ họ tên)'
        return fields[0] == ("full_name",) and not signed and _names_below(rows, index, words)
    if named and len(distinct) > 1:
        return known * 2 >= len(row.own) or "stt" in distinct
    return len(distinct) >= 3 and known * 3 >= len(row.own) * 2


def _names_below(rows: Sequence[Row], index: int, words: Vocabulary) -> bool:
    column = rows[index].own[0]
    return index + 1 < len(rows) and words.opens_a_name(rows[index + 1].text(column))


def _header(rows: Sequence[Row], core: int, words: Vocabulary, *, floor: int) -> Header:
    first = core
    while first > floor and core - first < MOST_ROWS - 1 and _is_parent(rows, first, words):
        first -= 1
    last = core
    while (
        last + 1 < len(rows) and last + 1 - first < MOST_ROWS and _is_child(rows, (first, core, last), words)
    ):
        last += 1
    block = rows[first : last + 1]
    spans: dict[int, int] = {}
    for row in block:
        spans |= {c: end for c, end in row.spans.items() if end > c and c in row.own}
    paths = _paths(block)
    fields = {column: _fields(path, words) for column, path in paths.items()}
    headed = {column for row in block for column in row.own}
    for column in set(paths) - headed:  # under a heading merged over several columns
        if {*fields[column]} & {*_NAMES, "last_middle"}:  # họ đệm and tên: `columns` joins them
            del paths[column], fields[column]
    return Header(first, last, paths, fields, spans, max(row.width for row in block))


def _adjacent(rows: Sequence[Row], index: int) -> bool:
    return rows[index].number == rows[index - 1].number + 1


def _is_parent(rows: Sequence[Row], index: int, words: Vocabulary) -> bool:
    """Whether the row above `index` heads the same columns: all its cells are headings."""
    above = rows[index - 1]
    return (
        _adjacent(rows, index)
        and bool(above.own)
        and _may_be_heading(above)
        and all(_heads(text, words) for text in above.own_texts)
        and (len(above.own) > 1 or bool(words.fields(above.own_texts[0])))
        and (len(above.own) > 1 or above.spans.get(above.own[0], 0) - above.own[0] in range(1, 4))
    )


def _heads(text: str, words: Vocabulary) -> bool:
    """Whether a text heads columns; 'Đơn vị báo cáo: Sở Y tế' above them says who sends the list."""
    if words.starts("title", text) or words.after_label("sender_label", text):
        return False
    return bool(words.fields(text)) or words.starts("post", text)


def _is_child(rows: Sequence[Row], place: tuple[int, int, int], words: Vocabulary) -> bool:
    """Whether the row below is part of the header: merged cells reach it, or it divides headings above."""
    first, core, last = place
    below = rows[last + 1]
    if not _adjacent(rows, last + 1) or not _may_be_heading(below):
        return False
    reaches = max((end for row in rows[first : last + 1] for end in row.below.values()), default=0)
    fields = [
        words.fields(below.texts[c])
        or _hint(below.texts[c])
        or _typed_over_rows(_pair(rows[last], below, c), words)
        for c in below.own
    ]
    named = any(f in (*_NAMES, "hint") for path in fields for f in path)
    if reaches >= below.number and reaches - rows[first].number < MOST_ROWS:
        return any(fields) or not _like_a_person(below, rows[core], words)
    repeats = {fold(text) for text in below.own_texts} & {fold(text) for text in rows[core].own_texts}
    divides = _name_columns(rows[core], words).isdisjoint(below.own) or named
    return bool(below.own) and all(fields) and divides and not repeats


def _pair(above: Row, below: Row, column: int) -> tuple[str, ...]:
    return tuple(filter(None, (above.text(column), below.text(column))))


def _hint(text: str) -> tuple[str, ...]:
    """'(chữ in hoa)' under a heading says how to fill the column in."""
    return ("hint",) if _HINT.fullmatch(text) else ()


def _name_columns(row: Row, words: Vocabulary) -> set[int]:
    return {c for c in row.own if {*words.fields(row.texts[c])} & {*_NAMES, "stt"}}


def _like_a_person(row: Row, core: Row, words: Vocabulary) -> bool:
    return any(words.opens_a_name(row.text(c)) for c in _name_columns(core, words))


def _paths(block: Sequence[Row]) -> dict[int, tuple[str, ...]]:
    """Per column its headings from top to bottom; one merged over several columns heads each of them."""
    levels = [dict(_level(row)) for row in block]
    for upper, lower in pairwise(levels):
        _spread(upper, lower)
    columns = sorted({column for level in levels for column in level})
    return {column: tuple(level[column] for level in levels if column in level) for column in columns}


def _level(row: Row) -> Iterator[tuple[int, str]]:
    for column in row.own:
        covered = range(column, row.spans.get(column, column) + 1)
        texts = row.texts[column].split()
        if len(covered) == len(texts) and tuple(map(fold, texts)) == _SEXES:  # no line drawn between the two
            yield from zip(covered, texts, strict=True)
        else:
            yield from ((c, row.texts[column]) for c in covered)


def _spread(upper: dict[int, str], lower: dict[int, str]) -> None:
    """Without merged areas a parent stands over its first child only: 'Ngày sinh', '' over 'Nam', 'Nữ'."""
    for column in sorted(lower):
        if column not in upper and column - 1 in upper and column - 1 in lower:
            upper[column] = upper[column - 1]


def _fields(path: tuple[str, ...], words: Vocabulary) -> tuple[str, ...]:
    """The fields of a column: its lowest heading, made precise by the ones above it."""
    if whole := _typed_over_rows(path, words):
        return whole
    own: tuple[str, ...] = ()
    for text in path:
        own = _under(own, words.fields(text))
    return tuple(f for f in own if f != "heading")


def _typed_over_rows(path: tuple[str, ...], words: Vocabulary) -> tuple[str, ...]:
    """The field of 'Chức' over 'vụ', one heading typed in two rows; 'nam' and 'nữ' divide what is above."""
    if len(path) < 2 or not path[-1][0].islower() or {*words.fields(path[-1])} & {*_CHILDREN}:
        return ()
    return words.fields(" ".join(path))


def _under(parent: tuple[str, ...], child: tuple[str, ...]) -> tuple[str, ...]:
    if parent == ("dropped",) or (parent == ("phone",) and child[:1] and child[0] in _PLACES):
        return parent
    if parent == ("full_name",) and child in (("male",), ("female",)):
        return (*parent, f"gender_{child[0]}")
    if child and child[-1] in _CHILDREN:
        roles = _CHILDREN[child[-1]]
        above = parent[0] if parent else None
        base = child[0] if len(child) > 1 else above
        return (roles.get(base, child[-1]),)
    return parent if not child or child == ("heading",) else child
