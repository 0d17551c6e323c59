import threading
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.model import PersonRecord, Verdict
from roster.plan import Plan
from roster.services.editing import edits
from roster.services.incoming import intake
from roster.services.reviewing import review, review_decisions, review_history, review_pages
from roster.services.reviewing.review_decisions import Shown
from roster.store import tables
from roster.store.session import Database
from tests.services.lists import delegate, person, reading

TODAY = date(2024, 12, 12)
NAMES = {"Trần Thị Bích Bình": "1975", "Lê Quang Chiến": "1980", "Phạm Thúy Diệp": "1966"}
AGENCY = [person(name, born) for name, born in NAMES.items()]
DELEGATES = [delegate(name, f"{born}-03-04") for name, born in NAMES.items()]


def load(session: Session, *people: PersonRecord, name: str) -> None:
    intake.supersede(session, [reading(name, *people)], by="t")


def put_in(session: Session) -> None:
    load(session, *AGENCY, name="so.xlsx")
    load(session, *DELEGATES, name="hdnd.xlsx")
    review.compare(session, by="t")


@pytest.fixture
def asked(session: Session) -> list[str]:
    put_in(session)
    return [question.id for question in review.questions(session)]


def shown(session: Session, pair: str) -> Shown:
    return Shown(pair, review_pages.look(session, pair).token)


def written(session: Session) -> list[tuple[str, str]]:
    rows = session.scalars(select(tables.Judgement).order_by(tables.Judgement.id))
    return [(row.by, row.verdict) for row in rows]


def refusal(session: Session, seen: Shown, verdict: Verdict) -> str:
    with pytest.raises(UserError) as refused:
        review_decisions.decide(session, seen, verdict, by="second")
    return refused.value.code


def test_the_next_pair_comes_at_once(session: Session, asked: list[str]) -> None:
    done = review_decisions.decide(session, shown(session, asked[0]), "different", by="first")
    assert done.next == asked[1]
    assert review_pages.progress(session) == review_pages.Progress(open=2, decided=1)


def test_behind_the_last_pair_it_begins_from_the_front(session: Session, asked: list[str]) -> None:
    assert review_decisions.decide(session, shown(session, asked[2]), "same", by="first").next == asked[0]


def test_nothing_is_left_when_all_are_decided(session: Session, asked: list[str]) -> None:
    ends = [
        review_decisions.decide(session, shown(session, pair), "different", by="first").next for pair in asked
    ]
    assert ends == [*asked[1:], None]
    assert review_pages.first(session) is None


def test_unsure_pairs_come_last(session: Session, asked: list[str]) -> None:
    assert review_decisions.decide(session, shown(session, asked[0]), "unsure", by="first").next == asked[1]
    assert [question.id for question in review.questions(session)] == [asked[1], asked[2], asked[0]]
    place = review_pages.pair(session, asked[0], plan=_plan()).place
    assert place == review_pages.Place(3, asked[2], None)


def test_the_second_is_told_and_overwrites_nothing(session: Session, asked: list[str]) -> None:
    seen = shown(session, asked[0])
    review_decisions.decide(session, seen, "same", by="first")
    assert refusal(session, seen, "different") == "decided_meanwhile"
    assert written(session) == [("first", "same")]


def test_the_second_may_decide_knowingly(session: Session, asked: list[str]) -> None:
    review_decisions.decide(session, shown(session, asked[0]), "same", by="first")
    state = review_pages.look(session, asked[0])
    assert (state.together, state.decision is not None and state.decision.by) == (True, "first")
    review_decisions.decide(session, Shown(asked[0], state.token), "different", by="second")
    assert written(session) == [("first", "same"), ("second", "different")]
    assert not review_pages.look(session, asked[0]).together


def test_the_same_decision_twice_is_written_once(session: Session, asked: list[str]) -> None:
    seen = shown(session, asked[0])
    review_decisions.decide(session, seen, "same", by="first")
    done = review_decisions.decide(session, seen, "same", by="second")
    assert done.before is not None
    assert (done.before.by, done.next) == ("first", asked[1])
    assert written(session) == [("first", "same")]


