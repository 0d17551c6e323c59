"""What the forms of scoring send, as the services take it: answers by formula, points, days, documents.

Knows names of fields and how officials type numbers; what is wrong with an answer is not known here.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TypeVar

from flask import redirect, request
from werkzeug.wrappers import Response

from roster import messages
from roster.errors import UserError, UserErrors, raise_all
from roster.messages import N_, _
from roster.services.scoring.documents import About, Place
from roster.services.scoring.recording import Actor
from roster.services.shelf import Shelf, shelf
from scoring import formulas, numbers
from scoring.catalogue.model import Node
from scoring.formulas.model import Levels, Variable
from web import access, house, notices, scoring_files
from web.dates import typed_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

T = TypeVar("T")
_PREFIX = "v-"  # before the variables of a formula: a field may not be called as another one of the form
_ON_PAGES: Mapping[str, str] = {  # where the sentence for files would speak of quotes and tables
    "not_a_number": N_("{code}: {label} is {value}, which is not a number. Write it as 12,5."),
    "zero_denominator": N_(
        "{code}: {label} is 0, and nothing can be divided by it. Correct it, or tick that it does not apply."
    ),
    "missing_variable": N_("{code}: fill in {label}."),
    "two_answers": N_("{code}: figures and points are both filled in. Empty one of them."),
    "survey_self_scored": N_("{code} is judged by a survey: nobody scores it himself."),
}


@dataclass(frozen=True, slots=True)
class Input:
    """One field of a component's form: what the formula asks for, how it is labelled, what was typed.

    `choices` are code and label, for what is chosen.
    """

    name: str
    label: str
    wants: str
    typed: str
    choices: tuple[tuple[str, str], ...] = ()


def actor() -> Actor:
    """Who is signed in, as the province's own: those who check, approve and enter the Ministry's points."""
    return Actor(access.author(), house.current().today())


def of_agency() -> Actor:
    """Who is signed in, for his or her agency. Raises `UserError` (no_agency)."""
    agency = access.account().agency
    if not agency:
        raise UserError(
            "no_agency", "Nobody has said yet to which agency this account belongs. Ask the administrator."
        )
    return Actor(access.author(), house.current().today(), agency)


@contextmanager
def changing() -> "Iterator[tuple[Session, Shelf]]":
    """A transaction with the shelf for documents; when it fails, neither rows nor files stay."""
    with shelf(scoring_files.folder()) as where, house.current().database.changing() as session:
        yield session, where


def inputs(node: Node, typed: Mapping[str, Any]) -> tuple[Input, ...]:
    """The fields of a component's form, generated from what its formula asks for."""
    wanted = formulas.variables(node.formula) if node.formula else ()
    return tuple(_input(node, one, typed) for one in wanted)


def answer(node: Node) -> dict[str, Any]:
    """What was typed, as an answer: numbers as programs write them, what is none as it was typed.

    Raises `UserErrors`: two_readings for every figure that may be thousands or decimals.
    """
    form = request.form
    if "not_applicable" in form:
        return {"not_applicable": True}
    wanted = formulas.variables(node.formula) if node.formula else ()
    raise_all(_two_readings(node, wanted))
    found: dict[str, Any] = {}
    for one in wanted:
        text = form.get(_PREFIX + one.name, "").strip()
        if text:
            found[one.name] = text == "true" if one.wants == "yes_no" else _plain(text, one)
    if score := form.get("score", "").strip():
        number = numbers.points_by_hand(score)
        found["score"] = score if number is None else numbers.plain(number)
    return found


def typed(stored: Mapping[str, Any] | None) -> dict[str, str]:
    """A stored answer as it is typed."""
    return {name: _as_typed(value) for name, value in (stored or {}).items()}


def points(text: str, code: str) -> Decimal | None:
    """Points as officials type them, None for nothing. Raises `UserError` (not_points)."""
    if not text.strip():
        return None
    found = numbers.points_by_hand(text)
    if found is None:
        raise UserError(
            "not_points",
            "{code}: '{value}' is not a number of points. Write it as 2,50.",
            code=code,
            value=text.strip()[:40],
        )
    return found


