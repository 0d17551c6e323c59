"""What holds for every test: the default language, Hypothesis that tries the same examples each time, a
PostgreSQL server and a browser for those that ask for one.

`ROSTER_TEST_LONG=1` looks for new examples, and for more of them.
"""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from sqlalchemy import URL

from roster import messages
from tests.tools import need_tool

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("steady", derandomize=True, deadline=None)  # how long a test takes is no defect
settings.register_profile("long", max_examples=1000, deadline=None)
settings.load_profile("long" if os.environ.get("ROSTER_TEST_LONG") else "steady")


@pytest.fixture(autouse=True)
def default_language() -> None:
    messages.set_language(messages.DEFAULT_LANGUAGE)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[URL]:
    if os.name == "nt":
        pytest.skip("PostgreSQL is tried on systems that have its usual programs")
    from tests.postgresql import server

    with server() as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """One for the whole process: a second Playwright in it would not start."""
    from playwright.sync_api import sync_playwright

    program = need_tool("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
