"""Draws and fieldwork of a survey round are neither seen nor changed in another; names go in all of them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from roster.errors import UserError
from roster.plan import Plan
from roster.services.rounds import book
from roster.services.sipas import designs, fieldwork, keeping, lists, populations, retention, status
from roster.services.sipas.fieldwork import Leaving, Rules, Visit
from roster.store import rounds, tables
from roster.store.session import Database
from tests.services.conftest import TODAY
from tests.services.rounds.conftest import InRound
from tests.services.rounds.conftest import next_plan as next_plan
from tests.services.rounds.conftest import working as working
from tests.services.rounds.test_apart import watched
from tests.services.sipas.conftest import BY, DESIGN, PARTNER


@pytest.fixture
def plans(plan: Plan, next_plan: Plan) -> tuple[Plan, Plan]:
    """Two plans, a year apart."""
    return plan, next_plan


def test_a_round_neither_sees_nor_counts_the_fieldwork_of_another(
    working: InRound, database: Database, plans: tuple[Plan, Plan], frame: Path
) -> None:
    known = frame.parent / "known.csv"
    known.write_text("unit_id,population\nd0,240\n", encoding="utf-8")
    for one in plans:
        with working(one) as session:
            assert status.if_drawn(session) is None
            assert populations.known(session).people == {}
    with watched(database.engine) as forgotten:
        for one, seed in zip(plans, ("one", "two"), strict=True):
            with working(one) as session:
                assert keeping.draw(session, frame, DESIGN, seed=seed, public=None, by=BY).number == 1
                rules = Rules(one, TODAY, BY)
                village = fieldwork.field(session).villages[0].unit_id
                person = lists.of_village(fieldwork.field(session), village).asked[0].unit_id
                leaving = Leaving(person, PARTNER, TODAY, "Đã mất")
                visit = Visit(village, PARTNER, TODAY, {"issued": 3})
                lines = fieldwork.enter(session, [visit], [leaving], rules=rules)
                fieldwork.undo(session, lines[0].id, by=BY)
                lists.give(session, [], partner=PARTNER, rules=rules)
                populations.know(session, known, source="n", by=BY)
                status.set_milestones(session, {"draw": ("2024-12-01", "")}, by=BY)
                designs.known(session)
                found = status.as_json(session)
                assert (found["seed"], found["total"]["replaced"], found["total"]["issued"]) == (seed, 1, 0)
    assert forgotten == []


def test_names_of_every_round_go_in_time(working: InRound, plans: tuple[Plan, Plan], frame: Path) -> None:
    for one in plans:
        with working(one) as session:
            keeping.draw(session, frame, DESIGN, seed="s", public=None, by=BY)
    late = datetime.now(UTC) + timedelta(days=400)
    with working(plans[0]) as session:
        assert retention.purge(session, frame.parent / "f", now=late, days=365, by=BY).names == 2 * 56
        left = rounds.across(select(func.count()).select_from(tables.SipasPerson))
        assert session.scalar(left) == 0


def test_a_closed_round_takes_no_draw_and_no_line(working: InRound, plan: Plan, frame: Path) -> None:
    with working(plan) as session:
        keeping.draw(session, frame, DESIGN, seed="s", public=None, by=BY)
        visit = Visit(fieldwork.field(session).villages[0].unit_id, PARTNER, TODAY, {"issued": 1})
        book.close(session, plan.code, by=BY)
    acts = (
        lambda s: fieldwork.enter(s, [visit], rules=Rules(plan, TODAY, BY)),
        lambda s: keeping.draw(s, frame, DESIGN, seed="t", public=None, reason="r", by=BY),
    )
    for act in acts:
        with pytest.raises(UserError) as refused, working(plan) as session:
            act(session)
        assert refused.value.code == "round_closed"
