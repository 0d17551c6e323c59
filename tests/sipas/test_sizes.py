"""Sample sizes and allocations against published tables and worked examples (data/sipas/cases.json)."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.errors import UserError, UserErrors
from roster.services.trust import sampling_cases
from roster.sipas import allocation, sizes
from roster.sipas.allocation import METHODS, Method, Stratum, allocate, capped_quotas
from roster.sipas.exact import exact, root, shown

FIVE = exact("0.05")


@pytest.mark.parametrize("name", sampling_cases.load())
def test_a_published_case_comes_out_as_printed(name: str) -> None:
    assert sampling_cases.REPLAYS[name](sampling_cases.load()[name])


@pytest.mark.parametrize("name", sampling_cases.load())
def test_another_number_in_a_case_is_noticed(name: str) -> None:
    case = dict(sampling_cases.load()[name])
    case["expected"] = other(case["expected"])
    assert not sampling_cases.REPLAYS[name](case)


def other(printed: Any) -> Any:
    """The same with its last number a little larger."""
    if isinstance(printed, dict):
        last = list(printed)[-1]
        return printed | {last: other(printed[last])}
    if isinstance(printed, list):
        return [*printed[:-1], other(printed[-1])]
    return printed + 1


def test_design_effect_and_response_enlarge_a_sample() -> None:
    aim = sizes.Aim(FIVE, exact("1.96"))
    plain = sizes.proportion(20_000, aim, deff=Fraction(1), response=Fraction(1))
    more = sizes.proportion(20_000, aim, deff=exact("1.5"), response=exact("0.8"))
    assert plain.unrounded == sizes.cochran(20_000, aim).unrounded
    assert more.unrounded == plain.unrounded * Fraction(15, 8)
    assert more.n == 707


def test_a_sample_is_never_cut_to_the_population() -> None:
    aim = sizes.Aim(FIVE, exact("1.96"))
    with pytest.raises(UserError) as caught:
        sizes.proportion(100, aim, deff=Fraction(2), response=exact("0.5"))
    assert caught.value.code == "larger_than_population"


def test_formulas_show_numbers_and_rounding() -> None:
    assert sizes.yamane(1000, FIVE).formula.endswith("1000/(1 + 1000·0.05²) = ⌈285.714286⌉ = 286")
    aim = sizes.Aim(FIVE, sizes.quantile(exact("0.95")))
    assert "3.841" in sizes.krejcie(1000, aim).formula
    assert sizes.krejcie(1000, aim).formula.endswith("= 277.709493 ≈ 278")


def test_cost_and_square_roots() -> None:
    some = [Stratum("a", 400, exact(2), exact(4)), Stratum("b", 100, exact(2), exact(1))]
    assert allocate(some, 30, "cost") == {"a": 20, "b": 10}  # 400·2/2 : 100·2/1
    assert allocate(some, 30, "square-root") == {"a": 20, "b": 10}  # 20 : 10
    assert allocate(some, 30, "equal") == {"a": 15, "b": 15}


def test_what_a_stratum_cannot_hold_goes_to_the_others() -> None:
    some = [Stratum("a", 5), Stratum("b", 100), Stratum("c", 200)]
    assert allocate(some, 60, "equal") == {"a": 5, "b": 28, "c": 27}
    some = [Stratum("a", 10, exact(100)), Stratum("b", 100, exact(1)), Stratum("c", 300, exact(1))]
    assert allocate(some, 50, "neyman") == {"a": 10, "b": 10, "c": 30}


@st.composite
def many_strata(draw: st.DrawFn) -> tuple[list[Stratum], int]:
    some = [
        Stratum(f"s{at}", size, Fraction(sd, 10), Fraction(cost, 10))
        for at, (size, sd, cost) in enumerate(
            draw(
                st.lists(
                    st.tuples(st.integers(1, 500), st.integers(1, 999), st.integers(1, 99)),
                    min_size=1,
                    max_size=9,
                )
            )
        )
    ]
    return some, draw(st.integers(1, sum(s.size for s in some)))


@given(many_strata(), st.sampled_from(METHODS))
def test_an_allocation_adds_up(case: tuple[list[Stratum], int], method: Method) -> None:
    some, n = case
    found = allocate(some, n, method)
    assert sum(found.values()) == n
    assert all(0 <= found[s.name] <= s.size for s in some)
    quotas = capped_quotas(some, n, method)
    assert all(abs(found[s.name] - q) < 1 for s, q in zip(some, quotas, strict=True))


def test_faults_of_strata_come_all_at_once() -> None:
    some = [Stratum("a", 0), Stratum("a", 5, exact(1)), Stratum("b", 5, exact(1), exact(0))]
    with pytest.raises(UserErrors) as caught:
        allocate(some, 0, "cost")
    codes = sorted(e.code for e in caught.value.exceptions if isinstance(e, UserError))
    assert codes == [
        "bad_n",
        "bad_stratum_size",
        "cost_missing",
        "cost_missing",
        "cost_missing",
        "sd_missing",
        "stratum_twice",
    ]


@pytest.mark.parametrize(
    ("some", "n", "code"),
    [
        ([Stratum("a", 5)], 6, "larger_than_frame"),
        ([Stratum("a", 5)], -1, "bad_n"),
        ([Stratum("a", 5, exact(0))], 2, "nothing_to_share_by"),
    ],
)
def test_what_cannot_be_shared(some: list[Stratum], n: int, code: str) -> None:
    with pytest.raises(UserError) as caught:
        allocate(some, n, "neyman" if some[0].sd is not None else "equal")
    assert caught.value.code == code


def test_strata_are_checked_apart() -> None:
    with pytest.raises(UserError):
        allocation.check([Stratum("a", 5)], "neyman")


def test_roots_have_fifty_digits() -> None:
    assert root(Fraction(9, 4)) == Fraction(3, 2)
    assert abs(root(Fraction(2)) ** 2 - 2) < Fraction(1, 10**48)


@pytest.mark.parametrize(
    ("number", "text"), [("0.05", "0.05"), ("1", "1"), ("-0.5", "-0.5"), ("2.0000004", "2"), ("100", "100")]
)
def test_numbers_as_they_are_shown(number: str, text: str) -> None:
    assert shown(exact(number)) == text
