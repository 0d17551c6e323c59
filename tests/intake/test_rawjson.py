"""A file survives the way through JSON unchanged."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.intake import rawjson
from roster.model import FileError, Merge, RawFile, RawRow, Sheet

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
VALUES = st.one_of(
    st.none(),
    WORDS,
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.dates(),
    st.datetimes(),
    st.times(),
)
ROWS = st.builds(
    RawRow,
    st.integers(1),
    st.lists(VALUES, max_size=4).map(tuple),
    hidden=st.booleans(),
    struck=st.booleans(),
    flags=st.lists(WORDS, max_size=2).map(tuple),
    struck_cells=st.lists(st.integers(0), max_size=2).map(tuple),
)
SHEETS = st.builds(
    Sheet,
    WORDS,
    st.lists(ROWS, max_size=3).map(tuple),
    st.lists(st.builds(Merge, *[st.integers(0)] * 4), max_size=2).map(tuple),
    st.booleans(),
    st.dictionaries(st.integers(0), WORDS, max_size=2),
    st.lists(WORDS, max_size=2).map(tuple),
)
FILES = st.builds(
    RawFile,
    WORDS,
    WORDS,
    st.lists(SHEETS, max_size=2).map(tuple),
    st.lists(WORDS, max_size=2).map(tuple),
    st.none() | st.builds(FileError, WORDS, st.dictionaries(WORDS, WORDS, max_size=2)),
)


@given(FILES)
def test_there_and_back(file: RawFile) -> None:
    line = rawjson.encode(file)
    assert "\n" not in line
    assert rawjson.decode(line.encode()) == file


def test_kinds_of_moments_stay_apart() -> None:
    cells = (date(1980, 3, 4), datetime(1980, 3, 4), time(5, 6), datetime(1980, 3, 4, 5, 6))  # noqa: DTZ001
    [sheet] = rawjson.decode(rawjson.encode(RawFile("a", "", (Sheet("", (RawRow(1, cells),)),)))).sheets
    assert [type(cell) for cell in sheet.rows[0].cells] == [date, datetime, time, datetime]


@pytest.mark.parametrize("line", ["", "[]", "{}", '{"name": 1}', "\x00"])
def test_anything_else_is_an_error(line: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        rawjson.decode(line)
