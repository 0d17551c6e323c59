"""Sample sizes and allocations against published tables and worked examples (tests/cases/sampling.json)."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.errors import UserError, UserErrors
from roster.sipas import allocation, effects, selection, sizes
from roster.sipas.allocation import METHODS, Method, Stratum, allocate, capped_quotas
from roster.sipas.exact import exact, root, shown

CASES: dict[str, dict[str, Any]] = {
    case["id"]: case
    for case in json.loads(
        (Path(__file__).parents[1] / "cases" / "sampling.json").read_text(encoding="utf-8")
    )
}
FIVE = exact("0.05")


def strata(case: dict[str, Any]) -> list[Stratum]:
    return [
        Stratum(str(at), size, exact(sd))
        for at, (size, sd) in enumerate(zip(case["Nh"], case["Sh"], strict=True))
    ]


def test_yamane() -> None:
    case = CASES["yamane_slovin_5pct"]
    found = [sizes.yamane(n, exact(case["inputs"]["e"])).n for n in case["inputs"]["N"]]
    assert found == case["expected"]


def test_cochran() -> None:
    case = CASES["cochran_n0_fpc"]
    given = case["inputs"]
    aim = sizes.Aim(exact(given["d"]), exact(given["t"]), exact(given["p"]))
    assert sizes.cochran(given["N"], aim).n == case["expected"]["n"]
    assert sizes.proportion(None, aim, deff=Fraction(1), response=Fraction(1)).n == case["expected"]["n0"]


def test_krejcie_and_morgan() -> None:
    case = CASES["krejcie_morgan_table"]
    aim = sizes.Aim(FIVE, sizes.quantile(exact("0.95")))
    assert [sizes.krejcie(n, aim).n for n in case["inputs"]["N"]] == case["expected"]


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


def test_size_for_a_stratified_mean() -> None:
    case = CASES["kk_stratasize"]["expected"]
    some = [Stratum("a", 100_000, exact(1)), Stratum("b", 300_000, exact(2)), Stratum("c", 600_000, exact(3))]
    z = sizes.quantile(exact("0.95"))
    assert sizes.stratified_mean(some, exact("0.1"), z=z, neyman=False).n == case["prop"]
    assert sizes.stratified_mean(some, exact("0.1"), z=z, neyman=True).n == case["opt"]


def test_kish_design_effects() -> None:
    found = [
        float(effects.clustering(exact(b), exact(rho))) for b, rho in ((30, 0.01), (15.5, 0.03), (50, 0.1))
    ]
    assert found == pytest.approx(CASES["kish_deff"]["expected"], abs=CASES["kish_deff"]["tol"])


@pytest.mark.parametrize(("method", "key"), [("proportional", "prop"), ("neyman", "neyman")])
def test_allocation_of_samplingbook(method: Method, key: str) -> None:
    case = {"Nh": (5234, 2586, 649, 157), "Sh": (251, 1165, 8035, 24725)}
    assert list(allocate(strata(case), 500, method).values()) == CASES["kk_alloc"]["expected"][key]


def test_allocation_of_practools() -> None:
    case = CASES["vdk_neyman"]
    some = strata(case["inputs"])
    found = capped_quotas(some, case["inputs"]["n"], "neyman")
    assert [float(q) for q in found] == pytest.approx(case["expected"]["nh"], abs=case["tol"])
    counts = {s.name: q for s, q in zip(some, found, strict=True)}
    assert round(effects.stratified_error(some, counts)) == case["expected"]["se_mean"]


def test_inclusion_probabilities_of_samplingbook() -> None:
    case = CASES["pik_small"]
    found = selection.probabilities([exact(z) for z in (1.8, 2, 3.2, 2.9, 1.5, 2, 2.2)], 2)
    assert [float(p) for p in found] == pytest.approx(case["expected"], abs=case["tol"])


def test_madow_by_hand() -> None:
    case = CASES["madow_systematic_pps"]
    whole = [int(exact(p) * 1000) for p in case["inputs"]["pik"]]
    start = int(exact(case["inputs"]["u"]) * sum(whole))
    assert [at + 1 for at in selection.systematic(whole, 3, start)] == case["expected"]


def test_clusters_of_a_nutrition_survey() -> None:
    given = CASES["nutrition_pps"]["inputs"]
    drawn = selection.systematic(given["sizes"], given["n"], (given["person"] - 1) * given["n"])
    assert [at + 1 for at in drawn[:3]] == CASES["nutrition_pps"]["expected"]


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
