"""What a list of many thousands needs: numbers of five digits, and shortcuts that change no answer."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roster import text
from roster.cleaned import CellValue
from roster.intake.openings import _opening
from roster.intake.vocabulary import load_vocabulary
from roster.model import RawFile, RawRow, Sheet
from roster.name_keys import accent_key
from tests.golden import cases

HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Chức vụ")
STARTS = ("Phòng", "K'", "K", "h", "Đ", "Tổng cộng", "Sở", "I.", "-", "12", "\u200b", "Trưởng phòng", "đ/c")


def read(*rows: tuple[CellValue, ...]) -> list[tuple[str, str | None]]:
    lines = tuple(RawRow(number, cells) for number, cells in enumerate((HEADINGS, *rows), start=1))
    reading = cases.read_raw(RawFile("a.xlsx", "0" * 64, (Sheet("Sheet1", lines),)), date(2024, 12, 12))
    return [(person.full_name, person.position) for person in reading.people]


@pytest.mark.parametrize("number", [999, 9_999, 10_000, 99_999, 100_000])
def test_a_short_name_is_a_person_under_any_number(number: int) -> None:
    first: tuple[CellValue, ...] = (number - 1, "Lê Bình", "03/4/1980", "Giám đốc")
    people = read(first, (number, "Mai An"), (number + 1, "Hà Hải", "05/6/1981", "Giám đốc"))
    assert [name for name, _ in people] == ["Lê Bình", "Mai An", "Hà Hải"]


@given(st.text(max_size=12) | st.sampled_from(["00", "0", "không có", "n/a", "x@"]))
@example("0905123456")
@example("abcdefghi")
def test_saying_nothing_is_told_by_the_folded_text(typed: str) -> None:
    assert text.says_nothing(typed) == (text.fold(typed) in text._NOTHING)


@given(st.lists(st.sampled_from(STARTS) | st.text(max_size=5), min_size=1, max_size=4))
def test_the_first_word_decides_only_where_it_may(words: list[str]) -> None:
    line = text.tidy(" ".join(words))
    opening = _opening(line.partition(" ")[0])
    assert opening in ("", accent_key(line).partition(" ")[0])


@pytest.mark.parametrize("line", ["Nguyễn Văn An", "0905123456", "an@daknong.gov.vn"])
def test_a_tidy_text_is_kept_as_the_same_object(line: str) -> None:
    assert text.tidy(line) is line


def test_words_that_mark_rows_are_no_numbers() -> None:
    words = load_vocabulary()
    assert not any(words.starts(kind, "10000") for kind in ("total", "unit", "post", "signature"))
