"""The pages around sending: collecting, hand-overs, follow-up, replacements, rounds, tokens, in a browser."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.web.browser.conftest import violations
from tests.web.conftest import signed_in, token_of
from web import sessions

PATHS = (
    "/collecting/",
    "/collecting/agencies/so_y_te",
    "/hand-overs/",
    "/hand-overs/1",
    "/hand-overs/changes",
    "/hand-overs/entered/",
    "/hand-overs/columns/",
    "/follow-up/",
    "/follow-up/people",
    "/follow-up/people/P000001",
    "/follow-up/answers/",
    "/follow-up/calls/",
    "/replacements/",
    "/replacements/roster",
    "/rounds/",
    "/rounds/doubts",
    "/tokens/",
    "/settings/running",
)


@pytest.fixture
def sent(filled: Flask) -> Flask:
    """The list is handed over, with one held row."""
    answer = signed_in(filled, "admin").post("/export/", data={"allow_reason": "gửi trước hạn"})
    assert answer.status_code == 200
    filled.config["WTF_CSRF_ENABLED"] = True
    return filled


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_are_whole_and_accessible(browse: Callable[..., Page], sent: Flask, width: int) -> None:
    page = browse("admin", width)
    for path in PATHS:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_acts_without_scripts(chromium: Browser, address: str, sent: Flask) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    context.add_cookies([{"name": sessions.COOKIE, "value": token_of(sent, "admin"), "url": address}])
    page = context.new_page()
    page.goto("/hand-overs/entered/")
    page.locator("tr[data-person=P000001] input").check()
    page.locator("section[aria-labelledby=people] form[method=post] button").click()
    expect(page.locator("[data-done]")).to_have_attribute("data-done", "1")
    page.goto("/follow-up/people")
    page.locator("tr[data-person=P000001] input").check()
    page.locator("select[name=status]").select_option("answered")
    page.locator("form:has(select[name=status]) button").first.click()
    expect(page.locator("tr[data-person=P000001]")).to_have_attribute("data-status", "answered")
    page.goto("/tokens/")
    page.fill("[name=name]", "Kho dữ liệu")
    page.locator("[name=scope]").first.check()
    page.locator("section[aria-labelledby=add] button").click()
    expect(page.locator("[data-token]")).to_be_visible()
    context.close()
