"""A year of scoring belongs to one round, and a closed round takes nothing more of it."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from roster.errors import UserError
from roster.plan import Plan, load_plan
from roster.services.rounds import book
from roster.services.scoring import assessments, documents, filling, years
from roster.services.scoring.documents import About, Place
from roster.services.scoring.recording import Actor
from roster.services.shelf import Shelf
from roster.store import tables
from tests.services.conftest import TODAY
from tests.services.rounds.conftest import InRound
from tests.services.rounds.test_apart import ALLOWED, watched

AGENCY = Actor("t", TODAY, "so_noi_vu")
MADE = (
    *(tables.ScoringCatalogue, tables.ScoringAct, tables.ScoringDocument),
    tables.ScoringAttachment,
)


def work(session: Any) -> None:
    years.choose(session, "training", plan=load_plan(), actor=Actor("t", TODAY))
    filling.fill(session, "1.1.1", {"yes": True}, "", actor=AGENCY)
    about = About("Kế hoạch", link="https://daknong.example/kh")
    number = documents.add(session, about, Place("1.1.1"), where=Shelf(Path()), actor=AGENCY)
    documents.attach(session, number, Place("1.1.2"), actor=AGENCY)


def test_a_year_of_scoring_is_seen_in_its_round_only(working: InRound, plan: Plan, next_plan: Plan) -> None:
    with working(plan) as session:
        work(session)
        before = assessments.needed(session).components
    with working(next_plan) as session, watched(session.get_bind()) as found:
        assert all(session.scalars(select(cls)).first() is None for cls in MADE)
        assert assessments.read(session) is None
        with pytest.raises(UserError):
            documents.find(session, 1)
        work(session)
        assert assessments.needed(session).components["1.1.1"].stage == "filled"
        assert years.chosen(session)
        assert assessments.documents(session)
    assert [one for one in found if not ALLOWED.search(one)] == []
    with working(plan) as session:
        assert assessments.needed(session).components == before


def test_a_closed_round_takes_nothing_more(working: InRound, plan: Plan) -> None:
    with working(plan) as session:
        work(session)
        book.close(session, plan.code, by="t")
    with pytest.raises(UserError) as refused, working(plan) as session:
        filling.fill(session, "1.1.1", {"yes": False}, "", actor=AGENCY)
    assert refused.value.code == "round_closed"
