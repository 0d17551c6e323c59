import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from roster.errors import UserError, UserErrors
from roster.plan import Plan
from roster.services.handovers import entered
from roster.services.handovers.freezing import Frozen
from roster.services.reviewing import review
from roster.store import queries, tables


def ticks(session: Session, plan: Plan) -> list[tuple[str, bool]]:
    return [(one.listed.person, one.tick is not None) for one in entered.entries(session, plan=plan)]


def test_ticked_person_by_person_and_taken_back(session: Session, sent: Frozen, plan: Plan) -> None:
    assert ticks(session, plan) == [("P000001", False), ("P000003", False), ("P000002", False)]
    assert entered.tick(session, ["P000001", "P000003"], plan=plan, by="t") == 2
    assert entered.tick(session, ["P000001"], plan=plan, by="u") == 0
    assert ticks(session, plan) == [("P000001", True), ("P000003", True), ("P000002", False)]
    assert entered.untick(session, ["P000001", "P000002"], plan=plan, by="u") == 1
    assert ticks(session, plan) == [("P000001", False), ("P000003", True), ("P000002", False)]
    tick = entered.ticked(session, plan=plan)["P000003"]
    assert (tick.by, tick.source) == ("t", "")
    lines = session.scalars(select(tables.Audit).where(tables.Audit.action.startswith("handover.")))
    assert [(line.action, line.by, line.subjects) for line in lines] == [
        ("handover.entered", "t", ["P000001", "P000003"]),
        ("handover.not_entered", "u", ["P000001"]),
    ]


def test_somebody_who_is_not_on_the_roster(session: Session, sent: Frozen, plan: Plan) -> None:
    with pytest.raises(UserErrors) as errors:
        entered.tick(session, ["P000001", "P000009", "P000008"], plan=plan, by="t")
    assert [
        (one.code, one.params["person"]) for one in errors.value.exceptions if isinstance(one, UserError)
    ] == [
        ("not_on_roster", "P000008"),
        ("not_on_roster", "P000009"),
    ]
    assert entered.ticked(session, plan=plan) == {}


def test_a_tick_follows_who_was_found_to_be_somebody_else(session: Session, sent: Frozen, plan: Plan) -> None:
    entered.tick(session, ["P000003"], plan=plan, by="t")
    (question,) = review.questions(session, queries.active_records(session))
    review.decide(session, question.id, "same", by="t")
    review.ensure_compared(session, by="t")
    assert set(entered.ticked(session, plan=plan)) == {"P000002"}
    assert entered.untick(session, ["P000003"], plan=plan, by="t") == 1
    assert entered.ticked(session, plan=plan) == {}
