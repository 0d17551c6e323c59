"""A new store for each test, as for the other services, and a hand-over with open questions in it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy.orm import Session

from roster.plan import Plan
from roster.services.handovers import freezing
from roster.services.handovers.freezing import Frozen, Order
from roster.services.incoming import intake
from roster.services.shelf import Shelf, shelf
from tests.services.conftest import TODAY
from tests.services.conftest import plan as plan
from tests.services.conftest import session as session
from tests.services.lists import person, reading
from tests.services.test_respondents import HDND, SO
from tests.store.conftest import database as database
from tests.store.conftest import url as url

HELD = person("Lê ??ng", held="lost_characters")
REST = reading("rest.xlsx", HELD)


class Freeze(Protocol):
    """Freezes the roster in force, with a reason unless said otherwise."""

    def __call__(self, **changed: object) -> Frozen: ...


@pytest.fixture
def where(tmp_path: Path) -> Iterator[Shelf]:
    with shelf(tmp_path / "kept") as opened:
        yield opened


@pytest.fixture
def order(plan: Plan) -> Order:
    return Order(plan, TODAY, "t", allow_reason="gấp")


@pytest.fixture
def freeze(session: Session, where: Shelf, order: Order) -> Freeze:
    def once(**changed: object) -> Frozen:
        return freezing.freeze(session, where, replace(order, **changed))  # type: ignore[arg-type]  # test data

    return once


@pytest.fixture
def sent(session: Session, freeze: Freeze) -> Frozen:
    """An open pair, a held row, three lines on the roster; frozen for a reason."""
    intake.synchronise(session, [SO, HDND, REST], by="t")
    return freeze()
