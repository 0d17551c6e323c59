import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from roster.services.credentials import accounts, sign_in
from tests.store.contents import everything, in_files
from web import house, sessions

PASSWORD = "bốn từ dễ nhớ"
NAME = "Lê Thị Xem"


def form_token(text: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', text)
    assert found
    return found[1]


def send(client: FlaskClient, path: str, **values: str) -> TestResponse:
    """Open a page and send its form, as a browser does."""
    token = form_token(client.get(path).text)
    return client.post(path, data={"csrf_token": token, **values})


@pytest.fixture
def someone(app: Flask) -> FlaskClient:
    """A browser that is not signed in; one account waits for it."""
    now = datetime.now(UTC)
    with house.of(app).database.changing() as session:
        account = accounts.make(session, NAME, "viewer", by="test")
        token = sign_in.renew(session, account.id, by="test", now=now)
        sign_in.use_link(session, token, name="", password=PASSWORD, now=now)
    return app.test_client()


def cookie(client: FlaskClient) -> str:
    found = client.get_cookie(sessions.COOKIE)
    assert found
    return found.value


def test_in_and_out(someone: FlaskClient) -> None:
    answer = send(someone, "/sign-in", name="le thi XEM", password=PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert someone.get("/").status_code == 200
    token = form_token(someone.get("/").text)
    before = cookie(someone)
    assert someone.post("/sign-out", data={"csrf_token": token}).status_code == 303
    assert someone.get("/").status_code == 303
    someone.set_cookie(sessions.COOKIE, before)
    assert someone.get("/").status_code == 303


def test_the_token_changes_at_signing_in(someone: FlaskClient) -> None:
    someone.get("/sign-in")
    before = cookie(someone)
    send(someone, "/sign-in", name=NAME, password=PASSWORD)
    assert cookie(someone) != before
    someone.set_cookie(sessions.COOKIE, before)
    assert someone.get("/").status_code == 303


def test_the_database_does_not_hold_the_token(someone: FlaskClient, app: Flask) -> None:
    someone.get("/sign-in")
    held = everything(house.of(app).database)
    assert held["web_sessions"]
    assert cookie(someone) not in str(held)
    assert cookie(someone).encode() not in in_files(house.of(app).database)


def test_the_cookie_is_closed_to_scripts_and_other_sites(someone: FlaskClient) -> None:
    plain = someone.get("/sign-in").headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax"} <= set(plain.split("; "))
    assert "Secure" not in plain
    over_https = someone.application.test_client().get("/sign-in", base_url="https://localhost")
    assert "Secure" in over_https.headers["Set-Cookie"].split("; ")


@pytest.mark.parametrize(
    ("name", "password"), [(NAME, "another one"), ("nobody", PASSWORD), ("", ""), (NAME, "x" * 9999)]
)
def test_what_does_not_fit(someone: FlaskClient, name: str, password: str) -> None:
    answer = send(someone, "/sign-in", name=name, password=password)
    assert (answer.status_code, "data-error" in answer.text) == (422, True)
    assert someone.get("/").status_code == 303


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/settings/", "/settings/"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
    ],
)
def test_back_to_where_one_wanted_to_go(someone: FlaskClient, wanted: str, leads_to: str) -> None:
    token = form_token(someone.get("/sign-in").text)
    answer = someone.post(
        "/sign-in",
        query_string={"next": wanted},
        data={"csrf_token": token, "name": NAME, "password": PASSWORD},
    )
    assert answer.headers["Location"] == leads_to


def test_guessing_is_slowed_and_nobody_else_is_locked_out(someone: FlaskClient) -> None:
    for _ in range(5):
        assert send(someone, "/sign-in", name=NAME, password="wrong one").status_code == 422
    assert send(someone, "/sign-in", name="LE THI XEM", password=PASSWORD).status_code == 429
    elsewhere = someone.application.test_client()
    token = form_token(elsewhere.get("/sign-in").text)
    data = {"csrf_token": token, "name": NAME, "password": PASSWORD}
    there = {"REMOTE_ADDR": "192.0.2.7"}
    assert elsewhere.post("/sign-in", data=data, environ_overrides=there).status_code == 303


def test_one_address_cannot_try_many_names(someone: FlaskClient) -> None:
    tried = [send(someone, "/sign-in", name=f"name {n}", password="wrong one").status_code for n in range(31)]
    assert tried == [422] * 30 + [429]


def test_right_passwords_cost_nothing(someone: FlaskClient) -> None:
    for _ in range(7):
        browser = someone.application.test_client()
        assert send(browser, "/sign-in", name=NAME, password=PASSWORD).status_code == 303


@pytest.fixture
def first(app: Flask) -> str:
    with house.of(app).database.changing() as session:
        token = sign_in.first_link(session, now=datetime.now(UTC))
    return f"/link/{token}"


def test_the_first_link_makes_the_administrator_once(app: Flask, first: str) -> None:
    client = app.test_client()
    answer = send(client, first, name="Quản trị", password=PASSWORD, again=PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert client.get("/users/").status_code == 200
    assert app.test_client().get(first).status_code == 410
    assert app.test_client().get("/link/not-a-token").status_code == 410


@pytest.mark.parametrize(
    "words",
    [
        {"name": "Quản trị", "password": PASSWORD, "again": "another one"},
        {"name": "Quản trị", "password": "short", "again": "short"},
        {"name": "Quản trị", "password": "a" * 16, "again": "a" * 16},
        {"name": "Nguyễn Quản Trị", "password": "nguyen quan tri", "again": "nguyen quan tri"},
        {"name": "", "password": PASSWORD, "again": PASSWORD},
    ],
)
def test_a_refusal_keeps_the_link(app: Flask, first: str, words: dict[str, str]) -> None:
    client = app.test_client()
    assert send(client, first, **words).status_code == 422
    assert client.get(first).status_code == 200


def test_a_form_without_its_token_is_refused(
    someone: FlaskClient, clients: Callable[[str], FlaskClient]
) -> None:
    assert someone.post("/sign-in", data={"name": NAME, "password": PASSWORD}).status_code == 400
    admin = clients("admin")
    admin.application.config["WTF_CSRF_ENABLED"] = True
    assert admin.post("/users/", data={"name": "x", "role": "viewer"}).status_code == 400
    assert admin.post("/language", data={"language": "en"}).status_code == 400
