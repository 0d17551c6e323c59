"""What an agency sees and does in a year's scoring: its own criteria only, one by one."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError, UserErrors
from roster.messages import _
from roster.services.scoring import assessments, checking, documents, filling, history, recording
from roster.services.scoring.documents import Found
from roster.services.scoring.history import Line
from scoring import answers, compute
from scoring.assessment import steps
from scoring.assessment.model import EVIDENCE, Act, Assessment, Component
from scoring.said import sentence
from web import access, acting, house, notices, scoring_forms, scoring_words, without_year

blueprint = Blueprint("scoring_mine", __name__, url_prefix="/scoring/mine")
blueprint.register_error_handler(UserError, without_year.answer)


@blueprint.get("/")
@access.needs("own")
def index() -> str:
    """The criteria and tasks of the account's agency, what is still to do."""
    actor = scoring_forms.of_agency()
    year = _needed()
    return render_template(
        "scoring/mine.html",
        year=year,
        agency=year.catalogue.agency(actor.agency),
        components=year.of_agency(actor.agency),
        tasks=list(year.tasks_of(actor.agency)),
        ready=[
            one.code
            for one in year.of_agency(actor.agency)
            if not list(steps.to_submit(year, one, actor.today))
        ],
        words=scoring_words,
    )


@blueprint.get("/<code>")
@access.needs("own")
def component(code: str) -> str:
    """One criterion: its form, the arithmetic in words, its documents, its history."""
    year = _needed()
    if code.startswith(EVIDENCE):
        return _task(year, code)
    one = _own(year, code)
    typed = scoring_forms.typed(one.answer) | {"explanation": one.explanation, "response": one.response}
    return _page(year, one, typed)


@blueprint.post("/<code>")
@access.needs("own")
def fill(code: str) -> Response | tuple[str, int]:
    """Keep what was typed, and submit it where that was pressed; refused, it is shown again as typed."""
    year = _needed()
    one, actor = _own(year, code), scoring_forms.of_agency()
    explanation = request.form.get("explanation", "")
    refused = scoring_forms.refusals_of(
        lambda session: filling.fill(session, code, scoring_forms.answer(one.node), explanation, actor=actor)
    )
    if refused:
        return _again(year, one, refused)
    notices.say(_("{code} is kept.", code=code))
    if request.form.get("then") == "submit":
        acting.attempt(
            lambda session: filling.submit(session, [code], actor=actor),
            lambda _done: _("{code} is submitted.", code=code),
        )
    return _back(code)


@blueprint.post("/<code>/tried")
@access.needs("own")
def tried(code: str) -> str:
    """What the figures typed so far come to, in words; nothing is kept."""
    year = _needed()
    return render_template("scoring/_worked.html", worked=_worked(year, _own(year, code)))


@blueprint.post("/submit")
@access.needs("own")
def submit() -> Response:
    """Submit several components, all or none."""
    codes, actor = request.form.getlist("code"), scoring_forms.of_agency()
    acting.attempt(
        lambda session: filling.submit(session, codes, actor=actor),
        lambda done: _("{count} components are submitted.", count=len(done)),
    )
    return redirect(url_for("scoring_mine.index"), code=303)


@blueprint.post("/<code>/undo/<int:number>")
@access.needs("own")
def undo(code: str, number: int) -> Response:
    """Take back what the agency did last: a submission until it is checked, an entry, an explanation."""
    actor = scoring_forms.of_agency()
    acting.attempt(
        lambda session: recording.undo(session, code, number, actor=actor),
        lambda act: _("Taken back: {what}.", what=scoring_words.kind(act)),
    )
    return _back(code)


@blueprint.post("/<code>/respond")
@access.needs("own")
def respond(code: str) -> Response | tuple[str, int]:
    """Explain to the Ministry; refused, the text is shown again."""
    actor, text = scoring_forms.of_agency(), request.form.get("response", "")
    refused = scoring_forms.refusals_of(lambda session: filling.respond(session, code, text, actor=actor))
    if refused:
        return show_again(code, refused)
    notices.say(_("The explanation of {code} is kept.", code=code))
    return _back(code)


@blueprint.post("/<code>/software")
@access.needs("own")
def software(code: str) -> Response:
    """Mark as entered in the Ministry's software."""
    actor = scoring_forms.of_agency()
    acting.attempt(
        lambda session: checking.on_software(session, [code], actor=actor),
        lambda _done: _("{code} is marked as entered in the Ministry's software.", code=code),
    )
    return _back(code)


