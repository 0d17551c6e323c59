"""What Sở Nội vụ sees and does with what agencies submit: the queue, accept, return, more time, documents."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError
from roster.messages import _
from roster.services.scoring import assessments, checking, history, recording
from scoring.assessment import steps
from scoring.assessment.model import EVIDENCE, Assessment, Component
from scoring.boards import STAGES
from web import access, acting, house, scoring_forms, scoring_words, without_year
from web.dates import typed_day

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

blueprint = Blueprint("scoring_checks", __name__, url_prefix="/scoring/checks")
blueprint.register_error_handler(UserError, without_year.answer)


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """Every component with its scores side by side; of one stage, of one agency."""
    return _listing([])


def _listing(errors: list[str]) -> str:
    with house.current().database.reading() as session:
        year = assessments.needed(session)
    stage, agency = request.args.get("stage", ""), request.args.get("agency", "")
    shown = [
        one
        for one in year.components.values()
        if (not stage or one.stage == stage) and (not agency or one.lead == agency)
    ]
    return render_template(
        "scoring/checks.html",
        year=year,
        shown=shown,
        stage=stage,
        agency=agency,
        stages=STAGES,
        agencies=sorted({one.lead for one in year.components.values() if one.lead}),
        waiting=sum(one.stage == "submitted" for one in year.components.values()),
        today=house.current().today(),
        errors=errors,
        sent=request.form,
        words=scoring_words,
    )


@blueprint.get("/<code>")
@access.needs("view")
def component(code: str) -> str:
    """One component: what the agency says, its documents, its history, the check beside."""
    if code.startswith(EVIDENCE):
        return _task(code)
    year, one = _found(code)
    return _page(year, one, [])


@blueprint.post("/<code>/accept")
@access.needs("edit")
def accept(code: str) -> Response | tuple[str, int]:
    """Accept with the points of the check; refused, what was typed is shown again."""

    def act(session: "Session") -> int:
        points, text = (
            scoring_forms.points(request.form.get("points", ""), code),
            request.form.get("text", ""),
        )
        if points is None:
            points = steps.component(assessments.needed(session), code).self_score
        return checking.accept(session, code, points, text, actor=scoring_forms.actor())

    return _done_or_again(code, act, _("{code} is accepted.", code=code))


@blueprint.post("/<code>/return")
@access.needs("edit")
def send_back(code: str) -> Response | tuple[str, int]:
    """Return with a remark; refused, what was typed is shown again."""

    def act(session: "Session") -> int:
        until, text = _day("until"), request.form.get("text", "")
        return checking.send_back(session, code, text, until=until, actor=scoring_forms.actor())

    return _done_or_again(code, act, _("{code} is returned to its agency.", code=code))


@blueprint.post("/accept")
@access.needs("edit")
def accept_many() -> Response:
    """Accept several with the agencies' own points, all or none."""
    codes = request.form.getlist("code")
    acting.attempt(
        lambda session: checking.accept_as_scored(session, codes, actor=scoring_forms.actor()),
        lambda done: _("{count} components are accepted.", count=len(done)),
    )
    return redirect(url_for("scoring_checks.index", stage="submitted"), code=303)


@blueprint.post("/extend")
@access.needs("decide")
def extend() -> Response | tuple[str, int]:
    """Move the last day of a component, criterion, field or of all; refused, what was typed stays."""
    code, text = request.form.get("code", "").strip(), request.form.get("text", "")

    def act(session: "Session") -> int:
        until = _day("until")
        if until is None:
            raise UserError("bad_day", "{text} is not a day. Write it as DD/MM/YYYY.", text="")
        return checking.extend(session, code, until, text, actor=scoring_forms.actor())

    if refused := scoring_forms.refusals_of(act):
        return _listing(refused), 422
    return scoring_forms.say_and_go(_("The last day is moved."), url_for("scoring_checks.index"))


@blueprint.post("/moved/<int:number>/undo")
@access.needs("decide")
def undo_moved(number: int) -> Response:
    """Take back a moved last day."""
    acting.attempt(
        lambda session: recording.undo_moved(session, number, actor=scoring_forms.actor()),
        lambda act: _("Taken back: {what}.", what=scoring_words.kind(act)),
    )
    return redirect(url_for("scoring_checks.index"), code=303)


@blueprint.post("/<code>/undo/<int:number>")
@access.needs("edit")
def undo(code: str, number: int) -> Response:
    """Take back what the province did last with a component."""
    acting.attempt(
        lambda session: recording.undo(session, code, number, actor=scoring_forms.actor()),
        lambda act: _("Taken back: {what}.", what=scoring_words.kind(act)),
    )
    return redirect(url_for("scoring_checks.component", code=code), code=303)


def _done_or_again(code: str, act: "Callable[[Session], object]", done: str) -> Response | tuple[str, int]:
    refused = scoring_forms.refusals_of(act)
    if refused:
        year, one = _found(code)
        return _page(year, one, refused), 422
    return scoring_forms.say_and_go(done, url_for("scoring_checks.component", code=code))


def _task(code: str) -> str:
    """A task that only supplies documents: what of it came, from whom."""
    wanted = code.removeprefix(EVIDENCE)
    with house.current().database.reading() as session:
        year = assessments.needed(session)
        happened = history.of(session, code)
    task = next((one for one in year.catalogue.evidence if one.code == wanted), None)
    if task is None:
        raise UserError(
            "no_such_plan_task", "There is no task {task} in the plan. Take one from its board.", task=wanted
        )
    return render_template(
        "scoring/check_task.html",
        year=year,
        task=task,
        attachments=year.evidence.get(wanted, ()),
        missing=year.missing_of(task),
        history=happened,
        words=scoring_words,
    )


def _page(year: Assessment, one: Component, errors: list[str]) -> str:
    with house.current().database.reading() as session:
        happened = history.of(session, one.code, one.history)
    return render_template(
        "scoring/check.html",
        year=year,
        history=happened,
        one=one,
        errors=errors,
        attachments=one.attachments,
        missing=one.missing,
        sent=request.form,
        inputs=scoring_forms.inputs(one.node, scoring_forms.typed(one.answer)),
        may_accept=one.stage == "submitted",
        may_return=not year.locked and one.stage in ("submitted", "accepted"),
        may_undo=lambda act: (
            access.may("edit") and act.kind not in steps.OF_AGENCY and not list(steps.to_undo(year, one, act))
        ),
        words=scoring_words,
    )


def _found(code: str) -> tuple[Assessment, Component]:
    with house.current().database.reading() as session:
        year = assessments.needed(session)
    return year, steps.component(year, code)


def _day(name: str) -> date | None:
    text = request.form.get(name, "")
    return typed_day(text, house.current().today()) if text.strip() else None
