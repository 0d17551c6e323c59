"""A new store for each test, on every database of `tests/store`, and the plan of the demonstration."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy.orm import Session

from roster.plan import Plan, load_plan
from roster.store.session import Database
from tests.store.conftest import database as database
from tests.store.conftest import url as url

TODAY = date(2024, 12, 12)


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load_plan("daknong-2024-demo")


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.changing() as opened:
        yield opened
