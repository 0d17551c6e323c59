"""Results of the leader survey and of SIPAS: entered, imported, beside how many answered."""

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError
from roster.messages import _
from roster.services.scoring import assessments, catalogues, surveys
from web import access, acting, followup_words, handed_in, house, score_words, scoring_forms, without_year
from web.following import followed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.annex.results import SurveyResult

blueprint = Blueprint("scoring_surveys", __name__, url_prefix="/scoring/surveys")
blueprint.register_error_handler(UserError, without_year.answer)

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """Every component judged by a survey, its points, a form; the response counts beside."""
    with house.current().database.reading() as session:
        assessments.need_year(session)  # before the roster that is followed is made anew
    return _page([])


@blueprint.get("/template")
@access.needs("view")
def template() -> Response:
    """The workbook to fill in."""
    here = house.current()
    with here.database.reading() as session:
        made = surveys.template(session, today=here.today())
    return send_file(BytesIO(made), _WORKBOOK, as_attachment=True, download_name=_("Survey results.xlsx"))


@blueprint.post("/")
@access.needs("decide")
def enter() -> Response | tuple[str, int]:
    """Enter one result; refused, what was typed is shown again."""
    form = request.form
    code, figure, value = (form.get(name, "") for name in ("code", "figure", "value"))

    def act(session: "Session") -> "SurveyResult":
        source = form.get("source", "")
        return surveys.enter(session, code, figure, value, source=source, actor=scoring_forms.actor())

    made, refused = scoring_forms.outcome_of(act)
    if made is None:
        return _page(refused), 422
    return scoring_forms.say_and_go(
        _("{code}: {points} points entered.", code=made.code, points=score_words.points(made.points)),
        url_for("scoring_surveys.index"),
    )


@blueprint.post("/file")
@access.needs("decide")
def take() -> Response:
    """Enter the results in a file, all or none."""
    with acting.refusing(), handed_in.needed() as path:
        acting.attempt(
            lambda session: surveys.take(session, path, path.name, actor=scoring_forms.actor()),
            lambda made: _("{count} results entered.", count=len(made)),
        )
    return redirect(url_for("scoring_surveys.index"), code=303)


def _page(errors: list[str]) -> str:
    here = house.current()
    with followed() as session:
        state = surveys.surveys(session, plan=here.plan, today=here.today())
    return render_template(
        "scoring/surveys.html",
        state=state,
        notice=catalogues.notice(state.year.catalogue),
        errors=errors,
        sent=request.form,
        plan=here.plan,
        words=score_words,
        followup=followup_words,
    )
