"""The sampling frame: every unit with the unit above it, its level, name and size; and its fingerprint.

Columns of Arrow and NumPy, since a frame may have a million citizens. Knows units and levels; knows nothing
of files or designs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from roster.errors import UserError, raise_all
from roster.sipas.levels import Levels

Rows = npt.NDArray[np.int64]  # places of units in the frame
COLUMNS = ("unit_id", "parent_id", "level", "name", "size")
NO_ROW = -1
NAMED = 20  # faulty units named one by one; a count says how many more there are
_DEEPEST = 32
_AT_ONCE = 1 << 18  # lines of the fingerprint


@dataclass(frozen=True, slots=True)
class Frame:
    """All units by their row: `parents` are rows too (`NO_ROW` at the top), `sizes` 0 where none is stated.

    `level_of` are places in `levels`. `columns` are the further columns a design asks for.
    """

    ids: pa.StringArray
    names: pa.StringArray
    parents: Rows
    level_of: Rows
    levels: tuple[str, ...]
    sizes: Rows
    columns: Mapping[str, pa.StringArray]
    sha256: str

    def __len__(self) -> int:
        return len(self.ids)

    def rows_of(self, level: str) -> Rows:
        """The rows of all units of a level."""
        if level not in self.levels:
            return np.empty(0, np.int64)
        return np.flatnonzero(self.level_of == self.levels.index(level))

    def texts(self, column: str, rows: Rows) -> list[str]:
        """What stands in a column in these rows, '' where nothing does."""
        known = {"unit_id": self.ids, "name": self.names}
        texts = known[column] if column in known else self.columns[column]
        found: list[str] = texts.take(_places(rows)).to_pylist()
        return found

    def find(self, units: Sequence[str]) -> Mapping[str, int]:
        """The rows of those units that are in the frame."""
        if not units:
            return {}
        rows = _where(pc.is_in(self.ids, value_set=pa.array(units, pa.string())))
        return dict(zip(self.texts("unit_id", rows), rows.tolist(), strict=True))

    def above(self, rows: Rows, level: str) -> Rows:
        """For each row the row of the unit of that level above it, `NO_ROW` where there is none."""
        if level not in self.levels:
            return np.full(len(rows), NO_ROW, np.int64)
        wanted = self.levels.index(level)
        at = self.parents[rows]
        for _ in range(_DEEPEST):
            higher = (at != NO_ROW) & (self.level_of[at] != wanted)
            if not higher.any():
                break
            at = np.where(higher, self.parents[at], at)
        return at


def build(texts: Mapping[str, pa.StringArray], levels: Levels) -> Frame:
    """The frame that columns of texts describe: those of `COLUMNS` and any others, all of them `tidy`.

    Raises one `UserError` per faulty unit, up to `NAMED` of a kind: no_units, blank_unit_id, unit_twice,
    unknown_parent, no_level, bad_unit_size, circular_parents.
    """
    ids = texts["unit_id"]
    if not len(ids):
        raise UserError("no_units", "The frame has no units. Give each unit a row.")
    parents = _parents(texts)
    typed = texts["level"].dictionary_encode()
    canonical = [levels.code(text) for text in typed.dictionary.to_pylist()]
    known = tuple(dict.fromkeys(canonical))
    level_of = np.array([known.index(code) for code in canonical])[_numbers(typed.indices)]
    raise_all([*_faults(texts, parents)])
    raise_all([*_circles(ids, parents)])
    return Frame(
        ids=ids,
        names=texts["name"],
        parents=parents,
        level_of=level_of,
        levels=known,
        sizes=_numbers(pc.cast(_or_zero(texts["size"]), pa.int64())),
        columns={name: column for name, column in texts.items() if name not in COLUMNS},
        sha256=fingerprint(texts),
    )


def fingerprint(texts: Mapping[str, pa.StringArray]) -> str:
    """SHA-256 of the sorted lines of the frame: the columns of `COLUMNS`, then the others by name.

    A line has its fields apart by tabs and ends with a line feed; lines are sorted by their bytes (`LC_ALL=C
    sort`).
    """
    order = (*COLUMNS, *sorted(texts.keys() - set(COLUMNS)))
    lines = pc.binary_join_element_wise(*(texts[name] for name in order), "\t")
    sorted_ = pc.sort_indices(lines)
    total = sha256()
    for start in range(0, len(lines), _AT_ONCE):
        some = lines.take(sorted_[start : start + _AT_ONCE])
        total.update(_bytes(pc.binary_join_element_wise(some, "", "\n")))
    return total.hexdigest()


def _bytes(lines: pa.StringArray) -> memoryview:
    """All texts of an array, one after the other, as they lie in memory."""
    ends = np.frombuffer(lines.buffers()[1], np.int32)[lines.offset : lines.offset + len(lines) + 1]
    return memoryview(lines.buffers()[2])[int(ends[0]) : int(ends[-1])]


def tidy(column: pa.ChunkedArray) -> pa.StringArray:
    """A column of texts with composed letters, no blanks around them, no tab or line break inside."""
    text = pc.utf8_normalize(pc.fill_null(column, ""), "NFC")
    for sign in "\t\r\n":
        if pc.any(pc.match_substring(text, sign)).as_py():
            text = pc.replace_substring(text, sign, " ")
    return pc.utf8_trim_whitespace(text).combine_chunks()


def _parents(texts: Mapping[str, pa.StringArray]) -> Rows:
    return _numbers(pc.index_in(texts["parent_id"], value_set=texts["unit_id"]))


def _numbers(array: pa.Array) -> Rows:
    """Whole numbers for NumPy, `NO_ROW` where there is none; `to_numpy` would load pandas."""
    filled = pc.cast(pc.fill_null(array, NO_ROW), pa.int64())
    start, size = filled.offset, len(filled)
    return (
        np.frombuffer(filled.buffers()[1], np.int64)[start : start + size] if size else np.empty(0, np.int64)
    )


def _places(rows: Rows) -> pa.Int64Array:
    """Rows for Arrow; `pa.array` would load pandas."""
    whole = np.ascontiguousarray(rows, np.int64)
    return pa.Array.from_buffers(pa.int64(), len(whole), [None, pa.py_buffer(whole)])


def _or_zero(sizes: pa.StringArray) -> pa.StringArray:
    return pc.if_else(pc.equal(sizes, ""), "0", sizes)


def _faults(texts: Mapping[str, pa.StringArray], parents: Rows) -> Iterator[UserError]:
    ids, sizes, above = texts["unit_id"], texts["size"], texts["parent_id"]
    yield from each(
        _where(pc.equal(ids, "")),
        lambda at: UserError(
            "blank_unit_id", "Row {row} of the frame has no unit_id. Give it one.", row=at + 2
        ),
    )
    yield from each(
        _twice(ids),
        lambda at: UserError(
            "unit_twice", "The unit {unit} stands twice in the frame. Remove one row.", unit=ids[at].as_py()
        ),
    )
    yield from each(
        np.flatnonzero((parents == NO_ROW) & _flags(pc.not_equal(above, ""))),
        lambda at: UserError(
            "unknown_parent",
            "The unit {unit} lies in {parent}, which is not in the frame. Add {parent}, or correct "
            "parent_id.",
            unit=ids[at].as_py(),
            parent=above[at].as_py(),
        ),
    )
    yield from each(
        _where(pc.equal(texts["level"], "")),
        lambda at: UserError("no_level", "The unit {unit} has no level. Give it one.", unit=ids[at].as_py()),
    )
    yield from each(
        _where(pc.invert(pc.match_substring_regex(sizes, "^(0*[1-9][0-9]{0,14})?$"))),
        lambda at: UserError(
            "bad_unit_size",
            "The unit {unit} has the size {size}. Give a whole number above 0, or leave it empty.",
            unit=ids[at].as_py(),
            size=sizes[at].as_py(),
        ),
    )


def each(places: Rows, make: Callable[[int], UserError]) -> Iterator[UserError]:
    """An error for each of the first `NAMED` places, and one that says how many more there are."""
    for at in places[:NAMED]:
        yield make(int(at))
    if (more := len(places) - NAMED) > 0:
        yield UserError("more_like_these", "{more} more units like these.", more=more)


def _twice(ids: pa.StringArray) -> Rows:
    """The places of ids that stood before, blank ones apart."""
    if pc.count_distinct(ids).as_py() == len(ids):
        return np.empty(0, np.int64)
    codes = _numbers(ids.dictionary_encode().indices)
    first = np.zeros(len(codes), bool)
    first[np.unique(codes, return_index=True)[1]] = True
    return np.flatnonzero(~first & _flags(pc.not_equal(ids, "")))


def _circles(ids: pa.StringArray, parents: Rows) -> Iterator[UserError]:
    rows = np.arange(len(parents))
    at = parents
    for _ in range(_DEEPEST):
        rows, at = rows[at != NO_ROW], at[at != NO_ROW]
        at = parents[at]
    yield from each(
        rows,
        lambda row: UserError(
            "circular_parents",
            "The unit {unit} lies in itself by way of its parent_id. Correct it.",
            unit=ids[row].as_py(),
        ),
    )


def _where(found: pa.BooleanArray) -> Rows:
    return np.flatnonzero(_flags(found))


def _flags(found: pa.BooleanArray) -> npt.NDArray[np.bool_]:
    return _numbers(pc.cast(found, pa.int8())).astype(bool)
