"""Words of the boards of points: columns, stages, points and percents, in the language in use."""

from collections.abc import Mapping
from decimal import Decimal

from roster.errors import UserError
from roster.messages import N_, _, sentence
from roster.services.scoring.boards import COLUMN_NAMES, STAGE_NAMES, FieldScores, share
from scoring import numbers
from scoring.assessment.sums import COLUMNS, Column
from scoring.boards import STAGES, Progress
from scoring.catalogue.model import Node

_FIGURES: Mapping[str, str] = {
    "published": N_("points as published"),
    "mean": N_("mean of the answers"),
    "percent": N_("percent of SIPAS"),
}
__all__ = ["COLUMNS", "STAGES", "share"]


def column(code: str) -> str:
    """Whose points stand in a column."""
    return _(COLUMN_NAMES[code])


def columns() -> Mapping[str, str]:
    """All of them."""
    return {code: column(code) for code in COLUMNS}


def stage(code: str) -> str:
    """How far a component is."""
    return _(STAGE_NAMES[code])


def points(value: Decimal | None) -> str:
    """Points with two decimals; a dash for none."""
    return "–" if value is None else numbers.points(value)


def in_percent(value: Decimal | None) -> str:
    """A percent with two decimals, its sign on the same line; a dash for none."""
    return "–" if value is None else f"{numbers.points(value)}\u00a0%"


def percent(scores: FieldScores, code: Column) -> float | None:
    """A field's percent in a column, for drawing."""
    found = scores.percent(code)
    return None if found is None else float(found)


def percents(scores: FieldScores) -> dict[str, float | None]:
    """A field's percents by column, for drawing."""
    return {code: percent(scores, code) for code in COLUMNS}


def field_code(node: Node) -> str:
    """A field on the radar, where its name has no room."""
    return _("Field {code}", code=node.code)


def figure(code: str) -> str:
    """What a survey's points were entered from."""
    return _(_FIGURES.get(code, code))


def typed(value: str) -> str:
    """A figure as the language writes it."""
    found = numbers.typed(value)
    return value if found is None else numbers.figure(found)


def refused(error: UserError) -> str:
    """Why something cannot be."""
    return sentence(error)


def under_way(progress: Progress) -> int:
    """How many of an agency's or field's components were handed in at least once and not returned."""
    return sum(progress.stages[code] for code in STAGES if code not in {"empty", "filled", "returned"})
