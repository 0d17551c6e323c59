"""A whole catalogue computed: sums, what does not apply, what was published, everything wrong at once."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from roster import datafiles
from roster.errors import UserError, UserErrors
from scoring import answers, compute, machine, numbers
from scoring.catalogue.model import Catalogue, Node
from scoring.compute import Computed
from scoring.knowledge import Knowledge
from tests.scoring.conftest import catalogue_of, codes, errors_in, leaf
from tests.scoring.test_formulas import CASES, TINY

TRUTH = Path(__file__).parents[1] / "cases" / "training_scores.toml"
RATIO = {"kind": "ratio"}


@pytest.fixture(scope="module")
def invented_year(training: Catalogue, knowledge: Knowledge) -> Computed:
    return compute.compute(training, knowledge, answers.read(datafiles.shipped("demo/score-answers.toml")))


def test_the_invented_year_comes_to_the_points_worked_out_by_hand(invented_year: Computed) -> None:
    expected: dict[str, str] = datafiles.read_toml(TRUTH)["components"]
    assert len(expected) == 88
    for code, score in expected.items():
        result = invented_year.nodes[code]
        assert result.applies == (score != "na")
        assert abs(Fraction(result.score) - Fraction(score if result.applies else "0")) < TINY


def test_the_invented_year_adds_up_at_every_level(invented_year: Computed, training: Catalogue) -> None:
    expected: dict[str, str] = datafiles.read_toml(TRUTH)["components"]
    points = {code: Fraction(score) for code, score in expected.items() if score != "na"}
    for node in training.node:
        below = [score for code, score in points.items() if f"{code}.".startswith(f"{node.code}.")]
        assert abs(Fraction(invented_year.nodes[node.code].score) - sum(below, Fraction())) < TINY
    assert (
        abs(Fraction(invented_year.total) - sum(points.values(), Fraction()) * 100 / 99) < TINY
    )  # 2.3.1 does not apply


@pytest.mark.parametrize("case", CASES["published"], ids=lambda case: case["name"])
def test_sums_as_published(case: dict[str, Any], knowledge: Knowledge) -> None:
    blocks = knowledge.block_maxima(case["year"])
    methods = {"C": "survey", "D": "sipas"}
    nodes = tuple(
        Node(b.code, max=b.max, lead="bo_noi_vu", method=methods.get(b.code, "self_score")) for b in blocks
    )
    tables = {
        code: {"published" if code in methods else "score": points} for code, points in case["parts"].items()
    }
    computed = compute.compute(Catalogue(nodes), knowledge, tables)
    shown = {code: str(numbers.rounded(result.score)) for code, result in computed.nodes.items()}
    assert shown == case["printed"]
    assert str(numbers.rounded(computed.total)) == case["total"]
    assert sum(b.max for b in blocks) == 100


def test_six_sixths_of_half_a_cent_are_half_a_cent(knowledge: Knowledge) -> None:
    """Each sixth of 0.035 is cut off at thirty places; their sum is shown as 0.035 would be."""
    leaves = [leaf(f"1.{at}", "0.035", RATIO) for at in range(6)]
    computed = compute.compute(
        catalogue_of(leaves), knowledge, {node.code: {"a": 6, "b": 1} for node in leaves}
    )
    assert computed.total != Decimal("0.035")
    assert str(numbers.rounded(computed.nodes["1"].score)) == "0.04"


def test_what_does_not_apply_leaves_the_maximum(knowledge: Knowledge) -> None:
    catalogue = catalogue_of([leaf("1.1", "60", RATIO), leaf("1.2", "40", RATIO)])
    tables: dict[str, dict[str, Any]] = {"1.1": {"a": 4, "b": 3}, "1.2": {"a": 0, "not_applicable": True}}
    computed = compute.compute(catalogue, knowledge, tables)
    assert (str(computed.nodes["1.2"].max), str(computed.nodes["1.2"].score)) == ("0", "0")
    assert computed.nodes["1.2"].percent is None
    assert [computed.nodes["1"].max, computed.nodes["1"].score] == [60, 45]
    assert computed.total == 75


def test_a_parent_that_does_not_apply_takes_its_parts_along(knowledge: Knowledge) -> None:
    nodes = (
        Node("1", max=Decimal(50), lead="x"),
        leaf("1.1", "50", RATIO),
        Node("2", max=Decimal(50), lead="x"),
        Node("2.1", parent="2", max=Decimal(50), method="self_score"),
    )
    tables: dict[str, dict[str, Any]] = {"1.1": {"a": 2, "b": 1}, "2": {"not_applicable": True}}
    computed = compute.compute(Catalogue(nodes), knowledge, tables)
    assert not computed.nodes["2.1"].applies
    assert computed.total == 50


def test_nothing_applies(knowledge: Knowledge) -> None:
    with pytest.raises(UserError) as raised:
        compute.compute(catalogue_of([leaf("1.1", "5", RATIO)]), knowledge, {"1": {"not_applicable": True}})
    assert raised.value.code == "nothing_applies"


def test_everything_wrong_is_said_at_once(knowledge: Knowledge) -> None:
    leaves = [
        leaf("1.1", "5", RATIO),
        leaf("1.2", "5", {"kind": "sipas"}),
        leaf("1.3", "5"),
        leaf("1.4", "5"),
    ]
    tables: dict[str, dict[str, Any]] = {
        "1.1": {"a": "0", "x": 1},
        "1.2": {"score": "6"},
        "1.3": {},
        "1": {"a": 1},
        "9.9": {"a": 1},
    }
    with pytest.raises(UserErrors) as raised:
        compute.compute(catalogue_of(leaves), knowledge, tables)
    assert sorted(codes(errors_in(raised.value)), key=str) == sorted(
        [
            ("zero_denominator", "1.1"),
            ("missing_variable", "1.1"),
            ("unknown_variable", "1.1"),
            ("survey_self_scored", "1.2"),
            ("score_out_of_range", "1.2"),
            ("no_formula", "1.3"),
            ("no_answer", "1.4"),
            ("not_scored", "1"),
            ("unknown_code", "9.9"),
        ],
        key=str,
    )


def test_an_incomplete_catalogue_computes_nothing(plan_catalogue: Catalogue, knowledge: Knowledge) -> None:
    with pytest.raises(UserError) as raised:
        compute.compute(plan_catalogue, knowledge, {})
    assert raised.value.code == "catalogue_incomplete"


def test_so_far_counts_what_is_answered(knowledge: Knowledge) -> None:
    catalogue = catalogue_of([leaf("1.1", "60", RATIO), leaf("1.2", "40", RATIO)])
    given, errors = answers.check(catalogue, knowledge, {"1.1": {"a": 4, "b": 3}})
    computed = compute.so_far(catalogue, given)
    assert not errors
    assert computed.total == 45
    assert not computed.nodes["1.2"].answered
    assert not computed.nodes["1"].answered


def test_methods_of_parents(invented_year: Computed) -> None:
    found = {code: invented_year.nodes[code].method for code in ("8.1", "8.3", "1", "2.4")}
    assert found == {"8.1": "sipas", "8.3": "statistics", "1": "mixed", "2.4": "survey"}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("[1.1]\na = 1\n", ["1"]), ('a = 1\n["1.1"]\na = 2\n[2.2.2]\nb = 3\n', ["2", "a"])],
)
def test_answers_that_are_no_tables_under_codes(tmp_path: Path, text: str, wrong: list[str]) -> None:
    path = tmp_path / "answers.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises((UserError, UserErrors)) as raised:
        answers.read(path)
    errors = errors_in(raised.value)
    assert {error.code for error in errors} == {"not_an_answer"}
    assert sorted(str(error.params["code"]) for error in errors) == wrong


def test_for_machines(invented_year: Computed, training: Catalogue) -> None:
    made = machine.as_json(training, invented_year)
    line: Mapping[str, object] = made["nodes"]["2.1.1"]
    assert (line["max"], line["score"], line["percent"], line["method"]) == (
        "1.00",
        "0.86",
        "85.71",
        "self_score",
    )
    assert Decimal(str(line["exact"])) == invented_year.nodes["2.1.1"].score
    assert (made["total"], made["catalogue"]["training"]) == ("79.59", True)
    assert list(made["nodes"]) == [node.code for node in training.ordered]
    assert made["nodes"]["2.3.1"]["percent"] is None
