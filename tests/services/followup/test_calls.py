"""Lists given away: name and phone, a purpose, a log that names nobody; messages without personal data."""

import re
from io import BytesIO

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from roster.errors import UserError, UserErrors
from roster.plan import Plan
from roster.services.followup import acts, calls, texts
from roster.services.followup.acts import Mark
from roster.services.followup.calls import Request
from roster.services.incoming import intake
from roster.store import queries, tables
from tests.services.followup.conftest import AN, BINH, CUONG, DUNG, TODAY
from tests.services.lists import person, reading

WHY = "Nhắc trả lời phiếu trước 10/01/2025"


def give(session: Session, plan: Plan, asked: Request) -> calls.CallList:
    return calls.give(session, asked, plan=plan, today=TODAY, by="test")


def test_a_partner_gets_name_and_phone_of_those_who_have_not_answered(
    session: Session, plan: Plan, followed: dict[str, str]
) -> None:
    for status, who in (("answered", AN), ("refused", BINH)):
        acts.mark(session, [followed[who]], Mark(status, TODAY), plan=plan, today=TODAY, by="test")
    made = give(session, plan, Request("buu_dien", WHY))
    assert {(one.name, one.phone) for one in made.entries} == {
        (CUONG, "0912345673"),
        (DUNG, "0912345674"),
    }
    (sheet,) = load_workbook(BytesIO(made.content)).worksheets
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    people = [row for row in rows if row and row[0] in {1, 2}]
    assert [len(row) for row in people] == [3, 3]
    told = " ".join(str(cell) for row in rows for cell in row)
    for private in ("1980", "Trưởng phòng", "Sở Y tế", followed[CUONG]):
        assert private not in told


def test_two_people_of_one_name_without_a_phone_are_both_called(session: Session, plan: Plan) -> None:
    born = ("1970-02-03", "1981-11-12")
    intake.supersede(session, [reading("snv.xlsx", *(person(AN, day) for day in born))], by="test")
    made = give(session, plan, Request("buu_dien", WHY))
    assert made.entries == (calls.Entry(AN, ""),) * 2


@pytest.mark.usefixtures("followed")
def test_a_list_can_be_protected(session: Session, plan: Plan) -> None:
    made = give(session, plan, Request("buu_dien", WHY, password="tám ký tự trở lên"))
    file, opened = OOXMLFile(BytesIO(made.content)), BytesIO()
    assert file.is_encrypted()
    file.load_key(password="tám ký tự trở lên")
    file.decrypt(opened)
    assert load_workbook(opened).worksheets
    with pytest.raises(UserError) as error:
        give(session, plan, Request("buu_dien", WHY, password="short"))
    assert error.value.code == "weak_password"


def test_an_agency_gets_its_own_people(session: Session, plan: Plan, followed: dict[str, str]) -> None:
    made = give(session, plan, Request("so_noi_vu", WHY, agency="so_y_te"))
    assert {one.name for one in made.entries} == {AN, BINH}
    assert followed


def test_the_log_says_who_when_to_whom_how_many_and_why_and_names_nobody(
    session: Session, plan: Plan, followed: dict[str, str]
) -> None:
    give(session, plan, Request("mat_tran", WHY, group="lanh_dao_phong", form="print"))
    (line,), total = calls.given(session, plan=plan, page=1, per_page=10)
    assert total == 1
    assert (line.recipient, line.group, line.people, line.purpose, line.form, line.by) == (
        "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh",
        *("lanh_dao_phong", 1, WHY, "print", "test"),
    )
    kept = [str(vars(row)) for row in session.scalars(select(tables.Disclosure))]
    kept += [str(vars(row)) for row in queries.audit_lines(session, limit=50, offset=0)[0]]
    for name in followed:
        assert not any(name in text for text in kept)
    assert not any(re.search(r"\+?84912|0912", text) for text in kept)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (Request("buu_dien", "  "), "no_purpose"),
        (Request("nobody", WHY), "no_such_recipient"),
        (Request("buu_dien", WHY, form="pdf"), "no_such_form"),
        (Request("buu_dien", "x" * 301), "purpose_too_long"),
        (Request("buu_dien", "gọi số 0912 345 678"), "purpose_names_somebody"),
        (Request("buu_dien", f"nhắc ông {AN}"), "purpose_names_somebody"),
        (Request("buu_dien", WHY, agency="huyen_dak_mil"), "nobody_to_call"),
    ],
)
def test_what_is_refused_and_leaves_no_line(
    session: Session, plan: Plan, followed: dict[str, str], *, asked: Request, code: str
) -> None:
    with pytest.raises((UserError, UserErrors)) as refusal:
        give(session, plan, asked)
    assert isinstance(refusal.value, UserError)
    assert refusal.value.code == code
    assert calls.given(session, plan=plan, page=1, per_page=1)[1] == 0
    assert followed


def test_ready_made_messages_hold_no_personal_data(
    session: Session, plan: Plan, followed: dict[str, str]
) -> None:
    for today in (TODAY, TODAY.replace(day=20)):
        for text in texts.texts(plan, today=today).values():
            assert not any(name in text for name in followed)
            assert not re.search(r"\d{5,}", text)
    assert "10/01/2025" in texts.texts(plan, today=TODAY)["reminder"]
