"""Hostile strings in every field, file name, sheet name and header: nothing runs, nothing calculates."""

import io
import re
import zipfile
from collections import deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import urldefrag, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page
from werkzeug.test import TestResponse

from roster.store import queries
from tests.tools import LONG
from tests.trust.web import hostile
from tests.trust.web.conftest import path_of, routes
from tests.trust.web.hostile import PRODUCT, STRINGS
from tests.web.conftest import signed_in, token_of
from tests.web.officer import Officer
from web import house, sessions

LINK = re.compile(r'(?:href|action)="(/[^"]*)"')
PAGES = 120  # looked at in the browser at most: of long lists some of each kind
OF_ONE_KIND = 4
TURNS = range(len(STRINGS)) if LONG else (0, 9)
LIVE = re.compile(rb"<f\b|<oleObject|<ddeLink|<w:instrText[^>]*>(?!\s*(?:PAGE|NUMPAGES)\s*<)|<w:fldSimple")


@pytest.fixture
def filled(app: Flask) -> Flask:
    hostile.fill(app)
    return app


@pytest.fixture
def handed_in(filled: Flask) -> Iterator[Officer]:
    """As `filled`, and files with hostile names, sheets and headers that wait to be put in."""
    one = Officer(filled, signed_in(filled, "admin"))
    one.hand_in(*((f"{text}.xlsx", hostile.workbook(text)) for text in STRINGS[:4]))
    yield one
    one.settle()


def kind_of(app: Flask, path: str) -> str:
    """The endpoint behind an address."""
    adapter = app.url_map.bind("localhost")
    try:
        return str(adapter.match(urlsplit(path).path, method="GET")[0])
    except Exception:
        return ""


def html_pages(app: Flask, client: FlaskClient) -> Iterator[str]:
    """Every page the administrator reaches by links from the routes, a few of each kind."""
    waiting = deque(path_of(r) for r, method in routes(app) if method == "GET" and not r.arguments)
    seen, kinds = set(waiting), dict[str, int]()
    while waiting:
        path = waiting.popleft()
        kind = kind_of(app, path)
        if not kind or kind == "static" or kinds.get(kind, 0) >= OF_ONE_KIND:
            continue
        with client.get(path, follow_redirects=True) as answer:
            if answer.mimetype != "text/html":
                continue
            kinds[kind] = kinds.get(kind, 0) + 1
            found = [urldefrag(unescape(one))[0] for one in LINK.findall(answer.get_data(as_text=True))]
        yield path
        for one in found:
            if one not in seen:
                seen.add(one)
                waiting.append(one)


@pytest.fixture
def watched(chromium: Browser, address: str, filled: Flask) -> Iterator[tuple[Page, list[str]]]:
    """The administrator's browser; what its console calls an error (a breach of the policy is one)."""
    context = chromium.new_context(base_url=address)
    token = token_of(filled, "admin")
    context.add_cookies([{"name": sessions.COOKIE, "value": token, "url": address}])
    page, said = context.new_page(), list[str]()
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))  # parts of pages name no icon

    def note(one: ConsoleMessage) -> None:
        own = urldefrag(one.location.get("url", ""))[0] == urldefrag(page.url)[0]
        if one.type == "error" and not (own and "Failed to load resource" in one.text):  # that page says 404
            said.append(f"{page.url} {one.text}")

    page.on("console", note)
    page.on("pageerror", lambda error: said.append(f"{page.url} {error}"))

    def shut(dialog: Dialog) -> None:
        said.append(f"{page.url} {dialog.message}")
        dialog.dismiss()

    page.on("dialog", shut)
    yield page, said
    context.close()


def test_no_string_runs_in_the_browser_on_any_page(
    handed_in: Officer, watched: tuple[Page, list[str]]
) -> None:
    page, said = watched
    app, ran, kinds = handed_in.app, [], set()
    for path in list(html_pages(app, handed_in.client))[:PAGES]:
        page.goto(path)
        if page.evaluate("'planted' in window") or PRODUCT in page.content():
            ran.append(path)
        kinds.add(kind_of(app, path))
    assert ran == []
    assert said == []
    assert len(kinds) >= 30


def test_the_watch_can_fail(watched: tuple[Page, list[str]]) -> None:
    """Without the policy, and without escaping, such a string does run."""
    page, said = watched
    page.goto("about:blank")
    page.set_content(f"<body>{STRINGS[1]}</body>")
    page.wait_for_function("'planted' in window")
    page.evaluate("alert(1)")
    assert said


