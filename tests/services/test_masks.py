import pytest

from roster.services.masks import masked


@pytest.mark.parametrize(
    ("number", "shown"), [(None, ""), ("", ""), ("+84912345678", "•••••••••678"), ("12", "•••12")]
)
def test_three_characters_stay(number: str | None, shown: str) -> None:
    assert masked(number) == shown
