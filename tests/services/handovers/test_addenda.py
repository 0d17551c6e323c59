from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.plan import Plan
from roster.services.editing import edits
from roster.services.handovers import addenda, checks, listed
from roster.services.handovers.freezing import Frozen, Order
from roster.services.incoming import intake
from roster.services.reviewing import review
from roster.services.shelf import Shelf
from roster.store import handover_queries, queries
from tests.services.conftest import TODAY
from tests.services.lists import delegate, reading
from tests.services.test_respondents import HDND, SO

NEW = reading("moi.xlsx", delegate("Phạm Thị Dung", "1981-05-06", gender="Nữ"))


def key_of(session: Session, name: str, group: str) -> str:
    return next(p.key for p in queries.active_records(session) if p.full_name == name and p.group == group)


@pytest.fixture
def changed(session: Session, sent: Frozen, plan: Plan) -> Frozen:
    """One came, one is out, one has another phone."""
    intake.synchronise(session, [SO, HDND, NEW], by="t")
    rules = {"plan": plan, "today": TODAY, "by": "t"}
    an, binh = (
        key_of(session, name, group)
        for name, group in (("Nguyễn Văn An", "dai_bieu_hdnd"), ("Trần Thị Bích Bình", "lanh_dao_so"))
    )
    edits.correct(session, an, {"phone": "0987654321"}, **rules)  # type: ignore[arg-type]  # a short way
    edits.exclude(session, [binh], "nghỉ hưu", **rules)  # type: ignore[arg-type]  # as above
    review.ensure_compared(session, by="t")
    return sent


def test_the_changes_are_seen_beforehand(session: Session, changed: Frozen, plan: Plan) -> None:
    found = addenda.pending(session, plan=plan)
    assert found is not None
    assert found.of == found.since == changed.hand_over
    seen = [(one.kind, one.listed.name, one.listed.group, one.fields) for one in found.changes]
    assert seen == [
        ("changed", "Nguyễn Văn An", "dai_bieu_hdnd", ("phone",)),
        ("added", "Phạm Thị Dung", "dai_bieu_hdnd", ()),
        ("removed", "Trần Thị Bích Bình", "lanh_dao_so", ()),
    ]
    assert found.changes[0].was == {"phone": "0912345678"}
    assert "0987654321" in found.changes[0].listed.phone


def test_the_lists_are_compared_again_only_after_an_act(
    session: Session, changed: Frozen, plan: Plan
) -> None:
    first = addenda.pending(session, plan=plan)
    assert first is not None
    assert addenda.pending(session, plan=plan) is first
    an = key_of(session, "Nguyễn Văn An", "dai_bieu_hdnd")
    edits.correct(session, an, {"phone": "0912345678"}, plan=plan, today=TODAY, by="t")
    review.ensure_compared(session, by="t")
    second = addenda.pending(session, plan=plan)
    assert second is not None
    assert [one.kind for one in second.changes] == ["added", "removed"]


def test_an_addendum_in_the_ministrys_columns(
    session: Session, changed: Frozen, order: Order, *, where: Shelf, plan: Plan
) -> None:
    made = addenda.freeze(session, where, order)
    assert (made.hand_over.name, made.hand_over.kind) == ("1.1", "addendum")
    book = load_workbook(BytesIO(made.handed[0].content))
    rows = {
        sheet.title: [r for r in sheet.iter_rows(values_only=True) if isinstance(r[0], int)] for sheet in book
    }
    assert list(rows) == ["Thêm", "Bớt", "Sửa"]
    assert [(r[1], r[2], r[3]) for r in rows["Thêm"]] == [("Phạm Thị Dung", "Nữ", 1981)]
    assert [r[1] for r in rows["Bớt"]] == ["Trần Thị Bích Bình"]
    (line,) = rows["Sửa"]
    assert line[1] == "Nguyễn Văn An"
    assert line[4:6] == ("Số điện thoại", "0912345678")
    assert "0987654321" in str(line[6])
    headings = [[c.value for c in row] for row in book["Thêm"].iter_rows() if row[0].value == "STT"]
    assert headings[0] == [
        "STT", "Họ và tên", "Giới tính", "Năm sinh", "Chức vụ", "Cơ quan/đơn vị", "Số điện thoại", "Email",
        "Nhóm đối tượng", "Ghi chú",
    ]  # fmt: skip
    assert [checked.faults for checked in checks.check_all(session, where.folder, plan=plan)] == [(), ()]


def test_the_roster_of_any_hand_over_can_be_read_back(
    session: Session, changed: Frozen, order: Order, *, where: Shelf, plan: Plan
) -> None:
    first = listed.listed(session, plan=plan)
    made = addenda.freeze(session, where, order)
    assert [one.name for one in listed.listed(session, plan=plan)] == [
        "Nguyễn Văn An", "Trần Thị Bích Bình", "Phạm Thị Dung",
    ]  # fmt: skip
    assert handover_queries.roster(session, changed.hand_over.id) == first
    assert len(handover_queries.rows(session, made.hand_over.id)) == 4
    said = addenda.said(session, made.hand_over)
    assert [(one.kind, one.fields, dict(one.was).get("phone")) for one in said] == [
        ("changed", ("phone",), "0912345678"),
        ("added", (), None),
        ("removed", (), ""),
    ]
    pending = addenda.pending(session, plan=plan)
    assert pending is not None
    assert pending.changes == ()
    with pytest.raises(UserError) as error:
        addenda.freeze(session, where, order)
    assert (error.value.code, error.value.params) == ("nothing_changed", {"number": "1.1"})


def test_nothing_to_add_to(session: Session, plan: Plan, order: Order, where: Shelf) -> None:
    intake.synchronise(session, [SO], by="t")
    assert addenda.pending(session, plan=plan) is None
    with pytest.raises(UserError) as error:
        addenda.freeze(session, where, order)
    assert error.value.code == "nothing_handed_over"


def test_people_found_to_be_one_are_no_change_of_the_one_who_stays(
    session: Session, sent: Frozen, plan: Plan
) -> None:
    (question,) = review.questions(session, queries.active_records(session))
    review.decide(session, question.id, "same", by="t")
    review.ensure_compared(session, by="t")
    found = addenda.pending(session, plan=plan)
    assert found is not None
    kinds = [(one.kind, one.listed.group) for one in found.changes]
    assert ("removed", "lanh_dao_so") in kinds
    assert ("added", "dai_bieu_hdnd") not in kinds
