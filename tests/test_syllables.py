import pytest

from roster.syllables import is_syllable, lost_accents, split_tone


@pytest.mark.parametrize(
    "word",
    [
        "Nguyễn",
        "Huỳnh",
        "Quý",
        "quỳnh",
        "Thủy",
        "thuỷ",
        "Hoà",
        "hòa",
        "gì",
        "Yến",
        "Uông",
        "Ngoèo",
        "Ý",
        "tòan",
    ],
)
def test_vietnamese_words_are_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    [
        "NguyÔn",
        "Huøng",
        "Krông",
        "Niê",
        "Ktul",
        "Truơng",
        "Hoc",
        "Tât",
        "bâp",
        "Zung",
        "",
        "ngh",
        "a\u0301\u0300n",
    ],
)
def test_other_words_are_not(word: str) -> None:
    assert not is_syllable(word)


def test_split_tone() -> None:
    assert split_tone("hoà") == ("hoa", "\u0300")
    assert split_tone("nguyễn") == ("nguyên", "\u0303")
    assert split_tone("đắk") == ("đăk", "\u0301")


@pytest.mark.parametrize("word", ["Nguyen", "Ngoc", "Truong", "phuc"])
def test_words_that_cannot_stand_without_accents(word: str) -> None:
    assert lost_accents(word)


@pytest.mark.parametrize("word", ["Mai", "Long", "Anh", "Kdam", "Nguyễn", "Brao"])
def test_words_that_can_stand_so_or_are_not_vietnamese(word: str) -> None:
    assert not lost_accents(word)
