"""Corrections, exclusions and undo of rows as their lists state them."""

import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.model import BY_HAND, PersonRecord
from roster.plan import Plan
from roster.services.editing import additions, edit_history, edits
from roster.services.incoming import row_ledger
from roster.store import queries, tables
from roster.store.session import Database
from tests.services.editing.conftest import FILE, state
from tests.services.written_lists import AN, BINH, at, receive


def codes(session: Session) -> list[str]:
    return sorted(problem.code for problem, _ in queries.active_problems(session))


def binh(session: Session) -> PersonRecord:
    return at(session, FILE, 2)


def test_a_corrected_phone_is_cleaned_and_its_flag_goes(listed: Session, ours: Any) -> None:
    before = binh(listed)
    assert ("bad_phone" in before.flags, before.phones) == (True, ())
    edits.correct(listed, before.key, {"phone": "0912 345 679"}, **ours)
    after = binh(listed)
    assert (after.phones, "bad_phone" in after.flags, after.key) == (("+84912345679",), False, before.key)
    assert after.raw == before.raw
    assert "bad_phone" not in codes(listed)


def test_a_correction_is_flagged_as_a_cell_would_be(listed: Session, ours: Any) -> None:
    key = binh(listed).key
    edits.correct(listed, key, {"phone": "01234567890; 0912345679", "dob": "1975"}, **ours)
    after = binh(listed)
    assert {"two_phones", "partial_date"} <= set(after.flags)
    assert after.dob == "1975"


def test_an_empty_text_clears_a_field(listed: Session, ours: Any) -> None:
    key = at(listed, FILE, 1).key
    edits.correct(listed, key, {"phone": ""}, **ours)
    assert (at(listed, FILE, 1).phones, "no_phone" in at(listed, FILE, 1).flags) == ((), True)


def test_a_corrected_position_is_classified_again(listed: Session, ours: Any) -> None:
    key = at(listed, FILE, 1).key
    assert at(listed, FILE, 1).group == "lanh_dao_so"
    edits.correct(listed, key, {"group": "lanh_dao_phong"}, **ours)
    assert (at(listed, FILE, 1).group, at(listed, FILE, 1).group_origin) == (
        "lanh_dao_phong",
        "declared:person",
    )
    edits.correct(listed, key, {"position": "PGĐ Sở"}, **ours)
    after = at(listed, FILE, 1)
    assert (after.position, after.group) == ("Phó Giám đốc Sở", "lanh_dao_phong")


def test_a_group_the_rules_found_follows_the_position(session: Session, plan: Plan, ours: Any) -> None:
    done = additions.add(
        session, {"full_name": "Đỗ Văn Giang", "position": "Trưởng phòng", "agency": "Sở Y tế"}, **ours
    )
    (key,) = done.keys
    before = edits.find(session, BY_HAND, 1)
    edits.correct(session, key, {"position": "Giám đốc Sở"}, **ours)
    after = edits.find(session, BY_HAND, 1)
    assert (before.group, after.group) == ("lanh_dao_phong", "lanh_dao_so")
    assert after.rank < before.rank


def test_a_mended_held_row_becomes_a_person(listed: Session, plan: Plan, ours: Any) -> None:
    held = at(listed, FILE, 3)
    assert held.held == "lost_characters"
    counted = row_ledger.of_delivery(listed, FILE)
    edits.correct(listed, held.key, {"full_name": "Lê Văn Cường"}, **ours)
    after = at(listed, FILE, 3)
    assert (after.held, after.full_name, after.position) == (None, "Lê Văn Cường", held.position)
    ledger = row_ledger.of_delivery(listed, FILE)
    assert (ledger.held, ledger.people) == (counted.held - 1, counted.people + 1)
    assert after.key in {key for one in state(listed, plan).respondents for key in one.keys}


def test_a_name_spoilt_by_a_correction_holds_the_row(listed: Session, ours: Any) -> None:
    key = at(listed, FILE, 1).key
    edits.correct(listed, key, {"full_name": "12345"}, **ours)
    assert at(listed, FILE, 1).held == "bad_name"


def test_all_rows_that_state_a_text_are_mended_at_once(
    listed: Session, tmp_path: Path, plan: Plan, ours: Any
) -> None:
    receive(listed, tmp_path / "khác.csv", plan, AN.replace("Nguyễn Văn An", "Hồ Văn Sang"))
    one = at(listed, FILE, 1)
    edits.correct(listed, one.key, {"position": "Quyền Giám đốc Sở"}, **ours)
    done = edits.correct_equal(listed, "position", ("Giám đốc Sở", "Phó Giám đốc Sở"), **ours)
    assert done.keys == (at(listed, "khác.csv", 1).key,)
    with pytest.raises(UserError) as error:
        edits.correct_equal(listed, "unit", ("Lãnh đạo Sở", "Văn phòng"), file="không có.csv", **ours)
    assert error.value.code == "not_imported"
    lines = listed.scalars(select(tables.Audit).where(tables.Audit.action == "edit.correct")).all()
    assert [line.detail["records"] for line in lines] == [1, 1]
    assert "Giám đốc" not in repr([(line.subjects, line.detail) for line in lines])


