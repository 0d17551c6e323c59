"""The plan's board: the task table of its annex and the duties beside it, and what is late on a day.

Reads data/tasks. Knows tasks, windows and what was done; knows nothing of scores.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeAlias

from roster import datafiles, memo
from roster.errors import UserError
from scoring.catalogue.model import Window

FOLDER = "tasks"
_STRICT: Any = {"extra": "forbid"}

Standing: TypeAlias = Literal["done", "late", "running", "to_come", "on_request"]


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the table, or a duty. Without a `lead` it is a heading over other rows.

    `lead` holds the plan's codes of agencies, or names of bodies outside of it; `window.text` is the plan's
    wording; `source` the line of the plan it stands in. `criteria` are those the row assigns, `evidence` the
    catalogue's task of only supplying documents.
    """

    __pydantic_config__ = _STRICT
    code: str
    name: str
    source: str
    parent: str = ""
    detail: str = ""
    lead: tuple[str, ...] = ()
    cooperating: tuple[str, ...] = ()
    window: Window | None = None
    product: str = ""
    criteria: tuple[str, ...] = ()
    evidence: str = ""


@dataclass(frozen=True)
class TaskPlan:
    """The table of the annex (`task`) and the duties in the plan's text (`duty`).

    `catalogue`: the one in data/criteria that states the plan's tasks of only supplying documents.
    """

    __pydantic_config__ = _STRICT
    plan: str
    source: str
    task: tuple[Task, ...]
    duty: tuple[Task, ...] = ()
    catalogue: str = ""

    @cached_property
    def to_do(self) -> tuple[Task, ...]:
        """The rows somebody answers for, headings left out, and the duties."""
        return tuple(task for task in (*self.task, *self.duty) if task.lead)


@dataclass(frozen=True, slots=True)
class Late:
    """A task that is not done after its last day."""

    task: Task
    days: int


def load_tasks(plan: str) -> TaskPlan:
    """The tasks of a plan by its code. Raises `UserError` (no_tasks, and every mistake in the file)."""
    if plan not in datafiles.names(FOLDER):
        raise UserError(
            "no_tasks",
            "There is no task table for the plan {plan}. Add data/tasks/{plan}.toml, as the shipped one.",
            plan=plan,
        )
    return _read(datafiles.find(f"{FOLDER}/{plan}.toml"))


@memo.by_file
def _read(path: Path) -> TaskPlan:
    return datafiles.load(path, TaskPlan)


def done_on(days: Iterable[date | None]) -> date | None:
    """When a task of several agencies was done: when the last of them had done it, None while one has not."""
    known = list(days)
    there = [day for day in known if day is not None]
    return max(there) if there and len(there) == len(known) else None


def standing(task: Task, day: date, done_on: date | None, *, asked: date | None = None) -> Standing:
    """How a task stands on a day; one without dates waits for a request.

    `asked` is a last day that people entered; it holds instead of the plan's.
    """
    window = replace(task.window or Window(), closes=asked) if asked else task.window
    if done_on is not None and done_on <= day:
        return "done"
    if window is None or (window.opens is None and window.closes is None):
        return "on_request"
    if window.closes is not None and window.closes < day:
        return "late"
    return "running" if window.is_open(day) else "to_come"


def late(tasks: Iterable[Task], day: date, done: Mapping[str, date]) -> tuple[Late, ...]:
    """What is late on a day, the latest first; `done`: on which day a task was done, by its code."""
    found = [
        Late(task, (day - task.window.closes).days)
        for task in tasks
        if task.window and task.window.closes and standing(task, day, done.get(task.code)) == "late"
    ]
    return tuple(sorted(found, key=lambda one: -one.days))
