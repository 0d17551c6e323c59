"""Makes the pictures of docs/huong-dan.md: walks the pages with the demonstration's invented lists.

`make screens` runs it. Knows Chromium and the way through the pages; what they must do is tested elsewhere.
"""

import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright
from waitress.server import create_server  # type: ignore[import-untyped]  # it has no types

import web
from roster.cli import main
from roster.plan import load_plan
from tests.tools import need_tool
from tests.web.conftest import DEMO_PLAN, TODAY, running
from web import house

SCREENS = Path(__file__).parents[2] / "docs/screens"
PASSWORD = "bốn từ dễ nhớ"
WIDE, NARROW = 1280, 360
TALLEST = 1250  # a long page is cut here: the guide shows what it begins with
COLOURS = 256  # letters and flat areas: enough for them, and half the size


@contextmanager
def pages(folder: Path) -> Iterator[tuple[Page, str]]:
    """A browser before the application on a new database in `folder`, and the administrator's first link."""
    plan = load_plan(DEMO_PLAN)
    app = web.create_app(
        "sqlite:///roster.db", plan=plan, plan_name=DEMO_PLAN, today=lambda: plan.today or TODAY
    )
    program = need_tool("chromium", "chromium-browser", "google-chrome")
    with running(create_server(app, host="127.0.0.1", port=0)) as port, sync_playwright() as playwright:
        address = f"http://127.0.0.1:{port}"
        made = web.first_link(app, address)
        assert made
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--lang=vi"])
        yield browser.new_page(base_url=address, viewport={"width": WIDE, "height": 800}), made[0]
        browser.close()
    house.of(app).database.close()
    assert (folder / "roster.db").exists()


def shoot(page: Page, name: str, *, width: int = WIDE) -> None:
    """One picture of the page as it stands, from its top."""
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("document.activeElement && document.activeElement.blur()")
    height = min(int(page.evaluate("document.body.scrollHeight")), TALLEST)
    page.set_viewport_size({"width": width, "height": height})
    path = SCREENS / f"{name}.png"
    page.screenshot(path=path, animations="disabled")
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(
            COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        ).save(path, optimize=True)
    page.set_viewport_size({"width": WIDE, "height": 800})


def sign_in(page: Page, link: str) -> None:
    """Make the administrator."""
    page.goto(link)
    page.fill("[name=name]", "Nguyễn Thị Quản")
    shoot(page, "tai-khoan-dau-tien")
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    page.click("main [type=submit]")
    page.wait_for_url("**/")


def import_lists(page: Page, files: list[Path]) -> None:
    """Hand in every list, look at one, put them in."""
    page.goto("/import/")
    page.set_input_files("#files", files)
    whole = page.locator(f'#tray[data-busy="0"][data-files="{len(files)}"]')
    expect(whole).to_be_visible(timeout=120_000)
    page.goto("/import/")
    shoot(page, "tiep-nhan")
    page.click("#tray li a")
    shoot(page, "kiem-tra-tep")
    page.go_back()
    page.click("#put-in-all")
    expect(page.locator('#tray[data-files="0"]')).to_be_visible(timeout=120_000)
    page.goto("/lists/")
    shoot(page, "danh-sach")
    page.locator("tr[data-state=to-do] th a").first.click()
    shoot(page, "mot-danh-sach")


def review(page: Page) -> None:
    """The first pair, wide and narrow; then answer all, so that the later pages have something to show."""
    page.goto("/review")
    shoot(page, "xem-xet-trung")
    shoot(page, "xem-xet-trung-360", width=NARROW)
    while page.locator("[data-key=s]").count():
        shown = page.url
        page.keyboard.press("s")
        expect(page).not_to_have_url(shown)
        page.locator("[data-pair], [data-done]").wait_for()
    page.goto("/review/people")
    shoot(page, "nguoi-da-gop")


def look(page: Page) -> None:
    """The pages that follow the decisions."""
    for path, name in (
        ("/people/", "tra-cuu"),
        ("/counts/", "so-lieu"),
        ("/export/", "xuat-danh-sach"),
        ("/audit/", "nhat-ky"),
        ("/users/", "tai-khoan"),
        ("/settings/", "cai-dat"),
    ):
        page.goto(path)
        shoot(page, name)
    page.goto("/people/")
    page.locator("tr[data-key]", has=page.locator("th small")).locator("th a").first.click()
    shoot(page, "mot-nguoi")


def hand_over(page: Page) -> None:
    """The list is sent; the pages of what follows."""
    page.goto("/export/")
    with page.expect_download():
        page.locator("section[aria-labelledby=write] button").click()
    for path, name in (
        ("/hand-overs/entered/", "da-nhap"),
        ("/hand-overs/columns/", "cac-cot"),
        ("/tokens/", "ket-noi-he-thong"),
        ("/settings/running", "chay-cho-co-quan"),
    ):
        page.goto(path)
        shoot(page, name)


def sample(page: Page, frame: Path) -> None:
    """The pages of SIPAS, from the demonstration's frame to the map."""
    page.goto("/sipas/frames/")
    page.set_input_files("#file", frame)
    page.click("[name=hand-in]")
    page.wait_for_url("**/sipas/frames/*")
    shoot(page, "sipas-khung-mau")
    number = page.url.rpartition("/")[2]
    page.goto(f"/sipas/draws/new?frame={number}&design=sipas-2024")
    page.fill("[name=seed]", "2024")
    page.select_option("#public", "dice")
    page.fill("[name=digits]", "14635212")
    page.fill("[name='4-reserve']", "5")
    shoot(page, "sipas-boc-mau")
    page.click("[name=draw]")
    page.wait_for_url("**/sipas/draws/1")
    shoot(page, "sipas-lan-boc")
    for at in range(9):
        page.goto("/sipas/fieldwork/")
        page.locator("section[aria-labelledby=villages] tbody a").nth(2 * at).click()
        page.fill("#issued", "31")
        page.fill("#collected", str(31 - 3 * at))
        page.click("button[name=enter]")
    shoot(page, "sipas-thon")
    for path, name in (
        ("/sipas/fieldwork/", "sipas-tien-do"),
        ("/sipas/fieldwork/map", "sipas-ban-do"),
        ("/sipas/designs/size?population=1000&method=yamane", "sipas-co-mau"),
        ("/sipas/fieldwork/papers/forms?partner=buu_dien", "sipas-giao-nhan"),
    ):
        page.goto(path)
        shoot(page, name)


def make() -> None:
    """Write every picture anew."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, chdir(name), pages(Path(name)) as (page, link):
        main(["demo", "lists"])
        sign_in(page, link)
        import_lists(page, sorted(path for path in Path("lists").iterdir() if path.is_file()))
        page.goto("/")
        shoot(page, "tong-quan")
        shoot(page, "tong-quan-360", width=NARROW)
        review(page)
        look(page)
        hand_over(page)
        sample(page, Path("lists-sipas/frame.csv"))


if __name__ == "__main__":
    make()
