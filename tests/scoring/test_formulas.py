"""Every kind of formula against cases worked out by hand, and the laws that hold for all of them."""

import tomllib
from dataclasses import fields
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster import messages
from scoring import answers, compute, formulas, numbers, said
from scoring.formulas import Place
from scoring.formulas.examples import EXAMPLES
from scoring.formulas.model import Band, Bands, Bonus, Deduction, Item, Ratio, SurveyMean
from scoring.knowledge import Knowledge, load_knowledge
from tests.scoring.conftest import catalogue_of, codes, errors_in, leaf

DOCUMENT = (Path(__file__).parents[2] / "docs" / "scoring.md").read_text(encoding="utf-8")
CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "scores.toml").read_text(encoding="utf-8"))
TINY = Fraction(1, 10**25)
MAX = Decimal("2.50")
amounts = st.decimals(0, 10**9, places=2)
shares = st.decimals("0.01", 1, places=2)


def scored(formula: Any, values: dict[str, Any], maximum: Decimal = MAX) -> Decimal:
    score = formulas.work(formula, maximum, values).score
    assert 0 <= score <= maximum
    return score


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_labelled_cases(case: dict[str, Any], knowledge: Knowledge) -> None:
    catalogue = catalogue_of([leaf("1.1", case["max"], case["formula"])])
    result = compute.compute(catalogue, knowledge, {"1.1": case["answer"]}).nodes["1.1"]
    assert abs(Fraction(result.score) - Fraction(case["score"])) < TINY
    assert str(numbers.rounded(result.score)) == case["shown"]


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: f"{case['code']} {case['answer']}")
def test_refused_answers(case: dict[str, Any], knowledge: Knowledge) -> None:
    catalogue = catalogue_of([leaf("1.1", "2.00", case["formula"])])
    _, errors = answers.check(catalogue, knowledge, {"1.1": case["answer"]})
    assert codes(errors) == [(case["code"], "1.1")]
    with pytest.raises(type(errors[0])) as raised:
        compute.compute(catalogue, knowledge, {"1.1": case["answer"]})
    assert codes(errors_in(raised.value)) == codes(errors)


@pytest.mark.parametrize("case", CASES["bad_formula"], ids=lambda case: f"{case['code']} {case['formula']}")
def test_refused_formulas(case: dict[str, Any]) -> None:
    node = leaf("1.1", "2.00", case["formula"])
    assert node.formula is not None
    found = list(formulas.faults(node.formula, Place("test", "1.1", Decimal("2.00"))))
    assert codes(found) == [(case["code"], "1.1")]


def test_every_kind_has_cases_and_an_example() -> None:
    assert {case["formula"]["kind"] for case in CASES["case"]} == set(formulas.KINDS) == set(EXAMPLES)


@pytest.mark.parametrize("kind", formulas.KINDS)
def test_examples_come_to_what_they_say(kind: str, knowledge: Knowledge) -> None:
    example = EXAMPLES[kind]
    formula = tomllib.loads(f"formula = {example.formula}")["formula"]
    catalogue = catalogue_of([leaf("1.1", example.max, formula)])
    computed = compute.compute(catalogue, knowledge, {"1.1": tomllib.loads(example.answer)})
    assert str(numbers.rounded(computed.total)) == example.score


@pytest.mark.parametrize("kind", formulas.KINDS)
def test_every_kind_is_documented_with_its_parameters_and_example(kind: str) -> None:
    section = DOCUMENT.split(f"### `{kind}`", 1)[1].split("\n##", 1)[0]
    example = EXAMPLES[kind]
    assert f"formula = {example.formula}" in section
    assert f"**{example.score}**" in section
    assert all(f"`{line}`" in section for line in example.answer.splitlines())
    assert all(f"`{parameter.name}`" in section for parameter in fields(formulas.KINDS[kind].parameters))


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_every_line_says_its_points_in_both_languages(
    case: dict[str, Any], language: str, knowledge: Knowledge
) -> None:
    messages.set_language(language)
    catalogue = catalogue_of([leaf("1.1", case["max"], case["formula"])])
    result = compute.compute(catalogue, knowledge, {"1.1": case["answer"]}).nodes["1.1"]
    sentence = said.sentence(result.said)
    shown = case["shown"].replace(".", ",") if language == "vi" else case["shown"]
    assert shown in sentence or Fraction(case["score"]) == 0
    assert "{" not in sentence


