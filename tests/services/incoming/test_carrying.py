from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from roster.plan import Plan
from roster.services.editing import edits
from roster.services.incoming import carrying, deliveries, intake
from roster.services.incoming.carrying import Carried, Overtaken
from roster.services.reviewing import review
from roster.store import queries, tables
from tests.services.conftest import TODAY
from tests.services.lists import delegate, reading
from tests.services.written_lists import AN, BINH, CUONG, at, read, receive, replace, write

FILE = "Sở Nội vụ.csv"
SECOND = "Sở Nội vụ (2).csv"
DUNG = "4,Phạm Thị Dung,07/08/1982,Nữ,Phó Giám đốc Sở,Lãnh đạo Sở,0912345681"


@pytest.fixture
def ours(plan: Plan) -> dict[str, Any]:
    return {"plan": plan, "today": TODAY, "by": "officer"}


@pytest.fixture
def mended(session: Session, tmp_path: Path, plan: Plan, ours: Any) -> Session:
    """A list with a mended phone, a mended name and somebody taken out."""
    receive(session, tmp_path / FILE, plan, AN, BINH, CUONG)
    edits.correct(session, at(session, FILE, 2).key, {"phone": "0912345679"}, **ours)
    edits.correct(session, at(session, FILE, 3).key, {"full_name": "Lê Văn Cường"}, **ours)
    edits.exclude(session, [at(session, FILE, 1).key], "nghỉ hưu", **ours)
    return session


def carried(session: Session, done: intake.Delivery, ours: Any) -> Carried:
    (one,) = carrying.carry(session, [done], **ours)
    return one


def test_edits_follow_the_same_texts_wherever_they_stand(
    mended: Session, tmp_path: Path, plan: Plan, ours: Any
) -> None:
    done = replace(mended, tmp_path / SECOND, plan, DUNG, BINH, AN, CUONG, replaces=FILE)
    assert carried(mended, done, ours) == Carried(SECOND, kept=3)
    dung, binh, an, cuong = (at(mended, SECOND, place) for place in (1, 2, 3, 4))
    assert binh.phones == ("+84912345679",)
    assert (cuong.full_name, cuong.held) == ("Lê Văn Cường", None)
    assert (an.excluded, dung.excluded) == ("nghỉ hưu", None)


def test_what_the_new_list_states_itself_is_settled(
    mended: Session, tmp_path: Path, plan: Plan, ours: Any
) -> None:
    right = BINH.replace("091234567", "0912.345.679")
    done = replace(mended, tmp_path / SECOND, plan, AN, right, CUONG, replaces=FILE)
    assert carried(mended, done, ours) == Carried(SECOND, kept=2, settled=1)
    assert at(mended, SECOND, 2).phones == ("+84912345679",)
    assert carrying.resting_on(mended, SECOND).corrections == 1


def test_another_value_of_the_new_list_counts_and_is_reported(
    mended: Session, tmp_path: Path, plan: Plan, ours: Any
) -> None:
    other = BINH.replace("091234567", "0987654321")
    done = replace(mended, tmp_path / SECOND, plan, AN, other, CUONG, replaces=FILE)
    found = carried(mended, done, ours)
    binh = at(mended, SECOND, 2)
    assert (found.kept, found.overtaken) == (2, (Overtaken(binh.source, "phone"),))
    assert (binh.phones, "correction_overtaken" in binh.flags) == (("+84987654321",), True)
    told = [(p.code, p.row, p.column) for p, _ in queries.active_problems(mended)]
    assert ("correction_overtaken", binh.source.row, "phone") in told
    edits.correct(mended, binh.key, {"phone": "0912345679"}, **ours)
    assert at(mended, SECOND, 2).phones == ("+84912345679",)
    assert "correction_overtaken" not in at(mended, SECOND, 2).flags


def test_edits_of_people_who_are_gone_are_counted(
    mended: Session, tmp_path: Path, plan: Plan, ours: Any
) -> None:
    done = replace(mended, tmp_path / SECOND, plan, AN, DUNG, replaces=FILE)
    assert carried(mended, done, ours) == Carried(SECOND, kept=1, gone=2)


def test_a_mended_name_is_known_again_when_the_list_has_it_right(
    mended: Session, tmp_path: Path, plan: Plan, ours: Any
) -> None:
    right = CUONG.replace("C?ờng", "Cường")
    done = replace(mended, tmp_path / SECOND, plan, AN, BINH, right, replaces=FILE)
    assert carried(mended, done, ours) == Carried(SECOND, kept=2, settled=1)


def test_a_list_taken_out_and_imported_again_brings_its_edits_back(
    mended: Session, tmp_path: Path, plan: Plan, ours: Any
) -> None:
    resting = carrying.resting_on(mended, FILE)
    assert (resting.corrections, resting.exclusions, resting.choices, resting.decisions) == (2, 1, 0, 0)
    before = queries.active_records(mended)
    intake.withdraw(mended, [FILE], by="t")
    assert queries.active_records(mended) == ()
    assert len(mended.scalars(select(tables.EditLine)).all()) == 3
    done = receive(mended, tmp_path / FILE, plan, AN, BINH, CUONG)
    assert carried(mended, done, ours) == Carried(FILE, kept=3)
    assert queries.active_records(mended) == before


def test_an_act_is_undone_in_the_next_delivery_too(
    mended: Session, tmp_path: Path, plan: Plan, ours: Any
) -> None:
    done = replace(mended, tmp_path / SECOND, plan, AN, BINH, CUONG, DUNG, replaces=FILE)
    carried(mended, done, ours)
    edits.undo_last(mended, **ours)
    assert at(mended, SECOND, 1).excluded is None
    intake.withdraw(mended, [SECOND], by="t")
    assert at(mended, FILE, 1).excluded is None
    assert at(mended, FILE, 2).phones == ("+84912345679",)


def test_decisions_on_pairs_are_counted(session: Session, tmp_path: Path, plan: Plan, ours: Any) -> None:
    receive(session, tmp_path / FILE, plan, AN, BINH)
    other = delegate("Trần Thị Bình", "1975-03-05")
    intake.supersede(session, [reading("hdnd.xlsx", other)], by="t")
    review.ensure_compared(session, by="t")
    (question,) = review.questions(session)
    review.decide(session, question.id, "different", by="officer")
    assert carrying.resting_on(session, FILE).decisions == 1
    edits.undo_last(session, **ours)
    assert carrying.resting_on(session, FILE).decisions == 0


def test_a_list_without_edits_carries_none(session: Session, tmp_path: Path, plan: Plan, ours: Any) -> None:
    receive(session, tmp_path / FILE, plan, AN)
    done = replace(session, tmp_path / SECOND, plan, AN, BINH, replaces=FILE)
    assert carrying.carry(session, [done], **ours) == ()


def test_the_difference_shown_is_that_of_the_lists(
    mended: Session, tmp_path: Path, plan: Plan, ours: Any
) -> None:
    diff = deliveries.compare(mended, read(write(tmp_path / SECOND, AN, BINH, CUONG), plan), FILE)
    assert (diff.added, diff.removed, diff.changed) == ((), (), ())


def test_what_is_carried_is_audited_in_numbers(
    mended: Session, tmp_path: Path, plan: Plan, ours: Any
) -> None:
    carried(mended, replace(mended, tmp_path / SECOND, plan, AN, BINH, replaces=FILE), ours)
    line = mended.scalars(select(tables.Audit).where(tables.Audit.action == "edits.carried")).one()
    assert line.detail == {"kept": 2, "settled": 0, "overtaken": 0, "gone": 1}
