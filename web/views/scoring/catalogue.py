"""The catalogue a year is scored by: who answers for what, what it does not say yet, how it is chosen."""

import tempfile
from pathlib import Path, PurePath

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError, UserErrors
from roster.messages import _
from roster.services.scoring import annex, assessments, catalogues, years
from web import access, acting, handing_over, house, refusals, scoring_forms, scoring_words

blueprint = Blueprint("scoring_catalogue", __name__, url_prefix="/scoring/catalogue")
blueprint.register_error_handler(UserError, refusals.answer)


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """The criteria with their agencies, windows and points; what is missing; which catalogues there were."""
    with house.current().database.reading() as session:
        year, chosen = assessments.read(session), years.chosen(session)
    return render_template(
        "scoring/catalogue.html",
        year=year,
        chosen=chosen,
        missing=catalogues.missing(year.catalogue, year.knowledge) if year else (),
        known=catalogues.known(),
        words=scoring_words,
    )


@blueprint.get("/template")
@access.needs("view")
def template() -> Response:
    """The workbook the Ministry's annex is pasted into."""
    with tempfile.TemporaryDirectory(prefix="roster-") as folder:
        path = Path(folder) / "annex.xlsx"
        annex.write_template(path, today=house.current().today())
        return handing_over.file(_("Annex of criteria.xlsx"), path.read_bytes())


@blueprint.post("/")
@access.needs("decide")
def choose() -> Response:
    """Score the year by one of the catalogues there are."""
    name = request.form.get("name", "")
    acting.attempt(
        lambda session: years.choose_known(session, name, actor=scoring_forms.actor()),
        lambda done: _("The year is scored by {title}.", title=done.title),
    )
    return redirect(url_for("scoring_catalogue.index"), code=303)


@blueprint.post("/annex")
@access.needs("decide")
def take() -> Response:
    """Score the year by the annex in a workbook; every mistake is named with its row."""
    here, verified = house.current(), "verified" in request.form
    try:
        name, content = handing_over.given_file()
        with tempfile.TemporaryDirectory(prefix="roster-") as folder:
            path = Path(folder) / f"annex{PurePath(name).suffix}"
            path.write_bytes(content)
            acting.attempt(
                lambda session: years.choose_annex(
                    session, path, name, plan=here.plan, verified=verified, actor=scoring_forms.actor()
                ),
                lambda done: _("The year is scored by {title}.", title=done.title),
            )
    except (UserError, UserErrors) as refusal:
        acting.refuse(refusal)
    return redirect(url_for("scoring_catalogue.index"), code=303)
