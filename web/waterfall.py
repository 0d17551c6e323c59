"""Where the bars of a weight's sum stand: per cent of a common scale, so that the drawing fits every width.

Knows geometry; knows no evidence and no colours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from roster.services.reviewing.weighing import Bands, Step

Way: TypeAlias = Literal["up", "down"]
_MARGIN = 2.0  # bits left free at both ends, so that a limit never stands on the edge


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from `x`, `width` wide; `way` says whether it adds or takes away."""

    x: float
    width: float
    way: Way


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sum with its bar."""

    step: Step
    bar: Bar


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole sum: its lines, the bar of the total, and where the scale has zero and the limits."""

    lines: tuple[Line, ...]
    total: Bar
    weight: float
    zero: float
    ask: float
    same: float
    bands: Bands


def draw(steps: Sequence[Step], bands: Bands) -> Drawing:
    """The drawing of a pair's sum between the limits."""
    weight = steps[-1].end if steps else 0.0
    reached = (0.0, bands.ask, bands.same, *(step.end for step in steps))
    low, high = min(reached) - _MARGIN, max(reached) + _MARGIN

    def at(value: float) -> float:
        return round(100 * (value - low) / (high - low), 2)

    def bar(start: float, end: float) -> Bar:
        left, right = at(min(start, end)), at(max(start, end))
        return Bar(left, round(right - left, 2), "up" if end >= start else "down")

    lines = tuple(Line(step, bar(step.start, step.end)) for step in steps)
    return Drawing(lines, bar(0.0, weight), weight, at(0.0), at(bands.ask), at(bands.same), bands)
