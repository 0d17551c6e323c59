"""Results of surveys: the mean of the leaders' answers, and SIPAS. Nobody scores these himself."""

from collections.abc import Iterator
from decimal import Decimal

from roster.errors import UserError
from roster.messages import N_
from scoring import numbers
from scoring.formulas import faults
from scoring.formulas.model import Place, Sipas, SurveyMean, Values, Variable, Worked
from scoring.numbers import HUNDRED, ZERO
from scoring.said import Points, said


def mean_variables(formula: SurveyMean) -> tuple[Variable, ...]:
    """The mean, within the scale."""
    return (Variable("mean", lowest=formula.lowest, highest=formula.highest),)


def mean_faults(formula: SurveyMean, place: Place) -> Iterator[UserError]:
    """A scale that does not go up."""
    if formula.lowest >= formula.highest:
        yield faults.contradiction(place, low="lowest", high="highest")


def mean_score(formula: SurveyMean, maximum: Decimal, values: Values) -> Worked:
    """How far up the scale the mean is, of the maximum."""
    mean, low, high = values["mean"], formula.lowest, formula.highest
    score = numbers.divided((mean - low) * maximum, high - low)
    about = {"mean": mean, "low": low, "high": high, "max": Points(maximum), "score": Points(score)}
    if low == ZERO:
        return Worked(
            score,
            said(N_("Mean {mean} of at most {high}: {mean} / {high} × {max} = {score} points."), **about),
        )
    message = N_(
        "Mean {mean} on a scale from {low} to {high}: ({mean} − {low}) / ({high} − {low}) × {max} = {score} "
        "points."
    )
    return Worked(score, said(message, **about))


def sipas_variables(_formula: Sipas) -> tuple[Variable, ...]:
    """The percent published."""
    return (Variable("percent", highest=HUNDRED),)


def sipas_faults(_formula: Sipas, _place: Place) -> Iterator[UserError]:
    """There are no parameters."""
    return iter(())


def sipas_score(_formula: Sipas, maximum: Decimal, values: Values) -> Worked:
    """The percent of the maximum (Đắk Lắk 2023: 8.15 of 10 points)."""
    score = numbers.divided(values["percent"] * maximum, HUNDRED)
    message = N_("SIPAS {percent} %: {percent} / 100 × {max} = {score} points.")
    about = {"percent": values["percent"], "max": Points(maximum), "score": Points(score)}
    return Worked(score, said(message, **about))
