"""Debian's Chromium, driven by Playwright: pages by role, a silent console, axe-core's verdict."""

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
    found: dict[str, Any] = page.evaluate("() => axe.run(document)")
    return [
        f"{one['id']} {node['target']}"
        for one in found["violations"]
        if one["impact"] in SEEN
        for node in one["nodes"]
    ]
