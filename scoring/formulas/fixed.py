"""Fixed points: one of several levels, or yes and no."""

from collections.abc import Iterator
from decimal import Decimal

from roster.errors import UserError
from roster.messages import N_
from scoring.formulas import faults
from scoring.formulas.model import Levels, Place, Values, Variable, Worked, YesNo
from scoring.said import Points, said


def level_variables(formula: Levels) -> tuple[Variable, ...]:
    """The code of the level reached."""
    return (Variable("level", wants="choice", choices=tuple(level.code for level in formula.levels)),)


def level_faults(formula: Levels, place: Place) -> Iterator[UserError]:
    """Levels without or with too many points, or two with one code."""
    yield from faults.codes(place, formula.levels)
    for level in formula.levels:
        yield from faults.points(place, level.code, level.points)


def level_score(formula: Levels, maximum: Decimal, values: Values) -> Worked:
    """The points of the level."""
    level = next(one for one in formula.levels if one.code == values["level"])
    sentence = said(
        N_("Level '{level}': {score} of {max} points."),
        level=level.name or level.code,
        score=Points(level.points),
        max=Points(maximum),
    )
    return Worked(level.points, sentence)


def yes_no_variables(_formula: YesNo) -> tuple[Variable, ...]:
    """Whether it is so."""
    return (Variable("yes", wants="yes_no"),)


def yes_no_faults(formula: YesNo, place: Place) -> Iterator[UserError]:
    """'No' with points outside of the maximum."""
    yield from faults.points(place, "no", formula.no)


def yes_no_score(formula: YesNo, maximum: Decimal, values: Values) -> Worked:
    """The maximum or what 'no' gives."""
    if values["yes"]:
        return Worked(maximum, said(N_("Yes: the whole maximum, {max} points."), max=Points(maximum)))
    sentence = said(N_("No: {score} of {max} points."), score=Points(formula.no), max=Points(maximum))
    return Worked(formula.no, sentence)
