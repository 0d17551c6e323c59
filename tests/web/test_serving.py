"""What is served where, over a real connection: names, the proxy in front, the first start."""

import os
import stat
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection

import pytest
from flask import Flask, request

import web
from roster.errors import UserError
from tests.web.conftest import running
from web import access, first_start, house


@dataclass(frozen=True)
class Answer:
    """What came over the connection."""

    status: int
    cookie: str
    text: str


def ask(port: int, path: str, **headers: str) -> Answer:
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path, headers={name.replace("_", "-"): v for name, v in headers.items()})
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers.get("Set-Cookie", ""), answer.read().decode())


def tell(app: Flask) -> None:
    app.add_url_rule(
        "/who", view_func=access.public(lambda: f"{request.scheme} {request.host} {request.remote_addr}")
    )


FORWARDED = {
    "X_Forwarded_For": "192.0.2.9",
    "X_Forwarded_Proto": "https",
    "X_Forwarded_Host": "roster.example",
}


def test_what_the_proxy_says_counts(app: Flask) -> None:
    tell(app)
    front = web.front("https://roster.example", "127.0.0.1")
    with running(web.listen(app, "127.0.0.1", 0, front=front)) as port:
        assert ask(port, "/who", **FORWARDED).text == "https roster.example 192.0.2.9"
        assert "Secure" in ask(port, "/sign-in", **FORWARDED).cookie.split("; ")
        assert ask(port, "/who", **(FORWARDED | {"X_Forwarded_Host": "evil.example"})).status == 400


@pytest.mark.parametrize("front", [None, web.front("https://roster.example", "192.0.2.1")])
def test_what_anybody_else_says_does_not(app: Flask, front: web.serving.Front | None) -> None:
    tell(app)
    with running(web.listen(app, "127.0.0.1", 0, front=front)) as port:
        assert ask(port, "/who", **FORWARDED).text == f"http 127.0.0.1:{port} 127.0.0.1"


@pytest.mark.parametrize(
    "url", ["roster.example", "ftp://roster.example", "https://", "https://roster.example/folder"]
)
def test_an_address_nobody_can_open(url: str) -> None:
    with pytest.raises(UserError) as error:
        web.front(url, "127.0.0.1")
    assert error.value.code == "bad_public_url"


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:80"), ("0.0.0.0", "http://127.0.0.1:80"), ("::1", "http://[::1]:80")],
)
def test_the_address_to_open(host: str, address: str) -> None:
    assert web.root(host, 80) == address


def test_the_first_start_leaves_a_private_file_until_it_is_used(app: Flask) -> None:
    made = web.first_link(app, "http://127.0.0.1:8000/")
    assert made
    address, path = made
    assert path.read_text(encoding="utf-8") == f"{address}\n"
    assert path.name == first_start.FILE
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    app.config["WTF_CSRF_ENABLED"] = False
    words = {"name": "Quản trị", "password": "bốn từ dễ nhớ", "again": "bốn từ dễ nhớ"}
    link = address.removeprefix("http://127.0.0.1:8000")
    assert app.test_client().post(link, data=words).status_code == 303
    assert not path.exists()
    assert web.first_link(app, "http://127.0.0.1:8000/") is None


def test_a_second_start_ends_the_first_link(app: Flask) -> None:
    first, second = (web.first_link(app, "") for _ in range(2))
    assert first
    assert second
    client = app.test_client()
    assert (client.get(first[0]).status_code, client.get(second[0]).status_code) == (410, 200)
    with app.app_context():
        first_start.forget_link(house.current().database)


def test_a_port_that_is_taken(app: Flask) -> None:
    with running(web.listen(app, "127.0.0.1", 0)) as port, pytest.raises(UserError) as error:
        web.listen(app, "127.0.0.1", port)
    assert error.value.code == "port_taken"
