"""From a dropped file to a mended list in a real browser, with scripts and without."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser.conftest import violations
from tests.web.conftest import token_of
from tests.web.officer import AN, BINH, CUONG, DUNG, book
from web import sessions

DROP = """([form, name, bytes]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([new Uint8Array(bytes)], name));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    form.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }
}"""


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A good list with two rows to mend, one that cannot be read, one whose columns nobody knows."""
    contents = {
        "snv.xlsx": book(AN, BINH, CUONG),
        "scan.pdf": b"%PDF-1.4 nothing",
        "open.xlsx": book(AN, DUNG, header=None),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return [tmp_path / name for name in contents]


def read_all(page: Page, count: int) -> None:
    expect(page.locator(f'#tray[data-busy="0"][data-files="{count}"]')).to_be_visible(timeout=30_000)


def test_from_files_to_a_mended_list(page: Page, files: list[Path]) -> None:
    page.goto("/import/")
    page.set_input_files("#files", files)
    read_all(page, 3)
    assert violations(page) == []
    stages = page.locator("#tray li").evaluate_all("all => all.map(one => one.dataset.kind).sort()")
    assert stages == ["columns", "new", "unreadable"]
    page.click("#put-in-all")
    read_all(page, 2)
    page.goto("/lists/")
    assert violations(page) == []
    page.click("text=snv.xlsx")
    assert violations(page) == []
    cell = page.locator("td.failing.error")
    cell.locator("summary").click()
    cell.locator('input[name="value"]').fill("Lê Văn Cường")
    cell.locator("button").click()
    expect(page.locator('tr[data-held="lost_characters"]')).to_have_count(0)
    expect(page.locator("dl.sums")).to_have_attribute("data-held", "0")


def test_a_dropped_file_and_its_columns(page: Page) -> None:
    page.goto("/import/")
    form = page.locator("form[data-upload]").element_handle()
    page.evaluate(DROP, [form, "open.xlsx", list(book(AN, DUNG, header=None))])
    read_all(page, 1)
    page.click("#tray li a")
    assert violations(page) == []
    page.click("#verdict a[role=button]")
    assert violations(page) == []
    fields = {"B": "full_name", "C": "dob", "E": "position", "F": "unit", "G": "phone"}
    for column, field in fields.items():
        page.select_option(f'tr[data-column="{column}"] select', field)
    page.click("#remember")
    expect(page.locator('#verdict[data-kind="new"]')).to_be_visible(timeout=30_000)
    page.click("#put-in")
    expect(page.locator("dl.sums")).to_have_attribute("data-people", "2")


def test_too_large_a_file_is_told_beside_its_name(page: Page, tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    large.write_bytes(b"1" * (20 * 1024 * 1024 + 1))
    page.goto("/import/")
    page.set_input_files("#files", large)
    expect(page.locator('.uploading [data-state="refused"]')).to_have_count(1)


def test_a_newer_list_is_compared_first(page: Page, tmp_path: Path) -> None:
    for name, rows in (("a.xlsx", (AN, BINH)), ("b.xlsx", (AN, DUNG))):
        (tmp_path / name).write_bytes(book(*rows))
        page.goto("/import/")
        page.set_input_files("#files", tmp_path / name)
        read_all(page, 1)
        page.click("#tray li a")
        if name == "a.xlsx":
            page.click("#put-in")
    page.click("[data-compare]")
    assert violations(page) == []
    expect(page.locator("#diff")).to_have_attribute("data-added", "1")
    page.click("#replace")
    page.goto("/lists/")
    expect(page.locator("tbody tr[data-list]", has_text="b.xlsx")).to_have_count(1)
    expect(page.locator("tbody tr[data-list]", has_text="a.xlsx")).to_have_count(0)


def test_everything_works_without_scripts(
    chromium: Browser, address: str, filled: object, files: list[Path]
) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    token = token_of(filled, "editor")  # type: ignore[arg-type]  # a Flask application
    context.add_cookies([{"name": sessions.COOKIE, "value": token, "url": address}])
    page = context.new_page()
    page.goto("/import/")
    page.set_input_files("#files", files)
    page.click("form[data-upload] button")
    read_all(page, 3)
    page.click("#put-in-all")
    read_all(page, 2)
    context.close()


@pytest.mark.parametrize(
    "path", ["/import/", "/import/kept", "/lists/", "/lists/1", "/lists/1/rows", "/lists/1/take-out"]
)
def test_pages_fit_a_telephone(browse: Callable[..., Page], path: str) -> None:
    page = browse("admin", width=360)
    page.goto(path)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
