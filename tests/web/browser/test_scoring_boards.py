"""The plan board, the boards of points and survey results in a browser: a journey, axe on every page."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from roster.services.scoring import documents, filling, years
from roster.services.scoring.documents import About, Place
from roster.services.scoring.recording import Actor
from roster.services.shelf import shelf
from tests.web.browser.conftest import seen, violations
from tests.web.conftest import TODAY
from web import house

PAGES = (
    *("/plan/", "/plan/tasks/III.5", "/plan/difficulties", "/scoring/board/"),
    *("/scoring/board/agencies/so_noi_vu", "/scoring/output/", "/scoring/surveys/"),
)


@pytest.fixture
def scored(filled: Flask) -> None:
    """A year by the training catalogue with one component submitted."""
    agency, database = Actor("t", TODAY, "so_noi_vu"), house.of(filled).database
    folder = database.base / documents.FOLDER
    with shelf(folder) as where, database.changing() as session:
        years.choose(session, "training", plan=house.of(filled).plan, actor=Actor("t", TODAY))
        about = About("Kế hoạch CCHC", "12/KH-UBND", date(2024, 1, 5), name="kh.pdf", file=BytesIO(b"%PDF"))
        documents.add(session, about, Place("1.1.1", "Kế hoạch CCHC năm"), where=where, actor=agency)
        filling.fill(session, "1.1.1", {"yes": True}, "", actor=agency)
        filling.submit(session, ["1.1.1"], actor=agency)


@pytest.mark.usefixtures("scored")
def test_every_page_is_accessible_and_fits(browse: Callable[..., Page]) -> None:
    page = browse("admin")
    for path in PAGES:
        seen(page, path)


def test_a_difficulty_from_raised_to_settled(browse: Callable[..., Page]) -> None:
    page = browse("editor")
    page.goto("/plan/tasks/I.4.1")
    page.locator("#raised ~ p a").click()
    page.fill("#text", "Chưa có tài khoản phần mềm.")
    page.locator("#new ~ form [type=submit]").click()
    expect(page.locator("[data-state=raised]")).to_have_count(1)
    for kind in ("proposed", "settled"):
        page.select_option("#kind", kind)
        page.fill("#text", "Đề nghị cấp tài khoản.")
        page.locator("#next ~ form [type=submit]").click()
        expect(page.locator(f"[data-state={kind}]")).to_have_count(1)
    assert violations(page) == []
    page.goto("/plan/")
    expect(page.locator("[data-difficulty]")).to_have_count(0)
