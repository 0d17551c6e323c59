import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from roster import settings
from roster.error_log import NAME
from web import access, house


def fail() -> str:
    name = "Nguyễn Văn An"
    raise ValueError(name)


def test_the_page_shows_a_number_and_the_log_has_it_without_a_name(app: Flask) -> None:
    app.add_url_rule("/fault", view_func=access.public(fail))
    answer = app.test_client().get("/fault")
    found = re.search(r"data-reference>(\w+)<", answer.text)
    assert found
    log = (settings.user_data_dir() / NAME).read_text(encoding="utf-8")
    assert f" {found[1]} ValueError " in log
    assert "test_faults.py" in log
    assert "Nguyễn" not in log + answer.text


def test_a_fault_that_is_expected_has_no_number(app: Flask) -> None:
    assert "data-reference" not in app.test_client().get("/no-such-page").text


def test_a_database_that_is_gone_is_a_page_too(filled: Flask, client: FlaskClient) -> None:
    with house.of(filled).database.engine.begin() as connection:
        connection.execute(text("DROP TABLE web_sessions"))
    assert client.get("/").status_code == 503
