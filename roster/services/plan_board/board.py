"""The plan's board on a day: every row of the annex and every duty with how it stands, what is late.

Knows the task table, the lines people entered and the plan's agencies; scores are not its matter.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from roster.messages import N_
from roster.plan import Plan
from roster.services.plan_board import difficulties
from roster.services.plan_board.difficulties import Difficulty
from roster.services.scoring import assessments, plan_tasks
from roster.store import tables, task_queries
from scoring import tasks
from scoring.assessment.model import Assessment
from scoring.tasks import Standing, Task, TaskPlan

STANDING_NAMES: Mapping[str, str] = {
    "done": N_("done"),
    "late": N_("late"),
    "running": N_("under way"),
    "to_come": N_("not begun yet"),
    "on_request": N_("no day fixed yet"),
}
_OPEN = ("empty", "filled", "returned")  # stages in which a component is not handed in


@dataclass(frozen=True, slots=True)
class Lead:
    """Who answers for a row, by name, and when that part was done; `code` as the task table has it."""

    code: str
    name: str
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """How many of the components or documents a row is about have been handed in."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One row. A heading has no leads and no standing, only how many of the rows below it are done.

    `due` is the last day that holds, `asked` where it was entered by people and not set by the plan; `handed`
    what the year of scoring says of it, None where it says nothing. That alone makes no row done: people do.
    """

    task: Task
    depth: int
    leads: tuple[Lead, ...] = ()
    standing: Standing | None = None
    due: date | None = None
    asked: bool = False
    days_late: int = 0
    difficulties: int = 0
    handed: Handed | None = None
    done: int = 0
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """The whole plan on a day."""

    today: date
    source: str
    tasks: tuple[BoardLine, ...]
    duties: tuple[BoardLine, ...]
    difficulties: tuple[Difficulty, ...]

    @property
    def late(self) -> tuple[BoardLine, ...]:
        """What is late, the latest first."""
        found = [line for line in (*self.tasks, *self.duties) if line.standing == "late"]
        return tuple(sorted(found, key=lambda line: -line.days_late))

    @property
    def standings(self) -> Mapping[str, int]:
        """How many rows and duties there are of each standing."""
        counted = Counter(line.standing for line in (*self.tasks, *self.duties))
        return {code: counted[code] for code in STANDING_NAMES}  # type: ignore[index]  # the standings


@dataclass(frozen=True, slots=True)
class Mark:
    """A line about a task: done by `agency` on `day`, or asked for by `day`."""

    number: int
    kind: str
    agency: str
    day: date
    document: str
    text: str
    by: str


def board(session: Session, *, plan: Plan, today: date) -> Board:
    """Every row and duty of the plan. Raises `UserError` (no_tasks)."""
    table, raised = plan_tasks.tasks_of(plan), difficulties.all_of(session)
    lines, year = task_queries.in_force(session, ("done", "due")), assessments.read(session)
    known = _Known(plan, today, lines, raised, year)
    return Board(
        today,
        table.source,
        tuple(known.line(task, table) for task in table.task),
        tuple(known.line(duty, table) for duty in table.duty),
        raised,
    )


def marks_of(session: Session, code: str, *, plan: Plan) -> tuple[Mark, ...]:
    """The lines in force about one task, the newest first."""
    lines = task_queries.in_force(session, ("done", "due"))
    return tuple(
        Mark(line.id, line.kind, plan.agency_name(line.agency), line.day, line.document, line.text, line.by)
        for line in reversed(lines)
        if line.task == code
    )


@dataclass(frozen=True, slots=True)
class _Known:
    plan: Plan
    today: date
    lines: Sequence[tables.TaskAct]
    raised: Sequence[Difficulty]
    year: Assessment | None

    def line(self, task: Task, table: TaskPlan) -> BoardLine:
        """A row as it stands today."""
        depth = _depth(task, table)
        if not task.lead:
            below = [one for one in table.task if one.lead and _is_below(one, task, table)]
            done = sum(self._done_on(one) is not None for one in below)
            return BoardLine(task, depth, done=done, rows=len(below))
        asked = self._asked(task)
        standing = tasks.standing(task, self.today, self._done_on(task), asked=asked)
        due = asked or (task.window.closes if task.window else None)
        return BoardLine(
            task,
            depth,
            tuple(Lead(code, self.plan.agency_name(code), day) for code, day in self._by_lead(task).items()),
            standing,
            due,
            asked=asked is not None,
            days_late=(self.today - due).days if due and standing == "late" else 0,
            handed=_handed(task, self.year) if self.year else None,
            difficulties=sum(one.task == task.code and one.is_open for one in self.raised),
        )

    def _by_lead(self, task: Task) -> dict[str, date | None]:
        """The newest day entered for each who leads."""
        days = {
            line.agency: line.day for line in self.lines if line.kind == "done" and line.task == task.code
        }
        return {code: days.get(code) for code in task.lead}

    def _done_on(self, task: Task) -> date | None:
        return tasks.done_on(self._by_lead(task).values())

    def _asked(self, task: Task) -> date | None:
        days = [line.day for line in self.lines if line.kind == "due" and line.task == task.code]
        return days[-1] if days else None


def _handed(task: Task, year: Assessment) -> Handed | None:
    """Of its own components, those that were handed in; of the documents it supplies, those that came."""
    if task.evidence:
        wanted = next((one for one in year.catalogue.evidence if one.code == task.evidence), None)
        whole = len(wanted.documents) if wanted else 0
        return Handed(whole - len(year.missing_of(wanted)), whole) if wanted else None
    own = [
        one
        for one in (one for lead in task.lead for one in year.of_agency(lead))
        if {above.code for above in year.catalogue.line(one.node)} & set(task.criteria)
    ]
    return Handed(sum(one.stage not in _OPEN for one in own), len(own)) if own else None


def _is_below(task: Task, heading: Task, table: TaskPlan) -> bool:
    return heading.code in _line_up(task, table)


def _depth(task: Task, table: TaskPlan) -> int:
    return len(_line_up(task, table))


def _line_up(task: Task, table: TaskPlan) -> list[str]:
    """The codes above a row, the nearest first."""
    parents = {one.code: one.parent for one in table.task}
    found = []
    above = task.parent
    while above:
        found.append(above)
        above = parents.get(above, "")
    return found
