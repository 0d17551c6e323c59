"""The nouns of a catalogue: nodes in a tree, their formulas, windows and documents.

A node without children is scored; its parents are sums. Frozen; knows nothing of files.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, TypeAlias

from scoring.formulas.model import Formula
from scoring.numbers import HUNDRED

Level: TypeAlias = Literal["field", "criterion", "component"]
LEVELS: tuple[Level, ...] = ("field", "criterion", "component")  # lĩnh vực, tiêu chí, tiêu chí thành phần
_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Window:
    """From which day to which something is done; `text` as the plan writes it."""

    __pydantic_config__ = _STRICT
    opens: date | None = None
    closes: date | None = None
    text: str = ""

    def is_open(self, day: date) -> bool:
        """Whether the day lies inside; an end that is not given is no end."""
        return (self.opens is None or self.opens <= day) and (self.closes is None or day <= self.closes)


@dataclass(frozen=True, slots=True)
class Node:
    """A field, criterion or component. What is not known yet is None or ''.

    `lead` and `cooperating` are the plan's codes of agencies, or names; `lead`, `method` and `window` hold
    for the nodes below that say nothing else. `documents`: to be shown. `verified`: `source` says so.
    """

    __pydantic_config__ = _STRICT
    code: str
    parent: str = ""
    name: str = ""
    max: Decimal | None = None
    method: str = ""
    lead: str = ""
    cooperating: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    window: Window | None = None
    legal: str = ""
    source: str = ""
    note: str = ""
    verified: bool = False
    formula: Formula | None = None


@dataclass(frozen=True, slots=True)
class EvidenceTask:
    """Documents an agency supplies without scoring anything."""

    __pydantic_config__ = _STRICT
    code: str
    name: str
    lead: str
    cooperating: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    window: Window | None = None
    source: str = ""


@dataclass(frozen=True)
class Catalogue:
    """A year's catalogue. `complete`: it says everything and must add up; `training`: all of it is invented.

    `criteria` and `components` are how many there should be, where that is known.
    """

    __pydantic_config__ = _STRICT
    node: tuple[Node, ...]
    title: str = ""
    year: int | None = None
    complete: bool = True
    training: bool = False
    total: Decimal = HUNDRED
    criteria: int | None = None
    components: int | None = None
    legal: str = ""
    source: str = ""
    window: Window | None = None
    agencies: Mapping[str, str] = field(default_factory=dict)  # code → name, to be shown
    evidence: tuple[EvidenceTask, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, Node]:
        """Every node by its code."""
        return {node.code: node for node in self.node}

    @cached_property
    def children(self) -> Mapping[str, tuple[Node, ...]]:
        """The nodes below each code ('': the fields), in the order of the file."""
        below: dict[str, list[Node]] = {}
        for node in self.node:
            below.setdefault(node.parent, []).append(node)
        return {code: tuple(nodes) for code, nodes in below.items()}

    @cached_property
    def ordered(self) -> tuple[Node, ...]:
        """Every node, each parent before what is below it."""
        return tuple(self._below(""))

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """What is scored: the nodes with nothing below them."""
        return tuple(node for node in self.ordered if node.code not in self.children)

    def line(self, node: Node) -> Iterator[Node]:
        """The node and those above it, upwards."""
        above: Node | None = node
        while above:
            yield above
            above = self.by_code.get(above.parent)

    def level(self, node: Node) -> Level:
        """Lĩnh vực, tiêu chí or tiêu chí thành phần, by how deep it stands."""
        return LEVELS[sum(1 for _ in self.line(node)) - 1]

    def lead(self, node: Node) -> str:
        """Who answers for a node: its own lead, else that of the nearest node above; '' for nobody."""
        return next((above.lead for above in self.line(node) if above.lead), "")

    def leads_below(self, node: Node) -> tuple[str, ...]:
        """The names of everybody who answers for something in a node, each once."""
        nodes = [node, *self._below(node.code)]
        return tuple(dict.fromkeys(self.agency(self.lead(part)) for part in nodes if self.lead(part)))

    def method(self, node: Node) -> str:
        """How a node is judged, its own or as above; '' where nothing is said."""
        return next((above.method for above in self.line(node) if above.method), "")

    def window_of(self, node: Node) -> Window | None:
        """When a node is scored: its own window, that of a node above, the catalogue's."""
        return next((above.window for above in self.line(node) if above.window), self.window)

    def agency(self, code: str) -> str:
        """The name of an agency, to be shown."""
        return self.agencies.get(code, code)

    def _below(self, code: str) -> Iterator[Node]:
        for node in self.children.get(code, ()):
            yield node
            yield from self._below(node.code)
