"""Who has sent, who is late, and what was noted by hand, on both databases."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy.orm import Session

from roster.errors import UserError, UserErrors
from roster.plan import Plan
from roster.services.collecting import log, papers, progress
from roster.services.collecting.progress import AgencyLine
from roster.services.incoming import intake
from tests.services.lists import of_agency, person, reading, unreadable

BEFORE, AFTER = date(2024, 12, 12), date(2024, 12, 18)


def line_of(session: Session, plan: Plan, code: str, today: date = AFTER) -> AgencyLine:
    lines = progress.progress(session, plan=plan, today=today).lines
    return next(line for line in lines if line.agency.code == code)


def test_every_sender_with_its_standing(session: Session, plan: Plan) -> None:
    guest = person("Lê Hữu Cường", **of_agency(plan, "so_tu_phap", "lanh_dao_so"))
    own = reading("snv.xlsx", person("Nguyễn Văn An"), guest, sender="so_noi_vu")
    intake.supersede(session, [own, unreadable("hong.pdf")], by="test")
    log.received(session, "so_y_te", plan=plan, day=date(2024, 12, 17), today=AFTER, by="test")
    standings = {
        code: line_of(session, plan, code).standing for code in ("so_noi_vu", "so_tu_phap", "so_y_te")
    }
    assert standings == {"so_noi_vu": "sent", "so_tu_phap": "elsewhere", "so_y_te": "noted"}
    assert line_of(session, plan, "so_xay_dung").standing == "late"
    assert line_of(session, plan, "so_xay_dung").days_late == 2
    assert line_of(session, plan, "so_xay_dung", BEFORE).standing == "waiting"
    assert line_of(session, plan, "so_noi_vu").people == 2
    assert line_of(session, plan, "so_y_te").days_late == 1  # on 17/12, the deadline was 16/12
    assert [count.came for count in progress.progress(session, plan=plan, today=AFTER).days] == [1, 2]


def test_a_list_taken_out_has_not_come(session: Session, plan: Plan) -> None:
    intake.supersede(session, [reading("snv.xlsx", person("Nguyễn Văn An"), sender="so_noi_vu")], by="test")
    intake.withdraw(session, ["snv.xlsx"], by="test")
    assert line_of(session, plan, "so_noi_vu").day is None


def test_reminders_are_counted_until_taken_back(session: Session, plan: Plan) -> None:
    first, second = (
        log.remind(
            session, ["so_y_te"], plan=plan, channel="zalo", day=date(2024, 12, day), today=AFTER, by="t"
        )[0]
        for day in (16, 17)
    )
    line = line_of(session, plan, "so_y_te")
    assert (line.reminders, line.reminded_on) == (2, date(2024, 12, 17))
    log.undo(session, second, plan=plan, by="test")
    line = line_of(session, plan, "so_y_te")
    assert (line.reminders, line.reminded_on) == (1, date(2024, 12, 16))
    assert [note.number for note in log.newest(session, plan=plan, page=1, per_page=9)[0]] == [first]


def test_unknown_agencies_and_coming_days_are_named_together(session: Session, plan: Plan) -> None:
    with pytest.raises(UserErrors) as refusal:
        log.remind(
            session,
            ["nowhere", "cuc_thue"],
            plan=plan,
            channel="sms",
            day=date(2024, 12, 19),
            today=AFTER,
            by="t",
        )
    assert sorted(e.code for e in refusal.value.exceptions if isinstance(e, UserError)) == [
        *("day_in_the_future", "no_such_agency", "no_such_agency")
    ]


@pytest.mark.parametrize(("today", "days", "late"), [(BEFORE, "4 ngày", False), (AFTER, "2 ngày", True)])
def test_reminders_before_and_after_the_deadline_hold_no_personal_data(
    session: Session, plan: Plan, *, today: date, days: str, late: bool
) -> None:
    people = (person("Nguyễn Văn An", phones=("+84912345678",)),)
    intake.supersede(session, [reading("snv.xlsx", *people, sender="so_noi_vu")], by="test")
    agency = plan.agency("so_noi_vu")
    assert agency is not None
    made = papers.reminder(plan, agency, today=today)
    text = "\n".join(paragraph.text for paragraph in Document(BytesIO(made.letter)).paragraphs)
    assert made.late is late
    for said in (text, made.message):
        assert days in said
        assert "16/12/2024" in said
        assert "Sở Nội vụ" in said
        assert "Nguyễn Văn An" not in said
        assert "0912" not in said
    assert "{" not in text
