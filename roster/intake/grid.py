"""A sheet made ready for reading: legacy encodings decoded, texts tidied, merged cells carried down.

Knows cells, columns and merged areas; knows nothing of headers or people.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from roster.cleaned import CellValue
from roster.legacy_encodings import Encoding, detect, restore
from roster.model import Merge, RawRow, Sheet
from roster.text import tidy

_NO_MERGES: Mapping[int, int] = MappingProxyType({})  # one for all rows: a long list has many
_SAMPLE = 400  # texts of a column that decide its encoding
_VIETNAMESE_LATIN1 = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝñÑ\xa0°·«»²³")
_ODD_LETTER = re.compile(f"[{''.join({*map(chr, range(0x80, 0x100))} - _VIETNAMESE_LATIN1)}]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `values` decoded, `texts` tidied; `own` are the non-blank columns no merge above fills."""

    number: int
    values: tuple[CellValue, ...]
    texts: tuple[str, ...]
    own: tuple[int, ...]
    carried: frozenset[int] = frozenset()
    spans: Mapping[int, int] = field(default_factory=dict)  # first column of a merged cell -> its last column
    below: Mapping[int, int] = field(default_factory=dict)  # column -> last row of the merged cell begun here
    hidden: bool = False
    struck: tuple[int, ...] = ()  # columns struck through
    flags: tuple[str, ...] = ()
    no_value: tuple[int, ...] = ()  # columns of formulas without a result
    width: int = 0  # fields as read, blank ones included

    def text(self, column: int) -> str:
        """The tidy text of a column; '' beyond the row's end."""
        return self.texts[column] if column < len(self.texts) else ""

    def value(self, column: int) -> CellValue:
        """The value of a column; None beyond the row's end."""
        return self.values[column] if column < len(self.values) else None

    @property
    def own_texts(self) -> tuple[str, ...]:
        """The texts of the row's own cells, left to right."""
        return tuple(self.texts[column] for column in self.own)


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet ready for reading; the rows are those of the sheet, one for one."""

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    above: tuple[str, ...] = ()
    decoded: tuple[str, ...] = ()  # legacy encodings that were met
    below: tuple[str, ...] = ()
    goes_on: bool = False  # the columns are those of the table before
    month_first: frozenset[int] = frozenset()  # columns with date cells that are shown as m/d

    @property
    def is_text(self) -> bool:
        """Whether the rows are lines of a text file (its sheet has no name): fields can be miscounted."""
        return self.name == ""


def build(sheet: Sheet) -> Grid:
    """Decode, tidy and carry down one sheet; the rows stay one for one."""
    encodings = _encodings(sheet)
    rows = [_decoded(row.cells, encodings) for row in sheet.rows]
    carried, spans, below = _merged(sheet.merges, {row.number for row in sheet.rows})
    tops = _tops(sheet.rows, rows, carried)
    built = tuple(
        _row(
            raw,
            values,
            {column: tops.get(top) for column, top in carried[raw.number].items()}
            if raw.number in carried
            else _NO_MERGES,
            spans=spans.get(raw.number, _NO_MERGES),
            below=below.get(raw.number, _NO_MERGES),
        )
        for raw, values in zip(sheet.rows, rows, strict=True)
    )
    return Grid(
        sheet.name,
        built,
        hidden=sheet.hidden,
        above=_lines(sheet.above),
        decoded=tuple(sorted(set(encodings.values()))),
        below=_lines(sheet.below),
        goes_on=sheet.goes_on,
        month_first=frozenset(sheet.month_first),
    )


def _lines(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines beside a table, decoded and tidied."""
    return tuple(filter(None, (tidy(_decoded((line,), {})[0]) for line in lines)))


