"""The page of changes of people: order, take back, the roster of any day."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from roster.plan import Plan
from roster.services.handovers import freezing
from roster.services.handovers.freezing import Order
from roster.services.reviewing import review
from roster.services.shelf import Shelf
from tests.web.conftest import TODAY, signed_in
from web import house


@pytest.fixture
def sent(filled: Flask, plan: Plan, tmp_path: Path) -> FlaskClient:
    """Two people on the roster as it was sent."""
    with house.of(filled).database.changing() as session:
        review.compare(session, by="t")
        freezing.freeze(session, Shelf(tmp_path / "kept"), Order(plan, TODAY, "t", allow_reason="x"))
    return signed_in(filled, "approver")


def lines(client: FlaskClient) -> list[str]:
    return re.findall(r'data-person="(P\d+)"', client.get("/replacements/roster").text)


def test_a_replacement_is_ordered_and_taken_back(sent: FlaskClient) -> None:
    before = lines(sent)
    assert before == ["P000001", "P000002"]
    form = {"person": "P000001", "reason": "moved", "allowed_by": "Giám đốc", "full_name": "Hồ Văn Mới"}
    sent.post("/replacements/", data=form | {"position": "Giám đốc", "agency": "Sở Y tế"})
    assert sorted(lines(sent)) == ["P000002", "P000003"]
    page = sent.get("/replacements/").text
    assert 'data-replacement="1" data-undone="false"' in page
    assert "data-no-reserves" in page  # the plan asks for none
    sent.post("/replacements/1/undo")
    assert 'data-undone="true"' in sent.get("/replacements/").text
    assert lines(sent) == before


@pytest.mark.parametrize(
    "form", [{}, {"person": "P000001"}, {"person": "P000099", "reason": "moved", "allowed_by": "x"}]
)
def test_a_refusal_is_said_and_nothing_changes(sent: FlaskClient, form: dict[str, str]) -> None:
    sent.post("/replacements/", data=form)
    page = sent.get("/replacements/").text
    assert 'data-notice="error"' in page
    assert "data-replacement" not in page
    sent.post("/replacements/reserves", data={"group": "lanh_dao_so", "people": "P000001"})
    assert 'data-notice="error"' in sent.get("/replacements/").text


@pytest.mark.parametrize(
    ("day", "there"), [("2020-01-01", False), ("0001-01-01", False), ("9999-12-31", True), ("x", True)]
)
def test_the_roster_of_a_day(sent: FlaskClient, day: str, there: bool) -> None:
    page = sent.get(f"/replacements/roster?day={day}")
    assert page.status_code == 200
    assert ("data-nothing" not in page.text) is there
