"""The whole year: UBND tỉnh's approval, which locks it, and what stands in the Ministry's software."""

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError
from roster.messages import _
from roster.services.scoring import assessments, checking, recording
from scoring.assessment import steps, sums
from scoring.assessment.model import Assessment
from scoring.assessment.sums import COLUMNS, Column
from web import access, acting, house, scoring_forms, scoring_words, without_year
from web.dates import typed_day

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

blueprint = Blueprint("scoring_year", __name__, url_prefix="/scoring/year")
blueprint.register_error_handler(UserError, without_year.answer)


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """What is still open, the sums, the approval, what stands in the Ministry's software."""
    with house.current().database.reading() as session:
        return _page(assessments.needed(session), [])


@blueprint.post("/approve")
@access.needs("decide")
def approve() -> Response | tuple[str, int]:
    """Record UBND tỉnh's approval; refused, what was typed is shown again."""

    def act(session: "Session") -> int:
        day = typed_day(request.form.get("day", ""), house.current().today())
        return checking.approve(session, request.form.get("number", ""), day, actor=scoring_forms.actor())

    refused = scoring_forms.refusals_of(act)
    if refused:
        with house.current().database.reading() as session:
            return _page(assessments.needed(session), refused), 422
    return scoring_forms.say_and_go(
        _("The approval is recorded; the scores are locked."), url_for("scoring_year.index")
    )


@blueprint.post("/undo/<int:number>")
@access.needs("decide")
def undo(number: int) -> Response:
    """Take back the newest act on the whole year."""
    acting.attempt(
        lambda session: recording.undo_of_year(session, number, actor=scoring_forms.actor()),
        lambda act: _("Taken back: {what}.", what=scoring_words.kind(act)),
    )
    return redirect(url_for("scoring_year.index"), code=303)


@blueprint.post("/software")
@access.needs("edit")
def software() -> Response:
    """Mark components as entered in the Ministry's software, all or none."""
    codes = request.form.getlist("code")
    acting.attempt(
        lambda session: checking.on_software(session, codes, actor=scoring_forms.actor()),
        lambda done: _("{count} components are marked as entered.", count=len(done)),
    )
    return redirect(url_for("scoring_year.index"), code=303)


def _scored(year: Assessment, column: Column) -> bool:
    """Whether anything has points in a column: a sum of nothing would read as none reached."""
    return any(sums.score_of(one, column) is not None for one in year.components.values())


def _page(year: Assessment, errors: list[str]) -> str:
    in_force = [act for act in year.history if not act.undone and act.kind != "undone"]
    scored = [one for one in year.components.values() if not one.survey]
    return render_template(
        "scoring/year.html",
        year=year,
        errors=errors,
        sums={column: sums.sums(year, column) for column in COLUMNS if _scored(year, column)},
        open=[one for one in scored if one.stage in ("empty", "filled", "submitted", "returned")],
        scored=scored,
        to_mark=[one for one in scored if not list(steps.to_software(one))],
        marked=[one for one in scored if one.on_software],
        newest=in_force[-1] if in_force else None,
        sent=request.form,
        today=house.current().today(),
        words=scoring_words,
    )