def test_every_string_is_shown_as_it_was_written(filled: Flask) -> None:
    """So that the crawl above has met them at all."""
    client = signed_in(filled, "admin")
    said = unescape(client.get("/people/").text) + unescape(client.get("/people/?page=2").text)
    met = [text for text in STRINGS if " ".join(text.split()) in " ".join(said.split())]
    assert len(met) >= len(STRINGS) - 4


def spread(names: str, turn: int) -> dict[str, str]:
    """A string for each name, others with each turn: after as many turns as strings each had each."""
    return {name: STRINGS[(turn + at) % len(STRINGS)] for at, name in enumerate(names.split())}


PARAMETERS = "words page state group agency flag action part status next view"
FIELDS = "name role reason text position full_name dob phone email note group agency words verdict state file"


@pytest.mark.parametrize("turn", TURNS)
def test_a_string_in_every_parameter_of_every_page(filled: Flask, turn: int) -> None:
    client = signed_in(filled, "admin")
    for rule, method in routes(filled):
        if method != "GET":
            continue
        with client.get(path_of(rule), query_string=spread(PARAMETERS, turn)) as answer:
            assert answer.status_code < 500 or answer.status_code == 503, rule.endpoint
            if answer.mimetype == "text/html":
                said = answer.get_data(as_text=True)
                assert f"<script>{hostile.MARK}" not in said
                assert f'onerror="{hostile.MARK}' not in said
                assert PRODUCT not in said


@pytest.mark.parametrize("turn", TURNS)
def test_a_string_in_every_field_of_every_form(filled: Flask, turn: int) -> None:
    client = signed_in(filled, "admin")
    for rule, method in routes(filled):
        if method == "POST" and not rule.endpoint.startswith("sign_in."):
            with client.post(path_of(rule), data=spread(FIELDS, turn)) as answer:
                assert answer.status_code < 500 or answer.status_code == 503, rule.endpoint
                assert f"<script>{hostile.MARK}".encode() not in answer.data
    with house.of(filled).database.reading() as session:
        assert len(queries.active_records(session)) > len(STRINGS)  # no statement was carried out


def live(content: bytes) -> list[str]:
    """The parts of a package that calculate or call something."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [
            name for name in package.namelist() if name.endswith(".xml") and LIVE.search(package.read(name))
        ]


def files_in(answer: TestResponse) -> Iterator[tuple[str, bytes]]:
    content, kind = answer.data, answer.mimetype
    if kind == "application/zip":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from ((name, archive.read(name)) for name in archive.namelist())
    else:
        yield answer.headers["Content-Disposition"], content


def exports(client: FlaskClient) -> Iterator[TestResponse]:
    """Every file that the pages give away."""
    key = re.findall(r'href="/people/([0-9a-f]{8,})"', client.get("/people/").text)[0]
    lists = dict.fromkeys(re.findall(r'href="/lists/(\d+)"', client.get("/lists/").text))
    yield client.post(f"/people/{key}/data/file", data={"form": "xlsx"})
    yield client.post("/export/", data={"allow_reason": "gấp", "letter": "1", "counts": "1"})
    for path in ("/hand-overs/1/file/1", "/hand-overs/columns/workbook"):
        yield client.get(path)
    yield client.post("/follow-up/calls/", data={"recipient": "so_y_te", "purpose": "nhắc", "form": "xlsx"})
    for number in list(lists)[:3]:
        yield client.get(f"/lists/{number}/annotated")
    yield client.get("/collecting/blank-lists")


def test_no_live_formula_in_any_export(filled: Flask) -> None:
    client, checked = signed_in(filled, "admin"), []
    for answer in exports(client):
        if not answer.headers.get("Content-Disposition", "").startswith("attachment"):
            continue
        for name, content in files_in(answer):
            checked.append(name)
            assert live(content) == [], name
    assert len(checked) >= 4
    assert any("docx" in name for name in checked)


def test_a_live_formula_would_be_found() -> None:
    from openpyxl import Workbook

    book, out = Workbook(), io.BytesIO()
    book.worksheets[0]["A1"] = "=1+1"
    book.save(out)
    assert live(out.getvalue()) == ["xl/worksheets/sheet1.xml"]
