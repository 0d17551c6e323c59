"""What an agency's own account sees of the plan and enters itself: its tasks, the difficulties it meets.

Knows one agency at a time. What follows on a difficulty is entered by who leads the plan (`difficulties`).
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.plan import Plan
from roster.services.plan_board import board, difficulties, marks
from roster.services.plan_board.board import BoardLine
from roster.services.plan_board.difficulties import Difficulty
from roster.services.plan_board.marks import Said


@dataclass(frozen=True, slots=True)
class Own:
    """The rows and duties an agency leads, and every difficulty it raised or that was entered for it."""

    source: str
    lines: tuple[BoardLine, ...]
    raised: tuple[Difficulty, ...]


def of_agency(session: Session, agency: str, *, plan: Plan, today: date) -> Own:
    """An agency's part of the board. Raises `UserError` (no_tasks)."""
    state = board.board(session, plan=plan, today=today)
    return Own(
        state.source,
        tuple(
            line for line in (*state.tasks, *state.duties) if any(lead.code == agency for lead in line.leads)
        ),
        tuple(one for one in state.difficulties if one.agency == agency),
    )


def raise_one(
    session: Session, said: Said, *, agency: str, plan: Plan, today: date, by: str, task: str = ""
) -> int:
    """Enter a difficulty of an agency, about a task it leads or ('') none in particular; its number.

    Raises `UserError`s: not_leading, and as `difficulties.raise_one`.
    """
    if task:
        raise_all(marks.not_leading(marks.task_of(plan, task), agency))
    return difficulties.raise_one(session, said, plan=plan, today=today, by=by, task=task, agency=agency)


def one(session: Session, number: int, *, agency: str) -> Difficulty:
    """A difficulty of this agency. Raises `UserError` (no_such_difficulty): another's is not there."""
    found = difficulties.one(session, number)
    if found.agency != agency:
        raise difficulties.no_such(number)
    return found


def may_take_back(found: Difficulty, by: str) -> bool:
    """Whether the account that raised a difficulty may still take it back: while nothing followed on it."""
    return found.raised.by == by and not found.steps


def take_back(session: Session, number: int, *, agency: str, by: str) -> None:
    """Take a difficulty back. Raises `UserError` (no_such_difficulty, not_your_difficulty)."""
    if not may_take_back(one(session, number, agency=agency), by):
        raise UserError(
            "not_your_difficulty",
            "Difficulty {number} was entered by somebody else, or Sở Nội vụ has dealt with it already. Ask "
            "Sở Nội vụ to take it back.",
            number=number,
        )
    marks.undo(session, number, by=by)
