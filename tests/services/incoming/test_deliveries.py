from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.model import PersonRecord
from roster.services.incoming import deliveries, intake
from roster.services.reviewing import review
from roster.store import queries, tables
from tests.services.lists import delegate, person, reading, unreadable

AN = person("Nguyễn Văn An", "1970-01-02")
BINH = person("Trần Thị Bình", "1975-03-04", phones=("+84912345678",))
CUONG = person("Lê Văn Cường", "1980-05-06")
DUNG = person("Phạm Văn Dũng", "1981-07-08")


def names(people: tuple[PersonRecord, ...]) -> list[str]:
    return [p.full_name for p in people]


def in_force(session: Session) -> list[str]:
    return [row.file_name for row in queries.active_imports(session)]


def test_added_removed_changed_same(session: Session) -> None:
    intake.add(session, [reading("a.xlsx", AN, BINH, CUONG)], by="t")
    binh = replace(BINH, phones=("+84987654321",), note="số mới")
    diff = deliveries.compare(session, reading("b.xlsx", DUNG, binh, AN), "lists/a.xlsx")
    assert diff.replaces == "a.xlsx"
    assert (names(diff.added), names(diff.removed)) == (["Phạm Văn Dũng"], ["Lê Văn Cường"])
    (change,) = diff.changed
    assert (change.before.phones, change.after.phones) == (BINH.phones, binh.phones)
    assert change.fields == ("phones", "note")
    assert names(diff.same) == ["Nguyễn Văn An"]


@pytest.mark.parametrize(
    ("corrected", "fields"),
    [
        (replace(BINH, position="Giám đốc Sở"), ("position",)),
        (replace(BINH, dob="1975-04-03"), ("dob",)),
        (replace(BINH, full_name="Trần Thị Bỉnh"), ("full_name",)),
        (replace(BINH, held="lost_characters"), ("held",)),
    ],
)
def test_a_correction_is_a_change(session: Session, corrected: PersonRecord, fields: tuple[str, ...]) -> None:
    intake.add(session, [reading("a.xlsx", AN, BINH)], by="t")
    diff = deliveries.compare(session, reading("a.xlsx", AN, corrected), "a.xlsx")
    assert [change.fields for change in diff.changed] == [fields]
    assert (diff.added, diff.removed) == ((), ())


def test_keys_numbered_over_other_lists_still_match(session: Session) -> None:
    intake.add(session, [reading("a.xlsx", AN), reading("b.xlsx", AN, AN, BINH)], by="t")
    diff = deliveries.compare(session, reading("c.xlsx", AN, BINH), "b.xlsx")
    assert (len(diff.same), len(diff.removed), diff.added, diff.changed) == (2, 1, (), ())


def test_comparing_changes_nothing(session: Session) -> None:
    intake.add(session, [reading("a.xlsx", AN)], by="t")
    deliveries.compare(session, reading("b.xlsx", BINH), "a.xlsx")
    assert in_force(session) == ["a.xlsx"]


def test_an_unknown_list_cannot_be_replaced(session: Session) -> None:
    with pytest.raises(UserError) as error:
        deliveries.compare(session, reading("b.xlsx", BINH), "a.xlsx")
    assert error.value.code == "not_imported"


def test_a_list_takes_the_place_of_one_of_another_name(session: Session) -> None:
    intake.add(session, [reading("a.xlsx", AN)], by="t")
    done = deliveries.put_in_place(session, reading("b.xlsx", AN, BINH), "a.xlsx", by="t")
    assert done.outcome == "replaced"
    old, new = session.scalars(select(tables.Import).order_by(tables.Import.id)).all()
    assert (old.state, old.replaced_by, new.state) == ("replaced", new.id, "active")
    assert all("#" not in p.key for p in queries.active_records(session))


@pytest.mark.parametrize(
    ("name", "people", "outcome"), [("a.xlsx", (AN,), "unchanged"), ("b.xlsx", (AN,), "copy")]
)
def test_the_same_list_replaces_nothing(
    session: Session, name: str, people: tuple[PersonRecord, ...], outcome: str
) -> None:
    intake.add(session, [reading("a.xlsx", AN)], by="t")
    assert deliveries.put_in_place(session, reading(name, *people), "a.xlsx", by="t").outcome == outcome
    assert in_force(session) == ["a.xlsx"]


def test_what_may_not_take_a_place(session: Session) -> None:
    intake.add(session, [reading("a.xlsx", AN), reading("b.xlsx", BINH)], by="t")
    for refused, code in (
        (unreadable("c.xlsx"), "list_unread"),
        (reading("b.xlsx", CUONG), "name_taken"),
        (reading("c.xlsx", BINH), "already_in_force"),
    ):
        with pytest.raises(UserError) as error:
            deliveries.put_in_place(session, refused, "a.xlsx", by="t")
        assert error.value.code == code
    assert in_force(session) == ["a.xlsx", "b.xlsx"]


def test_undo_puts_the_replaced_list_back(session: Session) -> None:
    intake.add(session, [reading("a.xlsx", AN), reading("z.xlsx", AN)], by="t")
    before = {(p.source.file, p.key) for p in queries.active_records(session)}
    deliveries.put_in_place(session, reading("b.xlsx", BINH), "a.xlsx", by="t")
    deliveries.put_in_place(session, reading("c.xlsx", CUONG), "b.xlsx", by="t")
    assert intake.withdraw(session, ["c.xlsx"], by="t") == (intake.Withdrawal("c.xlsx", "b.xlsx"),)
    assert intake.withdraw(session, ["b.xlsx"], by="t") == (intake.Withdrawal("b.xlsx", "a.xlsx"),)
    assert {(p.source.file, p.key) for p in queries.active_records(session)} == before
    assert intake.withdraw(session, ["a.xlsx"], by="t") == (intake.Withdrawal("a.xlsx"),)
    actions = session.scalars(select(tables.Audit.action).where(tables.Audit.action == "import.restored"))
    assert len(actions.all()) == 2


def test_undo_leaves_out_a_list_that_came_back_another_way(session: Session) -> None:
    intake.add(session, [reading("a.xlsx", AN)], by="t")
    deliveries.put_in_place(session, reading("b.xlsx", BINH), "a.xlsx", by="t")
    intake.add(session, [reading("copy-of-a.xlsx", AN)], by="t")
    assert intake.withdraw(session, ["b.xlsx"], by="t") == (intake.Withdrawal("b.xlsx"),)
    assert in_force(session) == ["copy-of-a.xlsx"]


def test_judgements_survive_replacing_and_undoing(session: Session) -> None:
    binh, as_delegate = person("Trần Thị Bích Bình", "1975"), delegate("Trần Thị Bích Bình", "1975-03-04")
    intake.add(session, [reading("so.xlsx", AN, binh), reading("hdnd.xlsx", as_delegate)], by="t")
    review.compare(session, by="t")
    (question,) = review.questions(session)
    review.decide(session, question.id, "same", by="t")
    corrected = reading("so-lan-2.xlsx", CUONG, replace(binh, note="đã kiểm tra"), AN)
    deliveries.put_in_place(session, corrected, "so.xlsx", by="t")
    review.ensure_compared(session, by="t")
    assert review.questions(session) == ()
    intake.withdraw(session, ["so-lan-2.xlsx"], by="t")
    review.ensure_compared(session, by="t")
    assert review.questions(session) == ()
    assert in_force(session) == ["hdnd.xlsx", "so.xlsx"]
