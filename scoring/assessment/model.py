"""The nouns of a year's self-assessment: acts, documents, components as they stand, the whole year.

Frozen; how they come about is `standing`, what may be done next is `steps`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from scoring.boards import ComponentState, Stage
from scoring.catalogue.model import Catalogue, EvidenceTask, Node, Window
from scoring.knowledge import Knowledge
from scoring.said import Said

Kind: TypeAlias = Literal[
    "filled",  # of a component
    "submitted",
    "returned",
    "accepted",
    "on_software",
    "appraised",
    "responded",
    "final",
    "extended",  # of the year, 'extended' also of a node
    "approved",
    "explaining",
    "undone",  # an act that only takes another back
]
WHOLE_YEAR = ""  # the code of acts that are about no component
EVIDENCE = "evidence:"  # before the code of a task that only supplies documents


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that was done, of which kind, by which account; its facts by kind:

    'filled': `answer` and `text`, the explanation. 'returned': `text`, the remark, and `day` until which it
    may be mended. 'accepted': `points` of who checked, `text`. 'appraised', 'final': `points`, `text`, where
    they stand. 'responded': `text`, the explanation to the Ministry. 'approved': `text`, the document's
    number, and `day`. 'extended', 'explaining': `day`, the last one, and `text`.
    """

    number: int
    code: str
    kind: str
    at: datetime
    by: str
    agency: str = ""
    text: str = ""
    points: Decimal | None = None
    answer: Mapping[str, Any] | None = None
    day: date | None = None
    undoes: int | None = None
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document that proves something: a kept file, or a `link` ('' for files).

    `in_force` is the document's own day, `at` when it was put here; `number` its number and sign.
    """

    number_here: int
    agency: str
    title: str
    number: str
    in_force: date | None
    link: str
    name: str
    kept: str
    sha256: str
    size: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """Where in a document a component is proved; `wanted`: which of the catalogue's documents it is."""

    number: int
    code: str
    document: Document
    wanted: str
    section: str
    page: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Component:
    """How one component stands. `answer` is what was typed last, `self_score` what it comes to, unrounded,
    None where it does not apply.

    `applies` is False where somebody said it does not apply. `own_score` is that of who checks, `remark` what
    was said when it was last returned or accepted, `response` what the agency explained to the Ministry.
    `history` holds every act in order, undone ones too; `attachments` only those in force.
    """

    node: Node
    lead: str
    survey: bool
    window: Window | None
    stage: Stage = "empty"
    answer: Mapping[str, Any] | None = None
    explanation: str = ""
    attachments: tuple[Attachment, ...] = ()
    self_score: Decimal | None = None
    said: Said | None = None
    applies: bool = True
    own_score: Decimal | None = None
    remark: str = ""
    appraised: Decimal | None = None
    response: str = ""
    final: Decimal | None = None
    on_software: Act | None = None
    history: tuple[Act, ...] = ()

    @property
    def code(self) -> str:
        """The component's code."""
        return self.node.code

    @property
    def missing(self) -> tuple[str, ...]:
        """The documents the catalogue asks for that are not attached."""
        there = {one.wanted for one in self.attachments}
        return tuple(wanted for wanted in self.node.documents if wanted not in there)

    @property
    def last(self) -> Act | None:
        """The newest act in force, the one that can be undone."""
        in_force = [act for act in self.history if not act.undone and act.kind != "undone"]
        return in_force[-1] if in_force else None

    @property
    def state(self) -> ComponentState:
        """As the boards ask for it."""
        return ComponentState(
            code=self.code,
            stage=self.stage,
            documents=frozenset(one.wanted for one in self.attachments if one.wanted),
            explained=bool(self.explanation),
            self_score=self.self_score,
            own_score=self.own_score,
            appraised=self.appraised,
            final=self.final,
            on_software=self.on_software is not None,
            applies=self.applies,
        )


@dataclass(frozen=True, slots=True)
class Assessment:
    """A year as it stands: its catalogue, every component in the catalogue's order, what holds for the whole.

    `approval` locks what was self-scored; `explaining` is the newest explanation round, open to its `day`;
    `moved`: the last days moved by hand that hold, of whatever code;
    `evidence` are the attachments of tasks that only supply documents, by the task's code. `stray` are codes
    something was done to that the catalogue does not have any more.
    """

    catalogue: Catalogue
    knowledge: Knowledge
    catalogue_name: str
    components: Mapping[str, Component]
    approval: Act | None = None
    explaining: Act | None = None
    moved: tuple[Act, ...] = ()
    evidence: Mapping[str, tuple[Attachment, ...]] = field(default_factory=dict)
    history: tuple[Act, ...] = ()  # of the whole year
    stray: tuple[str, ...] = ()

    @property
    def locked(self) -> bool:
        """Whether UBND tỉnh has approved: nothing self-scored can be changed any more."""
        return self.approval is not None

    @property
    def states(self) -> Mapping[str, ComponentState]:
        """Every component as the boards ask for it."""
        return {code: one.state for code, one in self.components.items()}

    @property
    def attachments(self) -> Iterator[Attachment]:
        """What is attached to anything, component by component, then task by task."""
        for one in self.components.values():
            yield from one.attachments
        for found in self.evidence.values():
            yield from found

    def of_agency(self, agency: str) -> tuple[Component, ...]:
        """What an agency answers for."""
        return tuple(one for one in self.components.values() if one.lead == agency and not one.survey)

    def tasks_of(self, agency: str) -> Iterator[EvidenceTask]:
        """The tasks of an agency that only supply documents."""
        return (task for task in self.catalogue.evidence if task.lead == agency)

    def missing_of(self, task: EvidenceTask) -> tuple[str, ...]:
        """The documents of such a task that have not come yet."""
        there = {one.wanted for one in self.evidence.get(task.code, ())}
        return tuple(wanted for wanted in task.documents if wanted not in there)
