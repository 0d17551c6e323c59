"""Debian's Chromium, driven by Playwright: pages by role, a silent console, axe-core's verdict."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.web.conftest import token_of
from web import sessions

AXE = Path(__file__).parent / "axe/axe.min.js"
SEEN = ("serious", "critical")
AXE_WIDTHS = (1280, 360) if os.environ.get("ROSTER_TEST_LONG") else (360,)


@pytest.fixture
def browse(chromium: Browser, address: str, filled: Flask) -> Iterator[Callable[..., Page]]:
    """Opens a browser of its own for a role (None: nobody is signed in); its console must stay silent."""
    said: list[str] = []
    opened = []

    def open_as(role: str | None = "admin", width: int = 1280) -> Page:
        context = chromium.new_context(
            base_url=address, viewport={"width": width, "height": 800}, locale="vi-VN"
        )
        opened.append(context)
        if role:
            token = token_of(filled, role)
            context.add_cookies([{"name": sessions.COOKIE, "value": token, "url": address}])
        page = context.new_page()
        page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
        return page

    yield open_as
    for context in opened:
        context.close()
    assert said == []


@pytest.fixture
def page(browse: Callable[..., Page]) -> Page:
    """The administrator's page, 1280 wide."""
    return browse("admin")


def violations(page: Page) -> list[str]:
    """What axe-core finds serious or critical on the page as it stands, with where."""
    # the page's own policy lets no foreign script in, so it is run from outside
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']} {node['target']}"
        for one in found["violations"]
        if one["impact"] in SEEN
        for node in one["nodes"]
    ]


def seen(page: Page, path: str) -> None:
    """Nothing wider than the screen, nothing serious for axe-core on a telephone; loads the page once."""
    page.goto(path)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        if width in AXE_WIDTHS:
            assert violations(page) == [], path
