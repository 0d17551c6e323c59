"""People keep their number from one round to the next: by key, by the matcher, or by a person's decision."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.model import PersonRecord, Verdict
from roster.plan import Plan
from roster.services import persons
from roster.services.editing import edits
from roster.services.reviewing import review
from roster.services.rounds import differences
from roster.store import queries
from tests.services.conftest import TODAY
from tests.services.lists import delegate, of_agency, person
from tests.services.reviewing.test_settling import stored
from tests.services.rounds.conftest import InRound, load

AN = person("Nguyễn Văn An", "1970-01-02", cccd="067070000123", phones=("+84912345678",))
BINH = person("Trần Thị Hòa Bình", "1975", phones=("+84905111222",), email="binh@daknong.gov.vn")
BINH_THEN = delegate("Trần Thị Hòa Bình", "1975-03-04")
CUC = person("Lê Thị Kim Cúc", "1980-05-06")


def numbers(session: Session) -> dict[str, int | None]:
    return {row.full_name: row.cluster for row, _ in queries.active_rows(session)}


def test_the_same_post_next_year_is_the_same_number(working: InRound, plan: Plan, next_plan: Plan) -> None:
    with working(plan) as session:
        load(session, AN, CUC)
        before = numbers(session)
    with working(next_plan) as session:
        load(session, CUC, person("Ama Kông", "1960-01-01"), AN)
        after = numbers(session)
    assert {name: after[name] for name in before} == before
    assert after["Ama Kông"] == 3
    with working(plan) as session:
        assert numbers(session) == before


def test_who_moved_is_recognised_where_the_matcher_is_sure(
    working: InRound, plan: Plan, next_plan: Plan
) -> None:
    moved = replace(AN, position="Giám đốc Sở", **of_agency(plan, "so_tai_chinh", "lanh_dao_so"))
    with working(plan) as session:
        load(session, AN, CUC)
        before = numbers(session)
    with working(next_plan) as session:
        load(session, moved)
        assert numbers(session) == {AN.full_name: before[AN.full_name]}
        assert differences.doubts(session) == ()


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_a_decision_in_a_later_round_leaves_what_comparing_all_leaves(
    working: InRound, plan: Plan, next_plan: Plan, verdict: Verdict
) -> None:
    with working(plan) as session:
        load(session, BINH_THEN, name="hdnd.xlsx")
    with working(next_plan) as session:
        load(session, BINH_THEN, name="hdnd.xlsx")
        load(session, BINH)
        (pair,) = review.questions(session)
        review.decide(session, pair.id, verdict, by="t")
        assert review.is_compared(session)
        in_part = stored(session)
        review.compare(session, by="t")
        assert stored(session) == in_part


@pytest.fixture
def asked(working: InRound, plan: Plan, next_plan: Plan) -> differences.Doubt:
    with working(plan) as session:
        load(session, AN, BINH_THEN)
    with working(next_plan) as session:
        load(session, BINH, CUC)
        (doubt,) = differences.doubts(session)
    return doubt


def test_who_may_be_somebody_is_asked_and_has_a_number_meanwhile(
    working: InRound, plan: Plan, next_plan: Plan, asked: differences.Doubt
) -> None:
    assert (asked.ours.full_name, asked.theirs.dob) == (BINH.full_name, BINH_THEN.dob)
    assert asked.other_round == plan.code
    assert asked.pair.weight == pytest.approx(
        sum(line.bits for line in asked.pair.evidence), abs=100
    )  # the prior is the rest
    with working(next_plan) as session:
        ours = numbers(session)[BINH.full_name]
        assert ours not in (None, int(asked.number[1:]))
    with working(plan) as session:
        assert differences.doubts(session) == ()  # nothing is asked in the round before


def test_deciding_same_gives_the_earlier_number_and_undo_takes_it_back(
    working: InRound, plan: Plan, next_plan: Plan, asked: differences.Doubt
) -> None:
    with working(plan) as session:
        before = numbers(session)
    with working(next_plan) as session:
        meanwhile = numbers(session)
        act = differences.settle(session, asked.id, "same", by="t")
        assert persons.written(numbers(session)[BINH.full_name] or 0) == asked.number
        assert persons.find(session, persons.written(meanwhile[BINH.full_name] or 0))[0] == asked.number
        assert differences.doubts(session) == ()
    with working(plan) as session:
        review.ensure_compared(session, by="t")
        assert numbers(session) == before
    with working(next_plan) as session:
        edits.undo(session, act, plan=next_plan, today=TODAY, by="t")
        review.ensure_compared(session, by="t")
        assert numbers(session) == meanwhile
        assert len(differences.doubts(session)) == 1


def test_deciding_different_asks_no_more(working: InRound, next_plan: Plan, asked: differences.Doubt) -> None:
    with working(next_plan) as session:
        meanwhile = numbers(session)
        differences.settle(session, asked.id, "different", by="t")
        assert (numbers(session), differences.doubts(session)) == (meanwhile, ())
        with pytest.raises(UserError) as error:
            differences.settle(session, asked.id, "same", by="t")
    assert error.value.code == "no_such_doubt"


def test_two_found_to_be_one_this_year_stay_two_in_the_year_before(
    working: InRound, plan: Plan, next_plan: Plan
) -> None:
    first, second = BINH, BINH_THEN
    with working(plan) as session:
        load(session, first)
        load(session, second, name="hdnd.xlsx")
        before = {row.key: row.cluster for row, _ in queries.active_rows(session)}
    clearer: list[PersonRecord] = [
        replace(one, cccd="067175000321", dob="1975-03-04", phones=("+84905111222",))
        for one in (first, second)
    ]
    with working(next_plan) as session:
        load(session, replace(clearer[0], dob="1975"))
        load(session, clearer[1], name="hdnd.xlsx")
        assert set(numbers(session).values()) == {min(n for n in before.values() if n)}
    with working(plan) as session:
        review.compare(session, by="t")
        assert {row.key: row.cluster for row, _ in queries.active_rows(session)} == before
        for number in before.values():
            assert persons.find(session, persons.written(number or 0))[0] == persons.written(number or 0)
