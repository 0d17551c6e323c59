"""What a year's components come to, added up as the catalogue does: self-scored, checked, appraised, final.

Knows sums; how one component stands is `standing`.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal, TypeAlias

from scoring import answers, compute
from scoring.answers import Answer
from scoring.assessment.model import Assessment, Component
from scoring.compute import Computed

Column: TypeAlias = Literal["self", "own", "appraised", "final"]
COLUMNS: tuple[Column, ...] = ("self", "own", "appraised", "final")


def sums(assessment: Assessment, column: Column) -> Computed | None:
    """Every node's score in one column, and the total; None for a catalogue without points.

    What has no score in this column counts as not answered, 0 points; what was said not to apply leaves the
    maximum, unless the Ministry gave it points. Raises `UserError` (nothing_applies).
    """
    if not assessment.catalogue.complete:
        return None
    given = _self_scored(assessment) if column == "self" else dict(_stated(assessment, column))
    return compute.so_far(assessment.catalogue, given)


def score_of(component: Component, column: Column) -> Decimal | None:
    """A component's score in one column, None where it has none yet."""
    match column:
        case "self":
            return component.self_score
        case "own":
            return component.own_score
        case "appraised":
            return component.appraised
        case "final":
            return component.final


def _self_scored(assessment: Assessment) -> Mapping[str, Answer]:
    tables = {code: one.answer for code, one in assessment.components.items() if one.answer}
    return answers.check(assessment.catalogue, assessment.knowledge, tables)[0]


def _stated(assessment: Assessment, column: Column) -> Iterator[tuple[str, Answer]]:
    for code, component in assessment.components.items():
        score = score_of(component, column)
        if score is not None:
            yield code, Answer(stated=score)
        elif not component.applies:
            yield code, Answer(not_applicable=True)
