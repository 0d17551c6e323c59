"""A line over days, drawn on the server: where its points, its days and its marks stand.

Knows geometry in units of the drawing's own; knows neither what is counted nor any colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from roster.survey.pace import DayCount

WIDTH, HEIGHT = 640, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 12, 14, 26
_MOST_LABELS = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A value or a day with its place on its axis."""

    at: float
    value: int
    day: date


@dataclass(frozen=True, slots=True)
class Chart:
    """The line as an SVG path's points; marks of both axes; where the goal and the deadline stand.

    `rows` are the same figures for the table beside it.
    """

    points: str
    values: tuple[Mark, ...]
    days: tuple[Mark, ...]
    goal: float
    deadline: float | None
    rows: tuple[DayCount, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    top: int = _TOP
    bottom: int = HEIGHT - _BOTTOM


def draw(rows: Sequence[DayCount], *, goal: int, deadline: date | None) -> Chart | None:
    """The chart of some days up to a goal; None before the first day. The deadline is always on it."""
    if not rows:
        return None
    first = rows[0].day - timedelta(days=1)
    last = max(rows[-1].day, deadline or rows[-1].day)
    most = max(goal, rows[-1].total, 1)

    def x(day: date) -> float:
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * (day - first).days / (last - first).days, 1)

    def y(value: int) -> float:
        return round(HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * value / most, 1)

    places = [(x(first), y(0)), *((x(row.day), y(row.total)) for row in rows)]
    span = (last - first).days
    step = max(-(-span // _MOST_LABELS), 1)
    days = [first + timedelta(days=offset) for offset in range(0, span + 1, step)]
    levels = sorted({most * part // 4 for part in range(5)})
    return Chart(
        points=" ".join(f"{left},{top}" for left, top in places),
        values=tuple(Mark(y(value), value, first) for value in levels),
        days=tuple(Mark(x(day), 0, day) for day in days),
        goal=y(goal),
        deadline=x(deadline) if deadline and deadline >= first else None,
        rows=tuple(rows),
    )
