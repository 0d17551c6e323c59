"""Every unit is drawn as often as its probability says, by any method; and what holds of every draw."""

from collections import Counter
from fractions import Fraction
from hashlib import sha256
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.errors import UserError
from roster.sipas.lots import Lots
from roster.sipas.selection import Candidates, choose, probabilities, sampford, systematic
from tests.tools import LONG

DRAWS = 20_000 if LONG else 2_000
METHODS = ("simple", "systematic", "pps_systematic", "pps_sampford")
SIZES = (18, 20, 32, 29, 15, 20, 22, 60, 9, 41)


def candidates(sizes: tuple[int, ...], *, forced: frozenset[int] = frozenset()) -> Candidates:
    return Candidates([f"u{at}" for at in range(len(sizes))], sizes, forced)


def by_hand(seed: str, stage: str, unit: str) -> int:
    return int(sha256(f"{seed}\n{stage}\n{unit}".encode()).hexdigest(), 16)


def test_a_lot_is_the_hash_that_anyone_can_take() -> None:
    lots = Lots("2024", "3", "d0c1")
    assert lots.number("d0c1p5") == by_hand("2024", "3", "d0c1p5")
    assert lots.below(1000, purpose="start") == by_hand("2024", "3/start", "d0c1") * 1000 // 2**256
    units = ["a", "b", "c", "d"]
    assert lots.ranked(units) == sorted(range(4), key=lambda at: by_hand("2024", "3", units[at]))


@pytest.mark.parametrize("forced", [frozenset[int](), frozenset({2, 8})])
@pytest.mark.parametrize("method", METHODS)
def test_frequencies_are_the_probabilities(method: str, forced: frozenset[int]) -> None:
    sizes = SIZES if method.startswith("pps_") else (1,) * len(SIZES)
    some = candidates(sizes, forced=forced)
    counts: Counter[int] = Counter()
    for turn in range(DRAWS):
        chosen = choose(method, some, 4, Lots(f"seed {turn}", "1", "p"))
        assert len(set(chosen.main)) == 4
        counts.update(chosen.main)
    chances = [chosen.probability(at, sizes) for at in range(len(sizes))]
    assert sum(chances) == 4
    for at, chance in enumerate(chances):
        error = sqrt(float(chance * (1 - chance)) / DRAWS)
        assert abs(counts[at] / DRAWS - float(chance)) <= 4 * error + 1e-12, at


@pytest.mark.parametrize("method", METHODS)
def test_pairs_of_a_simple_or_sampford_sample_are_possible(method: str) -> None:
    """Systematic selection of neighbours is impossible in part; the others draw every pair."""
    sizes = SIZES if method.startswith("pps_") else (1,) * len(SIZES)
    pairs = {
        frozenset(choose(method, candidates(sizes), 2, Lots(f"s{turn}", "1", "p")).main)
        for turn in range(DRAWS)
    }
    if method in {"simple", "pps_sampford"}:
        assert len(pairs) == 45
    else:
        assert frozenset({0, 1}) not in pairs


def test_units_too_large_are_drawn_for_certain() -> None:
    chosen = choose("pps_systematic", candidates((1000, 500, 1, 2, 3)), 3, Lots("s", "1", ""))
    assert {0, 1} <= set(chosen.main)
    assert chosen.sure == {0, 1}
    assert probabilities((1000, 500, 1, 2, 3), 3) == [1, 1, Fraction(1, 6), Fraction(2, 6), Fraction(3, 6)]


@st.composite
def groups(draw: st.DrawFn) -> tuple[str, Candidates, int, str]:
    sizes = tuple(draw(st.lists(st.integers(1, 60), min_size=1, max_size=9)))
    n = draw(st.integers(1, len(sizes)))
    forced = draw(st.sets(st.integers(0, len(sizes) - 1), max_size=n))
    method = draw(st.sampled_from(METHODS))
    used = sizes if method.startswith("pps_") else (1,) * len(sizes)
    return (
        method,
        candidates(used, forced=frozenset(forced)),
        n,
        draw(st.text("abcđ0123 ", min_size=1, max_size=5)),
    )


@given(groups())
def test_what_holds_of_every_draw(case: tuple[str, Candidates, int, str]) -> None:
    method, some, n, seed = case
    chosen = choose(method, some, n, Lots(seed, "1", "p"))
    assert len(chosen.main) == len(set(chosen.main)) == n
    assert some.forced <= set(chosen.main)
    assert not set(chosen.main) & set(chosen.others)
    assert len(chosen.main) + len(chosen.others) == len(some.ids)
    if chosen.left:
        assert sum(chosen.probability(at, some.sizes) for at in range(len(some.ids))) == n


@given(
    st.lists(st.integers(1, 40), min_size=2, max_size=8),
    st.integers(1, 4),
)
def test_systematic_probabilities_are_exact(sizes: list[int], n: int) -> None:
    """All starts together draw each unit n·x times out of X."""
    total = sum(sizes)
    counts: Counter[int] = Counter()
    for start in range(total):
        counts.update(systematic(sizes, n, start))
    assert [counts[at] for at in range(len(sizes))] == [n * size for size in sizes]


def test_a_round_of_sampford_by_hand() -> None:
    sizes = [5, 3, 2, 4]
    lots = Lots("2024", "1", "p")
    later = [(x << 128) // (14 - 2 * x) for x in sizes]

    def at(numbers: list[int], turn: int, draw: int) -> int:
        point = by_hand("2024", f"1/round {turn}/draw {draw}", "p") * sum(numbers) // 2**256
        return next(place for place in range(4) if point < sum(numbers[: place + 1]))

    turn = next(t for t in range(1, 99) if at(sizes, t, 1) != at(later, t, 2))
    assert sampford(sizes, 2, lots) == sorted({at(sizes, turn, 1), at(later, turn, 2)})


def test_sampford_says_when_it_cannot() -> None:
    with pytest.raises(UserError) as caught:
        sampford([1] * 40, 30, Lots("s", "1", "p"))
    assert caught.value.code == "sampford_too_tight"
