"""What holds for every test: the default language, Hypothesis that tries the same examples each time, a
PostgreSQL server, databases to copy and a browser for those that ask for one.

`ROSTER_TEST_LONG=1` looks for new examples, and for more of them. `ROSTER_TEST_DATABASE=postgresql` gives
pages and commands a database of a PostgreSQL server, where they otherwise have a SQLite file.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from hypothesis import settings
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import URL, make_url

from roster import messages
from tests.tools import LONG, ON_SERVER, need_tool

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE = Path(__file__).parent
SLOW_FOLDERS = {HERE / "scenario", HERE / "trust", HERE / "web/browser"}

settings.register_profile("steady", derandomize=True, deadline=None)  # how long a test takes is no defect
settings.register_profile("long", max_examples=1000, deadline=None)
settings.load_profile("long" if LONG else "steady")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A browser, a server and what is tried for trust are slow; `long` waits for `make test-long`."""
    for item in items:
        if "postgresql" in item.name or not SLOW_FOLDERS.isdisjoint(item.path.parents):
            item.add_marker(pytest.mark.slow)
    left = [] if LONG else [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]


@pytest.fixture(scope="session", autouse=True)
def templates_compiled_once() -> None:
    """Every test has an application of its own; they share what Jinja made of the pages."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": _AtHand()}


class _AtHand(BytecodeCache):
    def __init__(self) -> None:
        self._made: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._made:
            bucket.bytecode_from_string(self._made[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._made[bucket.key] = bucket.bytecode_to_string()


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
def made_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the newest tables and no row, to be copied."""
    from roster.store.session import open_database

    path = tmp_path_factory.mktemp("made") / "roster.db"
    open_database(str(path)).close()
    return path


@pytest.fixture(scope="session")
def made_on_server(postgresql: URL) -> Iterator[str]:
    """The name of such a database on the PostgreSQL server."""
    from roster.store.session import open_database
    from tests.postgresql import new_database

    with new_database(postgresql) as address:
        open_database(address).close()
        yield str(make_url(address).database)


@pytest.fixture
def tables_of(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Makes tables without a row, by the kind of database; their address.

    On SQLite the file is the roster.db of the test's folder.
    """
    with ExitStack() as opened:

        def made(backend: str) -> str:
            if backend == "sqlite":
                return (
                    f"sqlite:///{shutil.copy(request.getfixturevalue('made_file'), tmp_path / 'roster.db')}"
                )
            from tests.postgresql import new_database

            server, template = map(request.getfixturevalue, ("postgresql", "made_on_server"))
            return opened.enter_context(new_database(server, template))

        yield made


@pytest.fixture
def database_url(tables_of: Callable[[str], str]) -> str:
    """Tables without a row, of the kind that pages and commands are tried on."""
    return tables_of("postgresql" if ON_SERVER else "sqlite")


@pytest.fixture
def copy_of(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[Path], str]]:
    """Makes of a SQLite file that several tests share a database to write to; its address."""
    if not ON_SERVER:
        yield lambda file: f"sqlite:///{shutil.copy(file, tmp_path / 'copy.db')}"
        return
    from roster.cli import main
    from tests.postgresql import new_database

    server = request.getfixturevalue("postgresql")
    with ExitStack() as opened:

        def moved(file: Path) -> str:
            address, folder = opened.enter_context(new_database(server)), tmp_path / "copies"
            assert main(["backup", str(folder), "--db", str(file)]) == 0
            assert main(["restore", *map(str, folder.iterdir()), "--db", address]) == 0
            return address

        yield moved


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """One for the whole process: a second Playwright in it would not start."""
    from playwright.sync_api import sync_playwright

    program = need_tool("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
