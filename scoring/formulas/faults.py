"""What the parameters of formulas have in common and what can be wrong with it.

Every error names the file, the component's code and what to do.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

from roster.errors import UserError
from scoring.formulas.model import Item, Level, Place
from scoring.numbers import ZERO, plain

_BILLION = Decimal(10**9)
_TENTH_PLACE = Decimal("1e-10")


def points(place: Place, name: str, value: Decimal) -> Iterator[UserError]:
    """Points below zero or above the component's maximum."""
    if not ZERO <= value <= place.maximum:
        yield UserError(
            "points_out_of_range",
            "{file}: {code}: {name} gives {points} points, but the component has 0 to {max}. Correct the "
            "points or the maximum.",
            file=place.file,
            code=place.code,
            name=name,
            points=plain(value),
            max=plain(place.maximum),
        )


def not_negative(place: Place, name: str, value: Decimal) -> Iterator[UserError]:
    """A parameter below zero."""
    if value < ZERO:
        yield UserError(
            "negative_parameter",
            "{file}: {code}: {name} is {value}. Enter zero or more.",
            file=place.file,
            code=place.code,
            name=name,
            value=plain(value),
        )


def codes(place: Place, entries: Sequence[Level | Item]) -> Iterator[UserError]:
    """Levels or items that are missing or share a code."""
    yield from present(place, entries)
    for code, times in Counter(entry.code for entry in entries).items():
        if times > 1:
            yield UserError(
                "same_entry_twice",
                "{file}: {code}: the formula has the entry {entry} twice. Give each its own.",
                file=place.file,
                code=place.code,
                entry=code,
            )


def present(place: Place, entries: Sequence[object]) -> Iterator[UserError]:
    """A formula without a single level, band or item."""
    if not entries:
        yield UserError(
            "empty_formula",
            "{file}: {code}: the formula has no entries. Write at least one (docs/scoring.md).",
            file=place.file,
            code=place.code,
        )


def sizes(place: Place, formula: Any) -> Iterator[UserError]:
    """Numbers nobody means: too long to be computed or shown exactly."""
    for name, value in _decimals(formula):
        if not within_reach(value):
            yield UserError(
                "number_out_of_reach",
                "{file}: {code}: {name} is {value}. Write a number below a billion with at most "
                "ten decimals.",
                file=place.file,
                code=place.code,
                name=name,
                value=str(value)[:40],
            )


def within_reach(value: Decimal) -> bool:
    """Whether a number is below a billion and has at most ten decimals."""
    return abs(value) < _BILLION and value == value.quantize(_TENTH_PLACE)


def _decimals(entry: Any) -> Iterator[tuple[str, Decimal]]:
    """Every decimal in a dataclass of parameters, with the name of its field."""
    for field in fields(entry):
        value = getattr(entry, field.name)
        if isinstance(value, Decimal):
            yield field.name, value
        elif isinstance(value, tuple):
            for part in value:
                yield from _decimals(part)


def contradiction(place: Place, *, low: str, high: str) -> UserError:
    """Two parameters in the wrong order."""
    return UserError(
        "parameters_in_wrong_order",
        "{file}: {code}: {low} must be less than {high}. Correct one of them.",
        file=place.file,
        code=place.code,
        low=low,
        high=high,
    )