def _row(
    raw: RawRow,
    values: tuple[CellValue, ...],
    filled: Mapping[int, CellValue],
    *,
    spans: Mapping[int, int],
    below: Mapping[int, int],
) -> Row:
    carried: set[int] = set()
    if filled:
        wide = list(values) + [None] * (max(filled) + 1 - len(values))
        for column, value in filled.items():
            if value is not None and not tidy(wide[column]):
                wide[column] = value
                carried.add(column)
        values = tuple(wide)
    texts = tuple(map(tidy, values))
    return Row(
        raw.number,
        values,
        texts,
        own=tuple(c for c, text in enumerate(texts) if text and c not in carried),
        carried=frozenset(carried),
        spans=spans,
        below=below,
        hidden=raw.hidden,
        struck=tuple(range(len(texts))) if raw.struck else raw.struck_cells,
        flags=raw.flags,
        no_value=raw.no_value,
        width=len(raw.cells),
    )


Place = tuple[int, int]  # row number, column


def _merged(
    merges: Iterable[Merge], numbers: set[int]
) -> tuple[dict[int, dict[int, Place]], dict[int, dict[int, int]], dict[int, dict[int, int]]]:
    """Per row number: the columns filled from above with the place of their value, and what begins here."""
    carried: dict[int, dict[int, Place]] = defaultdict(dict)
    spans: dict[int, dict[int, int]] = defaultdict(dict)
    below: dict[int, dict[int, int]] = defaultdict(dict)
    for merge in merges:
        column = merge.first_column
        spans[merge.first_row][column] = merge.last_column
        below[merge.first_row][column] = merge.last_row
        if merge.last_row - merge.first_row > len(
            numbers
        ):  # a merge to the sheet's end costs no more than rows
            rows: Iterable[int] = sorted(n for n in numbers if merge.first_row < n <= merge.last_row)
        else:
            rows = range(merge.first_row + 1, merge.last_row + 1)
        for number in rows:
            carried[number][column] = (merge.first_row, column)
    return carried, spans, below


def _tops(
    raws: Iterable[RawRow], rows: Iterable[tuple[CellValue, ...]], carried: dict[int, dict[int, Place]]
) -> dict[Place, CellValue]:
    """The values that merged areas carry, by their place."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for places in carried.values():
        for number, column in places.values():
            wanted[number].add(column)
    return {
        (raw.number, column): values[column]
        for raw, values in zip(raws, rows, strict=True)
        for column in wanted.get(raw.number, ())
        if column < len(values) and tidy(values[column])
    }


def _encodings(sheet: Sheet) -> dict[int, Encoding]:
    """The legacy encoding of each column that has one, decided by its texts and its font."""
    texts: dict[int, list[str]] = defaultdict(list)
    for row in sheet.rows:
        for column, value in enumerate(row.cells):
            if isinstance(value, str) and not value.isascii() and len(texts[column]) < _SAMPLE:
                texts[column].append(value)
    found = {column: detect(sample, sheet.fonts.get(column)) for column, sample in texts.items()}
    known = {column: encoding for column, encoding in found.items() if encoding}
    if len({encoding == "vni" for encoding in known.values()}) < 2:
        return known
    weight = Counter(encoding for column, encoding in known.items() for _ in texts[column])
    likely = weight.most_common(1)[0][0]  # hardly a sheet mixes TCVN3 and VNI
    return {c: detect(texts[c], sheet.fonts.get(c), likely=likely) or e for c, e in known.items()}


def _decoded(cells: tuple[CellValue, ...], encodings: Mapping[int, Encoding]) -> tuple[CellValue, ...]:
    """The cells in Unicode: by their column's encoding, or by the row's own where only this row is odd."""
    odd = [cell for c, cell in enumerate(cells) if c not in encodings and _is_odd(cell)]
    own = detect(map(str, odd)) if odd else None
    if own is None and not encodings:
        return cells
    return tuple(
        restore(cell, encoding)
        if isinstance(cell, str) and (encoding := encodings.get(c) or (own if _is_odd(cell) else None))
        else cell
        for c, cell in enumerate(cells)
    )


def _is_odd(cell: CellValue) -> bool:
    """Whether the text has a Latin-1 letter or sign that Vietnamese does not use."""
    return isinstance(cell, str) and not cell.isascii() and _ODD_LETTER.search(cell) is not None
