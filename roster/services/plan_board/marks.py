"""What people enter about a task of the plan: done on a day, or asked for by a day the plan does not set.

Knows tasks and agencies by code or name. Nothing is overwritten: the newest line counts, `undo` takes it back.
"""

from datetime import date

from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.plan import Plan
from roster.services.collecting.log import future_day
from roster.store import queries, task_queries, tables
from scoring import tasks
from scoring.tasks import Task, TaskPlan

LONGEST_TEXT = 2000


def tasks_of(plan: Plan) -> TaskPlan:
    """The task table of a plan, or of the plan it extends. Raises `UserError` (no_tasks)."""
    try:
        return tasks.load_tasks(plan.code)
    except UserError:
        if not plan.extends:
            raise
    return tasks.load_tasks(plan.extends)


def task_of(plan: Plan, code: str) -> Task:
    """The row of this code that somebody answers for. Raises `UserError` (no_tasks, no_such_task)."""
    found = next((task for task in tasks_of(plan).to_do if task.code == code), None)
    if found is None:
        raise UserError(
            "no_such_task", "There is no task {task} in the plan. Take one from its board.", task=code
        )
    return found


def done(
    session: Session,
    code: str,
    *,
    plan: Plan,
    day: date,
    today: date,
    by: str,
    agency: str = "",
    document: str = "",
) -> int:
    """Enter that an agency has done its task; which one may be left out where only one leads. The line's number.

    Raises `UserError`s: no_such_task, not_leading, day_in_the_future.
    """
    task = task_of(plan, code)
    who = agency or (task.lead[0] if len(task.lead) == 1 else "")
    raise_all([*_not_leading(task, who), *future_day(day, today)])
    line = tables.TaskAct(kind="done", task=code, agency=who, day=day, document=document)
    return enter(session, line, by=by)


def ask(
    session: Session, code: str, *, plan: Plan, day: date, by: str, document: str = "", text: str = ""
) -> int:
    """Enter until when a task was asked for, for one the plan leaves open or an asked change; the line's number.

    Raises `UserError`s: no_such_task, text_too_long.
    """
    task_of(plan, code)
    raise_all(too_long(text))
    line = tables.TaskAct(kind="due", task=code, agency="", day=day, document=document, text=text)
    return enter(session, line, by=by)


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
    undoing = tables.TaskAct(kind="undone", task=line.task, agency=line.agency, day=line.day, undoes=number)
    enter(session, undoing, by=by)
    return line


def enter(session: Session, line: tables.TaskAct, *, by: str) -> int:
    """Add a line with its line of the audit log: codes and numbers only, none of its words."""
    line.by = by
    line.document, line.text = line.document or "", line.text or ""
    number = task_queries.add(session, line)
    queries.add_audit(
        session,
        f"plan.{line.kind}",
        by=by,
        subjects=[f"task:{line.task}"] if line.task else [],
        detail={"line": line.undoes or number, "day": line.day.isoformat(), "difficulty": line.about},
    )
    return number


def too_long(*texts: str) -> list[UserError]:
    """The refusal of texts nobody could read on a board."""
    if max(map(len, texts), default=0) <= LONGEST_TEXT:
        return []
    return [
        UserError(
            "text_too_long",
            "The text is longer than {most} characters. Shorten it, or name the document it stands in.",
            most=LONGEST_TEXT,
        )
    ]


def _not_leading(task: Task, agency: str) -> list[UserError]:
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
