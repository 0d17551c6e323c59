"""What people enter about a task of the plan: done on a day, or asked for by a day the plan does not set.

Knows tasks and agencies by code or name. The newest line counts, `undo` takes it back.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.plan import Plan
from roster.services.collecting.log import future_day
from roster.services.scoring.plan_tasks import tasks_of
from roster.store import queries, tables, task_queries
from scoring.tasks import Task

LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Said:
    """What a person enters: about which day, in which words, with which document."""

    day: date
    text: str = ""
    document: str = ""


def task_of(plan: Plan, code: str) -> Task:
    """The row of this code that somebody answers for. Raises `UserError` (no_tasks, no_such_plan_task)."""
    found = next((task for task in tasks_of(plan).to_do if task.code == code), None)
    if found is None:
        raise UserError(
            "no_such_plan_task", "There is no task {task} in the plan. Take one from its board.", task=code
        )
    return found


def done(
    session: Session, code: str, said: Said, *, plan: Plan, today: date, by: str, agency: str = ""
) -> int:
    """Enter that an agency has done its task; it may be left out where only one leads. The line's number.

    Raises `UserError`s: no_such_plan_task, not_leading, text_too_long, day_in_the_future.
    """
    task = task_of(plan, code)
    who = agency or (task.lead[0] if len(task.lead) == 1 else "")
    raise_all([*not_leading(task, who), *too_long(said), *future_day(said.day, today)])
    return enter(session, tables.TaskAct(kind="done", task=code, agency=who, **told(said)), by=by)


def ask(session: Session, code: str, said: Said, *, plan: Plan, by: str) -> int:
    """Enter until which day a task was asked for: one the plan leaves open, or a change. The line's number.

    Raises `UserError`s: no_such_plan_task, text_too_long.
    """
    task_of(plan, code)
    raise_all(too_long(said))
    return enter(session, tables.TaskAct(kind="due", task=code, agency="", **told(said)), by=by)


def undo(session: Session, number: int, *, by: str) -> tables.TaskAct:
    """Take a line back; the line. Raises `UserError` (no_such_task_act, difficulty_has_steps)."""
    line = task_queries.act(session, number)
    if line is None:
        raise UserError(
            "no_such_task_act",
            "There is no line {number} about a task, or it was taken back.",
            number=number,
        )
    if task_queries.steps_of(session, number):
        raise UserError(
            "difficulty_has_steps",
            "Difficulty {number} has a proposal or an answer. Take those back first, the newest first.",
            number=number,
        )
    repeated = {"task": line.task, "agency": line.agency, **told(Said(line.day))}
    enter(session, tables.TaskAct(kind="undone", undoes=number, **repeated), by=by)
    return line


def told(said: Said) -> dict[str, Any]:
    """What was entered, as columns of a line."""
    return {"day": said.day, "text": said.text.strip(), "document": said.document.strip()}


def enter(session: Session, line: tables.TaskAct, *, by: str) -> int:
    """Add a line with its line of the audit log: codes and numbers only, none of its words."""
    line.by = by
    number = task_queries.add(session, line)
    queries.add_audit(
        session,
        f"plan.{line.kind}",
        by=by,
        subjects=[f"task:{line.task}"] if line.task else [],
        detail={"line": line.undoes or number, "day": line.day.isoformat(), "difficulty": line.about},
    )
    return number


def too_long(said: Said) -> list[UserError]:
    """The refusal of texts nobody could read on a board."""
    if max(len(said.text), len(said.document)) <= LONGEST_TEXT:
        return []
    return [
        UserError(
            "text_too_long",
            "The text is longer than {most} characters. Shorten it, or name the document it stands in.",
            most=LONGEST_TEXT,
        )
    ]


def not_leading(task: Task, agency: str) -> list[UserError]:
    """The refusal of somebody who does not answer for a task."""
    if agency in task.lead:
        return []
    return [
        UserError(
            "not_leading",
            "{agency} does not answer for task {task}. Choose one of: {agencies}.",
            agency=agency or "–",
            task=task.code,
            agencies="; ".join(task.lead),
        )
    ]
