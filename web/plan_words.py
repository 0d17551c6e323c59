"""Words of the plan's board: standings, steps of a difficulty, windows, in the language in use."""

from collections.abc import Iterable

from roster.messages import _
from roster.plan import Plan
from roster.services.plan_board.board import STANDING_NAMES, BoardLine
from roster.services.plan_board.difficulties import STATE_NAMES, STEP_NAMES, STEPS
from scoring.tasks import Task
from web import present

__all__ = ["STANDING_NAMES", "STEPS", "agencies", "others", "standing", "state", "step", "window"]


def standing(code: str) -> str:
    """How a row stands."""
    return _(STANDING_NAMES[code])


def state(code: str) -> str:
    """How far a difficulty is."""
    return _(STATE_NAMES[code])


def step(code: str) -> str:
    """What a line of a difficulty is; a kind that is none as it stands."""
    return _(STEP_NAMES[code]) if code in STEP_NAMES else code


def agencies(plan: Plan, codes: tuple[str, ...]) -> str:
    """Several of them."""
    return "; ".join(plan.agency_name(code) for code in codes)


def others(plan: Plan, tasks: Iterable[Task]) -> tuple[str, ...]:
    """Who the plan names for a task beside its agencies: mass organisations, the press."""
    named = (lead for task in tasks for lead in task.lead if plan.agency(lead) is None)
    return tuple(dict.fromkeys(named))


def window(line: BoardLine) -> str:
    """When a row is done: as the plan writes it, or the day that people entered."""
    text = line.task.window.text if line.task.window else ""
    if line.asked and line.due:
        asked = _("asked for by {day}", day=present.day(line.due))
        return f"{text}; {asked}" if text else asked
    return text or _("the plan sets no day")
