from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import violations

PAGES = ("/people/", "/people/add", "/counts/", "/export/", "/audit/")


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_are_whole_and_accessible(browse: Callable[..., Page], width: int) -> None:
    page = browse("admin", width)
    page.goto("/people/")
    person = page.locator("tr[data-key] a").first.get_attribute("href")
    for path in (*PAGES, f"{person}", f"{person}/edit"):
        page.goto(path)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_found_while_typing_mended_and_taken_back(page: Page) -> None:
    page.goto("/people/")
    page.fill("#words", "nguyen van")
    expect(page.locator("#found")).to_have_attribute("data-total", "1")
    assert "words=nguyen" in page.url
    page.locator("tr[data-key] a").click()
    expect(page.locator("tr[data-field=phone]")).not_to_contain_text("912345678")
    page.click("button[name=unmask]")
    expect(page.locator("[data-shown]")).to_contain_text("912345678")
    page.locator("article.role footer a").click()
    page.fill("#field-position", "Phó Giám đốc")
    page.locator("form.person-form button[type=submit]").click()
    expect(page.locator("[data-notice=done]")).to_have_count(1)
    expect(page.locator("tr[data-field=position] td").last).to_have_text("Phó Giám đốc")
    page.locator("tr[data-act] button").click()
    expect(page.locator("tr[data-act][data-undone]")).to_have_count(1)


def test_names_are_not_kept_by_the_browser(page: Page) -> None:
    page.goto("/people/")
    page.fill("#words", "nguyen van")
    expect(page.locator("#found")).to_have_attribute("data-total", "1")
    kept: str = page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    assert "Nguyễn" not in kept


def test_take_out_and_count(page: Page) -> None:
    page.goto("/people/?words=nguyen van")
    page.locator("tr[data-key] a").click()
    page.fill("#reason", "nghỉ hưu")
    page.locator("section[aria-labelledby=exclude] button").click()
    expect(page.locator("[data-state=excluded]").first).to_be_visible()
    page.goto("/counts/")
    expect(page.locator("[data-left-out=excluded]")).to_have_attribute("data-total", "1")
    page.locator("form[data-place=lanh_dao_so] input[name=text]").fill("khuyết")
    page.locator("form[data-place=lanh_dao_so] button").click()
    expect(page.locator("form[data-place=lanh_dao_so] input[name=text]")).to_have_value("khuyết")
