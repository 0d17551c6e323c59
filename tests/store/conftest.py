"""A new database for each test: on SQLite, and on PostgreSQL (`tests/postgresql.py`).

Its tables are those of the newest version, made once and copied; `empty_url` is for tests that make them.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from roster.store.session import Database, open_database
from tests.postgresql import new_database

BACKENDS = ["sqlite", "postgresql"]


@pytest.fixture(params=BACKENDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where no table is yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'roster.db'}"
        return
    with new_database(request.getfixturevalue("postgresql")) as address:
        yield address


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Tables without a row."""
    if request.param == "sqlite":
        yield f"sqlite:///{shutil.copy(request.getfixturevalue('made_file'), tmp_path / 'roster.db')}"
        return
    template = request.getfixturevalue("made_on_server")
    with new_database(request.getfixturevalue("postgresql"), template) as address:
        yield address


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = open_database(url)
    yield opened
    opened.close()
