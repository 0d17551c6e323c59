"""After the time of keeping nothing says any more whom a row of a list of answers named."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from roster.plan import Plan
from roster.services.followup import acts, answer_rows, answered, forgetting
from roster.services.rounds import book
from roster.store import base, queries, tables
from tests.services.followup.conftest import AN, BINH, TODAY, Answers, statuses

DAYS = 30


@pytest.fixture
def taken(session: Session, plan: Plan, followed: dict[str, str], answers: Answers) -> answered.Taken:
    """Sure, to decide, unknown; one of them decided."""
    path = answers(
        [1, AN, "03/02/1970", "Phó Giám đốc Sở", "Sở Nội vụ"],
        [2, BINH, "", "", ""],
        [3, "Vũ Thị Lạ", "01/01/1981", "Trưởng phòng", "Sở Công Thương"],
    )
    done = answered.take(session, path, path.name, plan=plan, today=TODAY, by="t")
    (asked, _unknown), _total = answer_rows.rows(session, done.act, plan=plan)
    answer_rows.decide(session, asked.number, followed[BINH], plan=plan, by="t")
    return done


def purge(session: Session, *, after: int) -> int:
    imported = base.now().date()
    return forgetting.purge(session, today=imported + timedelta(days=after), days=DAYS, by="t")


def names(session: Session) -> list[str]:
    return [row.full_name for row in session.scalars(select(tables.AnswerRow).order_by(tables.AnswerRow.id))]


def test_names_go_after_their_time_and_not_before(
    session: Session, plan: Plan, taken: answered.Taken
) -> None:
    assert purge(session, after=DAYS) == 0
    assert names(session) == ["", BINH, "Vũ Thị Lạ"]
    assert purge(session, after=DAYS + 1) == 2
    assert purge(session, after=DAYS + 1) == 0
    session.expire_all()
    for row in session.scalars(select(tables.AnswerRow)):
        assert (row.full_name, row.dob, row.position, row.agency, row.candidates) == ("", None, "", "", [])
    (line,) = session.scalars(select(tables.Audit).where(tables.Audit.action == "followup.forgotten"))
    assert line.detail == {"rows": 2}


def test_who_answered_and_what_was_decided_stay(session: Session, plan: Plan, taken: answered.Taken) -> None:
    before = statuses(session, plan)
    purge(session, after=DAYS + 1)
    assert statuses(session, plan) == before
    rows, _total = answer_rows.rows(session, taken.act, plan=plan)
    assert [row.act is None for row in rows] == [False, True]
    acts.undo(session, taken.act, plan=plan, by="t")
    assert set(statuses(session, plan).values()) == {""}


def test_a_closed_round_is_forgotten_too(session: Session, plan: Plan, taken: answered.Taken) -> None:
    book.enter(session, plan, plan.code, by="t")
    book.close(session, plan.code, by="t")
    session.execute(text("UPDATE answer_rows SET round_id = 7"))  # one of another round
    assert purge(session, after=DAYS + 1) == 2
    assert queries.audit_lines(session, limit=1, offset=0, action="followup.forgotten")[1] == 1
