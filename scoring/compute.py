"""What answers come to: every component by its formula, every parent as a sum, and the total.

Points stay unrounded up to the total. What does not apply leaves the maximum; the total is scaled up again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from roster.errors import UserError, raise_all
from roster.messages import N_
from scoring import answers, formulas, numbers
from scoring.answer_faults import Table
from scoring.answers import Answer
from scoring.catalogue.model import Catalogue, Node
from scoring.formulas import Worked
from scoring.knowledge import Knowledge
from scoring.numbers import HUNDRED, ZERO
from scoring.said import Points, Said, Value, said

MIXED = "mixed"  # the method of a parent whose parts are judged in several ways


@dataclass(frozen=True, slots=True)
class Result:
    """What one node comes to. `max` is what applies; `answered` is False where nothing was said yet."""

    code: str
    max: Decimal
    score: Decimal
    method: str
    said: Said
    answered: bool = True
    applies: bool = True

    @property
    def percent(self) -> Decimal | None:
        """Score of maximum in percent, None where nothing applies."""
        return numbers.divided(self.score * HUNDRED, self.max) if self.max else None


@dataclass(frozen=True, slots=True)
class Computed:
    """Every node's result in the order of the catalogue, and the total."""

    nodes: Mapping[str, Result]
    total: Decimal
    said: Said


def compute(catalogue: Catalogue, knowledge: Knowledge, tables: Mapping[str, Table]) -> Computed:
    """The whole catalogue computed from checked or unchecked answers.

    Raises `UserError` or `UserErrors`: catalogue_incomplete, no_answer, nothing_applies and those of
    `answers.check`, each naming its code.
    """
    if not catalogue.complete:
        raise UserError(
            "catalogue_incomplete",
            "The catalogue {title} is not complete: it has no points to compute with. Import the Ministry's "
            "annex (roster score template, roster score import-annex), or use a complete catalogue.",
            title=catalogue.title,
        )
    given, errors = answers.check(catalogue, knowledge, tables)
    silent = _unanswered(catalogue, tables)
    raise_all([*errors, *(_no_answer(node) for node in silent)])
    return so_far(catalogue, given)


def so_far(catalogue: Catalogue, given: Mapping[str, Answer]) -> Computed:
    """As `compute`, from checked answers of which some may still be missing: those count as no points yet.

    Raises `UserError` (nothing_applies).
    """
    nodes: dict[str, Result] = {}
    for node in reversed(catalogue.ordered):  # parts before what they are part of
        parts = [nodes[part.code] for part in catalogue.children.get(node.code, ())]
        nodes[node.code] = _sum(catalogue, node, parts) if parts else of_component(catalogue, node, given)
    fields = [nodes[node.code] for node in catalogue.children[""]]
    ordered = {node.code: nodes[node.code] for node in catalogue.ordered}
    return Computed(ordered, *_total(catalogue, fields))


def _unanswered(catalogue: Catalogue, tables: Mapping[str, Table]) -> list[Node]:
    return [
        leaf
        for leaf in catalogue.leaves
        if leaf.code not in tables
        and not any(tables.get(above.code, {}).get("not_applicable") for above in catalogue.line(leaf))
    ]


def _no_answer(node: Node) -> UserError:
    wanted = [variable.name for variable in formulas.variables(node.formula)] if node.formula else ["score"]
    return UserError(
        "no_answer",
        "{code} has no answer. Add the table [\"{code}\"] with {names}, or with 'not_applicable = true'.",
        code=node.code,
        names=", ".join(wanted),
    )


def of_component(catalogue: Catalogue, node: Node, given: Mapping[str, Answer]) -> Result:
    """What one component comes to by its checked answer, or by what was said of those above it."""
    maximum, method = node.max or ZERO, catalogue.method(node)
    if any(code in given and given[code].not_applicable for code in (n.code for n in catalogue.line(node))):
        message = said(N_("Not applicable: its {max} points leave the maximum."), max=Points(maximum))
        return Result(node.code, ZERO, ZERO, method, message, applies=False)
    if node.code not in given:
        message = said(N_("Not answered yet: 0 of {max} points."), max=Points(maximum))
        return Result(node.code, maximum, ZERO, method, message, answered=False)
    worked = _worked(node, maximum, given[node.code])
    return Result(node.code, maximum, worked.score, method, worked.said)


def _worked(node: Node, maximum: Decimal, answer: Answer) -> Worked:
    if answer.published is not None:
        message = N_("As published by the Ministry: {score} of {max} points.")
        return _outright(message, answer.published, maximum)
    if answer.stated is not None or node.formula is None:
        message = N_("Stated by the agency, not computed: {score} of {max} points.")
        return _outright(message, answer.stated or ZERO, maximum)
    return formulas.work(node.formula, maximum, answer.values)


def _outright(message: str, score: Decimal, maximum: Decimal) -> Worked:
    return Worked(score, said(message, score=Points(score), max=Points(maximum)))


def _sum(catalogue: Catalogue, node: Node, parts: Sequence[Result]) -> Result:
    maximum, score = numbers.total(p.max for p in parts), numbers.total(p.score for p in parts)
    methods = {part.method for part in parts}
    left = (node.max or ZERO) - maximum
    about: dict[str, Value] = {
        "score": Points(score),
        "max": Points(maximum),
        "left": Points(left),
    }
    if left:
        message = N_("Sum of its parts: {score} of {max} points; {left} points do not apply.")
    else:
        message = N_("Sum of its parts: {score} of {max} points.")
    return Result(
        node.code,
        maximum,
        score,
        methods.pop() if len(methods) == 1 else MIXED,
        Said(message, about),
        answered=all(part.answered for part in parts),
        applies=any(part.applies for part in parts),
    )


def _total(catalogue: Catalogue, fields: Sequence[Result]) -> tuple[Decimal, Said]:
    """The total, and how it comes about."""
    applies, score = numbers.total(f.max for f in fields), numbers.total(f.score for f in fields)
    if not applies:
        raise UserError(
            "nothing_applies",
            "Nothing applies: every component is marked as not applicable. Take at least one mark back.",
        )
    whole = catalogue.total
    if applies == whole:
        return score, said(
            N_("{score} of {max} points, added up unrounded and shown rounded half up."),
            score=Points(score),
            max=Points(whole),
        )
    scaled = numbers.divided(score * whole, applies)
    return scaled, said(
        N_(
            "{score} of the {max} points that apply, scaled up to {whole}: "
            "{score} × {whole} / {max} = {total}."
        ),
        score=Points(score),
        max=Points(applies),
        whole=Points(whole),
        total=Points(scaled),
    )
