"""Which number a person keeps: laws on any clusters and any earlier numbers."""

from hypothesis import given
from hypothesis import strategies as st

from roster.dedupe.persons import kept, regained, successors

KEYS = "abcdefgh"


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[list[str]], dict[str, int]]:
    places = draw(st.lists(st.integers(0, 3), min_size=len(KEYS), max_size=len(KEYS)))
    clusters = [[key for key, place in zip(KEYS, places, strict=True) if place == n] for n in range(4)]
    had = draw(st.dictionaries(st.sampled_from(KEYS), st.integers(1, 4)))
    return [keys for keys in clusters if keys], had


def test_the_number_most_records_had_stays() -> None:
    assert kept([["a", "b", "c"]], {"a": 1, "b": 2, "c": 2}, {}) == {0: 2}


def test_of_two_as_common_the_older_stays() -> None:
    assert kept([["a", "b"]], {"a": 7, "b": 3}, {}) == {0: 3}
    assert successors([["a", "b"]], [3], {"a": 7, "b": 3}) == {7: 3}


def test_the_larger_part_keeps_the_number() -> None:
    had = dict.fromkeys("abc", 1)
    assert kept([["a"], ["b", "c"]], had, {1: "a"}) == {1: 1}


def test_of_equal_parts_that_of_the_founder_keeps_it() -> None:
    assert kept([["a"], ["b"]], {"a": 1, "b": 1}, {1: "b"}) == {1: 1}
    assert kept([["a"], ["b"]], {"a": 1, "b": 1}, {}) == {0: 1}


def test_who_was_counted_as_somebody_else_is_himself_again() -> None:
    had = {"a": 1, "b": 1}
    founders = {1: "a", 2: "b"}
    found = kept([["a"], ["b"]], had, founders)
    assert found == {0: 1}
    assert regained([["a"], ["b"]], found, {2: "b"}) == {1: 2}


@given(cases())
def test_no_number_is_given_twice_and_none_to_strangers(
    case: tuple[list[list[str]], dict[str, int]],
) -> None:
    clusters, had = case
    found = kept(clusters, had, {})
    assert len(set(found.values())) == len(found)
    for place, number in found.items():
        assert number in {had.get(key) for key in clusters[place]}


@given(cases())
def test_a_number_stays_in_use_while_one_of_its_records_stands_alone_for_it(
    case: tuple[list[list[str]], dict[str, int]],
) -> None:
    """A cluster without a number only where all the numbers of its records went to others."""
    clusters, had = case
    found = kept(clusters, had, {})
    taken = set(found.values())
    for place, keys in enumerate(clusters):
        if place not in found:
            assert {had[key] for key in keys if key in had} <= taken


@given(cases())
def test_an_unchanged_comparison_changes_no_number(case: tuple[list[list[str]], dict[str, int]]) -> None:
    clusters, _ = case
    had = {key: n + 1 for n, keys in enumerate(clusters) for key in keys}
    numbers = kept(clusters, had, {})
    assert numbers == {n: n + 1 for n in range(len(clusters))}
    assert successors(clusters, list(numbers.values()), had) == {}
