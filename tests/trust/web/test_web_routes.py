"""Every route, found by crawling the map: forms only from our own pages, headers, whose data, whose name."""

from collections import Counter
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import func, select

from roster.plan import Plan
from roster.services.credentials import accounts
from roster.services.incoming import intake
from roster.store import tables
from tests.services.lists import person, reading
from tests.trust.web.conftest import CHANGING, path_of, routes
from tests.web.conftest import signed_in
from tests.web.test_access import MAY_OPEN
from tests.web.test_sign_in import form_token
from web import house

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TOKENS = ("", "x", "another browser's")


def lines_of_log(app: Flask) -> int:
    with house.of(app).database.reading() as session:
        return session.scalar(select(func.count()).select_from(tables.Audit)) or 0


@pytest.mark.parametrize("token", TOKENS)
def test_csrf_on_every_changing_route(filled: Flask, token: str) -> None:
    admin, agency = signed_in(filled, "admin"), signed_in(filled, "agency")
    stranger = filled.test_client()
    filled.config["WTF_CSRF_ENABLED"] = True
    sent = {"csrf_token": form_token(stranger.get("/sign-in").text) if len(token) > 1 else token}
    before, answers = lines_of_log(filled), Counter[int]()
    for rule, method in routes(filled):
        if method in CHANGING:
            who = admin if "admin" in MAY_OPEN[rule.endpoint] else agency
            answers[who.open(path_of(rule), method=method, data=sent).status_code] += 1
    assert set(answers) == {400}
    assert answers.total() >= 70
    assert lines_of_log(filled) == before


def test_csrf_the_right_token_opens(filled: Flask) -> None:
    admin = signed_in(filled, "admin")
    filled.config["WTF_CSRF_ENABLED"] = True
    token = form_token(admin.get("/users/").text)
    data = {"csrf_token": token, "name": "Người Mới", "role": "viewer"}
    assert admin.post("/users/", data=data).status_code == 201


@pytest.mark.parametrize("base", ["http://localhost", "https://localhost"])
def test_headers_on_every_route(filled: Flask, base: str) -> None:
    admin, wrong, seen = signed_in(filled, "admin"), {}, 0
    for rule, method in routes(filled):
        with admin.open(path_of(rule), method=method, base_url=base) as answer:
            seen += 1
            policy = answer.headers.get("Content-Security-Policy", "")
            said = {name: answer.headers.get(name) for name in HEADERS}
            kept = rule.endpoint == "static" or answer.headers.get("Cache-Control") == "no-store"
            strict = ("Strict-Transport-Security" in answer.headers) == base.startswith("https")
            inside = answer.status_code >= 500 and answer.status_code != 503
            if said != HEADERS or "unsafe" in policy or not kept or not strict or inside:
                wrong[rule.endpoint, method] = answer.status_code
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "Server" not in answer.headers
            for cookie in answer.headers.getlist("Set-Cookie"):
                assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    assert wrong == {}
    assert seen >= 130


def test_own_and_other_agency_on_every_route(app: Flask, plan: Plan, agencies: tuple[str, str]) -> None:
    mine, other = agencies
    lists = [reading(f"{code}.xlsx", person(f"Người {code}"), sender=code) for code in agencies]
    with app.app_context(), house.current().database.changing() as session:
        intake.supersede(session, [*lists, reading("nobody.xlsx", person("Không Ai"))], by="test")
        account = accounts.make(session, "agency one", "agency", by="test")
        accounts.set_agency(session, account.id, mine, plan=plan, by="test")
        numbers = {one.sender: one.id for one in session.scalars(select(tables.Import))}
    client = signed_in(app, "agency")
    opened = set()
    for whose, number in ((mine, numbers[mine]), (other, numbers[other]), (None, numbers[None])):
        for rule, method in routes(app):
            if rule.endpoint.startswith(("sign_in.", "language.", "static", "api.", "privacy.")):
                continue
            answer = client.open(path_of(rule, number=number), method=method)
            elsewhere = answer.headers.get("Location") == "/own/"  # its own first page, off the bare address
            if answer.status_code not in {403, 404} and not elsewhere:
                opened.add((rule.endpoint, whose if rule.arguments else None))
            if whose != mine and rule.arguments:
                assert f"Người {other}" not in answer.text
    allowed = {e for e, roles in MAY_OPEN.items() if "agency" in roles}
    assert {endpoint for endpoint, _ in opened} <= allowed
    assert {whose for endpoint, whose in opened if endpoint == "own.rows"} == {mine}


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "[::2]"]
)
def test_host_header_of_another_name_on_every_route(filled: Flask, host: str) -> None:
    filled.config["TRUSTED_HOSTS"] = ["localhost", "127.0.0.1"]
    admin = signed_in(filled, "admin")
    for rule, method in routes(filled):
        answer = admin.open(path_of(rule), method=method, headers={"Host": host})
        assert answer.status_code == 400
        assert host not in answer.text


UP = (
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "....//....//etc/passwd",
    "..\\..\\x",
)


@pytest.mark.parametrize("way", UP)
def test_path_traversal_finds_nothing(filled: Flask, way: str) -> None:
    admin = signed_in(filled, "admin")
    for rule, method in routes(filled):
        if method != "GET" or not rule.arguments:
            continue
        start = rule.rule.split("<")[0]
        with admin.get(f"{start}{way}") as answer:
            assert answer.status_code in {303, 308, 400, 404, 410, 422}, rule.endpoint
            assert b"root:" not in answer.data


SPLIT = "x\r\nSet-Cookie: planted=1\r\n\r\n<script>alert(1)</script>"


def test_response_splitting_on_every_route(filled: Flask) -> None:
    admin = signed_in(filled, "admin")
    fields = dict.fromkeys(("next", "name", "words", "group", "agency", "language", "form", "code"), SPLIT)
    for rule, method in routes(filled):
        path = f"{path_of(rule)}?{'&'.join(f'{name}={quote(text)}' for name, text in fields.items())}"
        with admin.open(path, method=method, data=fields if method in CHANGING else None) as answer:
            assert "planted" not in "".join(answer.headers.getlist("Set-Cookie"))
            assert not any("\n" in value or "\r" in value for _name, value in answer.headers)


AWAY = ("//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "/%09/evil.example",
        "javascript:alert(1)", "https:evil.example", " //evil.example", "/\n/evil.example")  # fmt: skip


@pytest.mark.parametrize("target", AWAY)
def test_open_redirects_on_every_route(filled: Flask, target: str) -> None:
    admin = signed_in(filled, "admin")
    for rule, method in routes(filled):
        asked = {"next": target, "language": "en", "return": target, "url": target}
        data = asked if method in CHANGING else None
        with admin.open(path_of(rule), method=method, query_string=asked, data=data) as answer:
            location = answer.headers.get("Location", "/")
            assert location.startswith(("/", "http://localhost/")), rule.endpoint
            assert not location.startswith(("//", "/\\", "/\t")), rule.endpoint
