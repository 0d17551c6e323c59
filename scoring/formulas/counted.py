"""Points for each thing counted: taken from the maximum, or given up to a cap."""

from collections.abc import Iterator
from decimal import Decimal

from roster.errors import UserError
from roster.messages import N_
from scoring import numbers
from scoring.formulas import faults
from scoring.formulas.model import NOT_VARIABLES, Bonus, Deduction, Item, Place, Values, Variable, Worked
from scoring.numbers import ZERO
from scoring.said import Points, Said, Value, said


def variables(formula: Deduction | Bonus) -> tuple[Variable, ...]:
    """How many there are of each item."""
    return tuple(Variable(item.code, item.name) for item in formula.items)


def deduction_faults(formula: Deduction, place: Place) -> Iterator[UserError]:
    """Items without or with the same code, points below zero."""
    yield from _item_faults(formula.items, place)


def deduction_score(formula: Deduction, maximum: Decimal, values: Values) -> Worked:
    """The maximum less what is taken, not below zero."""
    taken = _worth(formula.items, values)
    score = max(maximum - taken, ZERO)
    about: dict[str, Value] = {
        "max": Points(maximum),
        "items": _terms(formula.items, values),
        "score": Points(score),
    }
    if taken > maximum:
        return Worked(score, said(N_("{max} − ({items}) would be below zero: {score} points."), **about))
    return Worked(score, said(N_("{max} − ({items}) = {score} points."), **about))


def bonus_faults(formula: Bonus, place: Place) -> Iterator[UserError]:
    """Besides those of items, a cap above the maximum."""
    yield from _item_faults(formula.items, place)
    if formula.cap is not None:
        yield from faults.points(place, "cap", formula.cap)


def bonus_score(formula: Bonus, maximum: Decimal, values: Values) -> Worked:
    """What is given, at most the cap."""
    cap = maximum if formula.cap is None else formula.cap
    given = _worth(formula.items, values)
    score = min(given, cap)
    about: dict[str, Value] = {
        "items": _terms(formula.items, values),
        "score": Points(score),
        "max": Points(maximum),
    }
    if given > cap:
        message = N_("{items} is more than the cap: {score} of {max} points.")
    else:
        message = N_("{items} = {score} of {max} points.")
    return Worked(score, said(message, **about))


def _item_faults(items: tuple[Item, ...], place: Place) -> Iterator[UserError]:
    yield from faults.codes(place, items)
    for item in items:
        if item.code in NOT_VARIABLES:
            yield UserError(
                "reserved_entry",
                "{file}: {code}: an entry cannot be called {entry}: every answer may say that. Choose "
                "another word.",
                file=place.file,
                code=place.code,
                entry=item.code,
            )
        yield from faults.not_negative(place, item.code, item.points)


def _worth(items: tuple[Item, ...], values: Values) -> Decimal:
    return numbers.total(values[item.code] * item.points for item in items)


def _terms(items: tuple[Item, ...], values: Values) -> tuple[Said, ...]:
    message = N_("{count} × {points} ({name})")
    return tuple(
        said(message, count=values[item.code], points=Points(item.points), name=item.name or item.code)
        for item in items
    )
