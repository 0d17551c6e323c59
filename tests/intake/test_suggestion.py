"""What columns look like by their values, and that shapes show nobody's data."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.cleaned import CellValue
from roster.intake.grid import Row, build
from roster.intake.suggestion import look_of, shapes_of
from roster.intake.vocabulary import load_vocabulary
from roster.model import RawRow, Sheet


def rows(*values: CellValue) -> tuple[Row, ...]:
    sheet = Sheet("S", tuple(RawRow(n, (value, "·")) for n, value in enumerate(values, 1)))
    return build(sheet).rows


@pytest.mark.parametrize(
    ("values", "look"),
    [
        ((1, 2, 3), "stt"),
        (("1.", "2.", "3."), "stt"),
        ((1,), "stt"),
        ((1975, 1980, 1968), "dob"),
        (("03/4/1975", date(1980, 5, 12), "1968"), "dob"),
        (("0905 000 001", 905000002, "+84905000003"), "phone"),
        (("067075000123", "067180000456"), "cccd"),
        (("an@daknong.gov.vn", ""), "email"),
        (("Nguyễn Văn An", "H' Hương", "TRẦN THỊ BÉ"), "full_name"),
        (("Nam", "Nữ", "nam"), "gender"),
        (("x", "X", ""), "tick"),
        (("Trưởng phòng", "Phó Giám đốc Sở"), "position"),
        (("Phòng Hành chính", "Phòng Tài chính"), "unit"),
        (("Sở Nội vụ", "Sở Tài chính"), "agency"),
        (("a1", "b2"), ""),
        (("", ""), ""),
        (("Nguyễn Văn An", "0905000001"), ""),  # neither clearly
    ],
)
def test_look(values: tuple[CellValue, ...], look: str) -> None:
    assert look_of(0, rows(*values), load_vocabulary()) == look


def test_shapes() -> None:
    found = shapes_of(0, rows("Nguyễn Văn An", "0905000001", date(1975, 4, 3), "an@x.vn", "Lê"))
    assert found == ("Xxxxxx Xxx Xx", "9999999999", "99/99/9999")


@given(st.lists(st.text(min_size=1), max_size=5))
def test_shapes_show_no_letter_and_no_digit_of_anybody(values: list[str]) -> None:
    shown = "".join(shapes_of(0, rows(*values)))
    assert {sign for sign in shown if sign.isalnum()} <= {"X", "x", "9"}