# --- laws ----------------------------------------------------------------------------------------------


ratios = st.builds(lambda floor, cap: Ratio(floor=min(floor, cap), cap=cap), shares, shares)


@given(formula=ratios, a=amounts.filter(bool), b=amounts, more=amounts)
def test_a_ratio_never_falls_with_b(formula: Ratio, a: Decimal, b: Decimal, more: Decimal) -> None:
    assert scored(formula, {"a": a, "b": b}) <= scored(formula, {"a": a, "b": b + more})


@given(a=amounts.filter(bool))
def test_a_whole_ratio_is_exactly_the_maximum(a: Decimal) -> None:
    assert scored(Ratio(), {"a": a, "b": a}) == MAX


@given(starts=st.lists(amounts, min_size=1, unique=True), value=amounts)
def test_a_band_gives_its_own_points(starts: list[Decimal], value: Decimal) -> None:
    bands = tuple(Band(start, MAX * at / len(starts)) for at, start in enumerate(starts))
    reached = [band for band in bands if band.at_least <= value]
    expected = max(reached, key=lambda band: band.at_least).points if reached else Decimal(0)
    assert scored(Bands(bands), {"value": value}) == expected


@given(count=st.integers(0, 10**6), more=st.integers(0, 10**6), points=shares)
def test_faults_take_and_ideas_give(count: int, more: int, points: Decimal) -> None:
    items = (Item("x", points),)
    few, many = {"x": Decimal(count)}, {"x": Decimal(count + more)}
    assert scored(Deduction(items), few) >= scored(Deduction(items), many)
    assert scored(Bonus(items), few) <= scored(Bonus(items), many)


@given(low=st.integers(0, 9), width=st.integers(1, 100), part=st.decimals(0, 1, places=4))
def test_a_mean_stays_inside_its_scale(low: int, width: int, part: Decimal) -> None:
    formula = SurveyMean(Decimal(low + width), Decimal(low))
    score = scored(formula, {"mean": low + width * part})
    assert abs(Fraction(score) - Fraction(MAX) * Fraction(part)) < TINY


@given(maxima=st.lists(st.decimals("0.01", 10, places=2), min_size=2, max_size=12), data=st.data())
def test_rescaling_keeps_a_hundred(maxima: list[Decimal], data: st.DataObject) -> None:
    leaves = [leaf(f"1.{at}", str(maximum), {"kind": "yes_no"}) for at, maximum in enumerate(maxima)]
    left_out = data.draw(st.sets(st.sampled_from([node.code for node in leaves]), max_size=len(leaves) - 1))
    tables = {n.code: {"not_applicable": True} if n.code in left_out else {"yes": True} for n in leaves}
    computed = compute.compute(catalogue_of(leaves), load_knowledge(), tables)
    assert computed.total == sum(maxima)
    assert computed.nodes["1"].percent == 100


@given(parts=st.lists(st.tuples(st.integers(1, 999), st.integers(0, 1200), shares), min_size=1, max_size=20))
def test_the_total_is_the_sum_of_the_parts_in_any_order(parts: list[tuple[int, int, Decimal]]) -> None:
    leaves = [leaf(f"1.{at}", str(share), {"kind": "ratio"}) for at, (_, _, share) in enumerate(parts)]
    tables = {f"1.{at}": {"a": a, "b": b} for at, (a, b, _) in enumerate(parts)}
    forth = compute.compute(catalogue_of(leaves), load_knowledge(), tables)
    back = compute.compute(catalogue_of(leaves[::-1]), load_knowledge(), tables)
    assert forth.total == back.total == numbers.total(forth.nodes[node.code].score for node in leaves)