def test_a_row_mended_meanwhile_is_looked_at_again(session: Session, asked: list[str]) -> None:
    seen = shown(session, asked[0])
    key = review_pages.look(session, asked[0]).question.left.key
    edits.correct(session, key, {"dob": "1/1/1999"}, plan=_plan(), today=TODAY, by="first")
    assert refusal(session, seen, "same") == "pair_changed"
    assert written(session) == []


def test_a_decision_taken_back_meanwhile_is_looked_at_again(session: Session, asked: list[str]) -> None:
    review_decisions.decide(session, shown(session, asked[0]), "same", by="first")
    seen = shown(session, asked[0])
    review_decisions.undo(session, _last(session).edit, plan=_plan(), today=TODAY, by="first")
    assert refusal(session, seen, "different") == "pair_changed"


def test_a_pair_of_withdrawn_lists_is_gone(session: Session, asked: list[str]) -> None:
    seen = shown(session, asked[0])
    load(session, person("Vũ Hải Yến", "1990"), name="hdnd.xlsx")
    assert refusal(session, seen, "same") == "no_such_pair"


def test_undo_brings_the_pair_back(session: Session, asked: list[str]) -> None:
    review_decisions.decide(session, shown(session, asked[1]), "same", by="first")
    last = _last(session)
    assert (last.kind, last.verdict, last.pair, len(last.people)) == ("judge", "same", asked[1], 2)
    done = review_decisions.undo(session, last.edit, plan=_plan(), today=TODAY, by="first")
    assert done.pair == asked[1]
    assert [question.id for question in review.questions(session)] == asked
    assert review_decisions.last_act(session, by="first", kinds=("judge",)) is None


def test_the_last_act_is_the_persons_own(session: Session, asked: list[str]) -> None:
    review_decisions.decide(session, shown(session, asked[0]), "same", by="first")
    review_decisions.decide(session, shown(session, asked[1]), "different", by="second")
    assert _last(session).pair == asked[0]


def test_decisions_so_far(session: Session, asked: list[str]) -> None:
    review_decisions.decide(session, shown(session, asked[0]), "same", by="first")
    review_decisions.decide(session, shown(session, asked[1]), "different", by="second")
    load(session, *(delegate(p.full_name, "1950-01-01") for p in DELEGATES), name="hdnd.xlsx")
    found = review_history.decided(session, page=1)
    assert [(line.pair, line.decision.by) for line in found.lines] == [
        (asked[1], "second"),
        (asked[0], "first"),
    ]
    assert all(line.left and line.right for line in found.lines)  # people of a corrected list keep their keys
    assert not any(line.decision.holds for line in found.lines)


def test_two_at_the_same_moment(database: Database) -> None:
    """Whoever comes second waits, and is then told; on every database."""
    with database.changing() as session:
        put_in(session)
    with database.reading() as session:
        seen = shown(session, review.questions(session)[0].id)
    start, outcomes = threading.Barrier(2), []

    def decide(verdict: Verdict, by: str) -> None:
        start.wait()
        try:
            with database.changing() as session:
                review_decisions.decide(session, seen, verdict, by=by)
            outcomes.append("written")
        except UserError as refused:
            outcomes.append(refused.code)

    people = [
        threading.Thread(target=decide, args=("same", "first")),
        threading.Thread(target=decide, args=("different", "second")),
    ]
    for one in people:
        one.start()
    for one in people:
        one.join(timeout=30)
    assert sorted(outcomes) == ["decided_meanwhile", "written"]
    with database.reading() as session:
        assert len(written(session)) == 1


def _last(session: Session) -> review_decisions.LastAct:
    last = review_decisions.last_act(session, by="first", kinds=("judge",))
    assert last is not None
    return last


def _plan() -> Plan:
    from roster.plan import load_plan

    return load_plan("daknong-2024-demo")
