"""From the first link to a second person's account, in a browser; every page of these areas for axe-core."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

import web
from tests.web.browser.conftest import violations

PASSWORD = "bốn từ dễ nhớ"


def test_from_the_first_link_to_a_colleagues_account(
    browse: Callable[..., Page], filled: Flask, address: str
) -> None:
    made = web.first_link(filled, address)
    assert made
    page, colleague = browse(None), browse(None)
    page.goto("/")
    assert page.url.endswith("/sign-in")
    page.goto(made[0])
    assert violations(page) == []
    page.fill("[name=name]", "Nguyễn Thị Quản")
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    page.click("main [type=submit]")
    expect(page.locator("[data-notice=done]")).to_have_count(1)
    page.goto("/users/")
    page.fill("[name=name]", "Trần Văn Nhập")
    page.select_option("#new-role", "editor")
    page.locator("#field-name").press("Enter")
    link = page.locator("[data-link]").input_value()
    assert violations(page) == []
    colleague.goto(link)
    colleague.fill("[name=password]", PASSWORD)
    colleague.fill("[name=again]", PASSWORD)
    colleague.click("main [type=submit]")
    assert colleague.locator(".who a").inner_text() == "Trần Văn Nhập"
    assert colleague.locator("a[href='/users/']").count() == 0


@pytest.mark.parametrize("path", ["/users/", "/settings/", "/account"])
@pytest.mark.parametrize("width", [1280, 360])
def test_pages_are_accessible_and_fit(browse: Callable[..., Page], path: str, width: int) -> None:
    page = browse("admin", width)
    page.goto(path)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_signing_in_by_keyboard_and_the_language(browse: Callable[..., Page]) -> None:
    page = browse(None)
    page.goto("/sign-in")
    assert violations(page) == []
    page.click(".who button[lang=en]")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.url.endswith("/sign-in")
    assert page.evaluate("document.activeElement.id") == "field-name"


def test_the_menu_opens_without_a_script(browse: Callable[..., Page]) -> None:
    page = browse("admin", 360)
    page.goto("/")
    link = page.locator(".top a[href='/users/']")
    expect(link).not_to_be_visible()
    page.focus("#pages-open")
    page.keyboard.press("Space")
    expect(link).to_be_visible()
