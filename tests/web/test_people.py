import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from roster.services import audit, people
from roster.services.people import Wanted
from web import house

NUMBER = "912345678"


def key_of(app: Flask, words: str) -> str:
    with app.app_context(), house.current().database.reading() as session:
        return people.search(session, Wanted(words), page=1, per_page=1).found[0].record.key


def keys_on(text: str) -> list[str]:
    return re.findall(r'<tr data-key="([^"]+)"', text)


def actions(app: Flask, action: str) -> list[tuple[str, tuple[str, ...]]]:
    with app.app_context(), house.current().database.reading() as session:
        found = audit.lines(session, page=1, per_page=50, action=action)
    return [(line.by, line.subjects) for line in found.lines]


def said(client: FlaskClient, path: str) -> list[str]:
    return re.findall(r'data-notice="(\w+)"', client.get(path).text)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3),
        ("words=nguyen van", 1),
        ("words=Nguyễn", 1),
        ("words=NGUYEN", 1),
        ("words=Nguyên", 0),  # typed with accents, so these accents are meant
        ("words=giám đốc", 2),
        ("words=guyen", 0),  # words are looked for by their beginning
        ("words=%25", 3),
        ("state=held", 1),
        ("state=counted", 2),
        ("state=excluded", 0),
        ("group=lanh_dao_so", 3),
        ("group=dai_bieu_hdnd", 0),
        ("group=-", 0),
        ("agency=so_y_te", 3),
        ("agency=-", 0),
        ("flag=no_phone", 0),
        ("page=9", 3),
        ("page=x&state=nonsense", 3),
    ],
)
def test_search(client: FlaskClient, query: str, found: int) -> None:
    text = client.get(f"/people/?{query}").text
    assert f'data-total="{found}"' in text
    assert NUMBER not in text


def test_a_person_with_sources_and_masked_numbers(client: FlaskClient, filled: Flask) -> None:
    answer = client.get(f"/people/{key_of(filled, 'nguyen van an')}")
    assert answer.status_code == 200
    text = unescape(answer.text)
    assert "so-y-te.xlsx" in text
    assert 'data-groups="lanh_dao_so"' in text
    assert NUMBER not in text


def test_names_are_text(client: FlaskClient) -> None:
    assert "<b>" not in client.get("/people/").text


def test_numbers_are_shown_on_record(clients: Callable[[str], FlaskClient], filled: Flask) -> None:
    key = key_of(filled, "nguyen van an")
    text = clients("viewer").post(f"/people/{key}/numbers").text
    assert NUMBER in text
    assert actions(filled, "numbers.shown") == [("viewer one", (key,))]


def test_correct_and_take_back(client: FlaskClient, filled: Flask) -> None:
    key = key_of(filled, "nguyen van an")
    form = client.get(f"/people/{key}/edit").text
    version = re.search(r'name="version" value="([^"]+)"', form)
    assert version
    given = {"version": version[1], "full_name": "Nguyễn Văn Anh", "position": "Giám đốc", "phone": ""}
    assert client.post(f"/people/{key}/edit", data=given).status_code == 303
    page = client.get(f"/people/{key}").text
    (act,) = re.findall(r'data-act="(\d+)" data-kind="correct"', page)
    assert "Nguyễn Văn Anh" in page
    with filled.app_context(), house.current().database.reading() as session:
        record = people.person(session, key, plan=house.current().plan).roles[0].record
    assert (record.full_name, len(record.phones), record.dob) == ("Nguyễn Văn Anh", 1, "1970-02-03")
    assert client.post(f"/people/{key}/undo/{act}").status_code == 303
    page = client.get(f"/people/{key}").text
    assert "data-undone" in page
    assert keys_on(client.get("/people/?words=Nguyễn Văn An").text) == [key]


def test_a_number_can_be_taken_out(client: FlaskClient, filled: Flask) -> None:
    key = key_of(filled, "nguyen van an")
    client.post(f"/people/{key}/edit", data={"phone": "", "no_phone": "1"})
    with filled.app_context(), house.current().database.reading() as session:
        assert people.person(session, key, plan=house.current().plan).roles[0].record.phones == ()


def test_two_who_mend_one_person(client: FlaskClient, filled: Flask) -> None:
    key = key_of(filled, "nguyen van an")
    for text, kept in (("Phó Giám đốc", True), ("Chánh Thanh tra", False)):
        client.post(f"/people/{key}/edit", data={"version": "0.0", "position": text})
        notices = said(client, f"/people/{key}")
        assert notices == (["done"] if kept else ["error"])
    with filled.app_context(), house.current().database.reading() as session:
        record = people.person(session, key, plan=house.current().plan).roles[0].record
    assert record.position == "Phó Giám đốc"


def test_take_out_with_a_reason_and_put_back(client: FlaskClient, filled: Flask) -> None:
    key = key_of(filled, "nguyen van an")
    client.post(f"/people/{key}/exclude", data={"reason": " "})
    assert said(client, f"/people/{key}") == ["error"]
    client.post(f"/people/{key}/exclude", data={"reason": "chuyển công tác"})
    assert 'data-state="excluded"' in client.get(f"/people/{key}").text
    assert keys_on(client.get("/people/?state=excluded").text) == [key]
    client.post(f"/people/{key}/readmit")
    assert keys_on(client.get("/people/?state=excluded").text) == []


def test_add_by_hand(client: FlaskClient, filled: Flask) -> None:
    given = {"full_name": "Phạm Thị Cúc", "dob": "1/2/1980", "position": "Phó Giám đốc", "agency": "Sở Y tế"}
    assert client.post("/people/add", data=given).status_code == 303
    assert len(keys_on(client.get("/people/?state=by_hand&words=pham thi cuc").text)) == 1
    refused = client.post("/people/add", data={"full_name": " ", "position": "Giám đốc"})
    assert refused.status_code == 422
    assert 'value="Giám đốc"' in unescape(refused.text)


def test_an_addition_taken_back_leaves_nobody(client: FlaskClient, filled: Flask) -> None:
    client.post("/people/add", data={"full_name": "Phạm Thị Cúc"})
    key = key_of(filled, "pham thi cuc")
    (act,) = re.findall(r'data-act="(\d+)"', client.get(f"/people/{key}").text)
    assert client.post(f"/people/{key}/undo/{act}").headers["Location"] == "/people/"
    assert client.get("/people/?state=by_hand").text.count("<tr data-key") == 0


def test_only_acts_on_the_person_are_taken_back_there(client: FlaskClient, filled: Flask) -> None:
    one, other = key_of(filled, "nguyen van an"), key_of(filled, "binh")
    client.post(f"/people/{one}/exclude", data={"reason": "thôi việc"})
    (act,) = re.findall(r'data-act="(\d+)"', client.get(f"/people/{one}").text)
    assert client.post(f"/people/{other}/undo/{act}").status_code == 404


def test_somebody_who_is_not_there(client: FlaskClient) -> None:
    assert client.get("/people/0123456789abcdef").headers["Location"] == "/people/"
    assert said(client, "/people/") == ["error"]


@pytest.mark.parametrize("role", ["viewer", "agency"])
def test_who_may_only_look_changes_nothing(
    clients: Callable[[str], FlaskClient], filled: Flask, role: str
) -> None:
    key = key_of(filled, "nguyen van an")
    browser = clients(role)
    for path in (f"/people/{key}/edit", f"/people/{key}/exclude", f"/people/{key}/readmit", "/people/add"):
        assert browser.post(path, data={"reason": "x", "full_name": "x"}).status_code == 403
