"""What the boards show of a year's components as they stand: points at risk, progress per agency and field.

Pure: from a catalogue, a frozen state of each component and a day. Knows nothing of the database or pages.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from scoring import numbers
from scoring.catalogue.model import Catalogue, Node, Window
from scoring.numbers import ZERO

Stage: TypeAlias = Literal[
    "empty", "filled", "submitted", "returned", "accepted", "approved", "appraised", "final"
]
STAGES: tuple[Stage, ...] = (
    *("empty", "filled", "submitted", "returned"),
    *("accepted", "approved", "appraised", "final"),
)


@dataclass(frozen=True, slots=True)
class ComponentState:
    """How a component stands: its stage, documents attached, whether a lack is explained, its scores."""

    code: str
    stage: Stage = "empty"
    documents: frozenset[str] = frozenset()  # of those the catalogue requires
    explained: bool = False
    self_score: Decimal | None = None
    own_score: Decimal | None = None  # of the agency that checks
    appraised: Decimal | None = None
    final: Decimal | None = None
    on_software: bool = False
    applies: bool = True


@dataclass(frozen=True, slots=True)
class Risk:
    """Points that may be lost for missing documents; `days_left` is None without a last day."""

    code: str
    lead: str
    missing: tuple[str, ...]
    points: Decimal
    days_left: int | None
    explained: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an agency or a field is: components per stage, the maximum, the points self-scored so far."""

    key: str
    stages: Mapping[Stage, int]
    max: Decimal
    self_scored: Decimal

    @property
    def components(self) -> int:
        """How many there are."""
        return sum(self.stages.values())


def points_at_risk(
    catalogue: Catalogue,
    states: Mapping[str, ComponentState],
    day: date,
    *,
    windows: Mapping[str, Window | None] | None = None,
) -> tuple[Risk, ...]:
    """Every component with a missing document, the most urgent first: fewest days left, then most points.

    Without its documents a component may earn nothing, so its whole maximum is at risk. Explained
    ones come last; what has its final score is past it. `windows` are those that were moved, by code.
    """
    moved = windows or {}
    risks = [
        _risk(
            catalogue,
            node,
            missing,
            states,
            days_left=_days_left(moved.get(node.code, catalogue.window_of(node)), day),
        )
        for node in catalogue.leaves
        if (missing := _missing(node, states))
    ]
    return tuple(sorted(risks, key=_urgency))


def _days_left(window: Window | None, day: date) -> int | None:
    """How many days are left, None without a last day."""
    return (window.closes - day).days if window and window.closes else None


def _missing(node: Node, states: Mapping[str, ComponentState]) -> tuple[str, ...]:
    if node.code in states and (states[node.code].stage == "final" or not states[node.code].applies):
        return ()
    there = states[node.code].documents if node.code in states else frozenset()
    return tuple(document for document in node.documents if document not in there)


def _risk(
    catalogue: Catalogue,
    node: Node,
    missing: tuple[str, ...],
    states: Mapping[str, ComponentState],
    *,
    days_left: int | None,
) -> Risk:
    return Risk(
        node.code,
        catalogue.lead(node),
        missing,
        node.max or ZERO,
        days_left,
        explained=node.code in states and states[node.code].explained,
    )


def _urgency(risk: Risk) -> tuple[bool, float, Decimal]:
    """Unexplained ones first, then by days, then by points."""
    return risk.explained, float("inf") if risk.days_left is None else risk.days_left, -risk.points


def progress_by_agency(
    catalogue: Catalogue, states: Mapping[str, ComponentState], *, surveys: Collection[str] = ()
) -> tuple[Progress, ...]:
    """One line per lead agency, in the order of the catalogue.

    '' are those of nobody, `surveys` among them: whoever leads their criterion, no agency scores them.
    """
    return _progress(catalogue, states, lambda node: "" if node.code in surveys else catalogue.lead(node))


def progress_by_field(catalogue: Catalogue, states: Mapping[str, ComponentState]) -> tuple[Progress, ...]:
    """One line per field."""
    return _progress(catalogue, states, lambda node: tuple(catalogue.line(node))[-1].code)


def _progress(
    catalogue: Catalogue, states: Mapping[str, ComponentState], key_of: Callable[[Node], str]
) -> tuple[Progress, ...]:
    groups: dict[str, list[Node]] = {}
    for leaf in catalogue.leaves:
        groups.setdefault(key_of(leaf), []).append(leaf)
    return tuple(_line(key, nodes, states) for key, nodes in groups.items())


def _line(key: str, nodes: Iterable[Node], states: Mapping[str, ComponentState]) -> Progress:
    nodes = list(nodes)
    known = [states.get(node.code, ComponentState(node.code)) for node in nodes]
    counted = Counter(state.stage for state in known)
    return Progress(
        key,
        {stage: counted[stage] for stage in STAGES},
        numbers.total(node.max or ZERO for node in nodes),
        numbers.total(state.self_score or ZERO for state in known),
    )
