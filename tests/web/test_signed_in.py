"""Who is signed in, for how long, and with which rights from one request to the next."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from roster.services.credentials import accounts, web_sessions
from web import house, sessions


def test_who_is_not_signed_in_is_sent_back_to_the_page_afterwards(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/users/?page=2").headers["Location"] == "/sign-in?next=/users/?page%3D2"
    assert client.get("/").headers["Location"] == "/sign-in"
    assert client.get("/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/sign-in"


def test_who_sends_a_form_after_the_session_ended_is_told(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    assert client.post("/users/", data={"name": "x"}).headers["Location"] == "/sign-in"
    assert 'data-notice="error"' in client.get("/sign-in").text


def test_the_rights_of_a_role_are_asked_at_each_request(filled: Flask, client: FlaskClient) -> None:
    assert client.get("/users/").status_code == 200
    with house.of(filled).database.changing() as session:
        accounts.make(session, "second", "admin", by="test")
        accounts.set_role(session, 1, "viewer", by="test")
    assert client.get("/users/").status_code == 303


def test_a_closed_account_is_out_at_once(filled: Flask, client: FlaskClient) -> None:
    with house.of(filled).database.changing() as session:
        accounts.make(session, "second", "admin", by="test")
        accounts.close(session, 1, by="test")
    assert client.get("/").status_code == 303


@pytest.mark.parametrize(
    ("begun", "seen", "status"),
    [
        (timedelta(0), timedelta(0), 200),
        (timedelta(hours=11), timedelta(minutes=59), 200),
        (timedelta(hours=2), timedelta(minutes=61), 303),
        (timedelta(hours=12, minutes=1), timedelta(0), 303),
    ],
)
def test_a_session_ends(filled: Flask, begun: timedelta, seen: timedelta, status: int) -> None:
    now = datetime.now(UTC)
    with house.of(filled).database.changing() as session:
        account = accounts.make(session, "viewer", "viewer", by="test")
        token = web_sessions.begin(session, {}, user_id=account.id, now=now - begun)
        web_sessions.keep(session, token, {}, now=now - seen)
    client = filled.test_client()
    client.set_cookie(sessions.COOKIE, token)
    assert client.get("/").status_code == status
