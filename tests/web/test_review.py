"""Reviewing without a script: every page and form, and what each says to whom."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from roster.services import audit
from roster.services.incoming import intake
from tests.web import review_lists
from tests.web.conftest import signed_in
from tests.web.review_lists import CARD, asked, token
from web import house

Reviewer = Callable[[str], FlaskClient]


@pytest.fixture
def reviewed(app: Flask) -> Flask:
    review_lists.put_in(app)
    return app


@pytest.fixture
def client(reviewed: Flask) -> FlaskClient:
    return signed_in(reviewed, "approver")


def found(text: str, attribute: str) -> list[str]:
    return re.findall(rf'data-{attribute}="([^"]*)"', text)


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.text


def pair(client: FlaskClient, number: str) -> str:
    return page(client, f"/review/pairs/{number}")


def decide(client: FlaskClient, number: str, verdict: str, state: str) -> str:
    answer = client.post(f"/review/pairs/{number}/decide", data={"verdict": verdict, "state": state})
    assert answer.status_code == 303
    return answer.headers["Location"]


def first_merged(client: FlaskClient) -> str:
    return quote(found(page(client, "/review/people"), "person")[0])


def test_begins_with_the_first_pair(reviewed: Flask, client: FlaskClient) -> None:
    assert client.get("/review").headers["Location"] == f"/review/pairs/{asked(reviewed)[0]}"


def test_a_pair_field_by_field_with_its_sum(reviewed: Flask, client: FlaskClient) -> None:
    text = pair(client, asked(reviewed)[0])
    agreement = dict(zip(found(text, "field"), found(text, "agreement"), strict=False))
    assert (agreement["full_name"], agreement["dob"], agreement["group"]) == ("equal", "similar", "none")
    (weight,) = found(text, "weight")
    bits = [float(line) for line in found(text, "bits")]
    assert len(bits) > 3
    assert float(weight) == pytest.approx(sum(bits), abs=0.01)
    assert found(text, "rule") == ["delegate_first"]
    assert (found(text, "open"), found(text, "verdict")) == (["3"], [""])


def test_a_decision_brings_the_next_pair(reviewed: Flask, client: FlaskClient) -> None:
    one, two, three = asked(reviewed)
    assert decide(client, one, "same", token(reviewed, one)) == f"/review/pairs/{two}"
    assert decide(client, two, "unsure", token(reviewed, two)) == f"/review/pairs/{three}"
    assert decide(client, three, "different", token(reviewed, three)) == f"/review/pairs/{two}"
    assert decide(client, two, "different", token(reviewed, two)) == "/review"
    assert "data-done" in page(client, "/review")
    assert found(page(client, "/review"), "step") == ["export.index"]
    assert asked(reviewed) == []
    assert found(page(client, "/review/decided"), "verdict") == ["different", "different", "same"]


def test_the_last_decision_is_taken_back(reviewed: Flask, client: FlaskClient) -> None:
    one, two, _ = asked(reviewed)
    decide(client, one, "different", token(reviewed, one))
    (edit,) = found(pair(client, two), "edit")
    answer = client.post("/review/undo", data={"edit": edit})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/review/pairs/{one}")
    assert asked(reviewed)[0] == one
    again = client.post("/review/undo", data={"edit": edit}, follow_redirects=True)
    assert found(again.text, "notice").count("error") == 1


def test_the_second_reviewer_is_told_what_the_first_decided(reviewed: Flask, client: FlaskClient) -> None:
    second = signed_in(reviewed, "admin")
    one, two, _ = asked(reviewed)
    seen = token(reviewed, one)
    decide(client, one, "same", seen)
    assert decide(second, one, "different", seen) == f"/review/pairs/{one}"
    text = pair(second, one)
    assert (found(text, "notice"), found(text, "by")) == (["error"], ["approver one"])
    assert found(text, "verdict") == ["same"]
    assert decide(second, one, "different", found(text, "state")[0]) == f"/review/pairs/{two}"
    assert found(pair(client, one), "by") == ["admin one"]


def test_the_second_who_agrees_goes_on(reviewed: Flask, client: FlaskClient) -> None:
    second = signed_in(reviewed, "admin")
    one, two, _ = asked(reviewed)
    seen = token(reviewed, one)
    decide(client, one, "same", seen)
    assert decide(second, one, "same", seen) == f"/review/pairs/{two}"
    assert found(pair(second, two), "notice") == ["done"]
    assert found(pair(second, one), "by") == ["approver one"]


def test_a_corrected_row_is_looked_at_again(reviewed: Flask, client: FlaskClient) -> None:
    one = asked(reviewed)[0]
    seen = token(reviewed, one)
    name = re.findall(r'data-field="full_name".*?<td>([^<]*)</td>', pair(client, one), re.DOTALL)[0]
    with reviewed.app_context(), house.current().database.changing() as session:
        intake.supersede(session, [review_lists.corrected(name, "1971-01-01")], by="test")
    decide(client, one, "same", seen)
    assert client.get("/review/decided").text.count("data-verdict") == 0


@pytest.mark.parametrize(
    ("role", "statuses"), [("viewer", (200, 403)), ("editor", (200, 403)), ("approver", (200, 303))]
)
def test_who_may_look_and_who_may_decide(reviewed: Flask, role: str, statuses: tuple[int, int]) -> None:
    one = asked(reviewed)[0]
    browser = signed_in(reviewed, role)
    text = pair(browser, one)
    form = {"verdict": "same", "state": token(reviewed, one)}
    assert (200, browser.post(f"/review/pairs/{one}/decide", data=form).status_code) == statuses
    assert ('data-key="s"' in text) == (statuses[1] == 303)


def test_numbers_are_masked_until_asked_for(reviewed: Flask, client: FlaskClient) -> None:
    key = first_merged(client)
    assert not [path for path in ("", f"/{key}") if CARD in page(client, f"/review/people{path}")]
    assert CARD in client.post(f"/review/people/{key}/numbers").text
    one = next(one for one in asked(reviewed) if "321" in pair(client, one))
    assert "+84987654321" not in pair(client, one)
    assert "+84987654321" in client.post(f"/review/pairs/{one}/numbers").text
    with reviewed.app_context(), house.current().database.reading() as session:
        lines = audit.lines(session, page=1, per_page=9, action="numbers.shown").lines
    assert [(line.by, len(line.subjects)) for line in lines] == [("approver one", 2)] * 2


def test_what_the_machine_merged(client: FlaskClient) -> None:
    text = page(client, "/review/people")
    assert (found(text, "by"), text.count("<details>")) == (["machine"], 1)


def test_another_value_is_chosen_and_taken_back(client: FlaskClient) -> None:
    key = first_merged(client)
    text = page(client, f"/review/people/{key}")
    (choice,) = re.findall(r'action="([^"]*/choose)".*?data-choose="full_name"', text, re.DOTALL)
    form = {"field": "full_name", "state": found(text, "state")[0]}
    assert client.post(choice, data=form).status_code == 303
    chosen = page(client, f"/review/people/{key}")
    assert found(chosen, "stands")[0] != found(text, "stands")[0]
    assert client.post(choice, data=form).status_code == 303
    stale = page(client, f"/review/people/{key}")
    assert found(stale, "notice") == ["error"]
    answer = client.post("/review/undo", data={"edit": found(stale, "edit")[0]})
    assert answer.headers["Location"].startswith("/review/people/")
    assert found(page(client, f"/review/people/{key}"), "stands") == found(text, "stands")


def test_a_row_is_taken_out_of_its_person(client: FlaskClient) -> None:
    key = first_merged(client)
    text = page(client, f"/review/people/{key}")
    row = found(text, "take-out")[1]
    answer = client.post(
        f"/review/people/{quote(row)}/take-out",
        data={"state": found(text, "state")[0]},
        follow_redirects=True,
    )
    assert found(answer.text, "rows") == ["1"]
    assert found(page(client, "/review/people"), "person") == []
    assert found(page(client, "/review/decided"), "verdict") == ["different"]


def test_what_does_not_exist(reviewed: Flask, client: FlaskClient) -> None:
    assert client.get("/review/pairs/nonesuch").headers["Location"] == "/review"
    assert client.get("/review/people/nonesuch").headers["Location"] == "/review/people"
    one = asked(reviewed)[0]
    answer = client.post(f"/review/pairs/{one}/decide", data={"verdict": "maybe"})
    assert answer.status_code == 400
    assert client.post("/review/undo", data={}).headers["Location"] == "/review"


def test_rows_lead_to_their_list_where_that_page_is(reviewed: Flask) -> None:
    """Plain words while no page shows the rows of lists, a link as soon as one does."""
    from web import access

    one = asked(reviewed)[0]
    plain = pair(signed_in(reviewed, "viewer"), one)
    if "lists.rows" not in reviewed.view_functions:
        assert 'class="place" href' not in plain
        view = access.needs("view")(lambda number: "")
        reviewed._got_first_request = False  # the page of another area, as if it were there
        reviewed.add_url_rule("/lists/<int:number>/rows", "lists.rows", view)
    text = pair(signed_in(reviewed, "viewer"), one)
    assert len(re.findall(r'class="place" href="/lists/\d+/rows\?sheet=Sheet1&amp;row=\d+', text)) == 2
