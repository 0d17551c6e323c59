"""Catalogues: the shipped ones say what they may say, and every mistake in one is named by code."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from roster.errors import UserError, UserErrors
from scoring.catalogue import checks, reading, tree, writing
from scoring.catalogue.model import Catalogue
from scoring.knowledge import Knowledge
from tests.scoring.conftest import codes, errors_in

SIX = {"so_noi_vu", "van_phong_ubnd", "so_tu_phap", "so_tai_chinh", "so_tttt", "so_khdt"}
GOOD = """
[[node]]
code = "1"
max = "100"
lead = "so_noi_vu"
[[node]]
code = "1.1"
parent = "1"
max = "60"
method = "tự đánh giá"
formula = { kind = "ratio" }
[[node]]
code = "1.2"
parent = "1"
max = "40"
method = "điều tra XHH"
formula = { kind = "survey_mean", highest = "5" }
"""

Faults = Callable[[str], list[tuple[str, object]]]


@pytest.fixture
def faults(tmp_path: Path, knowledge: Knowledge) -> Faults:
    """What is wrong with a catalogue of these lines, as codes."""

    def found(lines: str) -> list[tuple[str, object]]:
        path = tmp_path / "catalogue.toml"
        path.write_text(lines, encoding="utf-8")
        try:
            catalogue = reading.load(path, knowledge)
        except (UserError, UserErrors) as raised:
            errors = errors_in(raised)
            return [(error.code, error.params.get("code", error.params.get("key"))) for error in errors]
        return codes(checks.faults(catalogue, knowledge, file="catalogue.toml"))

    return found


# --- the shipped catalogues ----------------------------------------------------------------------------


def test_the_plans_catalogue_says_what_the_plan_fixes(plan_catalogue: Catalogue) -> None:
    leads = {node.code: plan_catalogue.lead(node) for node in plan_catalogue.node}
    assert leads == {
        "1": "",
        "8": "",
        **dict.fromkeys(["1.1", "1.2", "1.3", "1.4", "1.5", "4", "5"], "so_noi_vu"),
        **dict.fromkeys(["1.7", "3"], "van_phong_ubnd"),
        **dict.fromkeys(["1.6", "8.2", "8.3", "8.5"], "so_khdt"),
        **dict.fromkeys(["6", "8.3.3", "8.4"], "so_tai_chinh"),
        "2": "so_tu_phap",
        "7": "so_tttt",
    }
    assert all(node.verified and node.source for node in plan_catalogue.node)
    assert [task.code for task in plan_catalogue.evidence] == [f"7.{at}" for at in range(1, 10)]
    assert all(task.documents and task.source for task in plan_catalogue.evidence)


def test_the_plans_catalogue_invents_no_points(plan_catalogue: Catalogue, knowledge: Knowledge) -> None:
    assert not plan_catalogue.complete
    assert all(node.max is None and node.formula is None for node in plan_catalogue.node)
    assert checks.faults(plan_catalogue, knowledge, file="") == []
    gaps = checks.missing(plan_catalogue, knowledge)
    assert {gap.code for gap in gaps if gap.what == "name"} == {"1.1", "1.2", "1.3", "1.4", "1.5"}
    assert {gap.code for gap in gaps if gap.what == "max"} == {node.code for node in plan_catalogue.node}
    assert {gap.what for gap in gaps if not gap.code} == {"criteria", "components"}


def test_the_training_catalogue_is_whole_and_says_it_is_invented(
    training: Catalogue, knowledge: Knowledge
) -> None:
    assert checks.faults(training, knowledge, file="") == []
    assert checks.missing(training, knowledge) == ()
    assert tree.counts(training) == {"field": 8, "criterion": 37, "component": 88}
    assert training.training
    assert "TẬP HUẤN" in training.title
    assert not any(node.verified for node in training.node)
    leads = {
        training.lead(leaf) for leaf in training.leaves if training.method(leaf) not in {"survey", "sipas"}
    }
    assert leads == SIX
    assert training.lead(training.by_code["8.3.3"]) == "so_tai_chinh"
    assert training.lead(training.by_code["8.3.1"]) == "so_khdt"
    window = training.window_of(training.by_code["1.1.1"])
    assert window is not None
    assert (window.is_open(date(2024, 12, 1)), window.is_open(date(2025, 2, 1))) == (True, False)


@pytest.mark.parametrize("name", ["training", "2024-plan"])
def test_a_written_catalogue_is_read_back_the_same(name: str, knowledge: Knowledge, tmp_path: Path) -> None:
    catalogue = reading.load(reading.place_of(name), knowledge)
    path = tmp_path / "written.toml"
    path.write_text(writing.as_toml(catalogue, remark="two\nlines"), encoding="utf-8")
    assert reading.load(path, knowledge) == catalogue


# --- mistakes -------------------------------------------------------------------------------------------


def test_a_good_one(faults: Faults) -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('max = "60"', 'max = "59.99"', [("does_not_add_up", "1")]),
        ('max = "100"', 'max = "99"', [("does_not_add_up", "1"), ("total_does_not_add_up", None)]),
        ('code = "1.2"', 'code = "1.1"', [("duplicate_criterion", "1.1")]),
        ('code = "1.2"', 'code = " "', [("blank_code", None)]),
        ('1.2"\nparent = "1"', '1.2"\nparent = "2"', [("unknown_parent", "1.2"), ("does_not_add_up", "1")]),
        ('code = "1"\n', 'code = "1"\nparent = "1.1"\n', [("too_deep", c) for c in ("1", "1.1", "1.2")]),
        ('lead = "so_noi_vu"\n', "", [("not_assigned", "1.1")]),
        ('method = "tự đánh giá"\n', "", [("no_method", "1.1")]),
        ('method = "tự đánh giá"', 'method = "SIPAS"', [("method_and_formula", "1.1")]),
        ('method = "tự đánh giá"', 'method = "đoán"', [("unknown_method", "1.1")]),
        ('max = "60"\n', "", [("no_maximum", "1.1")]),
        ('max = "60"', 'max = "sáu mươi"', [("wrong_value", "1.1.max")]),
        ('max = "60"', 'max = "1e400"', [("bad_maximum", "1.1"), ("does_not_add_up", "1")]),
        ('max = "60"', 'max = "60"\nwindow = { opens = 2025-01-31, closes = 2024-12-01 }',
         [("window_closes_first", "1.1")]),
        ('max = "60"', 'maximum = "60"', [("unknown_key", "1.1.maximum")]),
        ('kind = "ratio"', 'kind = "guess"', [("unknown_kind", "1.1")]),
        ('kind = "ratio"', 'kind = "ratio", flor = "1"', [("unknown_key", "1.1.formula.flor")]),
        ('kind = "ratio"', 'kind = "ratio", floor = "x"', [("wrong_value", "1.1.formula.floor")]),
        ('kind = "ratio"', 'kind = "ratio", cap = "0"', [("cap_out_of_range", "1.1")]),
        ('max = "100"', 'max = "100"\nformula = { kind = "yes_no" }', [("formula_on_parent", "1")]),
    ],
)  # fmt: skip
def test_each_mistake_names_its_code(
    faults: Faults, old: str, new: str, expected: list[tuple[str, object]]
) -> None:
    assert old in GOOD
    found = faults(GOOD.replace(old, new, 1))
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_all_mistakes_at_once(faults: Faults) -> None:
    wrong = GOOD.replace('max = "60"', 'max = "-1"').replace('lead = "so_noi_vu"', "").replace('"5"', '"0"')
    found = {code for code, _ in faults("criteria = 7\n" + wrong)}
    assert found == {
        *("bad_maximum", "not_assigned", "does_not_add_up", "parameters_in_wrong_order", "wrong_count")
    }


def test_no_criteria_at_all(faults: Faults) -> None:
    assert faults("complete = true\n") == [("no_nodes", None)]
    assert faults('node = "x"\n') == [("no_nodes", None)]


def test_a_catalogue_that_does_not_exist() -> None:
    with pytest.raises(UserError) as raised:
        reading.place_of("2031")
    assert raised.value.code == "no_such_catalogue"


# --- what is known besides ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("percent", "group"),
    [
        ("90", "A"),
        ("89.995", "A"),
        ("89.994", "B"),
        ("80", "B"),
        ("79.99", "C"),
        ("70", "C"),
        ("69.99", None),
    ],
)
def test_groups_of_results(percent: str, group: str | None, knowledge: Knowledge) -> None:
    found = knowledge.group(Decimal(percent))
    assert (found.code if found else None) == group
    assert all(one.source for one in knowledge.groups)


def test_blocks_of_earlier_rounds(knowledge: Knowledge) -> None:
    assert [str(b.max) for b in knowledge.block_maxima(2022)] == ["61.5", "6.5", "22", "10"]
    assert knowledge.block_maxima(2022) == knowledge.block_maxima(2023)
    assert knowledge.block_maxima(2024) == ()
    assert all(block.source for block in knowledge.blocks)


def test_earlier_results(knowledge: Knowledge) -> None:
    found = [(r.year, r.total, r.rank) for r in knowledge.results_of("Đắk Nông")]
    assert found == [(2023, None, 51), (2022, Decimal("84.66"), 37)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tự đánh giá", "self_score"),
        ("thống kê", "statistics"),
        ("Điều tra XHH", "survey"),
        ("điều tra xã hội học", "survey"),
        ("SIPAS", "sipas"),
        ("self_score", "self_score"),
    ],
)
def test_methods_as_people_write_them(text: str, code: str, knowledge: Knowledge) -> None:
    method = knowledge.method(text)
    assert method is not None
    assert method.code == code
