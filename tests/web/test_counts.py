import re
from collections.abc import Callable

from flask.testing import FlaskClient

from tests.web.test_people import keys_on


def reason(client: FlaskClient, place: str) -> str:
    found = re.search(
        rf'data-place="{place}".*?name="text" value="([^"]*)"', client.get("/counts/").text, re.S
    )
    assert found
    return found[1]


def test_counts_by_group_agency_and_reading(client: FlaskClient) -> None:
    text = client.get("/counts/").text
    row = re.search(r'<tr data-group="lanh_dao_so">(.*?)</tr>', text, re.S)
    assert row
    assert re.findall(r'<td class="number">([^<]*)</td>', row[1]) == [
        "57",
        "3",
        "1",
        "2",
        "0",
        "0",
        "0",
        "2",
        "-55",
    ]
    assert 'data-agency="Sở Y tế"' in text
    assert 'data-final="hdnd_first:lanh_dao_so">2<' in text
    assert 'data-final="full:lanh_dao_so">2<' in text


def test_reasons_are_kept_changed_and_taken_back(client: FlaskClient) -> None:
    for place in ("lanh_dao_so", "lanh_dao_so:Sở Y tế"):
        for text in ("khuyết 2 vị trí", "biệt phái", ""):
            assert client.post("/counts/reasons", data={"place": place, "text": text}).status_code == 303
            assert reason(client, place) == text


def test_an_unknown_place_is_refused(client: FlaskClient) -> None:
    client.post("/counts/reasons", data={"place": "nobody", "text": "x"})
    assert 'data-notice="error"' in client.get("/counts/").text


def test_a_viewer_sees_reasons_and_writes_none(clients: Callable[[str], FlaskClient]) -> None:
    viewer = clients("viewer")
    assert viewer.post("/counts/reasons", data={"place": "lanh_dao_so", "text": "x"}).status_code == 403
    assert "data-place" not in viewer.get("/counts/").text


def test_who_is_taken_out_is_named_with_the_reason(client: FlaskClient) -> None:
    (key, *_others) = keys_on(client.get("/people/?state=counted").text)
    client.post(f"/people/{key}/exclude", data={"reason": "nghỉ hưu"})
    text = client.get("/counts/").text
    part = text.split('data-left-out="excluded"')[1].split("</section>")[0]
    assert (keys_on(part), "nghỉ hưu" in part) == ([key], True)


def without_reason(client: FlaskClient) -> set[str]:
    text = client.get("/counts/").text
    return set(re.findall(r'class="reason" data-missing>\s*<form[^>]*data-place="([^"]+)"', text))


def test_a_gap_without_a_reason_is_asked_for(client: FlaskClient) -> None:
    before = without_reason(client)
    assert "lanh_dao_so" in before
    assert client.get("/counts/").text.count('id="no-reason"') == 1
    board = client.get("/").text
    assert f'data-todo="reasons" data-count="{len(before)}"' in board
    assert 'href="/counts/#no-reason"' in board
    client.post("/counts/reasons", data={"place": "lanh_dao_so", "text": "khuyết"})
    assert without_reason(client) == before - {"lanh_dao_so"}


def test_where_every_gap_has_its_reason_nothing_is_asked(client: FlaskClient) -> None:
    for place in without_reason(client):
        client.post("/counts/reasons", data={"place": place, "text": "khuyết"})
    assert "no-reason" not in client.get("/counts/").text
    assert 'data-todo="reasons"' not in client.get("/").text
    assert 'data-check="reasons" data-number="0"' in client.get("/export/").text
