"""The pages of trust in a browser: the second step from picture to sign-in, a person's data; for axe-core."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.trust.web.test_web_sign_in import NAME, make
from tests.web.browser.conftest import browse as browse
from tests.web.browser.conftest import violations
from tests.web.conftest import signed_in
from tests.web.test_sign_in import PASSWORD


def sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.fill("[name=name]", NAME)
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")


def test_the_second_step_in_a_browser(browse: Callable[..., Page], filled: Flask) -> None:
    make(filled)
    page = browse(None, 360)
    sign_in(page)
    page.goto("/account")
    assert violations(page) == []
    page.fill("#confirm", PASSWORD)
    page.locator("#confirm").press("Enter")
    picture = page.locator("[data-qr]")
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.naturalWidth") > 100  # the policy lets it be shown
    assert violations(page) == []
    app = pyotp.TOTP(page.locator("[data-secret]").get_attribute("data-secret") or "")
    page.fill("[name=code]", app.at(datetime.now(UTC) - timedelta(seconds=30)))
    page.locator("[name=code]").press("Enter")
    expect(page.locator("[data-recovery]")).to_have_count(10)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    other = browse(None)
    sign_in(other)
    assert violations(other) == []
    other.fill("[name=code]", app.now())
    other.locator("[name=code]").press("Enter")
    other.wait_for_url(re.compile(r"/$"))


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_personal_data(browse: Callable[..., Page], filled: Flask, width: int) -> None:
    found = signed_in(filled, "admin").get("/people/").text
    key = re.findall(r'href="/people/([0-9a-f]{8,})"', found)[0]
    page = browse("admin", width)
    for path in (f"/people/{key}/data/", "/privacy", "/rounds/", "/users/"):
        page.goto(path)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
