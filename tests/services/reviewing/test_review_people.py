from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.model import PersonRecord
from roster.plan import Plan
from roster.services import respondents
from roster.services.incoming import intake
from roster.services.reviewing import review, review_people
from tests.services.lists import delegate, person, reading

TODAY = date(2024, 12, 12)
CARD = {"cccd": "067070000123", "phones": ("+84912345678",)}
SHARED = "vp@noivu.example"
AN = person("Nguyễn Văn An", "1970-01-02", **CARD, email="an@x.example")
AN_AGAIN = person("Nguyen Van An", "1970-01-02", **CARD, email=SHARED, position="Giám đốc Sở", rank=1)
AN_AS_DELEGATE = delegate("Nguyễn Văn An", "1970-01-02", **CARD)
BINH = person("Trần Thị Bình", "1975-03-04", email=SHARED)


@pytest.fixture
def keys(session: Session) -> dict[str, str]:
    """Two people in four rows, one of them in three; file -> key of the first row."""
    intake.supersede(session, [reading("a.xlsx", AN)], by="t")
    intake.supersede(session, [reading("b.xlsx", AN_AGAIN, BINH)], by="t")
    intake.supersede(session, [reading("c.xlsx", AN_AS_DELEGATE)], by="t")
    review.compare(session, by="t")
    (one,) = review_people.merged(session, page=1).people
    return {p.source.file: p.key for p in one.records}


def an(session: Session, keys: dict[str, str], plan: Plan) -> review_people.PersonPage:
    return review_people.person(session, keys["a.xlsx"], plan=plan)


def record(page: review_people.PersonPage, key: str) -> PersonRecord:
    return next(p for p in page.person.records if p.key == key)


def test_merged_people_with_their_evidence(session: Session, keys: dict[str, str]) -> None:
    found = review_people.merged(session, page=1)
    (one,) = found.people
    assert (found.total, len(one.records), len(one.bonds), one.by_people) == (1, 3, 3, False)
    assert [b.question.pair.weight for b in one.bonds] == sorted(
        (b.question.pair.weight for b in one.bonds), reverse=True
    )
    assert set(found.lists) == set(keys.values())
    assert review_people.merged(session, page=2).people == ()


def test_a_person_as_the_roster_has_it(session: Session, keys: dict[str, str], plan: Plan) -> None:
    """With the mailbox known as shared, though the page does not load everybody."""
    page = an(session, keys, plan)
    everybody = respondents.overview(session, plan=plan, today=TODAY).respondents
    assert page.respondents == tuple(one for one in everybody if set(one.keys) == set(keys.values()))
    assert [one.email for one in page.respondents] == ["an@x.example"]
    assert (page.role.rule, page.role.kept) == ("delegate_first", ("dai_bieu_hdnd",))


def test_the_row_whose_value_stands(session: Session, keys: dict[str, str], plan: Plan) -> None:
    page = an(session, keys, plan)
    assert [p.source.file for p in page.person.records if page.stands("email", p)] == ["a.xlsx"]
    assert [p.source.file for p in page.person.records if page.can_choose("email", p)] == ["b.xlsx"]
    assert not any(page.can_choose("dob", p) for p in page.person.records)  # all say the same


def test_another_value_is_chosen(session: Session, keys: dict[str, str], plan: Plan) -> None:
    page = an(session, keys, plan)
    key = keys["b.xlsx"]
    review_people.choose(session, key, "full_name", page.token, plan=plan, today=TODAY, by="t")
    after = an(session, keys, plan)
    assert after.respondents[0].full_name == "Nguyen Van An"
    assert after.stands("full_name", record(after, key))
    assert after.token != page.token


def test_a_row_is_taken_out_and_stays_out(session: Session, keys: dict[str, str], plan: Plan) -> None:
    token = an(session, keys, plan).token
    staying = review_people.take_out(session, keys["b.xlsx"], token, by="t")
    assert set(staying) == {keys["a.xlsx"], keys["c.xlsx"]}
    assert [p.key for p in review_people.person(session, keys["b.xlsx"], plan=plan).person.records] == [
        keys["b.xlsx"]
    ]
    review.compare(session, by="t")
    assert {p.key for p in an(session, keys, plan).person.records} == set(staying)


def test_nothing_is_done_to_a_person_who_has_changed(
    session: Session, keys: dict[str, str], plan: Plan
) -> None:
    token = an(session, keys, plan).token
    intake.supersede(session, [reading("a.xlsx", replace(AN, email="new@x.example"))], by="t")
    with pytest.raises(UserError) as refused:
        review_people.take_out(session, keys["b.xlsx"], token, by="t")
    assert refused.value.code == "person_changed"
    with pytest.raises(UserError) as refused:
        review_people.choose(session, keys["b.xlsx"], "email", token, plan=plan, today=TODAY, by="t")
    assert refused.value.code == "person_changed"


def test_an_unknown_row(session: Session, plan: Plan) -> None:
    with pytest.raises(UserError) as refused:
        review_people.person(session, "nobody", plan=plan)
    assert refused.value.code == "no_such_record"
