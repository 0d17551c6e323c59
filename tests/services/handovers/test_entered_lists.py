import pytest
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.model import FileReading
from roster.plan import Plan
from roster.services.handovers import entered, entered_lists
from roster.services.handovers.freezing import Frozen
from tests.services.lists import delegate, person, reading, unreadable
from tests.services.test_respondents import CARD


def take(session: Session, plan: Plan, *people: FileReading) -> entered_lists.Taken:
    (read,) = people
    return entered_lists.take(session, read, plan=plan, by="t")


def test_sure_rows_are_ticked_unsure_asked_unknown_told(session: Session, sent: Frozen, plan: Plan) -> None:
    theirs = reading(
        "bo.xlsx",
        delegate("NGUYỄN VĂN AN", "1970-01-02", phones=CARD["phones"]),
        person("Trần Thị Bích Bình", agency=None, agency_code=None, position=None),
        person("Hồ Thị Xa", "1988-01-02"),
        person("Lê ??", held="lost_characters"),
    )
    taken = take(session, plan, theirs)
    assert [one.name for one in taken.recognised] == ["Nguyễn Văn An"]
    assert taken.ticked == 1
    assert [doubt.record.source.row for doubt in taken.asked] == [3]
    assert {one.name for one in taken.asked[0].candidates} == {"Trần Thị Bích Bình"}
    assert [one.source.row for one in taken.unknown] == [4]
    assert [one.source.row for one in taken.held] == [5]
    ticked = entered.ticked(session, plan=plan)
    assert set(ticked) == {taken.recognised[0].person}
    assert ticked[taken.recognised[0].person].source == theirs.sha256


def test_the_same_list_again_ticks_nobody_new(session: Session, sent: Frozen, plan: Plan) -> None:
    an = delegate("Nguyễn Văn An", "1970-01-02", phones=CARD["phones"])
    theirs = reading("bo.xlsx", an, an)
    assert take(session, plan, theirs).ticked == 1
    again = take(session, plan, theirs)
    assert (len(again.recognised), again.ticked) == (1, 0)


@pytest.mark.parametrize(
    ("read", "code"), [(unreadable("x.xlsx"), "list_unread"), (reading("e.xlsx"), "nobody_in_list")]
)
def test_lists_that_say_nothing(
    session: Session, sent: Frozen, plan: Plan, *, read: FileReading, code: str
) -> None:
    with pytest.raises(UserError) as error:
        take(session, plan, read)
    assert error.value.code == code
