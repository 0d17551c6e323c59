"""Figures as officials type them: thousands, decimals, and what may be either."""

from decimal import Decimal

import pytest

from scoring import numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2450000", "2450000"),
        ("2 450 000", "2450000"),
        ("2.450.000", "2450000"),
        ("2.450.000,5", "2450000.5"),
        ("1.250,5", "1250.5"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("1,1250", "1.125"),
        ("1.250", None),
        ("1,250", None),
        ("12.34.567", None),
        ("1.2,5", None),
        ("01.250.000", None),
        ("bốn mươi", None),
        ("", None),
    ],
)
def test_figures_typed_by_hand(text: str, number: str | None) -> None:
    assert numbers.typed_by_hand(text) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("text", "either"), [("1.250", True), ("999,000", True), ("0,125", False), ("1.25", False)]
)
def test_what_may_be_thousands_or_decimals(text: str, either: bool) -> None:
    assert numbers.either_way(text) is either


def test_points_are_never_thousands() -> None:
    assert numbers.points_by_hand("1,125") == numbers.points_by_hand("1.125") == Decimal("1.125")
