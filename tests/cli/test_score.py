"""Catalogues and scores on the command line: codes, files, and that training is said to be training."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from roster import datafiles
from scoring.formulas import KINDS
from scoring.formulas.examples import EXAMPLES
from tests.cli.conftest import Ran

Run = Callable[..., Ran]
ANSWERS = datafiles.shipped("demo/score-answers.toml")
SMALL = """
complete = true
[[node]]
code = "1"
name = "x"
max = "100"
method = "self"
lead = "Sở Nội vụ"
[[node]]
code = "1.1"
parent = "1"
max = "97.50"
formula = {kind = "ratio"}
[[node]]
code = "1.2"
parent = "1"
max = 2.5
formula = {kind = "ratio"}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def answers(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "answers.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_check_of_the_plans_catalogue_says_what_is_missing(roster: Run) -> None:
    ran = roster("score", "check", "2024-plan")
    assert ran.code == 0
    assert "1.1, 1.2, 1.3, 1.4, 1.5" in ran.out


def test_check_takes_a_path_too(roster: Run) -> None:
    ran = roster("score", "check", datafiles.shipped("criteria/training.toml"))
    assert ran.code == 0
    assert "100,00" in ran.out
    assert "TẬP HUẤN" in ran.out


def test_compute_of_an_incomplete_catalogue_is_an_error(roster: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    ran = roster("score", "compute", "2024-plan", ANSWERS, "--json", out)
    assert ran.code == 2
    assert not out.exists()


def test_compute_writes_every_node_and_the_total(roster: Run, small: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    told = answers(tmp_path, '["1.1"]\na = "3"\nb = "2"\n["1.2"]\na = "8"\nb = "10"\nnot_applicable = true\n')
    assert roster("score", "compute", small, told, "--json", out).code == 0
    made = json.loads(out.read_text(encoding="utf-8"))
    assert made["total"] == "66.67"
    assert {code: (n["max"], n["score"]) for code, n in made["nodes"].items()} == {
        "1": ("97.50", "65.00"),
        "1.1": ("97.50", "65.00"),
        "1.2": ("0.00", "0.00"),
    }
    assert all(node["explanation"] for node in made["nodes"].values())
    assert {node["method"] for node in made["nodes"].values()} == {"self_score"}


def test_the_invented_year(roster: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    ran = roster("score", "compute", "training", ANSWERS, "--json", out)
    made = json.loads(out.read_text(encoding="utf-8"))
    assert (ran.code, made["total"]) == (0, "79.59")
    assert "TẬP HUẤN" in ran.out
    assert len(made["nodes"]) == 8 + 37 + 88
    fields = sum(Decimal(made["nodes"][str(field)]["exact"]) for field in range(1, 9))
    assert round(fields * 100 / 99, 20) == round(Decimal(made["total_exact"]), 20)


def test_all_mistakes_of_the_answers_at_once(roster: Run, small: Path, tmp_path: Path) -> None:
    told = answers(tmp_path, '["1.1"]\na = "0"\nb = "2"\n["1.3"]\na = 1\n')
    ran = roster("score", "compute", small, told)
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 3  # 1.1 divides by zero, 1.2 has no answer, 1.3 does not exist
    assert all(any(code in line for line in ran.err.splitlines()) for code in ("1.1", "1.2", "1.3"))


def test_a_catalogue_that_does_not_add_up(roster: Run, small: Path) -> None:
    small.write_text(SMALL.replace("97.50", "97.00"), encoding="utf-8")
    ran = roster("score", "check", small)
    assert ran.code == 2
    assert "99.5" in ran.err


def test_names_and_files_that_do_not_exist(roster: Run, small: Path, tmp_path: Path) -> None:
    assert roster("score", "check", "2031").code == 2
    assert roster("score", "check", tmp_path / "none.toml").code == 2
    assert roster("score", "compute", small, tmp_path / "none.toml").code == 2


def test_template_and_import(roster: Run, tmp_path: Path) -> None:
    template = tmp_path / "mau.xlsx"
    assert roster("score", "template", "--out", template).code == 0
    ran = roster("score", "import-annex", template, "--out", tmp_path / "out.toml")
    assert ran.code == 2  # nothing has been pasted
    assert not (tmp_path / "out.toml").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_the_help_shows_every_kind_with_its_example(roster: Run, kind: str) -> None:
    assert EXAMPLES[kind].formula in roster("score", "--help").out
