from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.web.browser.conftest import violations


@pytest.mark.parametrize("width", [1280, 360])
def test_the_board_is_whole_and_accessible(browse: Callable[..., Page], width: int) -> None:
    page = browse("admin", width)
    page.goto("/")
    assert page.locator("#bar-lanh_dao_so").get_attribute("data-distinct") == "2"
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_board_prints(page: Page) -> None:
    page.goto("/")
    assert page.pdf(format="A4").startswith(b"%PDF")
