"""The labelled pairs of `tests/cases/pairs.csv`, each compared among an invented province."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from roster.dedupe import link
from roster.dedupe.model import Model
from roster.model import PersonRecord, ScoredPair, Source

CASES = Path(__file__).parents[1] / "cases" / "pairs.csv"
ALLOWED = {
    "merge": {"same"},
    "ask": {"ask"},
    "apart": {"different"},
    "unmerged": {"ask", "different"},
}


def read_cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def record(case: dict[str, str], side: str) -> PersonRecord:
    stated = {
        key.removeprefix(f"{side}_"): value or None for key, value in case.items() if key.startswith(side)
    }
    return PersonRecord(
        source=Source(stated["list"] or "", "", 1 if side == "left" else 2),
        key=side,
        full_name=stated["name"] or "",
        dob=stated["dob"],
        gender=stated["gender"],
        cccd=stated["cccd"],
        phones=tuple((stated["phone"] or "").split(";")) if stated["phone"] else (),
        email=stated["email"],
        position=stated["position"],
        agency=stated["agency"],
        agency_code=stated["agency"],
        group=stated["group"],
    )


@pytest.fixture(scope="module")
def compare(model: Model, province: Callable[..., Any]) -> Callable[[dict[str, str]], ScoredPair]:
    among = province(7).records

    def compared(case: dict[str, str]) -> ScoredPair:
        return link.compare(record(case, "left"), record(case, "right"), among=among, model=model)

    return compared


def test_enough_cases_of_each_label() -> None:
    labels = [case["label"] for case in read_cases()]
    assert len(labels) >= 100
    assert labels.count("same") >= 40
    assert labels.count("different") >= 40


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: f"{case['left_name']}|{case['note']}")
def test_band(case: dict[str, str], compare: Callable[[dict[str, str]], ScoredPair]) -> None:
    assert compare(case).band in ALLOWED[case["expect"]], compare(case)


def test_ranking(compare: Callable[[dict[str, str]], ScoredPair]) -> None:
    """A pair of one person outweighs a pair of two in nearly every comparison of the two."""
    weights: dict[str, list[float]] = {"same": [], "different": [], "unclear": []}
    for case in read_cases():
        weights[case["label"]].append(compare(case).weight)
    right = sum(s > d for s in weights["same"] for d in weights["different"])
    assert right / (len(weights["same"]) * len(weights["different"])) > 0.97
