"""Makes the guide's pictures of what follows the list: the pages at the end of the scenario.

`make screens` runs it after `tests.web.screens`. Knows addresses; what the pages must do is tested elsewhere.
"""

import os
import tempfile
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright
from waitress.server import create_server  # type: ignore[import-untyped]  # it has no types

import web
from roster.plan import load_plan
from tests.scenario.__main__ import PLAYED, play
from tests.tools import need_tool
from tests.web.conftest import running, token_of
from tests.web.screens import WIDE, shoot
from web import house, sessions

LAST = date(2025, 1, 10)
PICTURES = (
    ("/collecting/", "thu-danh-sach"),
    ("/hand-overs/", "ban-giao"),
    ("/hand-overs/1.1", "ban-bo-sung"),
    ("/replacements/", "thay-nguoi"),
    ("/follow-up/", "theo-doi"),
    ("/follow-up/people?state=open", "theo-doi-nguoi"),
    ("/follow-up/answers/", "danh-sach-tra-loi"),
    ("/rounds/", "cac-dot"),
)


def main(folder: Path) -> None:
    """Play the scenario, then look; a folder in which it was played before can be named in ROSTER_PLAYED."""
    played = Path(os.environ.get(PLAYED, "")) if os.environ.get(PLAYED) else folder / "played"
    if not played.exists():
        play(played)
    name = str(played / "plan.toml")
    plan, database = load_plan(name), str(played / "roster.db")
    app = web.create_app(database, plan=plan, plan_name=name, today=lambda: LAST)
    program = need_tool("chromium", "chromium-browser", "google-chrome")
    with running(create_server(app, host="127.0.0.1", port=0)) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--lang=vi"])
        context = browser.new_context(
            base_url=f"http://127.0.0.1:{port}", viewport={"width": WIDE, "height": 800}, locale="vi-VN"
        )
        token = token_of(app, "admin")
        context.add_cookies([{"name": sessions.COOKIE, "value": token, "url": f"http://127.0.0.1:{port}"}])
        page = context.new_page()
        for path, name in PICTURES:
            page.goto(path)
            shoot(page, name)
        browser.close()
    house.of(app).database.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        main(Path(made))