def test_undo_brings_back_what_was_before(listed: Session, ours: Any) -> None:
    before = binh(listed)
    told = codes(listed)
    first = edits.correct(listed, before.key, {"phone": "0912345679"}, **ours)
    edits.correct(listed, before.key, {"phone": "0912345670"}, **ours)
    assert edits.undo_last(listed, **ours).keys == (before.key,)
    assert binh(listed).phones == ("+84912345679",)
    edits.undo(listed, first.edit, **ours)
    assert binh(listed) == before
    assert codes(listed) == told
    for number, code in ((first.edit, "undone_before"), (999, "no_such_edit")):
        with pytest.raises(UserError) as error:
            edits.undo(listed, number, **ours)
        assert error.value.code == code
    with pytest.raises(UserError) as error:
        edits.undo_last(listed, **ours)
    assert error.value.code == "nothing_to_undo"


def test_an_earlier_act_can_be_undone_without_the_later_one(listed: Session, ours: Any) -> None:
    key = binh(listed).key
    first = edits.correct(listed, key, {"phone": "0912345679"}, **ours)
    edits.correct(listed, key, {"dob": "05/03/1975"}, **ours)
    edits.undo(listed, first.edit, **ours)
    assert (binh(listed).phones, binh(listed).dob) == ((), "1975-03-05")


def test_who_is_taken_out_is_counted_and_listed_apart(listed: Session, plan: Plan, ours: Any) -> None:
    before = state(listed, plan)
    key = at(listed, FILE, 1).key
    edits.exclude(listed, [key], "nghỉ hưu từ 01/12", **ours)
    after = state(listed, plan)
    group = before.counts["lanh_dao_so"]
    now = after.counts["lanh_dao_so"]
    assert (now.received, now.excluded) == (group.received, group.excluded + 1)
    assert (now.distinct, now.final) == (group.distinct - 1, group.final - 1)
    assert key not in {k for one in after.respondents for k in one.keys}
    assert [p.excluded for p in after.records if p.excluded] == ["nghỉ hưu từ 01/12"]
    edits.readmit(listed, [key], **ours)
    assert state(listed, plan).counts == before.counts


def test_a_held_row_taken_out_is_no_open_question(listed: Session, plan: Plan, ours: Any) -> None:
    key = at(listed, FILE, 3).key
    assert [p.key for p in state(listed, plan).held] == [key]
    edits.exclude(listed, [key], "không phải người", **ours)
    assert state(listed, plan).held == ()


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_needed(listed: Session, ours: Any, reason: str) -> None:
    with pytest.raises(UserError) as error:
        edits.exclude(listed, [at(listed, FILE, 1).key], reason, **ours)
    assert error.value.code == "reason_needed"


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ({"dân tộc": "Kinh"}, "no_such_field"),
        ({"group": "nhóm nào đó"}, "no_such_group"),
        ({"full_name": "Nguyễn Văn An"}, "nothing_to_change"),
    ],
)
def test_what_cannot_be_corrected(listed: Session, ours: Any, texts: dict[str, str], code: str) -> None:
    with pytest.raises(UserError) as error:
        edits.correct(listed, at(listed, FILE, 1).key, texts, **ours)
    assert error.value.code == code
    assert listed.scalar(select(func.count(tables.Edit.id))) == 0


def test_a_record_out_of_force_cannot_be_corrected(listed: Session, ours: Any) -> None:
    with pytest.raises(UserError) as error:
        edits.correct(listed, "0" * 16, {"dob": "1970"}, **ours)
    assert error.value.code == "no_such_record"


def test_the_history_of_a_record(listed: Session, ours: Any) -> None:
    key = binh(listed).key
    first = edits.correct(listed, key, {"phone": "0912345679"}, **ours)
    edits.exclude(listed, [key], "nghỉ hưu", **ours)
    edits.undo(listed, first.edit, **ours)
    newest, oldest = edit_history.of_records(listed, [key])
    assert [(act.kind, act.by, act.undone) for act in (newest, oldest)] == [
        ("exclude", "officer", False),
        ("correct", "officer", True),
    ]
    (line,) = oldest.lines
    assert (line.field, line.old, line.value) == ("phone", "091234567", "0912345679")
    assert line.source.file == FILE
    assert [act.edit for act in edit_history.newest(listed, limit=1)] == [newest.edit]


def test_two_people_mending_one_row_at_once_both_count(
    database: Database, tmp_path: Path, plan: Plan, ours: Any
) -> None:
    with database.changing() as session:
        receive(session, tmp_path / FILE, plan, AN, BINH)
        before, told = binh(session), codes(session)

    def mend_birth() -> None:
        with database.changing() as other:
            edits.correct(other, before.key, {"dob": "05/03/1975"}, **(ours | {"by": "second"}))

    with database.changing() as session:
        edits.correct(session, before.key, {"phone": "0912345679"}, **ours)
        second = threading.Thread(target=mend_birth)
        second.start()
        second.join(0.5)  # it waits for this transaction to end
    second.join()
    with database.changing() as session:
        after = binh(session)
        assert (after.phones, after.dob) == (("+84912345679",), "1975-03-05")
        assert "bad_phone" not in codes(session)
        for person_ in ("officer", "second"):
            edits.undo_last(session, **(ours | {"by": person_}))
        assert (binh(session), codes(session)) == (before, told)