def about() -> About:
    """The new document of a form, its file as a stream. Raises `UserError` (bad_day)."""
    form, given = request.form, request.files.get("file")
    day = form.get("in_force", "")
    has_file = given is not None and bool(given.filename)
    return About(
        title=form.get("title", ""),
        number=form.get("number", ""),
        in_force=typed_day(day, house.current().today()) if day.strip() else None,
        link=form.get("link", ""),
        name=PurePath(given.filename or "").name if given is not None and has_file else "",
        file=given.stream if given is not None and has_file else None,
    )


def place(code: str) -> Place:
    """Where in a document a component is proved."""
    form = request.form
    return Place(code, form.get("wanted", ""), form.get("section", ""), form.get("page", ""))


def said(error: UserError) -> str:
    """The sentence of a refusal, in the words of a page."""
    message = _ON_PAGES.get(error.code)
    return _(message, **error.params) if message else messages.sentence(error)


def _input(node: Node, one: Variable, typed: Mapping[str, Any]) -> Input:
    return Input(_PREFIX + one.name, _label(one), one.wants, typed.get(one.name, ""), _choices(node, one))


def _label(one: Variable) -> str:
    return _(one.label or _LABELS.get(one.name, one.name))


_LABELS: Mapping[str, str] = {
    "a": N_("How many there are"),
    "b": N_("How many of them are as they should be"),
    "level": N_("Level reached"),
    "value": N_("Value"),
    "yes": N_("Done as required?"),
}


def _choices(node: Node, one: Variable) -> tuple[tuple[str, str], ...]:
    if one.wants == "yes_no":
        return (("true", _("Yes")), ("false", _("No")))
    if isinstance(node.formula, Levels):
        return tuple(
            (level.code, f"{level.name or level.code} ({numbers.points(level.points)})")
            for level in node.formula.levels
        )
    return tuple((choice, choice) for choice in one.choices)


def _two_readings(node: Node, wanted: Iterable[Variable]) -> list[UserError]:
    """The refusals of '1.250': who takes it for a little more than one may give points for nothing."""
    typed = {one: request.form.get(_PREFIX + one.name, "").strip() for one in wanted if one.wants == "number"}
    return [
        UserError(
            "two_readings",
            "{code}: {label} is {value}, which may be {whole} or {decimals}. Write one of these.",
            code=node.code,
            label=_label(one),
            value=text,
            whole=text.replace(".", "").replace(",", ""),
            decimals=_as_typed(numbers.plain(Decimal(text.replace(",", ".")))),
        )
        for one, text in typed.items()
        if numbers.either_way(text)
    ]


def _plain(text: str, one: Variable) -> str:
    if one.wants == "choice":
        return text
    number = numbers.typed_by_hand(text)
    return text if number is None else numbers.plain(number)


def _as_typed(value: Any) -> str:
    """With the sign for decimals that the language writes, never three of them: '1,125' may be 1125."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if numbers.typed(text) is None:
        return text
    whole, dot, rest = text.partition(".")
    sign = "," if messages.language() == "vi" else "."
    return f"{whole}{sign}{rest}{'0' if len(rest) == 3 else ''}" if dot else whole


def outcome_of(act: "Callable[[Session], T]") -> tuple[T | None, list[str]]:
    """Do one act, all of it or nothing: what it gave, or None and why it was refused, as sentences."""
    try:
        with house.current().database.changing() as session:
            return act(session), []
    except (UserError, UserErrors) as refusal:
        return None, sentences(refusal)


def refusals_of(act: "Callable[[Session], object]") -> list[str]:
    """The same for an act whose outcome nobody needs: why it was refused."""
    return outcome_of(act)[1]


def sentences(refusal: UserError | UserErrors) -> list[str]:
    """Every part of a refusal as a sentence."""
    found = refusal.exceptions if isinstance(refusal, UserErrors) else (refusal,)
    return [said(one) for one in found if isinstance(one, UserError)]


def say_and_go(done: str, to: str) -> Response:
    """Say on the next page what was done, and open it."""
    notices.say(done)
    return redirect(to, code=303)
