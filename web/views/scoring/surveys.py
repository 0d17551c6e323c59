"""Results of the leader survey and of SIPAS: entered, imported, beside how many answered."""

import tempfile
from io import BytesIO
from pathlib import Path, PurePath

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError, UserErrors
from roster.messages import _
from roster.services.scoring import assessments, surveys
from roster.services.scoring.recording import Actor
from web import access, acting, followup_words, handing_over, house, refusals, score_words
from web.following import followed

blueprint = Blueprint("scoring_surveys", __name__, url_prefix="/scoring/surveys")
blueprint.register_error_handler(UserError, refusals.answer)

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """Every component judged by a survey, its points, a form; the response counts beside."""
    here = house.current()
    with here.database.reading() as session:
        begun = assessments.read(session) is not None
    if not begun:
        return render_template("scoring/no_year.html")
    with followed() as session:
        state = surveys.surveys(session, plan=here.plan, today=here.today())
    return render_template(
        "scoring/surveys.html", state=state, plan=here.plan, words=score_words, followup=followup_words
    )


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
def enter() -> Response:
    """Enter one result."""
    form = request.form
    code, figure, value = (form.get(name, "") for name in ("code", "figure", "value"))
    acting.attempt(
        lambda session: surveys.enter(
            session, code, figure, value, source=form.get("source", ""), actor=_actor()
        ),
        lambda made: _(
            "{code}: {points} points entered.", code=made.code, points=score_words.points(made.points)
        ),
    )
    return redirect(url_for("scoring_surveys.index"), code=303)


@blueprint.post("/file")
@access.needs("decide")
def take() -> Response:
    """Enter the results in a file, all or none."""
    try:
        name, content = handing_over.given_file()
        with tempfile.TemporaryDirectory(prefix="roster-") as folder:
            path = Path(folder) / f"results{PurePath(name).suffix}"
            path.write_bytes(content)
            acting.attempt(
                lambda session: surveys.take(session, path, name, actor=_actor()),
                lambda made: _("{count} results entered.", count=len(made)),
            )
    except (UserError, UserErrors) as refusal:
        acting.refuse(refusal)
    return redirect(url_for("scoring_surveys.index"), code=303)


def _actor() -> Actor:
    return Actor(access.author(), house.current().today())
