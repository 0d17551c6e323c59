"""Which columns of a table hold which field, for one table or for several standing side by side.

Knows headings and, where these leave it open, the values below; knows nothing of single rows' meaning.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from roster.genders import clean_gender, is_tick
from roster.intake.grid import Row
from roster.intake.header import Header
from roster.intake.value_looks import are_phones, have_mobiles, have_no_letters
from roster.intake.vocabulary import Vocabulary

_SAMPLE = 200  # rows that decide what headings leave open
_NAMES = ("full_name", "last_middle", "given")
_SEXES = ("gender_male", "gender_female")
_GIVEN = re.compile(r"[^\W\d_]['’]? ?[^\W\d_]*(?: [^\W\d_]+)?")
_PLACES = ("agency", "unit", "workplace")
_LOST = ("?", "\ufffd")
_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table. `label` ('A:D') only where tables stand side by side.

    `names` are joined to one name; `free` have no known heading; `numbered` says that STT is in use; `posts`
    are the columns headed by a post each, where a tick says who holds it. `post`: that of everybody here, as
    the heading of the names says. `guessed` are the columns whose values alone say what they hold.
    """

    label: str
    first: int
    last: int
    fields: Mapping[str, tuple[int, ...]]
    names: tuple[int, ...]
    free: tuple[int, ...] = ()
    headed: int = 0  # fields up to the last one with a heading
    width: int = 0  # fields of the header, blank ones included
    numbered: bool = False
    posts: Mapping[int, str] = field(default_factory=dict)
    post: str = ""
    guessed: frozenset[int] = frozenset()
    in_names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Which fields stand in the columns of the names too: asked of every row, so worked out once."""
        held = frozenset(f for f, columns in self.fields.items() if not {*self.names}.isdisjoint(columns))
        object.__setattr__(self, "in_names", held)

    def of(self, field: str) -> tuple[int, ...]:
        """The columns of a field, left to right."""
        return self.fields.get(field, ())

    def text(self, row: Row, field: str) -> str:
        """The first non-blank text of a field."""
        return next((row.text(c) for c in self.of(field) if row.text(c)), "")

    def name(self, row: Row) -> str:
        """The text of the name columns, joined."""
        if len(self.names) == 1:  # most tables
            return row.text(self.names[0])
        return " ".join(filter(None, (row.text(c) for c in self.names)))

    def names_hold(self, field: str) -> bool:
        """Whether the names stand in a column of this field too: 'Họ tên, chức vụ'."""
        return field in self.in_names

    def own(self, row: Row) -> tuple[int, ...]:
        """The row's own non-blank columns inside this table."""
        if not self.label:
            return row.own
        return tuple(c for c in row.own if self.first <= c <= self.last)


def map_columns(header: Header, body: Sequence[Row], words: Vocabulary) -> tuple[Columns, ...]:
    """The tables under a header, left to right; `body` are the rows below it."""
    sample = body[:_SAMPLE]
    bounds = _bounds(header)
    if len(bounds) == 1:
        table = _columns(header, bounds[0], sample, words)
        return (replace(table, free=(*table.free, table.last + 1)),)  # remarks beside the table
    left, *others = (
        replace(_columns(header, (first, last), sample, words), label=f"{letters(first)}:{letters(last)}")
        for first, last in bounds
    )
    return left, *(_sharing(left, other) for other in others)


def _sharing(left: Columns, other: Columns) -> Columns:
    """'Phòng | Trưởng phòng: họ tên, SĐT | Phó Trưởng phòng: họ tên, SĐT': one unit for both."""
    if "stt" in other.fields or not {*other.fields}.isdisjoint(_PLACES):
        return other
    first = min(left.names, default=0)
    places = {f: tuple(c for c in left.of(f) if c < first) for f in _PLACES}
    return replace(other, fields={**other.fields, **{f: columns for f, columns in places.items() if columns}})


