"""Known phrases in any spelling, from the start of a word to the end of a word."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from roster.phrases import PhraseTable, Words

WORDS = Words([("Ủy ban nhân dân", "UBND"), ("TP", "thành phố")])
TABLE = PhraseTable(
    {"Sở KH&ĐT": "plan", "sở": "any", "trường": "school", "UBND thành phố": "city", "UBND": "committee"},
    WORDS,
)


def values(text: str) -> list[str]:
    return [found.value for found in TABLE.find(WORDS(text))]


def test_spacing_punctuation_fillers_and_accents_do_not_matter() -> None:
    for text in ("Sở KH&ĐT", "SỞ KH và ĐT", "so khdt", "Sở K.H - Đ.T", "SởKHĐT"):
        assert values(text) == ["plan"]


def test_the_longest_of_those_that_start_together_wins() -> None:
    assert values("UBND thành phố; UBND") == ["city", "committee"]


def test_synonyms_are_replaced_before_anything_is_compared() -> None:
    assert values("Ủy ban nhân dân TP. Gia Nghĩa") == ["city"]


def test_a_phrase_matches_whole_words_only() -> None:
    assert values("SởX KH") == []
    assert values("UBNDX") == []


def test_one_word_needs_its_accents_unless_typed_without() -> None:
    assert values("trưởng") == []
    assert values("Trường") == values("truong") == ["school"]
    assert values("số") == []


def test_places_cover_the_words_met() -> None:
    (found,) = TABLE.find(WORDS("của UBND TP Gia Nghĩa"))
    assert (found.start, found.end) == (1, 4)


def test_exact_is_the_whole_text() -> None:
    assert TABLE.exact(WORDS("sở kh đt")) == "plan"
    assert TABLE.exact(WORDS("sở kh đt tỉnh")) is None


@given(st.text())
def test_found_phrases_never_overlap(text: str) -> None:
    found = TABLE.find(WORDS(text))
    assert all(one.end <= other.start for one, other in pairwise(found))
