from pathlib import Path

from playwright.sync_api import Page, expect


def test_a_reason_and_the_workbook(page: Page, tmp_path: Path) -> None:
    page.goto("/export/")
    expect(page.locator("[data-blocked]")).to_have_count(1)
    page.fill("#allow_reason", "gửi trước hạn")
    with page.expect_download() as waiting:
        page.locator("section[aria-labelledby=write] button").click()
    target = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(target)
    assert target.suffix == ".xlsx"
    assert target.read_bytes().startswith(b"PK")
    page.goto("/export/")
    expect(page.locator("tr[data-sha256]")).to_have_count(1)
