import pytest

from roster.cleaned import CellValue
from roster.genders import clean_gender, is_tick


@pytest.mark.parametrize("value", ["Nam", "nam ", "NAM", "M", "male", "Ông", "Nam giới"])
def test_men(value: CellValue) -> None:
    assert clean_gender(value).value == "Nam"


@pytest.mark.parametrize("value", ["Nữ", "nu", "NỮ", "N\u01b0\u0303", "F", "Female", "Bà"])
def test_women(value: CellValue) -> None:
    assert clean_gender(value).value == "Nữ"


@pytest.mark.parametrize("value", [None, "", "x", "X", "✓", 1, True])
def test_a_tick_says_nothing_without_its_column(value: CellValue) -> None:
    assert clean_gender(value).value is None
    assert clean_gender(value).flags == ()


@pytest.mark.parametrize("value", ["Nam/Nữ", "Ông/Bà", "khác", 2])
def test_other_words_are_flagged(value: CellValue) -> None:
    assert clean_gender(value).value is None
    assert clean_gender(value).flags == ("bad_gender",)


def test_ticks() -> None:
    assert is_tick("x")
    assert is_tick(" X ")
    assert not is_tick("")
    assert not is_tick("Nam")
