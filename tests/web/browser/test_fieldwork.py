"""One journey after the lists: an agency is reminded, people are followed, a list of answers is decided."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import violations

PAGES = ("/collecting/", "/follow-up/", "/follow-up/people", "/follow-up/answers/", "/follow-up/calls/")
AFTER = ("/hand-overs/", "/replacements/", "/rounds/")


def answers(folder: Path) -> Path:
    book = Workbook()
    for row in (("STT", "Họ và tên", "Ngày sinh"), (1, "Nguyễn Văn An", "03/02/1970"), (2, "Vũ Thị Lạ", "")):
        book.worksheets[0].append(row)
    book.save(path := folder / "tra-loi.xlsx")
    return path


def test_reminded_followed_answered(page: Page, tmp_path: Path) -> None:
    page.goto("/collecting/agencies/so_noi_vu")
    page.select_option("#channel", "zalo")
    page.locator("form", has=page.locator("[value=reminded]")).locator("button").click()
    expect(page.locator("[data-notice=done]")).to_have_count(1)
    page.goto("/collecting/")
    expect(page.locator("li[data-note]")).to_have_count(1)

    page.goto("/follow-up/people")
    page.select_option("fieldset select[name=status]", "sent")
    page.click("[name=everybody]")
    expect(page.locator("tr[data-status=sent]")).to_have_count(2)

    page.goto("/follow-up/answers/")
    page.set_input_files("#file", answers(tmp_path))
    page.locator("form", has=page.locator("#file")).locator("button").click()
    row = page.locator("tr[data-outcome=unknown]")
    expect(row).to_have_attribute("data-act", "")
    row.locator("[value='-']").check()
    page.locator("form", has=row).locator("button").click()
    expect(page.locator("tr[data-outcome=unknown]")).not_to_have_attribute("data-act", "")
    page.goto("/follow-up/people?state=answered")
    expect(page.locator("tr[data-person]")).to_have_count(1)
    page.goto("/follow-up/")
    expect(page.locator("figure svg, svg.chart")).not_to_have_count(0)


@pytest.mark.parametrize("path", [*PAGES, *AFTER])
def test_pages_after_the_lists_can_be_used_by_everybody(browse: Callable[..., Page], path: str) -> None:
    page = browse("admin", 360)
    page.goto(path)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
