from html import unescape
from pathlib import Path

import pytest
from flask import Flask

import web
from roster.plan import Plan
from tests.web.conftest import signed_in
from web import access, house, present


def page(app: Flask) -> str:
    answer = signed_in(app, "viewer").get("/")
    assert answer.status_code == 200
    return answer.text


def test_an_empty_database_says_how_to_begin(app: Flask) -> None:
    text = page(app)
    assert "roster import" in text
    assert text.count("<progress") == 4


def test_counts_and_the_next_command(filled: Flask) -> None:
    text = unescape(page(filled))
    assert '<progress id="bar-lanh_dao_so" value="2" max="57">' in text
    assert "roster check" in text
    assert "scan.pdf" in text


def test_who_has_sent_nothing(filled: Flask) -> None:
    silent = page(filled).split('id="silent"')[1].split("</section>")[0]
    assert "Sở Ngoại vụ" in silent
    assert "Sở Y tế" not in silent


def test_shows_no_names(filled: Flask) -> None:
    text = page(filled)
    assert not [name for name in ("Nguyễn Văn An", "<b>Trần", "912345678") if name in text]


def test_commands_name_a_database_that_is_not_the_usual_one(app: Flask) -> None:
    with app.app_context():
        assert present.command("check") == f"roster check --db {house.current().database.place}"


def test_commands_name_the_plan_as_it_was_asked_for(tmp_path: Path, plan: Plan) -> None:
    app = web.create_app(
        f"sqlite:///{tmp_path / 'x.db'}", plan=plan, plan_name="mine.toml", today=lambda: plan.document_date
    )
    with app.app_context():
        assert present.command("export --out X").startswith("roster export --out X --plan mine.toml --db ")
        house.current().database.close()


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
