"""AAPOR's RR1 and REF1 on a roster whose people are all known to be eligible until they are replaced."""

from datetime import date

import pytest

from roster.survey import response
from roster.survey.response import Line

DAY = date(2025, 1, 3)


def line(status: str, people: int, group: str = "so", *, first: bool = True) -> Line:
    return Line(group, "so_y_te", "Sở Y tế", status, DAY if status else None, people, first)


def test_rates_by_their_definition() -> None:
    lines = [
        line("answered", 60),
        line("refused", 10),
        line("unreachable", 5),
        line("replaced", 20),
        line("", 25),
    ]
    found = response.total(lines)
    assert (found.listed, found.eligible, found.answered, found.open) == (120, 100, 60, 30)
    assert found.response_rate == pytest.approx(0.6)  # I / (I + R + NC), those replaced are not eligible
    assert found.refusal_rate == pytest.approx(0.1)


def test_nobody_eligible_has_no_rate() -> None:
    found = response.total([line("replaced", 3)])
    assert (found.response_rate, found.refusal_rate) == (None, None)


def test_who_stands_in_two_groups_counts_in_both_and_once_in_all() -> None:
    lines = [line("answered", 1, "hdnd"), line("answered", 1, "so", first=False), line("", 1, "so")]
    assert response.total(lines).listed == 2
    assert {group: tally.listed for group, tally in response.by(lines, lambda one: one.group).items()} == {
        "hdnd": 1,
        "so": 2,
    }
    assert response.answer_days(lines) == [DAY]
