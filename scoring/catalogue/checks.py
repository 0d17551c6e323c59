"""What is wrong with a catalogue, all at once: its tree, its formulas and, where it is complete, its sums.

Each error names the file, the code and what to do. What an incomplete catalogue does not say yet is told
apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from roster.errors import UserError
from roster.messages import N_
from scoring import formulas, numbers
from scoring.catalogue import tree
from scoring.catalogue.model import Catalogue, Node
from scoring.formulas import Place
from scoring.knowledge import Knowledge

Gap = Literal["name", "max", "method", "lead", "formula", "parts", "criteria", "components"]


@dataclass(frozen=True, slots=True)
class Missing:
    """Something a catalogue does not say yet: of one node, or of the whole ('' as code)."""

    code: str
    what: Gap


def faults(catalogue: Catalogue, knowledge: Knowledge, *, file: str) -> list[UserError]:
    """Everything that is wrong; sums and leads only of a complete catalogue.

    Of a node that does not stand where it should, or has no usable maximum, nothing else is said.
    """
    found = list(tree.faults(catalogue, file))
    if any(error.code in tree.ENDLESS for error in found):
        return found
    found += _odd_numbers_and_days(catalogue, file)
    named = {error.params.get("code") for error in found}
    later = [*_formula_faults(catalogue, file), *_wrong_methods(catalogue, knowledge, file)]
    if catalogue.complete:
        later += [*_left_out(catalogue, knowledge, file), *_sums(catalogue, file)]
    if catalogue.complete and not named:
        later += _counts(catalogue, file)
    return found + [error for error in later if error.params.get("code", "") not in named]


def missing(catalogue: Catalogue, knowledge: Knowledge) -> tuple[Missing, ...]:
    """What the catalogue does not say, node by node; a complete one may leave out names and formulas."""
    return (
        *_missing_counts(catalogue),
        *(gap for node in catalogue.ordered for gap in _gaps(catalogue, node, knowledge)),
    )


def _missing_counts(catalogue: Catalogue) -> Iterator[Missing]:
    """The number of criteria or components known to exist, of which fewer are listed."""
    for what, there, wanted in _expected(catalogue):
        if there < wanted:
            yield Missing("", what)


def _expected(catalogue: Catalogue) -> Iterator[tuple[Gap, int, int]]:
    """How many criteria and components there are and should be, where that is known."""
    counted = tree.counts(catalogue)
    if catalogue.criteria is not None:
        yield "criteria", counted["criterion"], catalogue.criteria
    if catalogue.components is not None:
        yield "components", counted["component"], catalogue.components


def _gaps(catalogue: Catalogue, node: Node, knowledge: Knowledge) -> Iterator[Missing]:
    if not node.name:
        yield Missing(node.code, "name")
    if node.max is None:
        yield Missing(node.code, "max")
    if node.code in catalogue.children:
        return
    if not catalogue.complete and catalogue.level(node) != "component":
        yield Missing(node.code, "parts")
        return
    if not catalogue.method(node):
        yield Missing(node.code, "method")
    if _needs_lead(catalogue, node, knowledge) and not catalogue.lead(node):
        yield Missing(node.code, "lead")
    if node.formula is None:
        yield Missing(node.code, "formula")


def _needs_lead(catalogue: Catalogue, node: Node, knowledge: Knowledge) -> bool:
    """Whether an agency has to answer for it: a survey is the Ministry's."""
    method = knowledge.method(catalogue.method(node))
    return not (method and method.survey)


def _formula_faults(catalogue: Catalogue, file: str) -> Iterator[UserError]:
    for node in catalogue.node:
        if node.formula is None:
            continue
        if node.code in catalogue.children:
            yield UserError(
                "formula_on_parent",
                "{file}: {code} has parts of its own, whose points are added up. Remove its formula, or move "
                "it to a part.",
                file=file,
                code=node.code,
            )
        elif node.max is not None:
            yield from formulas.faults(node.formula, Place(file, node.code, node.max))


