"""A roster of three that was sent, under a plan whose group of leaders has two reserves."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from roster.plan import Plan
from roster.services.handovers import freezing
from roster.services.handovers.freezing import Order
from roster.services.incoming import intake
from roster.services.replacements.ordering import Rules
from roster.services.reviewing import review
from roster.services.shelf import Shelf
from roster.store import queries
from tests.services.conftest import TODAY
from tests.services.conftest import plan as demo_plan
from tests.services.conftest import session as session
from tests.services.lists import person, reading
from tests.store.conftest import database as database
from tests.store.conftest import url as url

__all__ = ["database", "demo_plan", "session", "url"]
GROUP = "lanh_dao_so"
PEOPLE = tuple(person(name, f"197{n}") for n, name in enumerate(("Lê Văn An", "Trần Văn Bình", "Y Cường")))
WAITING = (person("Phạm Thị Dung", "1980"), person("Vũ Văn Em", "1981"))


@pytest.fixture(name="plan")
def plan_with_reserves(demo_plan: Plan) -> Plan:
    groups = tuple(
        replace(g, reserve=2, reserve_source="invented") if g.code == GROUP else g for g in demo_plan.groups
    )
    return replace(demo_plan, groups=groups)


@pytest.fixture
def rules(plan: Plan) -> Rules:
    return Rules(plan, TODAY, "t")


@pytest.fixture
def numbers(session: Session) -> dict[str, str]:
    """The people of the lists by name, nothing sent yet."""
    intake.supersede(session, [reading("so.xlsx", *PEOPLE, *WAITING)], by="t")
    review.compare(session, by="t")
    return {row.full_name: f"P{row.cluster:06d}" for row, _ in queries.active_rows(session)}


def send(session: Session, plan: Plan, folder: Path) -> None:
    freezing.freeze(session, Shelf(folder), Order(plan, TODAY, "t", allow_reason="x"))
