"""The interface for other systems: tokens and scopes, what each is told, strict requests, its description."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from sqlalchemy import select
from werkzeug.test import TestResponse

from roster.errors import UserError, UserErrors
from roster.services.api import tokens
from roster.services.api.tokens import SCOPES
from roster.store import tables
from tests.web.conftest import signed_in
from web import house
from web.api import description

NOW = datetime.now(UTC)
OPEN = ("status", "counts", "roster")


def token(app: Flask, *scopes: str, days: int = 1, now: datetime = NOW) -> str:
    with house.of(app).database.changing() as session:
        return tokens.make(session, "Hệ thống tỉnh", scopes, days=days, now=now, by="t")[1]


def ask(app: Flask, path: str, text: str | None, **more: Any) -> TestResponse:
    headers = {"Authorization": f"Bearer {text}"} if text else {}
    return app.test_client().get(f"/api/v1/{path}", headers=headers, **more)


def problem(answer: TestResponse) -> tuple[int, str]:
    assert answer.content_type == "application/problem+json"
    body = json.loads(answer.text)
    assert body["status"] == answer.status_code
    assert body["title"]
    assert body["detail"]
    return answer.status_code, body["type"].removeprefix("urn:roster:problem:")


@pytest.mark.parametrize("path", OPEN)
@pytest.mark.parametrize("scope", sorted(SCOPES))
def test_a_token_opens_what_its_scope_says(filled: Flask, path: str, scope: str) -> None:
    answer = ask(filled, path, token(filled, scope))
    if path == scope:
        assert answer.status_code == 200
    else:
        assert problem(answer) == (403, "no_scope")
        assert f'scope="{path}"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("path", OPEN)
def test_nothing_else_opens(filled: Flask, path: str) -> None:
    made = token(filled, *SCOPES)
    for text in (None, "", "x", made[:-1], made.upper()):
        answer = ask(filled, path, text)
        assert problem(answer) == (401, "no_token")
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    for headers in ({"Authorization": made}, {"Authorization": f"Basic {made}"}, {"X-Token": made}):
        assert filled.test_client().get(f"/api/v1/{path}", headers=headers).status_code == 401
    assert signed_in(filled, "admin").get(f"/api/v1/{path}").status_code == 401  # a session is no token
    assert filled.test_client().get(f"/api/v1/{path}?token={made}").status_code == 401


def test_a_token_ends_and_can_be_revoked(filled: Flask) -> None:
    over = token(filled, "status", days=1, now=NOW - timedelta(days=1))
    assert problem(ask(filled, "status", over)) == (401, "no_token")
    made = token(filled, "status")
    assert ask(filled, "status", made).status_code == 200
    with house.of(filled).database.changing() as session:
        number = tokens.all_tokens(session)[0].id
        tokens.revoke(session, number, now=NOW, by="t")
    assert problem(ask(filled, "status", made)) == (401, "no_token")


def test_only_a_hash_is_kept_and_requests_are_counted_by_the_hour(filled: Flask) -> None:
    database = house.of(filled).database
    made = token(filled, "status")
    with database.changing() as session:
        for minute in (1, 2, 59, 61):
            tokens.use(session, made, now=NOW.replace(minute=0) + timedelta(minutes=minute))
        (row,) = session.scalars(select(tables.ApiToken))
        assert made not in repr(row.__dict__)
        used = tokens.all_tokens(session)[0].used_at
        assert used == NOW.replace(minute=0) + timedelta(minutes=61)
        tokens.close_hours(session, now=NOW + timedelta(hours=3))
        lines = session.scalars(select(tables.Audit).where(tables.Audit.action == "api.requests")).all()
    assert [line.detail["requests"] for line in lines] == [3, 1]


def test_a_system_that_asks_too_often_is_refused(filled: Flask) -> None:
    made, other = token(filled, "counts"), token(filled, "counts")
    answers = [ask(filled, "counts?x", made) for _ in range(121)]
    assert [a.status_code for a in answers] == [400] * 120 + [429]
    assert problem(answers[-1])[0] == 429
    assert ask(filled, "counts", other).status_code == 200


def test_the_roster_hides_people_unless_the_token_may_see_them(filled: Flask) -> None:
    hidden = ask(filled, "roster", token(filled, "roster"))
    for secret in ("Văn An", "1970", "912345678"):
        assert secret not in hidden.text
    body = json.loads(hidden.text)
    assert (body["personal"], body["total"], body["handed_over"]) == (False, 2, None)
    assert body["entries"][0]["name"] == "N. V. A."
    whole = json.loads(ask(filled, "roster", token(filled, "roster", "personal")).text)
    assert whole["personal"] is True
    assert (whole["entries"][0]["name"], whole["entries"][0]["born"]) == ("Nguyễn Văn An", "1970-02-03")
    assert whole["entries"][0]["person"] == body["entries"][0]["person"]


def test_the_roster_comes_in_pages_and_by_group_and_agency(filled: Flask) -> None:
    made = token(filled, "roster")

    def entries(query: str) -> list[int]:
        return [one["order"] for one in json.loads(ask(filled, f"roster?{query}", made).text)["entries"]]

    assert (entries("per_page=1"), entries("per_page=1&page=2"), entries("page=3")) == ([1], [2], [])
    assert (entries("group=lanh_dao_so"), entries("group=lanh_dao_huyen")) == ([1, 2], [])
    assert (entries("agency=so_y_te"), entries("agency=so_noi_vu")) == ([1, 2], [])


def test_counts_and_status_are_those_of_the_pages(filled: Flask) -> None:
    made = token(filled, "counts", "status")
    counts = json.loads(ask(filled, "counts", made).text)
    (line,) = [one for one in counts["groups"] if one["group"] == "lanh_dao_so"]
    assert (line["received"], line["distinct"], line["final"]) == (3, 2, 2)
    status = json.loads(ask(filled, "status", made).text)
    assert (status["state"], status["held_rows"], status["records"]) == ("draft", 1, 3)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("page=0", "bad_parameter"),
        ("page=-1", "bad_parameter"),
        ("page=1.0", "bad_parameter"),
        ("page=١", "bad_parameter"),
        ("page=", "bad_parameter"),
        ("page=" + "9" * 5000, "bad_parameter"),
        ("per_page=501", "bad_parameter"),
        ("page=1&page=2", "repeated_parameter"),
        ("pgae=1", "unknown_parameter"),
        ("group=", "bad_parameter"),
        ("group=Lãnh đạo", "bad_parameter"),
        ("group=a%00", "bad_parameter"),
        ("agency='; DROP TABLE users", "bad_parameter"),
    ],
)
def test_a_request_that_does_not_fit_is_refused(filled: Flask, query: str, code: str) -> None:
    assert problem(ask(filled, f"roster?{query}", token(filled, "roster"))) == (400, code)


def test_all_that_is_wrong_is_said_at_once(filled: Flask) -> None:
    body = json.loads(ask(filled, "roster?page=0&x=1&group=!", token(filled, "roster")).text)
    assert len(body["detail"].splitlines()) == 3


@pytest.mark.parametrize("query", ["group=nowhere", "agency=nowhere"])
def test_an_unknown_code_is_said(filled: Flask, query: str) -> None:
    assert problem(ask(filled, f"roster?{query}", token(filled, "roster")))[0] == 404


@pytest.mark.parametrize(
    ("path", "status"), [("/api/v1/nothing", 404), ("/api/", 404), ("/api/v2/status", 404)]
)
def test_other_addresses_are_problems_too(filled: Flask, path: str, status: int) -> None:
    assert problem(filled.test_client().get(path))[0] == status


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_can_be_changed(filled: Flask, method: str) -> None:
    filled.config["WTF_CSRF_ENABLED"] = True
    headers = {"Authorization": f"Bearer {token(filled, *SCOPES)}"}
    answer = getattr(filled.test_client(), method)("/api/v1/roster", headers=headers)
    assert problem(answer)[0] == 405
    assert "GET" in answer.headers["Allow"]


def test_no_cookie_is_set(filled: Flask) -> None:
    assert "Set-Cookie" not in ask(filled, "status", token(filled, "status")).headers


@pytest.mark.parametrize(
    ("name", "scopes", "days", "codes"),
    [
        ("", [], 0, ["token_without_name", "token_without_scope", "token_days"]),
        ("x" * 81, ["all"], 367, ["token_name_too_long", "no_such_scope", "token_days"]),
    ],
)
def test_a_token_that_cannot_be(
    filled: Flask, *, name: str, scopes: list[str], days: int, codes: list[str]
) -> None:
    with pytest.raises(UserErrors) as error, house.of(filled).database.changing() as session:
        tokens.make(session, name, scopes, days=days, now=NOW, by="t")
    assert [one.code for one in error.value.exceptions if isinstance(one, UserError)] == codes


def test_a_token_is_made_on_the_page_and_shown_once(filled: Flask, client: FlaskClient) -> None:
    made = client.post("/tokens/", data={"name": "LGSP", "scope": ["status"], "days": "30"})
    assert made.status_code == 201
    text = made.text.split('value="roster_')[1].split('"')[0]
    assert ask(filled, "status", f"roster_{text}").status_code == 200
    listed = client.get("/tokens/")
    assert text not in listed.text
    assert 'data-works="true"' in listed.text
    client.post("/tokens/1/revoke")
    assert 'data-works="false"' in client.get("/tokens/").text
    assert client.post("/tokens/", data={"name": "LGSP", "days": "x"}).status_code == 422
    assert client.post("/tokens/99/revoke").status_code == 303


def test_the_description_is_kept_with_the_documents_and_served(filled: Flask) -> None:
    """After a change: roster token describe > docs/openapi.json"""
    kept = json.loads(Path("docs/openapi.json").read_text(encoding="utf-8"))
    assert kept == description.openapi()
    assert json.loads(filled.test_client().get("/api/v1/openapi.json").text) == kept


def test_the_description_names_every_address(filled: Flask) -> None:
    served = {r.rule for r in filled.url_map.iter_rules() if r.rule.startswith("/api/")}
    assert served - {"/api/v1/openapi.json"} == set(description.openapi()["paths"])


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("path", OPEN)
def test_every_answer_is_as_described(filled: Flask, path: str, mode: GenerationMode) -> None:
    """Whatever is asked (schemathesis): no 500, no answer of another shape than described."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", filled)
    made = token(filled, *SCOPES)

    @given(case=schema[f"/api/v1/{path}"]["GET"].as_strategy(generation_mode=mode))
    @settings(max_examples=15, suppress_health_check=list(HealthCheck))
    def ask_and_compare(case: Any) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {made}"})

    ask_and_compare()


def test_a_token_that_never_was_cannot_be_revoked(filled: Flask) -> None:
    with pytest.raises(UserError) as error, house.of(filled).database.changing() as session:
        tokens.revoke(session, 999, now=NOW, by="t")
    assert error.value.code == "no_such_token"
