"""Shares and bands: b / a of the maximum, or fixed points by how far a value reaches."""

from collections.abc import Iterator
from decimal import Decimal

from roster.errors import UserError
from roster.messages import N_
from scoring import numbers
from scoring.formulas import faults
from scoring.formulas.model import Bands, Place, Ratio, Values, Variable, Worked
from scoring.numbers import HUNDRED, ONE, ZERO
from scoring.said import Points, Value, said


def ratio_variables(formula: Ratio) -> tuple[Variable, ...]:
    """How many there are (a), and how many of them are as they should be (b)."""
    return _a_and_b(formula)


def ratio_faults(formula: Ratio, place: Place) -> Iterator[UserError]:
    """Shares outside of 0 to 1, or a floor above the cap."""
    yield from faults.not_negative(place, "floor", formula.floor)
    if not ZERO < formula.cap <= ONE:
        yield UserError(
            "cap_out_of_range",
            "{file}: {code}: cap is {value}. Write the share from which the whole maximum is given: above 0, "
            "at most 1.",
            file=place.file,
            code=place.code,
            value=numbers.plain(formula.cap),
        )
    if formula.floor > formula.cap:
        yield faults.contradiction(place, low="floor", high="cap")


def ratio_score(formula: Ratio, maximum: Decimal, values: Values) -> Worked:
    """b / a × maximum. The maximum is multiplied first, so that b = a gives exactly the maximum."""
    a, b = values["a"], values["b"]
    about = {"a": a, "b": b, "percent": Points(_share(a, b) * HUNDRED), "max": Points(maximum)}
    if b < formula.floor * a:
        message = N_("{b} of {a} is {percent} %, below the floor of {floor} %: 0 of {max} points.")
        return Worked(ZERO, said(message, floor=formula.floor * HUNDRED, **about))
    if b >= formula.cap * a:
        message = N_("{b} of {a} is {percent} %; the whole maximum is given from {cap} %: {max} points.")
        return Worked(maximum, said(message, cap=formula.cap * HUNDRED, **about))
    score = numbers.divided(b * maximum, a)
    message = N_("{b} of {a} is {percent} %: {b} / {a} × {max} = {score} points.")
    return Worked(score, said(message, score=Points(score), **about))


def band_variables(formula: Bands) -> tuple[Variable, ...]:
    """A value, or a and b where the bands are of their share."""
    return _a_and_b(formula) if formula.of == "ratio" else (Variable("value", formula.value),)


def band_faults(formula: Bands, place: Place) -> Iterator[UserError]:
    """Bands out of order, or points outside of the maximum."""
    yield from faults.present(place, formula.bands)
    yield from faults.points(place, "below", formula.below)
    for band in formula.bands:
        yield from faults.points(place, f"at_least = {numbers.plain(band.at_least)}", band.points)
        yield from faults.not_negative(place, "at_least", band.at_least)
    starts = [band.at_least for band in formula.bands]
    if len(set(starts)) < len(starts):
        yield UserError(
            "same_entry_twice",
            "{file}: {code}: the formula has the entry {entry} twice. Give each its own.",
            file=place.file,
            code=place.code,
            entry="at_least",
        )


def band_score(formula: Bands, maximum: Decimal, values: Values) -> Worked:
    """The points of the highest band that is reached; a share is compared without dividing."""
    value, per, shown = _measured(formula, values)
    reached = [band for band in formula.bands if value >= band.at_least * per]
    if not reached:
        lowest = min(band.at_least for band in formula.bands)
        message = N_("{value} is below the lowest band, which begins at {at_least}: {score} of {max} points.")
        about: dict[str, Value] = {"at_least": _start(formula, lowest), "score": Points(formula.below)}
        return Worked(formula.below, said(message, value=shown, max=Points(maximum), **about))
    band = max(reached, key=lambda one: one.at_least)
    message = N_("{value} is in the band from {at_least} on: {score} of {max} points.")
    about = {"at_least": _start(formula, band.at_least), "score": Points(band.points)}
    return Worked(band.points, said(message, value=shown, max=Points(maximum), **about))


def _a_and_b(formula: Ratio | Bands) -> tuple[Variable, ...]:
    return (Variable("a", formula.a, divides=True), Variable("b", formula.b))


def _measured(formula: Bands, values: Values) -> tuple[Decimal, Decimal, Value]:
    """What is compared with a band's start, by what that start is multiplied, and how it is said."""
    if formula.of == "value":
        return values["value"], ONE, values["value"]
    a, b = values["a"], values["b"]
    share = said(N_("{b} / {a} = {percent} %"), a=a, b=b, percent=Points(_share(a, b) * HUNDRED))
    return b, a, share


def _start(formula: Bands, at_least: Decimal) -> Value:
    """Where a band begins, as it is said."""
    if formula.of == "value":
        return at_least
    return said(N_("{percent} %"), percent=at_least * HUNDRED)


def _share(a: Decimal, b: Decimal) -> Decimal:
    return numbers.divided(b, a)
