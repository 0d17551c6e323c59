"""Rounds begin when a plan is first used, old databases are adopted, closed rounds stay as they are."""

import pytest
from sqlalchemy import func, select, text

from roster.errors import UserError
from roster.plan import Plan
from roster.services import respondents
from roster.services.editing import edits
from roster.services.reviewing import review
from roster.services.rounds import book
from roster.store import queries, tables
from roster.store.session import Database, open_database
from tests.services.conftest import TODAY
from tests.services.lists import person
from tests.services.rounds.conftest import InRound, load

AN = person("Nguyễn Văn An", "1970-01-02", phones=("+84912345678",))


def test_the_first_use_of_a_plan_begins_its_round_once(
    database: Database, plan: Plan, next_plan: Plan
) -> None:
    told = [book.open_for(database, one, one.code, by="t")[1] for one in (plan, plan, next_plan, next_plan)]
    assert [one.how for one in told] == ["begun", "known", "begun", "known"]
    with database.reading() as session:
        found = [(one.code, one.year, one.begun_by) for one in book.all_rounds(session)]
        begun = session.scalar(select(func.count()).where(tables.Audit.action == "round.begun"))
    assert found == [(plan.code, 2024, "t"), (next_plan.code, 2025, "t")]
    assert begun == 2


def test_a_database_from_before_is_adopted_by_the_first_plan(
    database: Database, plan: Plan, next_plan: Plan
) -> None:
    with database.changing() as session:
        load(session, AN)
    ours, told = book.open_for(database, plan, plan.code, by="t")
    assert told.how == "adopted"
    theirs, told = book.open_for(database, next_plan, next_plan.code, by="t")
    assert told.how == "begun"
    with ours.reading() as mine, theirs.reading() as other:
        assert [len(queries.active_records(s)) for s in (mine, other)] == [1, 0]


def test_a_database_of_several_rounds_shows_and_takes_nothing_without_a_plan(
    url: str, working: InRound, plan: Plan, next_plan: Plan
) -> None:
    for one in (plan, next_plan):
        with working(one) as session:
            load(session, AN)
    database = open_database(url)
    with database.reading() as session:
        assert queries.active_records(session) == ()
    with pytest.raises(UserError) as error, database.changing() as session:
        load(session, AN)
    database.close()
    assert error.value.code == "no_round"


def test_a_row_that_does_not_say_its_round_is_in_none(
    database: Database, working: InRound, plan: Plan
) -> None:
    with working(plan) as session:
        session.execute(
            text(
                'INSERT INTO gap_reasons ("group", agency, text, at, "by") '
                "VALUES ('lanh_dao_so', '', 'x', '2024-12-12 00:00:00', 't')"
            )
        )
        assert session.execute(text("SELECT round_id FROM gap_reasons")).scalars().all() == [0]
        assert queries.gap_reasons(session) == {}


def test_nothing_in_a_closed_round_is_changed_until_it_is_reopened(
    working: InRound, plan: Plan, next_plan: Plan
) -> None:
    with working(plan) as session:
        load(session, AN)
        (key,) = [p.key for p in queries.active_records(session)]
        book.close(session, plan.code, by="chief")
    acts = (
        lambda s: load(s, person("Ama Kông"), name="other.xlsx"),
        lambda s: edits.exclude(s, [key], "x", plan=plan, today=TODAY, by="t"),
        lambda s: respondents.explain_gap(s, "lanh_dao_so", "x", plan=plan, by="t"),
    )
    for act in acts:
        with pytest.raises(UserError) as error, working(plan) as session:
            act(session)
        assert error.value.code == "round_closed"
    with working(plan) as session:
        review.compare(session, by="t")  # looking at it may need a fresh comparison
        assert len(queries.active_records(session)) == 1
    with working(next_plan) as session:
        load(session, AN)  # another round goes on
    with working(plan) as session:
        assert book.find(session, plan.code).closed_by == "chief"
        book.reopen(session, plan.code, by="chief")
    with working(plan) as session:
        acts[1](session)


def test_a_round_that_is_not_there_is_said(database: Database) -> None:
    with database.reading() as session, pytest.raises(UserError) as error:
        book.find(session, "nowhere-1999")
    assert error.value.code == "no_such_round"