def _odd_numbers_and_days(catalogue: Catalogue, file: str) -> Iterator[UserError]:
    """Maxima nobody means, and windows that close before they open."""
    for node in catalogue.node:
        if node.max is not None and not formulas.within_reach(node.max):
            yield _error(
                "bad_maximum",
                N_("{file}: the maximum of {code} is not a number of points. Write it as 2.50."),
                file,
                node,
            )
        window = node.window
        if window and window.opens and window.closes and window.closes < window.opens:
            yield _error(
                "window_closes_first",
                N_("{file}: the window of {code} closes before it opens. Correct one of its days."),
                file,
                node,
            )


def _wrong_methods(catalogue: Catalogue, knowledge: Knowledge, file: str) -> Iterator[UserError]:
    """Survey formulas of components that are not judged by a survey, and the other way round."""
    for node in _scored(catalogue):
        method = knowledge.method(catalogue.method(node))
        if node.formula is None or method is None:
            continue
        kind = formulas.kind_of(node.formula)
        if formulas.KINDS[kind].by_survey != method.survey:
            yield UserError(
                "method_and_formula",
                "{file}: {code}: the method {method} does not go with a formula of the kind {kind}. Correct "
                "one of them.",
                file=file,
                code=node.code,
                method=method.code,
                kind=kind,
            )


def _left_out(catalogue: Catalogue, knowledge: Knowledge, file: str) -> Iterator[UserError]:
    """What a complete catalogue must say and does not."""
    for node in catalogue.node:
        if node.max is None:
            yield _error("no_maximum", N_("{file}: {code} has no maximum. Enter it as max."), file, node)
        elif node.max <= numbers.ZERO:
            yield _error("bad_maximum", N_("{file}: the maximum of {code} must be above zero."), file, node)
    for node in _scored(catalogue):
        if not catalogue.method(node):
            yield _error(
                "no_method", N_("{file}: {code} has no method. Enter how it is judged as method."), file, node
            )
        if _needs_lead(catalogue, node, knowledge) and not catalogue.lead(node):
            yield _error(
                "not_assigned",
                N_("{file}: {code} is assigned to nobody. Enter the agency that scores it as lead."),
                file,
                node,
            )


def _scored(catalogue: Catalogue) -> list[Node]:
    """The nodes without parts, those below nothing known included."""
    return [node for node in catalogue.node if node.code not in catalogue.children]


def _error(code: str, message: str, file: str, node: Node) -> UserError:
    return UserError(code, message, file=file, code=node.code)


def _sums(catalogue: Catalogue, file: str) -> Iterator[UserError]:
    """Maxima that are not the sum of those below, and a whole that is not the catalogue's total."""
    for code, parts in catalogue.children.items():
        whole = catalogue.by_code.get(code)
        stated = whole.max if whole else None if code else catalogue.total
        known = [part.max for part in parts if part.max is not None]
        if stated is None or len(known) < len(parts) or numbers.total(known) == stated:
            continue
        about = {"file": file, "sum": numbers.plain(numbers.total(known)), "max": numbers.plain(stated)}
        if code:
            yield UserError(
                "does_not_add_up",
                "{file}: the parts of {code} add up to {sum}, but its maximum is {max}. Correct one of them.",
                code=code,
                **about,
            )
        else:
            yield UserError(
                "total_does_not_add_up",
                "{file}: all fields together have {sum} points instead of {max}. Correct their maxima.",
                **about,
            )


def _counts(catalogue: Catalogue, file: str) -> Iterator[UserError]:
    """Other numbers of criteria or components than the catalogue says there should be."""
    for key, there, wanted in _expected(catalogue):
        if there != wanted:
            yield UserError(
                "wrong_count",
                "{file}: there are {count} {key}, but the file says {wanted}. Add or remove some, or correct "
                "{key}.",
                file=file,
                key=key,
                count=there,
                wanted=wanted,
            )
