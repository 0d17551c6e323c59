"""The three districts drawn, printed, tracked and reported from the pages; the draw repeated elsewhere."""

import csv
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from shutil import copy2

import pdfplumber
import pytest
from docx import Document
from playwright.sync_api import Page, expect

from roster.demo import DEFAULT_SEED
from roster.demo.citizens import invent_frame
from tests.tools import need_tool
from tests.web.browser.conftest import violations

ROOT = Path(__file__).parents[3]
DISTRICTS = {"660", "661", "666"}


@pytest.fixture(scope="module")
def frame(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frame that `roster demo` makes."""
    path = tmp_path_factory.mktemp("frame") / "frame.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(invent_frame(DEFAULT_SEED))
    return path


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What the repository holds of the program, and nothing that lies beside it here."""
    listed = subprocess.run(
        [need_tool("git"), "ls-files", "-z", "roster", "scoring", "data"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    folder = tmp_path / "checkout"
    for name in filter(None, listed.stdout.decode().split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy2(ROOT / name, folder / name)
    return folder


def saved(page: Page, click: Callable[[], None], target: Path) -> Path:
    """The file that a click downloads."""
    with page.expect_download() as waiting:
        click()
    waiting.value.save_as(target)
    return target


def sound(page: Page) -> None:
    """Nothing serious for axe, nothing wider than a telephone."""
    assert violations(page) == [], page.url
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url
    page.set_viewport_size({"width": 1280, "height": 800})


def pages_printed(page: Page) -> int:
    """How many sheets of A4 the browser would print."""
    with pdfplumber.open(BytesIO(page.pdf(format="A4", prefer_css_page_size=True))) as printed:
        return len(printed.pages)


def hand_in_and_check(page: Page, frame: Path) -> None:
    page.goto("/sipas/frames/")
    sound(page)
    page.set_input_files("#file", frame)
    page.click("[name=hand-in]")
    page.wait_for_url("**/sipas/frames/*")
    expect(page.locator("[data-fingerprint]")).to_have_text(r := page.inner_text("[data-fingerprint]"))
    assert len(r) == 64
    sound(page)
    page.goto(page.url + "/check")
    expect(page.locator("[data-findings]")).to_be_visible()
    sound(page)


def draw(page: Page) -> None:
    page.goto("/sipas/draws/")
    sound(page)
    page.select_option("#design", "sipas-2024")
    page.click("main form [type=submit]")
    sound(page)
    page.fill("[name=seed]", "2024")
    page.select_option("#public", "dice")
    page.fill("[name=digits]", "1463 5212")
    page.fill("[name='4-reserve']", "5")
    page.click("[name=draw]")
    page.wait_for_url("**/sipas/draws/1")
    sound(page)


def print_papers(page: Page) -> None:
    page.goto("/sipas/fieldwork/papers")
    sound(page)
    page.locator("[data-paper=forms] [value=page]").click()
    expect(page.locator("article[data-villages='18']")).to_be_visible()
    sound(page)
    page.goto("/sipas/fieldwork/papers")
    page.select_option("#partner-people", "buu_dien")
    page.locator("[data-paper=people] [value=page]").click()
    expect(page.locator("article[data-list]")).to_have_count(18)
    assert pages_printed(page) == 18
    assert page.locator("article[data-list]").first.locator("tbody tr").count() == 31 + 5
    sound(page)


def track(page: Page) -> None:
    page.goto("/sipas/fieldwork/")
    page.locator("section[aria-labelledby=villages] tbody a").first.click()
    sound(page)
    page.fill("#issued", "31")
    page.fill("#collected", "12")
    page.click("button[name=enter]")
    expect(page.locator("[data-line]")).to_have_count(2)
    page.fill("#reason", "Đã chuyển đi nơi khác")
    page.click("button[name=replace]")
    expect(page.locator("[data-kind=replaced]")).to_have_count(1)
    page.click("button[name=names]")
    expect(page.locator("td", has_text="•")).to_have_count(0)
    page.goto("/sipas/fieldwork/")
    expect(page.locator("[data-target='558'][data-collected='12']")).to_be_visible()
    assert {
        page.locator("section[aria-labelledby=districts] tr[data-place]").nth(n).get_attribute("data-place")
        for n in range(3)
    } == DISTRICTS
    sound(page)
    page.goto("/sipas/fieldwork/map")
    expect(page.locator("[data-step='0']")).to_have_count(6)
    sound(page)
    page.goto("/sipas/fieldwork/milestones")
    sound(page)


def test_the_three_districts_from_the_frame_to_the_repeated_draw(
    page: Page, frame: Path, checkout: Path, tmp_path: Path
) -> None:
    hand_in_and_check(page, frame)
    draw(page)
    sealed = saved(page, lambda: page.click("a[href$='draw.json']"), tmp_path / "DRAW.json")
    report = saved(page, lambda: page.click("a[href$='report.docx']"), tmp_path / "report.docx")
    assert page.get_attribute("[data-seal]", "data-seal") in [
        cell.text for table in Document(str(report)).tables for cell in table.columns[-1].cells
    ]
    page.click("a[href$='/report']")
    sound(page)
    assert pages_printed(page) == 1
    print_papers(page)
    track(page)
    ran = subprocess.run(
        [sys.executable, "-m", "roster", "sipas", "replay", sealed, frame],
        cwd=checkout,
        env={"PYTHONPATH": str(checkout), "ROSTER_DATA": str(tmp_path / "own")},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("path", ["/sipas/designs/", "/sipas/designs/size?population=1000&method=yamane"])
def test_designs_and_sizes(page: Page, path: str) -> None:
    page.goto(path)
    sound(page)
