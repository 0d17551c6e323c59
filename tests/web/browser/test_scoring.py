"""One criterion from the catalogue to the check at two browsers; every page of the work flow for axe-core."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from roster.services.credentials import accounts
from tests.web.browser.conftest import seen
from web import house

OFFICE = (
    *("/scoring/catalogue/", "/scoring/checks/", "/scoring/checks/6.2.1", "/scoring/year/"),
    *("/scoring/appraisal/", "/scoring/documents/", "/scoring/checks/evidence:7.2"),
)
AGENCY = (
    *("/scoring/mine/", "/scoring/mine/6.2.1", "/scoring/mine/evidence:7.2"),
    *("/plan/mine/", "/plan/mine/difficulties/1"),
)


@pytest.fixture
def agency(browse: Callable[..., Page], filled: Flask) -> Page:
    """A narrow browser of somebody of Sở Tài chính, which scores criteria and supplies documents."""
    page = browse("agency", 360)  # makes the account
    with house.of(filled).database.changing() as session:
        found, _total = accounts.page(session, limit=9, offset=0)
        (one,) = [account for account in found if account.role == "agency"]
        accounts.set_agency(session, one.id, "so_tai_chinh", plan=house.of(filled).plan, by="test")
    page.context.close()
    return browse("agency", 360)  # saying the agency has signed the account out


def raise_difficulty(agency: Page) -> None:
    agency.goto("/plan/mine/")
    agency.fill("#text", "Chưa có tài khoản phần mềm.")
    agency.click("[data-raise] [type=submit]")
    expect(agency.locator("[data-state=raised]")).to_have_count(1)


def test_a_criterion_from_the_catalogue_to_the_check(
    browse: Callable[..., Page], agency: Page, tmp_path: Path
) -> None:
    approver = browse("approver")
    approver.goto("/scoring/catalogue/")
    approver.check("[data-choose] [value=training]")
    approver.click("[data-choose] button")
    expect(approver.locator("[data-training=true]")).to_have_count(1)
    agency.goto("/scoring/mine/6.2.1")
    agency.fill("[name=v-a]", "50")
    agency.fill("[name=v-b]", "45")
    agency.locator("[name=v-b]").press("Tab")
    expect(agency.locator("#worked")).to_contain_text("1,35")  # before it is kept
    agency.fill("[name=explanation]", "Báo cáo đang trình ký")
    agency.click("button[value=keep]")
    expect(agency.locator("[data-stage=filled]")).to_have_count(1)
    file = tmp_path / "kế hoạch.pdf"
    file.write_bytes(b"%PDF-1.7")
    agency.click("summary:first-of-type")
    agency.fill("[data-add] [name=title]", "Kế hoạch CCHC năm 2024")
    agency.set_input_files("[data-add] [name=file]", file)
    agency.click("[data-add] button")
    expect(agency.locator("[data-attached]")).to_have_count(1)
    agency.click("button[value=submit]")
    expect(agency.locator("dd[data-stage=submitted]")).to_have_count(1)
    approver.goto("/scoring/checks/6.2.1")
    approver.fill("[name=points]", "0,8")
    approver.fill("[name=text]", "thiếu một nhiệm vụ")
    approver.click("[data-check] button >> nth=0")
    expect(approver.locator("dd[data-stage=accepted]")).to_have_count(1)
    raise_difficulty(agency)
    for path in AGENCY:
        seen(agency, path)
    for path in OFFICE:
        seen(approver, path)
