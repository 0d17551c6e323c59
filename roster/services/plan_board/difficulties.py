"""The log of 'vướng mắc': a difficulty raised, proposed to UBND tỉnh, answered, settled.

Knows the lines about it; whom the plan names is not checked: anybody may meet a difficulty.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias, get_args

from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.messages import N_
from roster.plan import Plan
from roster.services.collecting.log import future_day
from roster.services.plan_board import marks
from roster.services.plan_board.marks import Said
from roster.store import tables, task_queries
from roster.store.task_queries import Step

State: TypeAlias = Literal["raised", "proposed", "answered", "settled"]
STATES: tuple[State, ...] = get_args(State)
STEPS: tuple[Step, ...] = get_args(Step)
STATE_NAMES: Mapping[str, str] = {
    "raised": N_("waits for a proposal"),
    "proposed": N_("proposed to UBND tỉnh, waits for its answer"),
    "answered": N_("answered, not settled yet"),
    "settled": N_("settled"),
}
STEP_NAMES: Mapping[str, str] = {
    "raised": N_("Difficulty raised"),
    "proposed": N_("Proposed to UBND tỉnh"),
    "answered": N_("Answer of UBND tỉnh"),
    "settled": N_("Settled"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a difficulty's way, in people's own words."""

    number: int
    kind: str
    day: date
    document: str
    text: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Difficulty:
    """What was raised, by or for whom, about which task ('' for none), and what followed, oldest first."""

    number: int
    task: str
    agency: str
    raised: Line
    steps: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its whole way."""
        return (self.raised, *self.steps)

    @property
    def state(self) -> str:
        """How far it is: settled once somebody said so, else by the last step."""
        return self.steps[-1].kind if self.steps else "raised"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state != "settled"

    def days(self, today: date) -> int:
        """For how many days it has been open, or was until settled."""
        return ((self.steps[-1].day if not self.is_open else today) - self.raised.day).days


def raise_one(
    session: Session, said: Said, *, plan: Plan, today: date, by: str, task: str = "", agency: str = ""
) -> int:
    """Enter a difficulty; its number. Raises `UserError`s: no_such_plan_task, no_text, text_too_long,
    day_in_the_future.
    """
    if task:
        marks.task_of(plan, task)
    raise_all([*_needs_text(said), *marks.too_long(said), *future_day(said.day, today)])
    line = tables.TaskAct(kind="raised", task=task, agency=agency.strip(), **marks.told(said))
    return marks.enter(session, line, by=by)


def step(session: Session, number: int, kind: str, said: Said, *, today: date, by: str) -> int:
    """Enter what followed on a difficulty; the line's number. Only settling needs no words.

    Raises `UserError`s: no_such_difficulty, no_such_step, already_settled, no_text, text_too_long,
    day_in_the_future, day_before_raised.
    """
    found = one(session, number)
    raise_all([*_cannot_follow(found, kind, said), *marks.too_long(said), *future_day(said.day, today)])
    line = tables.TaskAct(kind=kind, task=found.task, agency=found.agency, about=number, **marks.told(said))
    return marks.enter(session, line, by=by)


def all_of(session: Session) -> tuple[Difficulty, ...]:
    """Every difficulty in force: the open ones first, in each part the newest first."""
    lines = task_queries.in_force(session, STATES)
    steps: dict[int, list[tables.TaskAct]] = {}
    for line in lines:
        steps.setdefault(line.about or 0, []).append(line)
    found = [_difficulty(line, steps.get(line.id, ())) for line in steps.get(0, ())]
    return tuple(sorted(found, key=lambda one: (not one.is_open, -one.number)))


def one(session: Session, number: int) -> Difficulty:
    """The difficulty of this number. Raises `UserError` (no_such_difficulty)."""
    line = task_queries.act(session, number)
    if line is None or line.kind != "raised":
        raise no_such(number)
    return _difficulty(line, task_queries.steps_of(session, number))


def no_such(number: int) -> UserError:
    """The refusal of a number that is no difficulty, or none for who asks."""
    return UserError(
        "no_such_difficulty", "There is no difficulty {number}, or it was taken back.", number=number
    )


def _difficulty(line: tables.TaskAct, steps: Sequence[tables.TaskAct]) -> Difficulty:
    return Difficulty(line.id, line.task, line.agency, _line(line), tuple(map(_line, steps)))


def _line(line: tables.TaskAct) -> Line:
    return Line(line.id, line.kind, line.day, line.document, line.text, line.at, line.by)


def _needs_text(said: Said) -> list[UserError]:
    if said.text.strip():
        return []
    return [UserError("no_text", "Nothing is written. Say in a sentence what it is about, without names.")]


def _cannot_follow(found: Difficulty, kind: str, said: Said) -> Iterator[UserError]:
    if kind not in STEPS:
        yield UserError(
            "no_such_step", "There is no step {step}. Use one of {steps}.", step=kind, steps=", ".join(STEPS)
        )
    if not found.is_open:
        yield UserError(
            "already_settled",
            "Difficulty {number} is settled. Take that back first if it is not.",
            number=found.number,
        )
    if kind != "settled":
        yield from _needs_text(said)
    if said.day < found.raised.day:
        yield UserError(
            "day_before_raised",
            "Difficulty {number} was raised on {day} only. Give that day or a later one.",
            number=found.number,
            day=f"{found.raised.day:%d/%m/%Y}",
        )
