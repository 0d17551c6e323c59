"""Reviewing in a real browser: by keyboard alone, two at once, on a telephone; on the invented province."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route

from roster import demo
from roster.model import FileReading
from roster.plan import Plan, load_plan
from roster.services.incoming import intake
from roster.services.reviewing import review
from tests.web.browser.conftest import violations
from tests.web.conftest import token_of
from tests.web.review_lists import asked
from web import house, sessions

Browse = Callable[..., Page]
PATHS = ("/review", "/review/people", "/review/decided")


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load_plan("daknong-2024-demo")


@pytest.fixture(scope="session")
def lists(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> tuple[FileReading, ...]:
    folder: Path = tmp_path_factory.mktemp("province")
    demo.write(demo.invent(plan, seed=2024), folder)
    assert plan.today is not None
    files = {path.name: path for path in sorted(folder.iterdir()) if path.is_file()}
    return intake.read(files, plan=plan, today=plan.today)


@pytest.fixture
def filled(app: Flask, lists: tuple[FileReading, ...]) -> Flask:
    with app.app_context(), house.current().database.changing() as session:
        intake.synchronise(session, lists, by="test")
        review.ensure_compared(session, by="test")
    return app


def shown(page: Page) -> str:
    return page.locator("article.pair").get_attribute("data-pair") or ""


def press(page: Page, key: str) -> None:
    """A key, and the page it brings."""
    with page.expect_navigation():
        page.keyboard.press(key)


def left(page: Page) -> int:
    return int(page.locator("[data-open]").get_attribute("data-open") or "")


def test_every_pair_by_keyboard_alone(page: Page, filled: Flask) -> None:
    pairs = asked(filled)
    page.goto("/review")
    for number, pair in enumerate(pairs):
        assert (shown(page), left(page)) == (pair, len(pairs) - number)
        press(page, "sd"[number % 2])
    assert page.locator("[data-done]").count() == 1
    assert asked(filled) == []


def test_keys_for_going_on_undoing_and_doubt(page: Page, filled: Flask) -> None:
    first, second, *_, last = asked(filled)
    page.goto("/review")
    press(page, "ArrowRight")
    assert shown(page) == second
    press(page, "ArrowLeft")
    assert shown(page) == first
    press(page, "u")
    assert (shown(page), asked(filled)[-1]) == (second, first)
    press(page, "d")
    press(page, "z")
    assert (shown(page), asked(filled)[-2:]) == (second, [last, first])


def test_a_key_counts_while_other_scripts_are_still_on_their_way(page: Page, filled: Flask) -> None:
    first, second, *_ = asked(filled)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/static/**/htmx.min.js", hold)
    page.goto("/review", wait_until="commit")
    page.locator(f"[data-pair='{first}'] [data-key=d]").wait_for()
    page.keyboard.press("d")
    page.locator(f"[data-pair='{second}']").wait_for()
    assert first not in asked(filled)
    held[-1].continue_()
    page.wait_for_load_state()


def test_a_key_held_down_decides_once(page: Page, filled: Flask) -> None:
    page.goto("/review")
    before = len(asked(filled))
    with page.expect_navigation():
        page.keyboard.down("s")
        page.keyboard.down("s")
    page.keyboard.down("s")
    page.wait_for_timeout(300)
    assert len(asked(filled)) == before - 1


def test_keys_can_be_switched_off_and_stay_out_of_fields(page: Page, filled: Flask) -> None:
    page.goto("/review")
    before = asked(filled)
    page.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
    page.locator("textarea").press("s")
    page.locator(".keys summary").click()
    page.locator("#keys-on").uncheck()
    page.locator("h1").click()
    page.keyboard.press("s")
    page.wait_for_timeout(300)
    assert asked(filled) == before
    page.locator(".keys").evaluate("box => box.open = true")
    page.locator("#keys-on").check()
    press(page, "s")
    assert asked(filled) == before[1:]


def test_two_reviewers_at_once(browse: Browse, filled: Flask) -> None:
    one, two = browse("approver"), browse("admin")
    one.goto("/review")
    two.goto("/review")
    pair, following, *_ = asked(filled)
    assert shown(one) == shown(two) == pair
    press(one, "s")
    press(two, "d")
    assert shown(two) == pair  # told, and nothing overwritten
    assert two.locator("[data-notice=error]").count() == 1
    assert two.locator("[data-by='approver one']").count() == 1
    assert two.locator("article.pair").get_attribute("data-verdict") == "same"
    press(two, "d")  # knowingly
    assert shown(two) == following
    one.goto(f"/review/pairs/{pair}")
    assert one.locator("article.pair").get_attribute("data-verdict") == "different"


def test_a_value_is_chosen_and_a_row_taken_out(page: Page) -> None:
    page.goto("/review/people")
    people = page.locator("[data-person]").count()
    page.locator("[data-person] h2 a").first.click()
    page.locator("[data-choose]").first.click()
    chosen = page.locator("[data-stands]").first.get_attribute("data-stands")
    assert chosen
    page.locator("[data-take-out]").last.click()
    assert page.locator("[data-rows]").get_attribute("data-rows") == "1"
    page.goto("/review/people")
    assert page.locator("[data-person]").count() == people - 1


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", PATHS)
def test_pages_are_whole_and_accessible(browse: Browse, path: str, width: int) -> None:
    page = browse("approver", width)
    page.goto("/review")
    press(page, "s")
    page.goto(path)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1280, 360])
def test_a_person_is_whole_and_accessible(browse: Browse, width: int) -> None:
    page = browse("approver", width)
    page.goto("/review/people")
    page.locator("[data-person] h2 a").first.click()
    page.locator(".evidence .sum").first.wait_for()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_the_same_buttons(chromium: Browser, address: str, filled: Flask) -> None:
    first, second, *_ = asked(filled)
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    context.add_cookies([{"name": sessions.COOKIE, "value": token_of(filled, "approver"), "url": address}])
    page = context.new_page()
    page.goto("/review")
    page.locator("button[value=same]").click()
    assert shown(page) == second
    page.locator("form.last button").click()
    assert (shown(page), asked(filled)[0]) == (first, first)
    context.close()
