"""The log of difficulties: raised, proposed to UBND tỉnh, answered, settled; taken back, on both."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from roster.errors import UserError, UserErrors
from roster.plan import Plan
from roster.services.plan_board import board, difficulties, marks
from roster.services.plan_board.marks import Said
from tests.services.plan_board.test_board import codes, line_of

RAISED, TODAY = date(2024, 12, 23), date(2025, 1, 6)
STEP = Said(TODAY, "…", "TTr 3")
NO_ACCESS = Said(RAISED, "Chưa có tài khoản phần mềm của Bộ.", "CV 88/STC")


@pytest.fixture
def number(session: Session, plan: Plan) -> int:
    return difficulties.raise_one(
        session, NO_ACCESS, plan=plan, today=TODAY, by="t", task="I.4.1", agency="so_tai_chinh"
    )


def follow(session: Session, number: int, kind: str, said: Said = STEP) -> int:
    return difficulties.step(session, number, kind, said, today=TODAY, by="t")


def test_its_way_from_raised_to_settled(session: Session, plan: Plan, number: int) -> None:
    seen = [difficulties.one(session, number).state]
    for kind in ("proposed", "answered", "settled"):
        follow(session, number, kind)
        seen.append(difficulties.one(session, number).state)
    assert seen == ["raised", "proposed", "answered", "settled"]
    one = difficulties.one(session, number)
    assert (one.agency, one.task, one.days(date(2025, 3, 1))) == ("so_tai_chinh", "I.4.1", 14)
    assert (one.steps[0].document, one.steps[0].day) == ("TTr 3", TODAY)
    assert not one.is_open


def test_the_board_counts_the_open_ones(session: Session, plan: Plan, number: int) -> None:
    assert line_of(session, plan, "I.4.1").difficulties == 1
    assert [one.number for one in board.board(session, plan=plan, today=TODAY).difficulties] == [number]
    follow(session, number, "settled", Said(TODAY))
    assert line_of(session, plan, "I.4.1").difficulties == 0


def test_open_ones_stand_first(session: Session, plan: Plan, number: int) -> None:
    second = difficulties.raise_one(session, NO_ACCESS, plan=plan, today=TODAY, by="t")
    third = difficulties.raise_one(session, NO_ACCESS, plan=plan, today=TODAY, by="t")
    follow(session, third, "settled", Said(TODAY))
    assert [one.number for one in difficulties.all_of(session)] == [second, number, third]


def test_taken_back_step_by_step(session: Session, plan: Plan, number: int) -> None:
    step = follow(session, number, "proposed")
    with pytest.raises(UserError) as raised:
        marks.undo(session, number, by="t")
    assert raised.value.code == "difficulty_has_steps"
    marks.undo(session, step, by="t")
    assert difficulties.one(session, number).state == "raised"
    marks.undo(session, number, by="t")
    assert difficulties.all_of(session) == ()


@pytest.mark.parametrize(
    ("kind", "said", "expected"),
    [
        ("forgotten", Said(TODAY, "…"), ["no_such_step"]),
        ("proposed", Said(TODAY, " "), ["no_text"]),
        ("proposed", Said(TODAY, "x" * 2001), ["text_too_long"]),
        ("proposed", Said(date(2025, 1, 7), "…"), ["day_in_the_future"]),
        ("proposed", Said(date(2024, 12, 22)), ["day_before_raised", "no_text"]),
    ],
)
def test_what_cannot_follow(
    session: Session, number: int, *, kind: str, said: Said, expected: list[str]
) -> None:
    with pytest.raises((UserError, UserErrors)) as raised:
        follow(session, number, kind, said)
    assert codes(raised) == expected
    assert difficulties.one(session, number).steps == ()


def test_nothing_follows_on_what_is_settled_or_was_never_raised(session: Session, number: int) -> None:
    step = follow(session, number, "settled", Said(TODAY))
    for wanted, expected in ((number, "already_settled"), (step, "no_such_difficulty")):
        with pytest.raises(UserError) as raised:
            follow(session, wanted, "proposed")
        assert raised.value.code == expected


def test_a_difficulty_needs_words_and_a_task_that_is_there(session: Session, plan: Plan) -> None:
    for said, task, expected in ((Said(TODAY, " "), "", "no_text"), (NO_ACCESS, "IX", "no_such_plan_task")):
        with pytest.raises(UserError) as raised:
            difficulties.raise_one(session, said, plan=plan, today=TODAY, by="t", task=task)
        assert raised.value.code == expected
