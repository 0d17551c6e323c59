import hashlib
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import web
from tests.web.conftest import running

VENDOR = Path(web.__file__).parent / "static/vendor"


@pytest.mark.parametrize("path", ["/", "/no-such-page", "/static/roster.css"])
def test_headers(app: Flask, path: str) -> None:
    with app.test_client().get(path) as answer:
        headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_pages_are_not_kept(client: FlaskClient) -> None:
    assert client.get("/").headers["Cache-Control"] == "no-store"


def test_nothing_inline_and_nothing_from_elsewhere(client: FlaskClient) -> None:
    text = client.get("/").text
    assert not re.findall(r"<script(?! src=\"/static/)|<style|\sstyle=|\son\w+=|https?:", text)


def test_only_reading(client: FlaskClient) -> None:
    assert client.post("/").status_code == 405


def test_a_foreign_name_is_refused_on_a_loopback_address(app: Flask) -> None:
    with running(web.listen(app, "127.0.0.1", 0)):
        pass
    client = app.test_client()
    assert client.get("/sign-in", headers={"Host": "localhost:8000"}).status_code == 200
    assert client.get("/sign-in", headers={"Host": "evil.example:8000"}).status_code == 400


def test_vendored_files_are_the_ones_on_record() -> None:
    table = (VENDOR / "VERSIONS.md").read_text(encoding="utf-8")
    recorded = dict(re.findall(r"(?m)^\| (\S+\.(?:css|js)) \|.*\| ([0-9a-f]{64}) \|", table))
    present = {p.name: p for p in VENDOR.iterdir() if p.suffix in {".css", ".js"}}
    assert {name: hashlib.sha256(p.read_bytes()).hexdigest() for name, p in present.items()} == recorded
