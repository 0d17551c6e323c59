"""Blank cells, plain values and struck rows."""

from datetime import date, timedelta

import pytest

from roster.intake.formats.rows import Marks, build, is_blank, plain
from roster.model import CellValue, RawRow


@pytest.mark.parametrize("value", [None, "", " \t\n", "\u00a0\u200b\ufeff", "\u3000"])
def test_blank(value: CellValue) -> None:
    assert is_blank(value)


@pytest.mark.parametrize("value", [0, 0.0, False, "0", "\u00ad", date(1980, 1, 1)])
def test_not_blank(value: CellValue) -> None:
    assert not is_blank(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(912345678.0, 912345678), (1.5, 1.5), (1e20, 1e20), (timedelta(hours=36), 1.5), (True, True)],
)
def test_plain(value: CellValue | timedelta, expected: CellValue) -> None:
    assert plain(value) == expected
    assert type(plain(value)) is type(expected)


def test_rows_end_with_their_last_value_and_blank_rows_are_left_out() -> None:
    assert build([(3, ["", "x", "", None]), (4, ["", " "])]) == (RawRow(3, ("", "x")),)


def test_a_running_number_does_not_save_a_struck_row() -> None:
    marks = Marks(struck={1: (1, 2, 7), 2: (1,), 3: (0,)})
    rows = build([(1, [1, "a", "b"]), (2, [1, "a", "b"]), (3, [1])], marks)
    assert [(row.struck, row.struck_cells) for row in rows] == [(True, (1, 2)), (False, (1,)), (True, (0,))]


def test_rows_of_unread_formulas_stand_in_their_place() -> None:
    rows = build([(1, ["a"]), (3, ["b"])], Marks(no_value={2: (1,), 3: (2, 4)}))
    assert [(row.number, row.cells, row.flags, row.no_value) for row in rows] == [
        (1, ("a",), (), ()),
        (2, (), ("formula_no_value",), (1,)),
        (3, ("b",), ("formula_no_value",), (2, 4)),
    ]