def show_again(code: str, errors: list[str]) -> tuple[str, int]:
    """The page of a component or task with what was typed in the request, and why it was refused."""
    year = _needed()
    if code.startswith(EVIDENCE):
        return _task(year, code, errors=errors), 422
    return _again(year, _own(year, code), errors)


def _again(year: Assessment, one: Component, errors: list[str]) -> tuple[str, int]:
    typed = scoring_forms.typed(one.answer) | {"explanation": one.explanation, "response": one.response}
    if "v-form" in request.form:  # the form with the figures was sent, so what it says counts
        typed = {k.removeprefix("v-"): v for k, v in request.form.items() if k != "csrf_token"}
    return _page(year, one, typed | _more_typed(), errors=errors), 422


def _more_typed() -> dict[str, str]:
    return {"response": request.form["response"]} if "response" in request.form else {}


def _page(year: Assessment, one: Component, typed: dict[str, str], *, errors: list[str] | None = None) -> str:
    actor = scoring_forms.of_agency()
    return render_template(
        "scoring/mine_component.html",
        year=year,
        history=_history(one.code, one.history),
        one=one,
        code=one.code,
        wanted=one.node.documents,
        attachments=one.attachments,
        missing=one.missing,
        typed=typed,
        inputs=scoring_forms.inputs(one.node, typed),
        errors=errors or [],
        known=_known(),
        worked=scoring_words.arithmetic(one.said),
        closed=_first(steps.to_fill(year, one, actor.today)),
        may_attach=not list(steps.to_attach(year, one, actor.today)),
        may_respond=not list(steps.to_respond(year, one, actor.today)),
        may_mark=not list(steps.to_software(one)),
        may_undo=lambda act: act.agency == actor.agency and not list(steps.to_undo(year, one, act)),
        sent=request.form,
        words=scoring_words,
    )


def _task(year: Assessment, code: str, *, errors: list[str] | None = None) -> str:
    wanted = code.removeprefix(EVIDENCE)
    task = next((one for one in year.tasks_of(scoring_forms.of_agency().agency) if one.code == wanted), None)
    if task is None:
        raise UserError(
            "no_such_task", "Your agency has no task {code}. Open it from your list.", code=wanted
        )
    return render_template(
        "scoring/mine_task.html",
        year=year,
        history=_history(code),
        task=task,
        code=code,
        wanted=task.documents,
        attachments=year.evidence.get(wanted, ()),
        missing=year.missing_of(task),
        errors=errors or [],
        known=_known(),
        may_attach=True,
        sent=request.form,
        words=scoring_words,
    )


def _known() -> Found:
    """Documents of the account's agency that may be attached without handing them in again."""
    words, chosen = request.values.get("words", ""), request.form.get("document", 0, type=int)
    agency = scoring_forms.of_agency().agency
    with house.current().database.reading() as session:
        return documents.of_agency(session, agency, words=words, chosen=chosen)


def _history(code: str, acts: tuple[Act, ...] = ()) -> tuple[Line, ...]:
    with house.current().database.reading() as session:
        return history.of(session, code, acts)


def _worked(year: Assessment, one: Component) -> str:
    """The arithmetic of the figures typed, or what is wrong with them."""
    try:
        answer = scoring_forms.answer(one.node)
    except (UserError, UserErrors) as refusal:
        return " ".join(scoring_forms.sentences(refusal))
    if not answer:
        return _("Nothing is typed yet.")
    checked, errors = answers.check(year.catalogue, year.knowledge, {one.code: answer})
    if errors:
        return " ".join(map(scoring_forms.said, errors))
    return sentence(compute.of_component(year.catalogue, one.node, checked).said)


def _own(year: Assessment, code: str) -> Component:
    """The component, refused where it is another agency's."""
    one = steps.component(year, code)
    for refusal in steps.not_own(year, one, scoring_forms.of_agency().agency):
        raise refusal
    return one


def _needed() -> Assessment:
    with house.current().database.reading() as session:
        return assessments.needed(session)


def _first(refusals: Any) -> str:
    return next((scoring_forms.said(one) for one in refusals), "")


def _back(code: str) -> Response:
    return redirect(url_for("scoring_mine.component", code=code), code=303)
