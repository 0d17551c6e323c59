"""Drawings of shares: a radar over several axes, bars. Where points stand, in units of the drawing's own.

Knows geometry; knows neither what is drawn nor any colour.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

SIZE = 360
_CENTRE, _RADIUS, _LABEL = SIZE / 2, 120.0, 140.0
_RINGS = (25, 50, 75, 100)
_EDGE = 0.3  # of the cosine: labels further out stand beside the drawing, others above or below it
BAR_WIDTH, BAR_HEIGHT, _BAR_GAP = 320, 10, 4


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: its end and where its label stands and how it is set."""

    label: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Radar:
    """Rings and shapes as points of SVG polygons; `rings` by their percent, `shapes` by their name."""

    axes: tuple[Axis, ...]
    rings: Mapping[int, str]
    shapes: Mapping[str, str]
    size: int = SIZE
    centre: float = _CENTRE


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar among others below it."""

    name: str
    y: int
    length: float


def radar(labels: Sequence[str], series: Mapping[str, Sequence[float | None]]) -> Radar | None:
    """Percents on axes that share a centre, None for fewer than three; a missing value stands in the centre.

    `series` are the values of each shape, one per label.
    """
    if len(labels) < 3:
        return None
    angles = [2 * pi * at / len(labels) - pi / 2 for at in range(len(labels))]
    return Radar(
        tuple(_axis(label, angle) for label, angle in zip(labels, angles, strict=True)),
        {ring: _polygon([ring] * len(labels), angles) for ring in _RINGS},
        {name: _polygon([value or 0 for value in values], angles) for name, values in series.items()},
    )


def bars(values: Mapping[str, float | None]) -> tuple[Bar, ...]:
    """Percents as bars one below another; those without a value are left out."""
    known = [(name, value) for name, value in values.items() if value is not None]
    return tuple(
        Bar(name, at * (BAR_HEIGHT + _BAR_GAP), round(BAR_WIDTH * min(max(value, 0), 100) / 100, 1))
        for at, (name, value) in enumerate(known)
    )


def bars_height(drawn: Sequence[Bar]) -> int:
    """How high the drawing of some bars is."""
    return max(len(drawn) * (BAR_HEIGHT + _BAR_GAP) - _BAR_GAP, 1)


def _axis(label: str, angle: float) -> Axis:
    x, y = _place(angle, _RADIUS)
    label_x, label_y = _place(angle, _LABEL)
    anchor = "middle" if abs(cos(angle)) < _EDGE else "start" if cos(angle) > 0 else "end"
    return Axis(label, x, y, label_x, label_y, anchor)


def _polygon(percents: Sequence[float], angles: Sequence[float]) -> str:
    places = (
        _place(angle, _RADIUS * min(max(percent, 0), 100) / 100)
        for percent, angle in zip(percents, angles, strict=True)
    )
    return " ".join(f"{x},{y}" for x, y in places)


def _place(angle: float, distance: float) -> tuple[float, float]:
    return round(_CENTRE + distance * cos(angle), 1), round(_CENTRE + distance * sin(angle), 1)
