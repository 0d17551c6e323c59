"""A new database for each test: on SQLite, and on PostgreSQL (`tests/postgresql.py`).

Its tables are those of the newest version, made once and copied; `empty_url` is for tests that make them.
"""

from collections.abc import Callable, Iterator
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
def url(request: pytest.FixtureRequest, tables_of: Callable[[str], str]) -> str:
    """Tables without a row."""
    return tables_of(request.param)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = open_database(url)
    yield opened
    opened.close()
