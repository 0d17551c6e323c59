"""Papers for the villages: lists of people, and sheets on which forms change hands; to print or for Word."""

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from roster.messages import _
from roster.services.sipas import fieldwork, lists, papers
from web import access, acting, house
from web.views.sipas.fieldwork import rules

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

blueprint = Blueprint("papers", __name__)

_LETTER = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get("/papers")
@access.needs("view")
def index() -> str:
    """Which papers, for which partner and villages."""
    here = house.current()
    with here.database.reading() as session:
        villages = fieldwork.field(session).villages
    return render_template(
        "sipas/papers.html", villages=villages, partners=here.plan.partners, place=papers.place
    )


@blueprint.post("/papers/people")
@access.needs("export")
def people() -> Response | str:
    """The lists with names, for a partner; put on record."""
    villages, partner = _asked()
    if request.form.get("as") == "docx":
        return _file(
            _("List of people.docx"),
            lambda session: papers.people(session, villages, partner=partner, rules=rules()),
        )
    with acting.refusing(), house.current().database.changing() as session:
        found = lists.give(session, villages, partner=partner, rules=rules())
        return _page("sipas/people_paper.html", found, partner)
    return _back()


@blueprint.get("/papers/forms")
@access.needs("view")
def forms() -> Response | str:
    """The sheet on which forms change hands; it names nobody."""
    villages, partner = _asked()
    if request.args.get("as") == "docx":
        return _file(
            _("Hand-over of forms.docx"),
            lambda session: papers.forms(session, villages, partner=partner, rules=rules()),
        )
    with acting.refusing(), house.current().database.reading() as session:
        found = lists.of_villages(fieldwork.field(session), villages)
        return _page("sipas/forms_paper.html", found, partner)
    return _back()


def _asked() -> tuple[list[str], str]:
    return request.values.getlist("village"), request.values.get("partner", "")


def _page(template: str, found: tuple[lists.VillageList, ...], partner: str) -> str:
    here = house.current()
    return render_template(
        template,
        listed=found,
        partner=lists.named(rules(), partner),
        head=papers.letterhead(here.plan),
        paper=papers,
    )


def _file(name: str, make: "Callable[[Session], bytes]") -> Response:
    with acting.refusing(), house.current().database.changing() as session:
        content = make(session)
        return send_file(BytesIO(content), _LETTER, as_attachment=True, download_name=name)
    return _back()


def _back() -> Response:
    return redirect(url_for("fieldwork.papers.index"), code=303)
