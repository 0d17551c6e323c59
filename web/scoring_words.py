"""Words of the work flow of scoring: what was done, by which method, how a formula works."""

from collections.abc import Mapping
from decimal import Decimal

from roster.messages import N_, _
from roster.services.scoring import catalogues
from roster.services.scoring.history import Line
from scoring import numbers
from scoring.assessment.model import EVIDENCE, Act, Assessment, Component
from scoring.catalogue.checks import Missing
from scoring.catalogue.model import Node
from scoring.said import Said, sentence
from web import scoring_forms
from web.score_words import column, in_percent, points, stage
from web.scoring_forms import Input

__all__ = ["column", "in_percent", "points", "stage"]
KINDS: Mapping[str, str] = {
    "filled": N_("filled in"),
    "submitted": N_("submitted"),
    "returned": N_("returned"),
    "accepted": N_("checked and accepted"),
    "on_software": N_("entered in the Ministry's software"),
    "appraised": N_("points of the Ministry entered"),
    "responded": N_("explained to the Ministry"),
    "final": N_("final points"),
    "extended": N_("last day moved"),
    "approved": N_("approved by UBND tỉnh"),
    "explaining": N_("explanation round opened"),
    "undone": N_("taken back"),
    "attached": N_("document attached"),
    "detached": N_("document taken off"),
}
_MEGABYTE = 1_000_000
GAPS: Mapping[str, str] = {
    "name": N_("no name"),
    "max": N_("no points"),
    "method": N_("no method"),
    "lead": N_("no lead agency"),
    "formula": N_("no formula"),
    "parts": N_("no components"),
    "criteria": N_("criteria are missing"),
    "components": N_("components are missing"),
}


def kind(done: Act | Line) -> str:
    """What was done."""
    return _(KINDS.get(done.kind, done.kind))


def answer(node: Node, given: Mapping[str, object]) -> str:
    """What was entered, each figure with what it counts."""
    typed = scoring_forms.typed(given)
    said = [f"{one.label}: {figure(one)}" for one in scoring_forms.inputs(node, typed) if one.typed]
    said += [_("{points} points", points=typed["score"])] if "score" in typed else []
    said += [_("does not apply")] if given.get("not_applicable") else []
    return "; ".join(said) or "; ".join(f"{name}: {value}" for name, value in typed.items())


def figure(entered: Input) -> str:
    """What was entered in one field: the words of a choice, figures with signs between thousands."""
    number = numbers.typed_by_hand(entered.typed) if entered.wants == "number" else None
    if number is None:
        return dict(entered.choices).get(entered.typed, entered.typed)
    return numbers.figure(number)


def gap(missing: Missing) -> str:
    """What a catalogue does not say."""
    return _(GAPS[missing.what])


def notice(year: Assessment) -> str:
    """What has to stand on every page of a catalogue: invented, or not compared with the decision."""
    return catalogues.notice(year.catalogue)


def place(code: str) -> str:
    """What a document proves: a component, or a task of the plan, whose code may be a criterion's too."""
    task = code.removeprefix(EVIDENCE)
    return code if task == code else _("task {code}", code=task)


def method(year: Assessment, component: Component) -> str:
    """How a component is judged."""
    found = year.knowledge.method(year.catalogue.method(component.node))
    return found.shown if found else ""


def arithmetic(said: Said | None) -> str:
    """What points come of, in words."""
    return sentence(said) if said else ""


def lead(year: Assessment, code: str) -> str:
    """The name of an agency; those of surveys are answered by nobody in the province."""
    return year.catalogue.agency(code) if code else _("survey")


def size(of: int) -> str:
    """How large a file is, small ones in kB; '' for a link."""
    if not of:
        return ""
    if of < _MEGABYTE:
        return _("{size} kB", size=numbers.figure(Decimal(max(of // 1000, 1))))
    return _("{size} MB", size=numbers.figure((Decimal(of) / _MEGABYTE).quantize(Decimal("0.1"))))
