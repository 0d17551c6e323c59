"""People keep their number, and decisions hold, whatever becomes of the lists."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.model import PersonRecord
from roster.plan import Plan
from roster.services import persons
from roster.services.editing import edits
from roster.services.incoming import intake
from roster.services.matching import stamps
from roster.services.reviewing import review
from roster.store import queries, tables
from tests.services.conftest import TODAY
from tests.services.lists import delegate, of_agency, person, reading

AN = person("Nguyễn Văn An", "1970-01-02", cccd="067070000123", phones=("+84912345678",))
BINH = person("Trần Thị Hòa Bình", "1975", phones=("+84905111222",), email="binh@daknong.gov.vn")
BINH_AS_DELEGATE = delegate("Trần Thị Hòa Bình", "1975-03-04")
CUC = person("Lê Thị Kim Cúc", "1980-05-06")


def load(session: Session, *people: PersonRecord, name: str = "so.xlsx") -> None:
    intake.supersede(session, [reading(name, *people)], by="t")
    review.ensure_compared(session, by="t")


def numbers(session: Session) -> dict[tuple[str, str], int | None]:
    return {(name, row.full_name): row.cluster for row, name in queries.active_rows(session)}


@pytest.fixture
def asked(session: Session) -> review.Question:
    load(session, AN, BINH)
    load(session, BINH_AS_DELEGATE, name="hdnd.xlsx")
    (question,) = review.questions(session)
    return question


def test_a_number_is_shown_and_found(session: Session, asked: review.Question) -> None:
    ours = {persons.written(number or 0) for number in numbers(session).values()}
    assert set(asked.persons) < ours == {"P000001", "P000002", "P000003"}
    shown = dict(zip((asked.left.key, asked.right.key), asked.persons, strict=True))
    for key, number in shown.items():
        assert persons.find(session, number.lower()) == (number, (key,))


@pytest.mark.parametrize("number", ["", "P", "P0", "P000099", "99999999999999999999", "x"])
def test_an_unknown_number_is_said(session: Session, asked: review.Question, number: str) -> None:
    with pytest.raises(UserError) as error:
        persons.find(session, number)
    assert error.value.code == "no_such_person"


def test_two_found_to_be_one_keep_the_older_number_and_get_both_back(
    session: Session, asked: review.Question, plan: Plan
) -> None:
    before = numbers(session)
    review.decide(session, asked.id, "same", by="t")
    older, newer = sorted(asked.persons)
    ours = {number for (_, name), number in numbers(session).items() if name == BINH.full_name}
    assert ours == {int(older[1:])}
    assert persons.find(session, newer) == persons.find(session, older)
    (act,) = session.scalars(select(tables.Edit.id)).all()
    edits.undo(session, act, plan=plan, today=TODAY, by="t")
    review.ensure_compared(session, by="t")
    assert numbers(session) == before
    assert persons.find(session, newer)[0] == newer


def test_numbers_stay_when_lists_come_and_are_corrected(session: Session, asked: review.Question) -> None:
    before = numbers(session)
    load(session, person("Ama Kông", "1960-01-01"), name="a-first.xlsx")
    load(session, replace(AN, dob="1970-02-01"), replace(BINH, position="Giám đốc Sở"))
    after = numbers(session)
    assert {place: number for place, number in after.items() if place in before} == before
    assert after["a-first.xlsx", "Ama Kông"] == 4


def test_a_list_imported_again_brings_its_people_back(session: Session, asked: review.Question) -> None:
    before = numbers(session)
    intake.withdraw(session, ["so.xlsx"], by="t")
    review.ensure_compared(session, by="t")
    load(session, CUC, name="other.xlsx")
    assert numbers(session)["other.xlsx", CUC.full_name] == 4  # none of those that rest
    load(session, AN, BINH)
    after = numbers(session)
    assert {place: number for place, number in after.items() if place in before} == before


def test_who_is_taken_out_and_put_back_keeps_the_number(
    session: Session, asked: review.Question, plan: Plan
) -> None:
    before = numbers(session)
    act = edits.exclude(session, [asked.left.key], "thôi việc", plan=plan, today=TODAY, by="t").edit
    review.ensure_compared(session, by="t")
    assert None in numbers(session).values()
    edits.undo(session, act or 0, plan=plan, today=TODAY, by="t")
    review.ensure_compared(session, by="t")
    assert numbers(session) == before


CHANGES: list[tuple[dict[str, Any], bool]] = [
    ({"phones": ("+84905111223",)}, True),
    ({"phones": ()}, True),
    ({"email": "b@daknong.gov.vn"}, True),
    ({"email": "Binh@daknong.gov.vn"}, False),
    ({"dob": "1975-03"}, True),
    ({"cccd": "067175000123"}, True),
    ({"full_name": "Trần Thị Hóa Bình"}, True),
    ({"full_name": "Trần Thị Hoà Bình"}, False),
    ({"position": "Phó Giám đốc Sở Nội vụ"}, False),
    ({"position": "Giám đốc Sở"}, False),  # a delegate's post says nothing about it
    ({"agency": "Sở Nội vụ tỉnh Đắk Nông"}, False),
    ({"unit": "Văn phòng", "note": "mới"}, False),
]


@pytest.mark.parametrize(("change", "again"), CHANGES)
def test_asked_again_only_where_a_deciding_field_changed(
    session: Session, asked: review.Question, change: dict[str, Any], again: bool
) -> None:
    review.decide(session, asked.id, "different", by="t")
    load(session, AN, replace(BINH, **change))
    assert len(review.judgements(session, queries.active_records(session))) == (0 if again else 1)


@pytest.mark.parametrize(
    ("position", "again"),
    [("Trưởng phòng Tư pháp", False), ("TRƯỞNG PHÒNG", False), ("Chánh Văn phòng", True)],
)
def test_a_post_polished_in_one_of_two_lists_of_posts(
    session: Session, plan: Plan, position: str, again: bool
) -> None:
    """A post at greater length is the same post; another post is evidence of another kind."""
    ours = person("Lê Văn Tám", "1971", position="Trưởng phòng")
    theirs = replace(ours, **of_agency(plan, "so_tai_chinh", "lanh_dao_phong"))
    load(session, ours)
    load(session, theirs, name="tai-chinh.xlsx")
    (question,) = review.questions(session)
    review.decide(session, question.id, "different", by="t")
    load(session, replace(ours, position=position))
    assert bool(review.questions(session)) is again


def test_a_decision_outlasts_a_list_undone_and_imported_again(
    session: Session, asked: review.Question
) -> None:
    review.decide(session, asked.id, "different", by="t")
    intake.withdraw(session, ["so.xlsx"], by="t")
    review.ensure_compared(session, by="t")
    load(session, AN, BINH)
    assert review.questions(session) == ()
    load(session, BINH, AN, CUC)  # the same rows elsewhere, and one more
    assert review.questions(session) == ()


def test_a_decision_made_on_a_corrected_list_holds_for_it_again_and_again(
    session: Session, asked: review.Question
) -> None:
    """The key stays that of the first delivery through corrections, withdrawals and new imports."""
    corrected = replace(BINH, dob="1975-03")
    load(session, AN, corrected)
    (question,) = review.questions(session)
    review.decide(session, question.id, "different", by="t")
    load(session, AN, replace(corrected, position="Giám đốc Sở"))
    assert review.questions(session) == ()
    intake.withdraw(session, ["so.xlsx"], by="t")
    load(session, AN, replace(corrected, position="Giám đốc Sở"))
    assert review.questions(session) == ()


def test_a_key_is_not_taken_from_somebody_else(session: Session) -> None:
    """Two of one name and birth in the corrected list: who has the old post keeps the old key."""
    first = person("Lê Văn Tám", "1971", position="Trưởng phòng")
    load(session, first)
    (before,) = queries.active_records(session)
    load(session, replace(first, position="Giám đốc Sở"), first)
    keys = {p.position: p.key for p in queries.active_records(session)}
    assert keys["Trưởng phòng"] == before.key
    assert keys["Giám đốc Sở"] != before.key


def test_a_decision_without_grounds_holds_as_it_was_made_to(session: Session, asked: review.Question) -> None:
    """Those of earlier versions: any change of a compared field asks again, nothing else does."""
    review.decide(session, asked.id, "different", by="t")
    fields = [
        [p.full_name, p.dob, list(p.phones), p.cccd, p.email, p.position, p.agency]
        for p in sorted((asked.left, asked.right), key=lambda p: p.key)
    ]
    mark = stamps.sha256(fields)
    session.execute(update(tables.Judgement).values(grounds=None, fingerprint=mark))
    load(session, AN, replace(BINH, note="mới"))
    assert review.questions(session) == ()
    load(session, AN, replace(BINH, position="Giám đốc Sở"))
    assert len(review.questions(session)) == 1
