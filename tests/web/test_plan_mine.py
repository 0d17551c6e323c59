"""The plan as an agency's account sees it: its own tasks only, difficulties raised, answered, taken back."""

import re

import pytest
from flask import Flask

from roster.plan import Plan
from tests.web.conftest import signed_in
from tests.web.scoring_year import People, people

MINE = "/plan/mine/"


@pytest.fixture
def at_work(app: Flask, plan: Plan) -> People:
    return people(app, plan, ("so_tai_chinh", "so_y_te"))


def difficulties(text: str) -> dict[str, str]:
    return dict(re.findall(r'data-difficulty="(\d+)" data-state="(\w+)"', text))


def test_an_agency_sees_its_own_tasks_only(at_work: People) -> None:
    text = at_work.agencies["so_y_te"].get(MINE).text
    assert re.findall(r'data-task="([^"]+)"', text) == ["I.7.7", "III.2"]
    assert 'href="/plan/tasks/' not in text
    assert re.findall(r'<option value="([^"]*)"', text) == ["", "I.7.7", "III.2"]


def test_a_difficulty_goes_to_the_board_and_its_answer_comes_back(at_work: People) -> None:
    agency, office = at_work.agencies["so_tai_chinh"], at_work.approver
    form = {"task": "I.4.2-1", "text": "Chưa có <b>số</b> quyết toán", "document": "7/BC-STC"}
    answer = agency.post("/plan/mine/difficulties", data=form)
    assert answer.headers["Location"] == "/plan/mine/difficulties/1"
    assert difficulties(office.get("/plan/").text) == {"1": "raised"}
    assert "&lt;b&gt;" in agency.get("/plan/mine/difficulties/1").text
    step = {"kind": "proposed", "text": "Đề nghị lùi hạn"}
    office.post("/plan/difficulties/1/steps", data=step)
    assert difficulties(agency.get(MINE).text) == {"1": "proposed"}
    page = agency.get("/plan/mine/difficulties/1").text
    assert re.findall(r'data-kind="(\w+)"', page) == ["raised", "proposed"]
    assert 'method="post"' not in page.split("<main")[1]
    assert agency.post("/plan/mine/difficulties/1/undo").status_code == 422
    assert difficulties(office.get("/plan/").text) == {"1": "proposed"}


def test_a_difficulty_is_taken_back_by_who_raised_it(at_work: People) -> None:
    agency, office = at_work.agencies["so_y_te"], at_work.approver
    agency.post("/plan/mine/difficulties", data={"text": "Nhầm"})
    office.post("/plan/difficulties", data={"agency": "so_y_te", "text": "Ghi hộ"})
    assert 'action="/plan/mine/difficulties/1/undo"' in agency.get("/plan/mine/difficulties/1").text
    assert "/undo" not in agency.get("/plan/mine/difficulties/2").text
    assert agency.post("/plan/mine/difficulties/1/undo").status_code == 303
    assert agency.post("/plan/mine/difficulties/2/undo").status_code == 422
    assert difficulties(agency.get(MINE).text) == {"2": "raised"}


def test_another_agencys_difficulty_is_not_there(at_work: People) -> None:
    at_work.agencies["so_y_te"].post("/plan/mine/difficulties", data={"text": "Của Sở Y tế"})
    other = at_work.agencies["so_tai_chinh"]
    assert other.get("/plan/mine/difficulties/1").status_code == 404
    assert other.post("/plan/mine/difficulties/1/undo").status_code == 422
    assert "data-difficulty" not in other.get(MINE).text
    assert difficulties(at_work.approver.get("/plan/").text) == {"1": "raised"}


@pytest.mark.parametrize(
    ("form", "kept"),
    [
        ({"task": "I.4.1", "text": "của cơ quan khác"}, ">của cơ quan khác</textarea>"),
        ({"task": "IX", "text": "không có"}, ">không có</textarea>"),
        ({"task": "I.7.7", "text": " "}, 'value="I.7.7" selected'),
        ({"text": "ngày sau", "day": "2030-01-01"}, 'value="2030-01-01"'),
        ({"text": "ngày gì", "day": "hôm qua", "document": "7/BC"}, 'value="7/BC"'),
    ],
)
def test_what_is_refused_stays_typed(at_work: People, form: dict[str, str], kept: str) -> None:
    agency = at_work.agencies["so_y_te"]
    answer = agency.post("/plan/mine/difficulties", data=form)
    assert answer.status_code == 422
    assert 'data-errors="1"' in answer.text
    assert kept in answer.text
    assert "data-difficulty" not in agency.get(MINE).text


def test_an_account_without_an_agency_raises_nothing(app: Flask) -> None:
    client = signed_in(app, "agency")
    assert client.get(MINE).status_code == 422
    client.post("/plan/mine/difficulties", data={"text": "không rõ của ai"})
    assert "data-difficulty" not in signed_in(app, "viewer").get("/plan/").text
