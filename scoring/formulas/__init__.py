"""The closed set of formulas: a table from the kind's word to its parameters, variables and arithmetic.

A new kind is one dataclass, three functions, one line here, one example in `examples` and its labelled cases.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any

from roster.errors import UserError
from scoring.formulas import counted, fixed, shares, surveys
from scoring.formulas.faults import sizes, within_reach
from scoring.formulas.model import (
    Bands,
    Bonus,
    Deduction,
    Formula,
    Levels,
    Place,
    Ratio,
    Sipas,
    SurveyMean,
    Values,
    Variable,
    Worked,
    YesNo,
)
from scoring.numbers import EXACT

__all__ = [
    "KINDS",
    "Formula",
    "Kind",
    "Place",
    "Values",
    "Variable",
    "Worked",
    "faults",
    "kind_of",
    "variables",
    "within_reach",
    "work",
]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind; `Any` because the table holds kinds of different parameters."""

    parameters: type[Any]
    variables: Callable[[Any], tuple[Variable, ...]]
    faults: Callable[[Any, Place], Iterator[UserError]]
    score: Callable[[Any, Decimal, Values], Worked]
    by_survey: bool = False  # its figures come from a survey, never from an agency


KINDS: Mapping[str, Kind] = {
    "levels": Kind(Levels, fixed.level_variables, fixed.level_faults, fixed.level_score),
    "yes_no": Kind(YesNo, fixed.yes_no_variables, fixed.yes_no_faults, fixed.yes_no_score),
    "ratio": Kind(Ratio, shares.ratio_variables, shares.ratio_faults, shares.ratio_score),
    "bands": Kind(Bands, shares.band_variables, shares.band_faults, shares.band_score),
    "deduction": Kind(Deduction, counted.variables, counted.deduction_faults, counted.deduction_score),
    "bonus": Kind(Bonus, counted.variables, counted.bonus_faults, counted.bonus_score),
    "survey_mean": Kind(
        SurveyMean, surveys.mean_variables, surveys.mean_faults, surveys.mean_score, by_survey=True
    ),
    "sipas": Kind(Sipas, surveys.sipas_variables, surveys.sipas_faults, surveys.sipas_score, by_survey=True),
}
_WORDS = {kind.parameters: word for word, kind in KINDS.items()}


def kind_of(formula: Formula) -> str:
    """The kind's word, as catalogues write it."""
    return _WORDS[type(formula)]


def variables(formula: Formula) -> tuple[Variable, ...]:
    """What an answer to this formula has to say."""
    return KINDS[kind_of(formula)].variables(formula)


def faults(formula: Formula, place: Place) -> Iterator[UserError]:
    """Everything that is wrong with the parameters."""
    unreachable = list(sizes(place, formula))
    yield from unreachable or KINDS[kind_of(formula)].faults(formula, place)


def work(formula: Formula, maximum: Decimal, values: Values) -> Worked:
    """The points for checked values (`scoring.answers`): 0 ≤ score ≤ maximum, unrounded."""
    with localcontext(EXACT):
        return KINDS[kind_of(formula)].score(formula, maximum, values)
