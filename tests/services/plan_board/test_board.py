"""The plan on one page: what is done, asked for and late, on both databases."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from roster.errors import UserError, UserErrors
from roster.plan import Plan
from roster.services.plan_board import board, marks
from roster.services.plan_board.board import BoardLine, Handed
from roster.services.plan_board.marks import Said
from roster.services.scoring import assessments, filling, years
from roster.services.scoring.recording import Actor
from roster.store import tables

SENT, LATER = date(2024, 12, 20), date(2025, 1, 14)


def line_of(session: Session, plan: Plan, code: str, today: date = LATER) -> BoardLine:
    state = board.board(session, plan=plan, today=today)
    return next(line for line in (*state.tasks, *state.duties) if line.task.code == code)


def codes(raised: pytest.ExceptionInfo[BaseException]) -> list[str]:
    found = raised.value
    parts = found.exceptions if isinstance(found, UserErrors) else (found,)
    return sorted(part.code for part in parts if isinstance(part, UserError))


def test_the_whole_table_and_the_duties_stand_on_it(session: Session, plan: Plan) -> None:
    state = board.board(session, plan=plan, today=LATER)
    assert len(state.tasks) == 38
    assert [line.task.code for line in state.duties] == [f"III.{at}" for at in range(1, 7)]
    line = line_of(session, plan, "I.4.2-1")
    assert ([lead.name for lead in line.leads], line.depth) == (["Sở Tài chính"], 3)
    assert line.due == date(2025, 1, 31)
    assert line_of(session, plan, "III.5").leads[0].name == "Báo Đắk Nông"


def test_what_is_late_the_latest_first(session: Session, plan: Plan) -> None:
    state = board.board(session, plan=plan, today=LATER)
    assert [(line.task.code, line.days_late) for line in state.late] == [
        *(("II.1", 25), ("III.3", 4), ("III.4", 4), ("III.6", 1))
    ]
    assert state.standings["late"] == 4
    assert sum(state.standings.values()) == 38 - 11 + 6  # without the headings, with the duties


def test_done_is_not_late_and_counts_under_its_headings(session: Session, plan: Plan) -> None:
    number = marks.done(session, "II.1", Said(SENT), plan=plan, today=LATER, by="t")
    assert line_of(session, plan, "II.1").standing == "done"
    assert (line_of(session, plan, "II").done, line_of(session, plan, "II").rows) == (1, 2)
    marks.undo(session, number, by="t")
    assert line_of(session, plan, "II.1").standing == "late"
    with pytest.raises(UserError) as raised:
        marks.undo(session, number, by="t")
    assert raised.value.code == "no_such_task_act"


def test_a_duty_of_two_is_done_when_both_have_done_it(session: Session, plan: Plan) -> None:
    """The press: Báo Đắk Nông and the broadcaster each do their own."""
    press, radio = (lead.code for lead in line_of(session, plan, "III.5").leads)
    marks.done(session, "III.5", Said(SENT), plan=plan, agency=press, today=LATER, by="t")
    line = line_of(session, plan, "III.5")
    assert (line.standing, line.leads[0].done_on, line.leads[1].done_on) == ("on_request", SENT, None)
    marks.done(session, "III.5", Said(LATER), plan=plan, agency=radio, today=LATER, by="t")
    assert line_of(session, plan, "III.5").standing == "done"


def test_what_the_ministry_asks_for_gets_a_last_day(session: Session, plan: Plan) -> None:
    assert line_of(session, plan, "IV").standing == "on_request"
    marks.ask(session, "IV", Said(date(2025, 1, 10), document="CV 12/BNV"), plan=plan, by="t")
    line = line_of(session, plan, "IV")
    assert (line.standing, line.days_late, line.asked) == ("late", 4, True)
    marks.ask(session, "IV", Said(date(2025, 2, 10)), plan=plan, by="t")
    assert line_of(session, plan, "IV").standing == "running"


@pytest.mark.parametrize(
    ("entered", "expected"),
    [
        (("IX", Said(SENT), ""), ["no_such_plan_task"]),
        (("I", Said(SENT), ""), ["no_such_plan_task"]),  # a heading is nobody's task
        (("III.5", Said(SENT), ""), ["not_leading"]),
        (("I.1.1", Said(SENT), "so_tai_chinh"), ["not_leading"]),
        (("III.5", Said(date(2025, 1, 15)), ""), ["day_in_the_future", "not_leading"]),
        (("II.1", Said(SENT, document="x" * 2001), ""), ["text_too_long"]),
    ],
)
def test_what_cannot_be_entered(
    session: Session, plan: Plan, entered: tuple[str, Said, str], expected: list[str]
) -> None:
    code, said, agency = entered
    with pytest.raises((UserError, UserErrors)) as raised:
        marks.done(session, code, said, plan=plan, today=LATER, by="t", agency=agency)
    assert codes(raised) == expected
    assert session.scalars(select(tables.TaskAct)).all() == []


def test_the_log_holds_codes_and_numbers_only(session: Session, plan: Plan) -> None:
    number = marks.ask(session, "IV", Said(SENT, "theo yêu cầu của ông Nguyễn Văn An"), plan=plan, by="t")
    marks.undo(session, number, by="t")
    session.flush()
    lines = [line for line in session.scalars(select(tables.Audit)) if line.action.startswith("plan.")]
    assert [line.action for line in lines] == ["plan.due", "plan.undone"]
    assert {line.detail["line"] for line in lines} == {number}
    assert "Nguyễn" not in str([line.detail for line in lines])


def test_a_plan_without_a_table_says_so(session: Session, plan: Plan) -> None:
    with pytest.raises(UserError) as raised:
        board.board(session, plan=replace(plan, code="2031", extends=None), today=LATER)
    assert raised.value.code == "no_tasks"


def test_what_the_year_of_scoring_says_stands_beside(session: Session, plan: Plan) -> None:
    """Every row of section I is about components or documents; an agency's own ones only."""
    assert line_of(session, plan, "I.4.1").handed is None  # no year is begun
    office, agency = Actor("t", SENT), Actor("t", SENT, "so_tai_chinh")
    catalogue = years.choose(session, "training", plan=plan, actor=office)
    filling.fill(session, "8.3.3", {"not_applicable": True}, "không có", actor=agency)
    assert line_of(session, plan, "I.4.2-1").handed == Handed(0, 1)
    filling.submit(session, ["8.3.3"], actor=agency)
    assert line_of(session, plan, "I.4.2-1").handed == Handed(1, 1)
    assert line_of(session, plan, "I.4.2-1").standing == "running"  # people say when it is done
    state = board.board(session, plan=plan, today=SENT)
    shown = sum(line.handed.whole for line in state.tasks if line.handed and not line.task.evidence)
    year = assessments.needed(session)
    assert shown == sum(not one.survey for one in year.components.values())
    assert len(catalogue.leaves) == 88


def test_the_nine_sectors_show_their_documents(session: Session, plan: Plan) -> None:
    years.choose(session, "2024-plan", plan=plan, actor=Actor("t", SENT))
    for at in range(1, 10):
        assert line_of(session, plan, f"I.7.{at}").handed == Handed(0, 3)
