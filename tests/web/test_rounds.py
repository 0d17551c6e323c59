"""The page of survey rounds, and that no page of one round ever shows or changes anything of another."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import web
from roster.plan import Plan, load_plan
from roster.services.incoming import intake
from roster.services.reviewing import review
from roster.services.rounds import book
from roster.store import queries
from roster.store.session import open_database
from tests.services.lists import delegate, person, reading
from tests.web.conftest import DEMO_PLAN, TODAY, signed_in
from web import house

SECRET = "Zzyzx"  # a word of the other round that no page may show
AN = person("Nguyễn Văn An", "1970-01-02", phones=("+84912345678",))
BINH = person("Trần Thị Hòa Bình", "1975", phones=("+84905111222",), email="binh@daknong.gov.vn")
BINH_THEN = delegate("Trần Thị Hòa Bình", "1975-03-04")
OLDER = replace(load_plan(DEMO_PLAN), code=DEMO_PLAN)


@pytest.fixture
def two(tmp_path: Path, plan: Plan) -> Iterator[Flask]:
    """The pages of this year's round; the database holds last year's too."""
    address = f"sqlite:///{tmp_path / 'two.db'}"
    database = open_database(address)
    before, _ = book.open_for(database, OLDER, DEMO_PLAN, by="t")
    with before.changing() as session:
        hidden = person(f"{SECRET} Văn Ẩn", "1960", position=f"{SECRET} trưởng")
        intake.supersede(
            session, [reading(f"{SECRET}.xlsx", AN, BINH_THEN, hidden, sender="so_noi_vu")], by="t"
        )
        review.ensure_compared(session, by="t")
    ours, _ = book.open_for(database, plan, plan.code, by="t")
    with ours.changing() as session:
        intake.supersede(session, [reading("nay.xlsx", AN, BINH, sender="so_noi_vu")], by="t")
        review.ensure_compared(session, by="t")
    database.close()
    made = web.create_app(address, plan=plan, today=lambda: TODAY)
    yield made
    house.of(made).database.close()


@pytest.fixture
def client(two: Flask) -> FlaskClient:
    return signed_in(two, "admin")


def counted(text: str) -> dict[str, int]:
    return {part: int(n) for part, n in re.findall(r'data-part="(\w+)" data-count="(\d+)"', text)}


def test_rounds_are_listed_and_compared(client: FlaskClient, plan: Plan) -> None:
    shown = re.findall(r'data-round="([^"]+)" data-closed="(\w+)"', client.get("/rounds/").text)
    assert shown == [(DEMO_PLAN, "false"), (plan.code, "false")]
    page = client.get(f"/rounds/{DEMO_PLAN}/compare?part=gone")
    assert counted(page.text) == {"new": 1, "gone": 2, "changed": 0, "same": 1}
    assert SECRET in page.text  # the one page that is about both
    assert client.get(f"/rounds/{DEMO_PLAN}/compare?part=else").status_code == 404
    assert client.get("/rounds/nowhere/compare").status_code == 303


def test_a_doubt_is_settled_on_the_page(client: FlaskClient) -> None:
    (number,) = re.findall(r'data-doubt="(\d+)"', client.get("/rounds/doubts").text)
    assert client.post(f"/rounds/doubts/{number}", data={"verdict": "maybe"}).status_code == 400
    client.post(f"/rounds/doubts/{number}", data={"verdict": "same"})
    assert 'data-doubt="' not in client.get("/rounds/doubts").text
    assert counted(client.get(f"/rounds/{DEMO_PLAN}/compare").text)["changed"] == 1


def test_a_closed_round_refuses_changes_until_it_is_opened(client: FlaskClient, plan: Plan) -> None:
    client.post(f"/rounds/{plan.code}/close")
    assert 'data-closed="true"' in client.get("/rounds/").text
    client.post("/counts/reasons", data={"place": "lanh_dao_so", "text": "khuyết"})
    assert 'data-notice="error"' in client.get("/counts/").text
    for page in ("/", "/people/", "/counts/", "/lists/"):
        assert client.get(page, follow_redirects=True).status_code == 200
    client.post(f"/rounds/{plan.code}/reopen")
    client.post("/counts/reasons", data={"place": "lanh_dao_so", "text": "khuyết"})
    assert "khuyết" in client.get("/counts/").text


def test_last_years_roster_is_brought_over_on_the_page(two: Flask, tmp_path: Path, plan: Plan) -> None:
    with house.of(two).database.changing() as session:
        intake.withdraw(session, ["nay.xlsx"], by="t")
    client = signed_in(two, "admin")
    client.post("/rounds/start", data={"round": DEMO_PLAN})
    assert counted(client.get(f"/rounds/{DEMO_PLAN}/compare").text) == {
        "new": 0, "gone": 0, "changed": 0, "same": 3,
    }  # fmt: skip
    client.post("/rounds/start", data={"round": DEMO_PLAN})
    assert 'data-notice="error"' in client.get("/rounds/").text


@pytest.mark.slow
def test_no_page_shows_anything_of_the_other_round(two: Flask, client: FlaskClient) -> None:
    """Every page that opens by GET, with every number and key of the other round as its argument."""
    with house.of(two).database.of_round(1).reading() as session:
        theirs = [str(n) for n in (1, *(r.key for r in queries.active_records(session)))]
        theirs += [p.id for p in queries.pairs_to_ask(session)]
    rules = [r for r in two.url_map.iter_rules() if "GET" in (r.methods or ()) and r.endpoint != "static"]
    asked = 0
    for rule in rules:
        for value in theirs if rule.arguments else [""]:
            path = re.sub(r"<[^>]+>", value, rule.rule)
            answer = client.get(path, follow_redirects=True)
            assert answer.status_code < 500, path
            assert SECRET.encode() not in answer.data, path
            asked += 1
    assert asked > len(rules)


@pytest.mark.slow
def test_no_act_of_a_page_changes_the_other_round(two: Flask, client: FlaskClient) -> None:
    """Every form, sent with the other round's keys and numbers."""
    theirs = house.of(two).database.of_round(1)
    with theirs.reading() as session:
        before = [repr(r) for r in queries.active_records(session)]
        keys = [r.key for r in queries.active_records(session)]
    rules = [r for r in two.url_map.iter_rules() if "POST" in (r.methods or ())]
    rules = [r for r in rules if not r.endpoint.startswith(("sign_in.", "users.", "account.", "rounds."))]
    form = {"reason": "x", "full_name": "Khác", "field": "dob", "keys": keys, "place": "x", "state": "x"}
    for rule in rules:
        for value in ("1", *keys):
            path = re.sub(r"<[^>]+>", value, rule.rule)
            client.post(path, data=form | {"person": value})
    with theirs.reading() as session:
        assert [repr(r) for r in queries.active_records(session)] == before
