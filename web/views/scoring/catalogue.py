"""The catalogue a year is scored by: who answers for what, what it does not say yet, how it is chosen."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError
from roster.messages import _
from roster.services.scoring import annex, assessments, catalogues, years
from web import access, handed_in, handing_over, house, refusals, scoring_forms, scoring_words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.catalogue.model import Catalogue

blueprint = Blueprint("scoring_catalogue", __name__, url_prefix="/scoring/catalogue")
blueprint.register_error_handler(UserError, refusals.answer)


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """The criteria with their agencies, windows and points; what is missing; which catalogues there were."""
    return _page([])


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
def choose() -> Response | tuple[str, int]:
    """Score the year by one of the catalogues there are; refused, the choice stays."""
    plan, name = house.current().plan, request.form.get("name", "")
    return _chosen_or_again(
        lambda session: years.choose_known(session, name, plan=plan, actor=scoring_forms.actor())
    )


@blueprint.post("/annex")
@access.needs("decide")
def take() -> Response | tuple[str, int]:
    """Score the year by the annex in a workbook; mistakes are named with their rows, ticks stay."""
    plan, verified = house.current().plan, "verified" in request.form

    def act(session: "Session") -> "Catalogue":
        with handed_in.needed() as path:
            return years.choose_annex(
                session, path, path.name, plan=plan, verified=verified, actor=scoring_forms.actor()
            )

    return _chosen_or_again(act)


def _chosen_or_again(act: "Callable[[Session], Catalogue]") -> Response | tuple[str, int]:
    made, refused = scoring_forms.outcome_of(act)
    if made is None:
        return _page(refused), 422
    return scoring_forms.say_and_go(
        _("The year is scored by {title}.", title=made.title), url_for("scoring_catalogue.index")
    )


def _page(errors: list[str]) -> str:
    with house.current().database.reading() as session:
        year, chosen = assessments.read(session), years.chosen(session)
    return render_template(
        "scoring/catalogue.html",
        year=year,
        chosen=chosen,
        missing=catalogues.missing(year.catalogue, year.knowledge) if year else (),
        known=catalogues.known(),
        errors=errors,
        sent=request.form,
        words=scoring_words,
    )
