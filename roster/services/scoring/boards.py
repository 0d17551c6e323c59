"""The boards of a year's scoring: points at risk, how far agencies and fields are, scores side by side.

Knows the year as it stands and what was published of earlier years; draws nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from roster.messages import N_
from roster.plan import Plan
from roster.services.scoring import assessments
from scoring import boards, numbers
from scoring.assessment import sums
from scoring.assessment.model import Assessment, Attachment
from scoring.assessment.sums import COLUMNS, Column
from scoring.boards import Progress, Risk
from scoring.catalogue.model import EvidenceTask, Node
from scoring.compute import Computed
from scoring.knowledge import Block, PublishedResult, ResultGroup
from scoring.numbers import HUNDRED

COLUMN_NAMES: Mapping[str, str] = {
    "self": N_("self-scored"),
    "own": N_("checked by Sở Nội vụ"),
    "appraised": N_("appraised by the Ministry"),
    "final": N_("final"),
}
STAGE_NAMES: Mapping[str, str] = {
    "empty": N_("nothing entered"),
    "filled": N_("being filled in"),
    "submitted": N_("handed in"),
    "returned": N_("returned"),
    "accepted": N_("accepted"),
    "approved": N_("approved by UBND tỉnh"),
    "appraised": N_("appraised"),
    "final": N_("final"),
}


@dataclass(frozen=True, slots=True)
class FieldScores:
    """One field's points by column, None where nobody in it has a score there yet."""

    node: Node
    max: Decimal
    points: Mapping[Column, Decimal | None]

    def percent(self, column: Column) -> Decimal | None:
        """Of its maximum."""
        return share(self.points[column], self.max)


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A task that only supplies documents: what has come, what is missing."""

    task: EvidenceTask
    agency: str
    attachments: tuple[Attachment, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Boards:
    """All of it on a day. `totals` and `groups` by column, those that hold a score; the groups are of
    100 points, None below all of them. `scored` says how many components have a score in each column.
    """

    year: Assessment
    today: date
    columns: Mapping[Column, Computed]
    risks: tuple[Risk, ...]
    agencies: tuple[Progress, ...]
    fields: tuple[Progress, ...]
    scores: tuple[FieldScores, ...]
    totals: Mapping[Column, Decimal]
    groups: Mapping[Column, ResultGroup | None]
    scored: Mapping[Column, int]
    evidence: tuple[EvidenceLine, ...]
    earlier: tuple[PublishedResult, ...]
    blocks: tuple[Block, ...]

    @property
    def at_risk(self) -> Decimal:
        """All points at risk that nobody has explained."""
        return numbers.total(risk.points for risk in self.risks if not risk.explained)


def boards_of(session: Session, *, plan: Plan, today: date) -> Boards:
    """The boards of the round's year. Raises `UserError` (no_scoring_year)."""
    return of_year(assessments.needed(session), plan=plan, today=today)


def of_year(year: Assessment, *, plan: Plan, today: date) -> Boards:
    """The boards of a year as it stands."""
    catalogue, states = year.catalogue, year.states
    windows = {code: one.window for code, one in year.components.items()}
    surveys = {code for code, one in year.components.items() if one.survey}
    by_column = columns(year)
    totals = {column: computed.total for column, computed in by_column.items()}
    return Boards(
        year,
        today,
        by_column,
        boards.points_at_risk(catalogue, states, today, windows=windows),
        boards.progress_by_agency(catalogue, states, surveys=surveys),
        boards.progress_by_field(catalogue, states),
        tuple(_field(year, node, by_column) for node in catalogue.children.get("", ())),
        totals,
        {column: group_of(year, total) for column, total in totals.items()},
        {column: _scored(year, column) for column in COLUMNS},
        tuple(_evidence(year, task) for task in catalogue.evidence),
        year.knowledge.results_of(plan.province),
        _newest_blocks(year.knowledge.blocks),
    )


def columns(year: Assessment) -> dict[Column, Computed]:
    """What the year comes to in each column in which somebody has a score."""
    found: dict[Column, Computed] = {}
    for column in COLUMNS:
        computed = sums.sums(year, column) if _scored(year, column) else None
        if computed is not None:
            found[column] = computed
    return found


def group_of(year: Assessment, total: Decimal) -> ResultGroup | None:
    """The group A, B or C of a total, None below all of them: no source names a group under 70 %."""
    percent = share(total, year.catalogue.total)
    return None if percent is None else year.knowledge.group(percent)


def share(points: Decimal | None, maximum: Decimal) -> Decimal | None:
    """Points of a maximum in percent, None for none of either."""
    if points is None or not maximum:
        return None
    return numbers.divided(points * HUNDRED, maximum)


def _scored(year: Assessment, column: Column) -> int:
    return sum(sums.score_of(one, column) is not None for one in year.components.values())


def points_of(board: Boards, node: Node) -> dict[Column, Decimal | None]:
    """A node's points by column, None where nothing in it has a score there yet."""
    return _points(board.year, node, board.columns)


def _points(
    year: Assessment, node: Node, by_column: Mapping[Column, Computed]
) -> dict[Column, Decimal | None]:
    parts = [
        year.components[leaf.code] for leaf in year.catalogue.leaves if node in year.catalogue.line(leaf)
    ]
    return {
        column: by_column[column].nodes[node.code].score
        if column in by_column and any(sums.score_of(part, column) is not None for part in parts)
        else None
        for column in COLUMNS
    }


def _field(year: Assessment, node: Node, by_column: Mapping[Column, Computed]) -> FieldScores:
    return FieldScores(node, node.max or numbers.ZERO, _points(year, node, by_column))


def _evidence(year: Assessment, task: EvidenceTask) -> EvidenceLine:
    attachments = year.evidence.get(task.code, ())
    return EvidenceLine(task, year.catalogue.agency(task.lead), attachments, year.missing_of(task))


def _newest_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    newest = max((max(block.rounds) for block in blocks), default=0)
    return tuple(block for block in blocks if newest in block.rounds)