def letters(column: int) -> str:
    """A column's name as a spreadsheet shows it: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _bounds(header: Header) -> list[tuple[int, int]]:
    """First and last column of each table: a table begins at its STT, or else at its names."""
    named = [c for c in sorted(header.fields) if header.fields[c][:1] in (("full_name",), ("last_middle",))]
    named = [c for place, c in enumerate(named) if place == 0 or not _same_name(header, named[place - 1], c)]
    starts = [_start(header, c, after=named[place - 1] if place else -1) for place, c in enumerate(named)]
    if len(starts) < 2 or not all(_is_table(header, span) for span in _spans(header, starts)):
        return [(0, max(header.last_column, header.width - 1))]
    return _spans(header, starts)


def _same_name(header: Header, left: int, right: int) -> bool:
    """'Họ đệm' beside 'Họ và tên' belongs to the same person."""
    return header.fields[left] != header.fields[right]


def _start(header: Header, name: int, *, after: int) -> int:
    numbers = [c for c in range(after + 1, name) if header.fields.get(c) == ("stt",)]
    return numbers[-1] if numbers else name


def _spans(header: Header, starts: Sequence[int]) -> list[tuple[int, int]]:
    ends = [*(start - 1 for start in starts[1:]), header.last_column]
    return [
        (first, max((c for c in header.paths if first <= c <= end), default=end))
        for first, end in zip(starts, ends, strict=True)
    ]


def _is_table(header: Header, span: tuple[int, int]) -> bool:
    """A table beside another has more than a name."""
    fields = {f for c, path in header.fields.items() if span[0] <= c <= span[1] for f in path}
    return len(fields - {"dropped"}) > 1


def _columns(header: Header, bounds: tuple[int, int], body: Sequence[Row], words: Vocabulary) -> Columns:
    first, last = bounds
    fields: dict[str, list[int]] = defaultdict(list)
    for column in sorted(header.fields):
        if first <= column <= last:
            for field in header.fields[column]:
                fields[_by_values(field, column, body)].append(column)
    phones = _phones_by_values(header, bounds, body)
    fields = _with_phones(fields, phones)
    if "salutation" in fields and not any(name in fields for name in _NAMES):
        fields["full_name"] = fields.pop("salutation")
    posts = {c: header.paths[c][-1] for c in fields.get("position", ()) if len(header.paths[c]) > 1}
    names = _names(fields, header, body, words)
    known = {c for columns in fields.values() for c in columns} | set(names)
    stt = fields.get("stt", [])
    return Columns(
        "",
        first,
        last,
        {field: tuple(columns) for field, columns in fields.items()},
        names,
        free=tuple(c for c in range(first, last + 1) if c not in known),
        headed=header.last_column + 1,
        width=header.width,
        numbered=any(row.text(c).isdigit() for c in stt for row in body),
        posts={c: text for c, text in posts.items() if words.starts("post", text)},
        post=_post_of_names(header, names, words),
        guessed=frozenset(c for c in phones if not header.fields[c]),
    )


def _phones_by_values(header: Header, bounds: tuple[int, int], body: Sequence[Row]) -> frozenset[int]:
    """The columns of telephone numbers whose heading is unknown, or a place ('Cơ quan' beside 'Di động')."""
    first, last = bounds
    open_columns = [c for c in header.paths if first <= c <= last and _may_be_phones(header, c)]
    values = {c: [row.value(c) for row in body if c in row.own] for c in open_columns}
    return frozenset(
        c
        for c, held in values.items()
        if are_phones(held) and (have_mobiles(held) if not header.fields[c] else have_no_letters(held))
    )


def _may_be_phones(header: Header, column: int) -> bool:
    fields = header.fields[column]
    return (
        fields[0] in _PLACES if len(fields) == 1 else not fields and _is_whole("".join(header.paths[column]))
    )


def _with_phones(fields: Mapping[str, list[int]], phones: Collection[int]) -> dict[str, list[int]]:
    """The fields with these columns as phones."""
    kept = {field: [c for c in columns if c not in phones] for field, columns in fields.items()}
    kept["phone"] = sorted({*kept.get("phone", ()), *phones})
    return {field: columns for field, columns in kept.items() if columns}


def _is_whole(heading: str) -> bool:
    """Whether a heading has words and none of their letters was lost: such a list is to be sent again."""
    return any(map(str.isalpha, heading)) and not any(lost in heading for lost in _LOST)


def _post_of_names(header: Header, names: Sequence[int], words: Vocabulary) -> str:
    """The post that stands over the names: 'Trưởng phòng' over 'Họ và tên', or 'Họ tên Trưởng phòng'."""
    path = header.paths.get(names[0], ()) if names else ()
    said = (words.beside_field(text) if words.fields(text) else text for text in path)
    posts = (words.without("plural", text) for text in said)
    return next((post for post in posts if words.starts("post", post)), "")


def _by_values(field: str, column: int, body: Iterable[Row]) -> str:
    """A column headed only 'Nam' or 'Nữ' holds birth dates or ticks; its values tell."""
    if field not in ("male", "female"):
        return field
    values = [row.value(column) for row in body if column in row.own]
    dates = sum(isinstance(v, date) or bool(_YEAR.search(str(v))) for v in values if not is_tick(v))
    ticks = sum(is_tick(v) for v in values)
    return f"{'dob' if dates > ticks else 'gender'}_{field}"


def _names(
    fields: Mapping[str, list[int]], header: Header, body: Sequence[Row], words: Vocabulary
) -> tuple[int, ...]:
    """The columns that make up the name: họ đệm and tên, a heading over two columns, or one column."""
    if "last_middle" in fields and "given" in fields:
        return tuple(fields[part][0] for part in ("last_middle", "middle", "given") if part in fields)
    if set(fields.get("full_name", ())) & {c for sex in _SEXES for c in fields.get(sex, ())}:
        return tuple(fields["full_name"])  # 'Họ và tên' over 'Ông' and 'Bà'
    main = next((fields[name][0] for name in _NAMES if name in fields), None)
    if main is None:
        return ()
    given = fields.get("given", [])
    beside = header.spans.get(main, main) if not given else given[0]
    if beside == main and main + 1 not in header.paths:
        beside = main + 1
    return (main, beside) if beside != main and _completes(main, beside, body, words) else (main,)


def _completes(main: int, beside: int, body: Iterable[Row], words: Vocabulary) -> bool:
    """Whether the second column holds the given names that the first one lacks."""
    pairs = [(row.text(main), row.text(beside)) for row in body if row.text(main) and main in row.own]
    people = [(left, right) for left, right in pairs if words.opens_a_name(left)]
    if all(clean_gender(right).value or is_tick(right) for _, right in people):
        return False  # an unnamed column of sexes; a column of given names has more than 'Nam'
    split = sum(bool(_GIVEN.fullmatch(right)) and not left.endswith(right) for left, right in people)
    return split * 10 >= len(people) * 8
