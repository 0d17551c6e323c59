"""The number of a row, as its STT cell states it."""

import pytest

from roster.intake.look import row_number


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("12.", 12), ("3)", 3), ("007", 7)])
def test_a_number_with_or_without_a_mark(text: str, number: int) -> None:
    assert row_number(text) == number


@pytest.mark.parametrize("text", ["", "³", "①", "1.2", "II", "-3", "9" * 5000])
def test_anything_else_is_no_number(text: str) -> None:
    assert row_number(text) is None
