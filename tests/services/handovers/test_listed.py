from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from roster.export.form import load_form
from roster.plan import Plan
from roster.services.handovers import listed
from roster.services.incoming import intake
from roster.services.reviewing import review
from roster.store import handover_queries
from roster.store.handover_queries import REMOVED, KeptRow
from roster.store.session import Database
from roster.survey.hand_over import HandedFile, HandOver, Point
from roster.survey.listed import Listed
from tests.services.lists import delegate, person, reading
from tests.services.test_respondents import HDND, SO

SENT = HandOver(
    id=0,
    plan="daknong-2024-demo",
    number=1,
    addendum=0,
    day=date(2024, 12, 18),
    at=datetime(2024, 12, 18, 7, tzinfo=UTC),
    by="t",
    precedence="hdnd_first",
    allow_reason="gấp",
    points=(Point("held", "k1", "so.xlsx, dòng 4"),),
    form="bo-noi-vu",
    form_sha256="f" * 64,
    counts={"lanh_dao_so": 1},
    rows_sha256="r" * 64,
    seal="s" * 64,
    files=(HandedFile("ds.xlsx", "a" * 64, 12, "0" * 32),),
)


def in_force(session: Session, plan: Plan) -> tuple[Listed, ...]:
    intake.synchronise(session, [SO, HDND], by="t")
    review.ensure_compared(session, by="t")
    return listed.listed(session, plan=plan)


def test_the_roster_in_force_while_nothing_was_handed_over(session: Session, plan: Plan) -> None:
    people = in_force(session, plan)
    assert [(one.group, one.order, one.name) for one in people] == [
        ("dai_bieu_hdnd", 1, "Nguyễn Văn An"),
        ("dai_bieu_hdnd", 2, "Trần Thị Bích Bình"),
        ("lanh_dao_so", 1, "Trần Thị Bích Bình"),
    ]
    first = people[0]
    assert (first.person, first.phone, first.phones) == ("P000001", "0912345678", ("+84912345678",))
    assert first.position == first.values["position"] == "Đại biểu HĐND tỉnh"
    assert first.values["birth_year"] == 1970
    assert len({one.line for one in people}) == 3


def test_a_person_of_two_groups_has_a_line_in_each(session: Session, plan: Plan) -> None:
    both = {"cccd": "067070000123", "phones": ("+84912345678",)}
    lists = (
        reading("s.xlsx", person("Lê Hùng", "1970-01-02", **both)),
        reading("p.xlsx", person("Lê Hùng", "1970-01-02", **both, group="lanh_dao_phong")),
    )
    intake.synchronise(session, lists, by="t")
    review.ensure_compared(session, by="t")
    people = listed.listed(session, plan=plan)
    assert [one.line for one in people] == [("P000001", "lanh_dao_so"), ("P000001", "lanh_dao_phong")]


def test_the_roster_as_sent_stays(session: Session, plan: Plan) -> None:
    sent = in_force(session, plan)
    lines = [KeptRow(one, "", None, "0" * 64) for one in sent[1:]]
    lines.append(KeptRow(sent[0], REMOVED, {"phone": "1"}, "1" * 64))
    kept = handover_queries.add(session, SENT, lines)
    later = reading("more.xlsx", delegate("Phạm Thị Dung", "1981-05-06"))
    intake.synchronise(session, [SO, HDND, later], by="t")
    review.ensure_compared(session, by="t")
    session.expire_all()
    assert listed.listed(session, plan=plan) == sent[1:]
    assert len(listed.in_force(session, plan=plan, form=load_form(plan.form))) == 4
    assert handover_queries.hand_overs(session, plan=plan.code) == (kept,)
    assert handover_queries.hand_over(session, plan=plan.code, number=1, addendum=0) == kept
    assert handover_queries.hand_over(session, plan="other", number=1, addendum=0) is None
    assert (kept.kind, kept.name, kept.people) == ("full", "1", 1)
    assert handover_queries.rows(session, kept.id)[-1].was == {"phone": "1"}


@pytest.mark.parametrize("table", ["hand_overs", "hand_over_rows", "hand_over_files"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_it(database: Database, table: str, statement: str) -> None:
    one = Listed("P000001", 1, "lanh_dao_so", "Sở", None, "Giám đốc", name="An", phone="", email="")
    with database.changing() as session:
        handover_queries.add(session, SENT, [KeptRow(one, "", None, "0" * 64)])
    with (
        pytest.raises(DatabaseError, match="what was handed over is never changed"),
        database.engine.begin() as connection,
    ):
        connection.execute(text(statement.format(table)))
