"""How every component stands by what was done: acts in their order folded into stages and scores.

Decides nothing about what may be done (`steps`); an act that was undone counts for nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scoring import answers, compute
from scoring.assessment.model import EVIDENCE, WHOLE_YEAR, Act, Assessment, Attachment, Component
from scoring.boards import Stage
from scoring.catalogue.model import Catalogue, Node, Window
from scoring.knowledge import Knowledge

_STAGES: Mapping[str, Stage] = {
    "filled": "filled",
    "submitted": "submitted",
    "returned": "returned",
    "accepted": "accepted",
    "appraised": "appraised",
    "final": "final",
}


_CHANGES: Mapping[str, Callable[[Act], dict[str, Any]]] = {  # what an act changes besides the stage
    "filled": lambda act: {"answer": act.answer or None, "explanation": act.text},
    "returned": lambda act: {"remark": act.text, "own_score": None},
    "accepted": lambda act: {"remark": act.text, "own_score": act.points},
    "on_software": lambda act: {"on_software": act},
    "appraised": lambda act: {"appraised": act.points},
    "responded": lambda act: {"response": act.text},
    "final": lambda act: {"final": act.points},
}


@dataclass(frozen=True, slots=True)
class Given:
    """What a year stands by: its catalogue and everything that was done, in order."""

    catalogue: Catalogue
    knowledge: Knowledge
    catalogue_name: str
    acts: Sequence[Act] = ()
    attachments: Sequence[Attachment] = ()  # those detached left out


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Acts and attachments by what they are about."""

    acts: Mapping[str, tuple[Act, ...]]
    attachments: Mapping[str, tuple[Attachment, ...]]


def assess(given: Given) -> Assessment:
    """The year as it stands."""
    acts = marked(given.acts)
    sorted_ = _Sorted(_by_code(acts), _by_code(given.attachments))
    whole = sorted_.acts.get(WHOLE_YEAR, ())
    approval = _newest(whole, "approved")
    components = {
        node.code: _component(given, sorted_, node, locked=approval is not None)
        for node in given.catalogue.leaves
    }
    return Assessment(
        catalogue=given.catalogue,
        knowledge=given.knowledge,
        catalogue_name=given.catalogue_name,
        components=components,
        approval=approval,
        explaining=_newest(whole, "explaining"),
        moved=tuple(act for found in sorted_.acts.values() if (act := _newest(found, "extended"))),
        evidence={
            code.removeprefix(EVIDENCE): found
            for code, found in sorted_.attachments.items()
            if code.startswith(EVIDENCE)
        },
        history=whole,
        stray=_stray(given.catalogue, sorted_),
    )


def marked(acts: Sequence[Act]) -> tuple[Act, ...]:
    """The same acts; those that were undone say so."""
    undone = {act.undoes for act in acts}
    return tuple(replace(act, undone=True) if act.number in undone else act for act in acts)


def window_of(catalogue: Catalogue, node: Node, acts: Mapping[str, Sequence[Act]]) -> Window | None:
    """When a component is scored: as the catalogue says, its last day moved where somebody extended it.

    What is extended for the year, a field or a criterion holds below; what was returned may be mended until
    the day named then.
    """
    window = catalogue.window_of(node)
    if window is None or window.closes is None:
        return window
    lines = [*(one.code for one in catalogue.line(node)), WHOLE_YEAR]
    newest = [_newest(acts.get(code, ()), "extended") for code in lines]
    returned = _newest(acts.get(node.code, ()), "returned")
    days = [act.day for act in (*newest, returned) if act and act.day]
    return replace(window, closes=max([window.closes, *days]))


def _component(given: Given, sorted_: _Sorted, node: Node, *, locked: bool) -> Component:
    catalogue = given.catalogue
    method = given.knowledge.method(catalogue.method(node))
    blank = Component(
        node=node,
        lead=catalogue.lead(node),
        survey=bool(method and method.survey),
        window=window_of(catalogue, node, sorted_.acts),
        attachments=sorted_.attachments.get(node.code, ()),
        history=sorted_.acts.get(node.code, ()),
    )
    stood = blank
    for act in blank.history:
        stood = stood if act.undone else _after(stood, act)
    scored = _scored(given, stood)
    return replace(scored, stage="approved") if locked and scored.stage == "accepted" else scored


def _after(component: Component, act: Act) -> Component:
    """How a component stands after one act more."""
    changed = _CHANGES[act.kind](act) if act.kind in _CHANGES else {}
    return replace(component, stage=_STAGES.get(act.kind, component.stage), **changed)


def _scored(given: Given, component: Component) -> Component:
    """With what its answer comes to; an answer that does not fit the catalogue comes to nothing."""
    if not component.answer or not given.catalogue.complete:
        return component
    found, _errors = answers.check(given.catalogue, given.knowledge, {component.code: component.answer})
    if component.code not in found:
        return component
    result = compute.of_component(given.catalogue, component.node, found)
    score = result.score if result.applies else None
    return replace(component, self_score=score, said=result.said, applies=result.applies)


def _newest(acts: Iterable[Act], kind: str) -> Act | None:
    found = [act for act in acts if act.kind == kind and not act.undone]
    return found[-1] if found else None


def _by_code(things: Iterable[Any]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = {}
    for one in things:
        found.setdefault(one.code, []).append(one)
    return {code: tuple(group) for code, group in found.items()}


def _stray(catalogue: Catalogue, sorted_: _Sorted) -> tuple[str, ...]:
    known = {WHOLE_YEAR, *catalogue.by_code, *(EVIDENCE + task.code for task in catalogue.evidence)}
    return tuple(code for code in {**sorted_.acts, **sorted_.attachments} if code not in known)
