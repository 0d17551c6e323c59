"""A decision settles a few records anew, and leaves everything as settling all of them would."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from roster.model import PersonRecord, Verdict
from roster.plan import load_plan
from roster.services.incoming import intake
from roster.services.matching import knowledge
from roster.services.reviewing import review, review_decisions
from roster.store import review_queries, tables
from roster.store.session import Database
from tests.dedupe.test_link import people
from tests.services.conftest import TODAY
from tests.services.lists import reading
from tests.tools import LONG

Act = tuple[str, int]
acts = st.lists(
    st.tuples(st.sampled_from((*get_args(Verdict), "separate", "undo")), st.integers(0, 20)), max_size=5
)


def put_in(session: Session, records: Sequence[PersonRecord]) -> None:
    files = sorted({record.source.file for record in records})
    lists = [
        reading(file, *(replace(one, key="") for one in records if one.source.file == file)) for file in files
    ]
    intake.add(session, lists, by="t")
    review.ensure_compared(session, by="t")


def do(session: Session, kind: str, n: int) -> None:
    """One act of a person, on one of the pairs or people there are; nothing where there are none."""
    pairs = session.scalars(select(tables.Pair.id).order_by(tables.Pair.id)).all()
    several = review_queries.merged(session)
    verdict = next((v for v in get_args(Verdict) if v == kind), None)
    if verdict and pairs:
        review.decide(session, pairs[n % len(pairs)], verdict, by="t")
    elif kind == "separate" and several:
        rows = review_queries.rows_in_clusters(session, several)
        review.separate(session, rows[n % len(rows)][0].key, by="t")
    elif kind == "undo" and (last := review_queries.last_act(session, by="t", kinds=["judge"])):
        review_decisions.undo(session, last.id, plan=load_plan("daknong-2024-demo"), today=TODAY, by="t")
    session.flush()


def stored(session: Session) -> tuple[list[Any], ...]:
    """All that comparing writes."""
    pair, record, person = tables.Pair.__table__.c, tables.Record.__table__.c, tables.Person.__table__.c
    whose = record.key, record.cluster, record.person
    return (
        [tuple(row) for row in session.execute(select(*pair).order_by(pair.id))],
        [tuple(row) for row in session.execute(select(*whose).order_by(record.id))],
        [tuple(row) for row in session.execute(select(*person).order_by(person.number))],
    )


def compared_all(session: Session) -> int:
    """How often everything was compared."""
    query = select(func.count(tables.Audit.id)).where(tables.Audit.action == "dedupe")
    return session.scalar(query) or 0


@pytest.mark.slow
@settings(max_examples=200 if LONG else 12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=people(), others=people(), done=acts)
def test_a_decision_leaves_what_settling_all_leaves(
    database: Database, records: list[PersonRecord], others: list[PersonRecord], done: list[Act]
) -> None:
    with database.reading() as session:  # whatever is done in it is forgotten
        put_in(session, [*records, *(replace(one, full_name=f"{one.full_name} Ba") for one in others)])
        for act in done:
            times, before = compared_all(session), session.begin_nested()
            do(session, *act)
            assert compared_all(session) == times
            in_part = stored(session)
            before.rollback()
            knowledge.of((), rests_on="nothing")  # forgets what is at hand
            do(session, *act)
            assert stored(session) == in_part
            assert review.is_compared(session)
            review.compare(session, by="t")  # changes nothing, and what it made is at hand for the next act
            assert stored(session) == in_part
