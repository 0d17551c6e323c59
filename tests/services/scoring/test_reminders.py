"""Reminders to agencies that score: what is left to do, without any personal data."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from roster.errors import UserError
from roster.plan import Plan, load_plan
from roster.services.scoring import reminders
from tests.services.scoring.years import act, attached, year

BEFORE, AFTER = date(2025, 1, 21), date(2025, 2, 3)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


def texts_of(letter: bytes) -> str:
    document = Document(BytesIO(letter))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


@pytest.mark.parametrize(("today", "days", "late"), [(BEFORE, "10 ngày", False), (AFTER, "3 ngày", True)])
def test_message_and_letter_name_what_is_left_and_nobody(
    plan: Plan, *, today: date, days: str, late: bool
) -> None:
    made = reminders.of_year(year(), "so_tu_phap", plan=plan, today=today)
    codes = {line.code for line in made.lines}
    own = {one.code for one in year().of_agency("so_tu_phap")}
    assert (codes, made.late) == (own, late)
    for text in (made.message, letter := texts_of(reminders.letter(made))):
        assert days in text
        assert "Sở Tư pháp" in text
        assert all(code in text for code in codes)
        assert "{" not in text
        assert "@" not in text
    assert "TẬP HUẤN" in letter


def test_what_was_handed_in_is_not_asked_for_again(plan: Plan) -> None:
    component = year().of_agency("so_tu_phap")[0]
    attachments = [attached(component.code, wanted) for wanted in component.node.documents]
    acts = [act(1, component.code, "filled", answer={"yes": True}), act(2, component.code, "submitted")]
    made = reminders.of_year(year(acts, attachments), "so_tu_phap", plan=plan, today=BEFORE)
    assert component.code not in {line.code for line in made.lines}


def test_a_returned_one_and_its_missing_documents_are_named(plan: Plan) -> None:
    component = next(one for one in year().of_agency("so_tu_phap") if one.node.documents)
    acts = [act(1, component.code, "filled", answer={}), act(2, component.code, "returned", text="?")]
    made = reminders.of_year(year(acts), "so_tu_phap", plan=plan, today=BEFORE)
    line = next(line for line in made.lines if line.code == component.code)
    assert "đã trả lại" in line.wanted
    assert all(wanted in line.wanted for wanted in component.node.documents)


def test_a_sector_that_only_supplies_documents_is_reminded_of_them(plan: Plan) -> None:
    made = reminders.of_year(year(name="2024-plan"), "so_y_te", plan=plan, today=BEFORE)
    assert [line.code for line in made.lines] == ["7.7"]
    assert "TẬP HUẤN" not in texts_of(reminders.letter(made))


def test_nothing_left_and_nobody_to_remind(plan: Plan) -> None:
    wanted = ("Văn bản triển khai", "Công tác kiểm tra", "Các kết luận thanh tra, kiểm tra")
    there = [attached("evidence:7.7", one) for one in wanted]
    made = reminders.of_year(year(attachments=there, name="2024-plan"), "so_y_te", plan=plan, today=BEFORE)
    assert (made.lines, made.message) == ((), "")
    with pytest.raises(UserError) as raised:
        reminders.of_year(year(), "so_y_te", plan=plan, today=BEFORE)
    assert raised.value.code == "no_such_agency"
