"""Makes the guide's pictures of scoring: a year of the training catalogue with some of it checked, some not.

`make screens` runs it after the others. What the pages must do is tested elsewhere.
"""

import tempfile
from collections.abc import Mapping
from contextlib import chdir
from datetime import date
from pathlib import Path
from re import findall

from flask import Flask
from playwright.sync_api import BrowserContext, sync_playwright
from waitress.server import create_server  # type: ignore[import-untyped]  # it has no types

import web
from roster.plan import load_plan
from roster.services.credentials import accounts
from tests.tools import need_tool
from tests.web.conftest import running
from tests.web.scoring_year import AGENCIES, People, components, lead_of, people, send_file
from tests.web.screens import WIDE, shoot
from web import house, sessions

TODAY = date(2025, 1, 8)
SHOWN = "6.1.1"  # the component whose check is shown
FILLED = "7.2.2"  # the one whose form is: not submitted yet
OFFICE = (
    ("/scoring/board/", "cham-diem-bang"),
    (f"/scoring/checks/{SHOWN}", "cham-diem-tham-tra"),
    ("/plan/", "ke-hoach"),
    ("/scoring/output/", "cham-diem-bao-cao"),
)
OWN = ((f"/scoring/mine/{FILLED}", "cham-diem-co-quan"),)
_ANSWER: Mapping[str, str] = {"v-a": "2.450.000", "v-b": "2.205.000"}


def begin(found: People) -> None:
    """The first half of the year: all but two fields are filled in, three of them checked."""
    found.approver.post("/scoring/catalogue/", data={"name": "training"})
    codes = [code for code, case in components().items() if "published" not in case and code[0] not in "58"]
    for code in codes:
        found.fill(code, **(_ANSWER if code == SHOWN else {}))
        _attach(found, code)
    for agency, client in found.agencies.items():
        own = [code for code in codes if lead_of(code) == agency and code[0] != "7"]
        client.post("/scoring/mine/submit", data={"code": own})
    for code in [code for code in codes if code[0] in "123"]:
        found.check(code)
    _plan(found)


def _attach(found: People, code: str) -> None:
    """A document to every component but each fifth one."""
    wanted = found.year().components[code].node.documents
    if int(code[-1]) % 5 == 4:
        return
    client = found.agencies[lead_of(code)]
    about = {"title": wanted[0], "number": f"{code.replace('.', '')}/BC", "in_force": "2024-11-29"}
    place = {"wanted": wanted[0], "section": "II", "page": "3"}
    send_file(
        client, f"/scoring/documents/of/{code}", "tai-lieu.pdf", f"%PDF {code}".encode(), **about, **place
    )


def _plan(found: People) -> None:
    """Two tasks done, one asked for, a difficulty on its way."""
    office = found.approver
    office.post(
        "/plan/tasks/II.1/done", data={"agency": "so_noi_vu", "day": "2024-12-19", "document": "512/BC"}
    )
    office.post("/plan/tasks/IV/due", data={"day": "2025-01-06", "document": "CV 88/BNV"})
    found.agencies["so_tai_chinh"].post(
        "/plan/mine/difficulties",
        data={
            "task": "I.4.1",
            "text": "Số liệu giải ngân của Kho bạc chỉ có sau ngày 10/01.",
            "day": "2025-01-03",
        },
    )
    number = findall(r'data-difficulty="(\d+)"', office.get("/plan/").text)[0]
    office.post(f"/plan/difficulties/{number}/steps", data={"kind": "proposed", "text": "Lùi hạn 05 ngày"})


def _open_once(found: People) -> None:
    """What was done is said on the next page; the pictures show the one after."""
    for client in (found.approver, *found.agencies.values()):
        while "data-notice" in client.get("/account/").text:
            continue


def context_of(found: People, agency: str, base: str, context: BrowserContext) -> None:
    """Sign a browser in as an agency, or with '' as the approver."""
    client = found.agencies[agency] if agency else found.approver
    cookie = client.get_cookie(sessions.COOKIE)
    assert cookie
    context.add_cookies([{"name": sessions.COOKIE, "value": cookie.value, "url": base}])


def year(folder: Path) -> tuple[Flask, People]:
    """The application on a new database in `folder`, the year begun."""
    plan = load_plan()
    app = web.create_app(str(folder / "roster.db"), plan=plan, today=lambda: TODAY)
    with house.of(app).database.changing() as session:
        accounts.make(session, "Trần Văn Duyệt", "approver", by="test")
    found = people(app, plan, (*AGENCIES, "so_y_te"))
    begin(found)
    _open_once(found)
    return app, found


def make() -> None:
    """Write every picture anew."""
    with tempfile.TemporaryDirectory() as name, chdir(name):
        app, found = year(Path(name))
        program = need_tool("chromium", "chromium-browser", "google-chrome")
        with running(create_server(app, host="127.0.0.1", port=0)) as port, sync_playwright() as playwright:
            base = f"http://127.0.0.1:{port}"
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--lang=vi"])
            for agency, pictures in (("", OFFICE), (lead_of(FILLED), OWN)):
                context = browser.new_context(
                    base_url=base, viewport={"width": WIDE, "height": 800}, locale="vi-VN"
                )
                context_of(found, agency, base, context)
                page = context.new_page()
                for path, picture in pictures:
                    page.goto(path)
                    shoot(page, picture)
            browser.close()
        house.of(app).database.close()


if __name__ == "__main__":
    make()
