"""The pages at the top: two lines on a wide screen, a button on a narrow one; by keyboard, no scripts."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.web.browser.conftest import violations
from tests.web.conftest import token_of
from web import sessions

ROOMS, PAGES = 5, 33  # an administrator's; the pages of the room one is in are fewer


def test_a_wide_screen_shows_the_rooms_and_the_pages_of_one(page: Page) -> None:
    page.goto("/audit/")
    rooms, pages = page.locator(".rooms .room:visible"), page.locator(".rooms ul a:visible")
    assert (rooms.count(), pages.count()) == (ROOMS, 4)
    tops = {rooms.nth(n).bounding_box()["y"] for n in range(ROOMS)}  # type: ignore[index]  # visible: it has a box
    assert len(tops) == 1
    assert violations(page) == []


def test_a_narrow_screen_opens_them_by_keyboard(browse: Callable[..., Page]) -> None:
    page = browse("admin", 360)
    page.goto("/audit/")
    expect(page.locator(".rooms")).to_be_hidden()
    page.locator("#pages-open").focus()
    page.keyboard.press("Space")
    assert page.locator(".rooms ul a:visible").count() == PAGES
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for _ in range(3):  # the room, its first page, its second
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/collecting/")


@pytest.mark.parametrize("width", [1280, 360])
def test_without_scripts(chromium: Browser, address: str, filled: Flask, width: int) -> None:
    context = chromium.new_context(
        base_url=address, java_script_enabled=False, viewport={"width": width, "height": 800}
    )
    context.add_cookies([{"name": sessions.COOKIE, "value": token_of(filled, "admin"), "url": address}])
    page = context.new_page()
    page.goto("/")
    if width == 360:
        page.locator(".pages-label").click()
    page.locator(".rooms .room").last.click()
    page.wait_for_url("**/audit/")
    context.close()
