from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.model import Evidence, PersonRecord
from roster.services.incoming import intake
from roster.services.reviewing import review
from roster.store import queries, tables
from tests.services.lists import delegate, person, reading

CARD = {"cccd": "067070000123", "phones": ("+84912345678",)}
AN = person("Nguyễn Văn An", "1970-01-02", **CARD)
AN_AS_DELEGATE = delegate("Nguyễn Văn An", "1970-01-02", **CARD)
BINH = person("Trần Thị Bích Bình", "1975")
BINH_AS_DELEGATE = delegate("Trần Thị Bích Bình", "1975-03-04")


def load(session: Session, *people: PersonRecord, name: str = "so.xlsx") -> None:
    intake.supersede(session, [reading(name, *people)], by="t")


def groups(session: Session) -> list[list[str]]:
    """The names in each cluster of two or more."""
    rows = queries.active_rows(session)
    by_key = {p.key: p.full_name for p in queries.people(rows)}
    return [[by_key[key] for key in keys] for keys in queries.clusters(rows) if len(keys) > 1]


@pytest.fixture
def asked(session: Session) -> review.Question:
    load(session, AN, BINH)
    load(session, AN_AS_DELEGATE, BINH_AS_DELEGATE, name="hdnd.xlsx")
    review.compare(session, by="t")
    (question,) = review.questions(session)
    return question


def test_compare_merges_the_sure_and_asks_about_the_doubtful(
    session: Session, asked: review.Question
) -> None:
    assert groups(session) == [["Nguyễn Văn An", "Nguyễn Văn An"]]
    assert {asked.left.full_name, asked.right.full_name} == {"Trần Thị Bích Bình"}
    assert asked.pair.weight == pytest.approx(sum(line.bits for line in asked.pair.evidence))


@pytest.mark.parametrize("files", [("a.xlsx", "b.xlsx"), ("b.xlsx", "a.xlsx")])
def test_the_evidence_stands_in_the_order_of_the_sides(session: Session, files: tuple[str, str]) -> None:
    """Whatever the order of the keys, by which pairs are stored."""
    load(session, BINH, name=files[0])
    load(session, BINH_AS_DELEGATE, name=files[1])
    review.compare(session, by="t")
    (question,) = review.questions(session)
    (dob,) = [line for line in question.pair.evidence if line.field == "dob"]
    assert (question.left.source.file, question.right.source.file) == ("a.xlsx", "b.xlsx")
    assert (dob.left, dob.right) == (question.left.dob, question.right.dob)
    assert question.pair.left < question.pair.right


def test_same_joins_and_closes_the_question(session: Session, asked: review.Question) -> None:
    review.decide(session, asked.id, "same", by="t")
    assert review.questions(session) == ()
    assert len(groups(session)) == 2


def test_different_closes_the_question_and_keeps_apart(session: Session, asked: review.Question) -> None:
    review.decide(session, asked.id[:4], "different", by="t")
    assert review.questions(session) == ()
    assert len(groups(session)) == 1


def test_unsure_stays_open_and_says_so(session: Session, asked: review.Question) -> None:
    review.decide(session, asked.id, "unsure", by="t")
    assert [(q.id, q.verdict) for q in review.questions(session)] == [(asked.id, "unsure")]


def test_the_last_decision_counts_and_the_first_is_kept(session: Session, asked: review.Question) -> None:
    for verdict in ("same", "different"):
        review.decide(session, asked.id, verdict, by="t")
    assert len(groups(session)) == 1
    rows = session.scalars(select(tables.Judgement).order_by(tables.Judgement.id)).all()
    assert [row.verdict for row in rows] == ["same", "different"]


@pytest.mark.parametrize(
    ("change", "asked_again"),
    [
        ({"note": "biệt phái"}, False),
        ({"unit": "Ban Giám đốc"}, False),
        ({"email": "b@daknong.gov.vn"}, True),
    ],
)
def test_a_decision_holds_until_a_deciding_field_changes(
    session: Session, asked: review.Question, change: dict[str, str], asked_again: bool
) -> None:
    review.decide(session, asked.id, "different", by="t")
    load(session, AN, replace(BINH, **change))  # type: ignore[arg-type]  # fields of the record
    review.ensure_compared(session, by="t")
    assert bool(review.questions(session)) is asked_again


def test_a_decision_survives_another_place_in_another_file(session: Session, asked: review.Question) -> None:
    review.decide(session, asked.id, "same", by="t")
    load(session, BINH, AN, name="so-moi.xlsx")
    intake.synchronise(
        session,
        [reading("so-moi.xlsx", BINH, AN), reading("hdnd.xlsx", AN_AS_DELEGATE, BINH_AS_DELEGATE)],
        by="t",
    )
    review.ensure_compared(session, by="t")
    assert review.questions(session) == ()
    assert len(groups(session)) == 2


def test_held_rows_are_not_compared(session: Session) -> None:
    load(session, AN)
    load(session, replace(AN_AS_DELEGATE, held="bad_name"), name="hdnd.xlsx")
    summary = review.compare(session, by="t")
    assert (summary.records, summary.people, summary.merged, summary.held) == (1, 1, 0, 1)


def test_nothing_is_compared_twice(session: Session, asked: review.Question) -> None:
    def times() -> int:
        return len(session.scalars(select(tables.Audit.id).where(tables.Audit.action == "dedupe")).all())

    assert review.is_compared(session)
    before = times()
    review.ensure_compared(session, by="t")
    assert times() == before
    load(session, AN, BINH, person("Lê Văn Cường", "1980-05-06"))
    assert not review.is_compared(session)
    review.ensure_compared(session, by="t")
    assert times() == before + 1


@pytest.mark.parametrize("start", ["", "zzzz"])
def test_an_unknown_pair_is_said(session: Session, asked: review.Question, start: str) -> None:
    with pytest.raises(UserError) as error:
        review.decide(session, start, "same", by="t")
    assert error.value.code == "no_such_pair"


def test_a_pair_of_withdrawn_lists_cannot_be_decided(session: Session, asked: review.Question) -> None:
    intake.withdraw(session, ["hdnd.xlsx"], by="t")
    with pytest.raises(UserError) as error:
        review.decide(session, asked.id, "same", by="t")
    assert error.value.code == "no_such_pair"


def test_decisions_are_audited_with_keys_only(session: Session, asked: review.Question) -> None:
    review.decide(session, asked.id, "same", by="officer")
    line = session.scalars(select(tables.Audit).where(tables.Audit.action == "review.decide")).one()
    assert (line.by, line.detail) == ("officer", {"verdict": "same"})
    assert set(line.subjects) == {asked.pair.left, asked.pair.right}


def test_numbers_are_masked_in_what_is_shown() -> None:
    line = Evidence("phone", "one_digit", -2.0, "+84912345678, +842613543210", "+84912345679")
    shown = review.without_numbers(line)
    assert "1234567" not in shown.left + shown.right
    assert (shown.left[-3:], shown.right[-3:]) == ("210", "679")
    assert review.without_numbers(replace(line, field="dob")).left == line.left
