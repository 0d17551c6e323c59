import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from flask import Flask

from roster import messages
from tests.web.conftest import signed_in
from web import access, present


def page(app: Flask) -> str:
    answer = signed_in(app, "viewer").get("/")
    assert answer.status_code == 200
    return answer.text


def test_an_empty_database_says_how_to_begin(app: Flask) -> None:
    text = page(app)
    assert 'data-todo="import"' in text
    assert text.count("data-distinct=") == 4


def test_counts_and_what_to_do(filled: Flask) -> None:
    text = unescape(page(filled))
    bar = text.split('id="bar-lanh_dao_so"')[1].split(">")[0]
    assert re.findall(r'data-(\w+)="(\d*)"', bar) == [
        ("expected", "57"),
        ("received", "3"),
        ("distinct", "2"),
    ]
    todo = dict(re.findall(r'data-todo="(\w+)" data-count="(\d+)"', text))
    assert (todo["held"], todo["unread"]) == ("1", "1")
    assert "scan.pdf" in text
    assert text.count('href="/lists/" data-step="lists.index"') == 2


def test_who_has_sent_nothing(filled: Flask) -> None:
    silent = page(filled).split('id="silent"')[1].split("</section>")[0]
    assert "Sở Ngoại vụ" in silent
    assert "Sở Y tế" not in silent


def test_shows_no_names(filled: Flask) -> None:
    text = page(filled)
    assert not [name for name in ("Nguyễn Văn An", "<b>Trần", "912345678") if name in text]


@pytest.mark.parametrize(("number", "shown"), [(None, ""), (0, "0"), (3, "+3"), (-2, "-2")])
def test_signed(number: int | None, shown: str) -> None:
    assert present.signed(number) == shown


def test_an_unknown_page(app: Flask) -> None:
    answer = app.test_client().get("/no-such-page")
    assert (answer.status_code, 'href="/"' in answer.text) == (404, True)


def test_a_fault_tells_nothing_of_the_inside(app: Flask) -> None:
    app.add_url_rule("/fault", view_func=access.public(lambda: str(1 // 0)))
    answer = app.test_client().get("/fault")
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text


@pytest.mark.parametrize(("language", "shown"), [("vi", "1.234.567"), ("en", "1,234,567")])
def test_numbers_and_moments_in_both_languages(app: Flask, language: str, shown: str) -> None:
    with app.test_request_context("/"):
        messages.set_language(language)
        assert present.number(1234567) == shown
        assert (present.number(999), present.number(None)) == ("999", "")
        assert present.day(date(2024, 12, 8)) == "08/12/2024"
        assert present.moment(datetime(2024, 12, 8, 20, 5, tzinfo=UTC)) == "09/12/2024 03:05"


def test_the_province_of_the_demonstration(demo: Flask) -> None:
    text = page(demo)
    found = re.findall(r'data-expected="(\d*)" data-received="(\d+)"', text)
    assert {("50", "50"), ("57", "57"), ("315", "315"), ("24", "24")} <= set(found)
    assert len(re.findall(r"data-days=", text)) == 5
    assert int(re.findall(r'data-todo="review" data-count="(\d+)"', text)[0]) > 0
