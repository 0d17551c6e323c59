"""Edits of people who stand in several lists: values chosen, rows taken out, questions asked again."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.plan import Plan
from roster.services.editing import edits
from roster.services.incoming import intake
from roster.services.reviewing import review
from tests.services.editing.conftest import state
from tests.services.lists import delegate, person, reading

CARD = {"cccd": "067070000123", "phones": ("+84912345678",)}
OF_AGENCY = person("Nguyễn Văn An", "1970-01-02", email="an@so.vn", **CARD)
AS_DELEGATE = delegate("Nguyễn Văn An", "1970", email="an@hdnd.vn", **CARD)


@pytest.fixture
def twice(session: Session) -> Session:
    intake.supersede(session, [reading("so.xlsx", OF_AGENCY), reading("hdnd.xlsx", AS_DELEGATE)], by="t")
    review.compare(session, by="t")
    return session


def key_of(session: Session, file: str) -> str:
    return edits.find(session, file, 2).key


def test_the_surviving_value_can_be_chosen(twice: Session, plan: Plan, ours: Any) -> None:
    (before,) = state(twice, plan).respondents
    assert (before.dob, before.email) == ("1970-01-02", "an@so.vn")
    for field in ("dob", "email"):
        edits.choose(twice, key_of(twice, "hdnd.xlsx"), field, **ours)
    (after,) = state(twice, plan).respondents
    assert (after.dob, after.email) == ("1970", "an@hdnd.vn")
    edits.choose(twice, key_of(twice, "so.xlsx"), "dob", **ours)
    (again,) = state(twice, plan).respondents
    assert (again.dob, again.email) == ("1970-01-02", "an@hdnd.vn")
    edits.undo_last(twice, **ours)
    assert state(twice, plan).respondents == (after,)


def test_one_record_is_taken_out_of_a_cluster_and_put_back(twice: Session, plan: Plan, ours: Any) -> None:
    assert len(state(twice, plan).clusters) == 1
    act = review.separate(twice, key_of(twice, "hdnd.xlsx"), by="officer")
    assert len(state(twice, plan).clusters) == 2
    with pytest.raises(UserError) as error:
        review.separate(twice, key_of(twice, "hdnd.xlsx"), by="officer")
    assert error.value.code == "stands_alone"
    edits.undo(twice, act, **ours)
    assert len(state(twice, plan).clusters) == 1


def test_a_decision_is_taken_back(session: Session, plan: Plan, ours: Any) -> None:
    binh = person("Trần Thị Bích Bình", "1975")
    other = delegate("Trần Thị Bích Bình", "1975-03-04")
    intake.supersede(session, [reading("so.xlsx", binh), reading("hdnd.xlsx", other)], by="t")
    review.ensure_compared(session, by="t")
    (question,) = review.questions(session)
    for verdict in ("different", "same"):
        review.decide(session, question.id, verdict, by="officer")
    assert len(state(session, plan).clusters) == 1
    edits.undo_last(session, **ours)
    assert (len(state(session, plan).clusters), state(session, plan).questions) == (2, ())
    edits.undo_last(session, **ours)
    assert [q.id for q in state(session, plan).questions] == [question.id]


def test_a_corrected_deciding_field_asks_again(session: Session, plan: Plan, ours: Any) -> None:
    binh = person("Trần Thị Bích Bình", "1975")
    other = delegate("Trần Thị Bích Bình", "1975-03-04")
    intake.supersede(session, [reading("so.xlsx", binh), reading("hdnd.xlsx", other)], by="t")
    review.ensure_compared(session, by="t")
    (question,) = review.questions(session)
    review.decide(session, question.id, "different", by="officer")
    edits.correct(session, key_of(session, "so.xlsx"), {"phone": "0912345678"}, **ours)
    assert [q.id for q in state(session, plan).questions] == [question.id]
