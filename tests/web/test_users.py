import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from roster.services.credentials import accounts
from web import house
from web.pages import PER_PAGE


def the_link(text: str) -> str:
    found = re.search(r'value="http://localhost(/link/[^"]+)"', text)
    assert found
    return found[1]


def states(client: FlaskClient) -> dict[str, str]:
    return dict(re.findall(r'data-account="(\d+)" data-active="(\w+)"', client.get("/users/").text))


def test_a_new_account_gets_a_link_that_works_once(client: FlaskClient) -> None:
    made = client.post("/users/", data={"name": "Trần Văn Nhập", "role": "editor"})
    assert made.status_code == 201
    link, browser = the_link(made.text), client.application.test_client()
    words = {"password": "bốn từ dễ nhớ", "again": "bốn từ dễ nhớ"}
    assert browser.post(link, data=words).status_code == 303
    assert browser.get("/").status_code == 200
    assert browser.get("/users/").status_code == 403
    assert browser.post(link, data=words).status_code == 410


@pytest.mark.parametrize(
    ("name", "role"), [("", "viewer"), ("x" * 81, "viewer"), ("ADMIN one", "viewer"), ("x", "god")]
)
def test_an_account_that_cannot_be(client: FlaskClient, name: str, role: str) -> None:
    assert client.post("/users/", data={"name": name, "role": role}).status_code == 422
    assert states(client) == {"1": "true"}


def test_a_new_link_ends_the_password_and_the_sessions(
    client: FlaskClient, clients: Callable[[str], FlaskClient]
) -> None:
    editor = clients("editor")
    assert editor.get("/").status_code == 200
    assert client.post("/users/2/link").status_code == 201
    assert editor.get("/").status_code == 303


def test_role_close_and_open_again(client: FlaskClient, clients: Callable[[str], FlaskClient]) -> None:
    clients("editor")
    assert client.post("/users/2/role", data={"role": "approver"}).status_code == 303
    assert client.post("/users/2/close").status_code == 303
    assert states(client) == {"1": "true", "2": "false"}
    assert client.post("/users/2/reopen").status_code == 303
    assert states(client) == {"1": "true", "2": "true"}
    with house.of(client.application).database.reading() as session:
        found, total = accounts.page(session, limit=9, offset=0)
    assert ({a.id: a.role for a in found}, total) == ({1: "admin", 2: "approver"}, 2)


@pytest.mark.parametrize("act", ["/users/1/close", "/users/1/role"])
def test_the_last_administrator_stays(client: FlaskClient, act: str) -> None:
    assert client.post(act, data={"role": "viewer"}).status_code == 422
    assert client.get("/users/").status_code == 200


def test_the_list_goes_page_by_page(filled: Flask, client: FlaskClient) -> None:
    with house.of(filled).database.changing() as session:
        for number in range(PER_PAGE):
            accounts.make(session, f"person {number}", "viewer", by="test")
    first, second = client.get("/users/").text, client.get("/users/?page=2").text
    assert [text.count("data-account=") for text in (first, second)] == [PER_PAGE, 1]
    assert 'rel="next" href="/users/?page=2"' in first
    assert 'rel="prev" href="/users/?page=1"' in second


def test_who_is_not_there(client: FlaskClient) -> None:
    assert client.post("/users/99/link").status_code == 422


def test_one_changes_ones_own_password(client: FlaskClient) -> None:
    link = the_link(client.post("/users/", data={"name": "a", "role": "viewer"}).text)
    browser, other = client.application.test_client(), client.application.test_client()
    browser.post(link, data={"password": "bốn từ dễ nhớ", "again": "bốn từ dễ nhớ"})
    other.post("/sign-in", data={"name": "a", "password": "bốn từ dễ nhớ"})
    new = {"password": "bốn từ rất mới", "again": "bốn từ rất mới"}
    assert browser.post("/account/password", data={"old": "wrong", **new}).status_code == 422
    assert other.get("/account").status_code == 200
    assert browser.post("/account/password", data={"old": "bốn từ dễ nhớ", **new}).status_code == 303
    assert (browser.get("/account").status_code, other.get("/account").status_code) == (200, 303)
    assert other.post("/sign-in", data={"name": "a", "password": "bốn từ rất mới"}).status_code == 303
