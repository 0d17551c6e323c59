"""What the parameters of formulas have in common and what can be wrong with it.

Every error names the file, the component's code and what to do.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from roster.errors import UserError
from scoring.formulas.model import Item, Level, Place
from scoring.numbers import ZERO, plain


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
