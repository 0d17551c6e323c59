import pytest
from flask import Flask
from flask.testing import FlaskClient


def language_of(client: FlaskClient) -> str:
    return client.get("/sign-in").text.split('<html lang="')[1][:2]


def test_a_browser_chooses_and_keeps_its_language(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    one, other = app.test_client(), app.test_client()
    assert language_of(one) == "vi"
    assert one.post("/language", data={"language": "en", "next": "/users/"}).headers["Location"] == "/users/"
    assert (language_of(one), language_of(other)) == ("en", "vi")
    one.post("/language", data={"language": "vi"})
    assert language_of(one) == "vi"


@pytest.mark.parametrize(("sent", "status"), [({"language": "xx"}, 422), ({}, 422)])
def test_a_language_there_is_not(app: Flask, sent: dict[str, str], status: int) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    assert app.test_client().post("/language", data=sent).status_code == status


def test_only_back_to_this_server(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    answer = app.test_client().post("/language", data={"language": "en", "next": "//evil.example/"})
    assert answer.headers["Location"] == "/"
