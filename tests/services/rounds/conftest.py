"""Two plans in one database, a year apart, each with its sessions."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from roster.model import PersonRecord
from roster.plan import Plan
from roster.services.incoming import intake
from roster.services.reviewing import review
from roster.services.rounds import book
from roster.store.session import Database
from tests.services.conftest import database as database
from tests.services.conftest import plan as plan
from tests.services.conftest import url as url
from tests.services.lists import reading

InRound = Callable[[Plan], AbstractContextManager[Session]]


@pytest.fixture
def next_plan(plan: Plan) -> Plan:
    return replace(plan, code="daknong-2025-demo", title="PAR Index 2025", year=2025)


@pytest.fixture
def working(database: Database) -> InRound:
    """A changing session in a plan's round, begun where it is not there yet."""

    @contextmanager
    def of(plan: Plan) -> Iterator[Session]:
        ours, _ = book.open_for(database, plan, plan.code, by="t")
        with ours.changing() as session:
            yield session

    return of


def load(session: Session, *people: PersonRecord, name: str = "so.xlsx", sender: str | None = None) -> None:
    intake.supersede(session, [reading(name, *people, sender=sender)], by="t")
    review.ensure_compared(session, by="t")
