import pytest
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.services import persons
from roster.services.incoming import intake, look_up
from roster.services.reviewing import review
from tests.services.lists import delegate, person, reading

BINH = person("Trần Thị Hòa Bình", "1975-03-04", cccd="067070000123", phones=("+84905111222",))
AS_DELEGATE = delegate("Trần Thị Hòa Bình", "1975-03-04", cccd="067070000123", phones=("+84905111222",))


@pytest.fixture
def loaded(session: Session) -> Session:
    intake.supersede(session, [reading("so.xlsx", BINH), reading("hdnd.xlsx", AS_DELEGATE)], by="t")
    review.ensure_compared(session, by="t")
    return session


def test_words_and_numbers_lead_to_the_same_rows(loaded: Session) -> None:
    found, total = look_up.look_up(loaded, "hoa binh", most=9)
    assert total == 2
    (number,) = {row.person for row in found}
    again, of_person = look_up.look_up(loaded, f" {number} ", most=9)
    assert {row.record.key for row in again} == {row.record.key for row in found}
    assert of_person == 2


def test_the_first_are_shown_and_all_are_counted(loaded: Session) -> None:
    for words in ("binh", persons.written(1)):
        found, total = look_up.look_up(loaded, words, most=1)
        assert (len(found), total) == (1, 2)


def test_a_number_nobody_has_is_said_and_words_that_fit_nobody_find_nothing(loaded: Session) -> None:
    with pytest.raises(UserError) as refusal:
        look_up.look_up(loaded, "P000099", most=9)
    assert refusal.value.code == "no_such_person"
    assert look_up.look_up(loaded, "P x", most=9) == ((), 0)
