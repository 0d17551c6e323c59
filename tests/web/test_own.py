"""An agency's account: its own lists and nothing else, row by row, and no way to change them."""

from datetime import UTC, datetime
from re import findall

import pytest
from flask import Flask
from flask.testing import FlaskClient

from roster.plan import Plan
from roster.services.credentials import accounts, sign_in
from roster.services.incoming import intake
from tests.services.lists import person, reading
from tests.web.conftest import signed_in
from web import house

LISTS = {"so_y_te": ("y-te.xlsx", "Nguyễn Văn An"), "so_noi_vu": ("noi-vu.xlsx", "Trần Thị Bình")}
ALL = (*LISTS, None)


@pytest.fixture
def sent(app: Flask) -> Flask:
    readings = [reading(name, person(who), sender=sender) for sender, (name, who) in LISTS.items()]
    readings.append(reading("nobody.xlsx", person("Lê Văn Cường")))
    with app.app_context(), house.current().database.changing() as session:
        intake.supersede(session, readings, by="test")
    return app


def of_agency(app: Flask, plan: Plan, agency: str | None) -> FlaskClient:
    signed_in(app, "agency")
    with house.of(app).database.changing() as session:
        found, _total = accounts.page(session, limit=9, offset=0)
        (account,) = [one for one in found if one.role == "agency"]
        if agency:
            accounts.set_agency(session, account.id, agency, plan=plan, by="test")
    return signed_in(app, "agency")


@pytest.mark.parametrize("agency", ALL)
def test_an_agency_sees_the_rows_of_its_own_lists_only(sent: Flask, plan: Plan, agency: str | None) -> None:
    client = of_agency(sent, plan, agency)
    text = client.get("/own/").text
    own = [LISTS[agency][0]] if agency else []
    assert findall(r">([^<]+\.xlsx)<", text) == own
    assert ("data-no-agency" in text) is (agency is None)
    opened = {}
    for number in (1, 2, 3, 99):
        answer = client.get(f"/own/{number}")
        opened[number] = answer.status_code
        if answer.status_code == 200 and agency:
            assert LISTS[agency][1] in answer.text
    assert sorted(opened.values()) == sorted([200] * len(own) + [404] * (4 - len(own)))


def test_its_page_changes_nothing_and_the_others_stay_shut(sent: Flask, plan: Plan) -> None:
    client = of_agency(sent, plan, "so_y_te")
    text = client.get("/own/").text
    forms = findall(r'<form method="post" action="([^"]+)"', text)
    assert set(forms) == {"/sign-out", "/language"}
    assert findall(r'<a class="room" href="([^"]+)"', text) == ["/own/", "/plan/mine/"]
    for path in ("/lists/", "/people/", "/review", "/counts/", "/export/", "/import/"):
        assert client.get(path).status_code == 403


def test_the_bare_address_leads_to_its_own_lists(sent: Flask, plan: Plan) -> None:
    client = of_agency(sent, plan, "so_y_te")
    assert client.get("/").headers["Location"] == "/own/"
    assert client.post("/").status_code in (403, 405)


def test_its_first_link_leads_there_too(sent: Flask) -> None:
    with house.of(sent).database.changing() as session:
        account = accounts.make(session, "Sở Y tế", "agency", by="test")
        token = sign_in.renew(session, account.id, by="test", now=datetime.now(UTC))
    sent.config["WTF_CSRF_ENABLED"] = False
    words = {"password": "bốn từ dễ nhớ", "again": "bốn từ dễ nhớ"}
    assert sent.test_client().post(f"/link/{token}", data=words).headers["Location"] == "/own/"


def test_the_administrator_says_which_agency(sent: Flask, plan: Plan) -> None:
    of_agency(sent, plan, None)
    admin = signed_in(sent, "admin")
    (number,) = findall(r'action="/users/(\d+)/agency"', admin.get("/users/").text)
    assert admin.post(f"/users/{number}/agency", data={"agency": "nonesuch"}).status_code == 422
    assert admin.post(f"/users/{number}/agency", data={"agency": "so_y_te"}).status_code == 303
    assert 'data-agency="so_y_te"' in admin.get("/users/").text
    assert 'data-action="user.agency"' in admin.get("/audit/").text
