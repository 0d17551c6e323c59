"""Export: what is checked before the list is written, the documents, and the last hand-overs."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.plan import PRECEDENCES, Precedence
from roster.services.handovers import freezing, history
from web import access, handing_over, house, people_words, standing
from web.pages import PER_PAGE, Page

blueprint = Blueprint("export", __name__, url_prefix="/export")


@blueprint.get("/")
@access.needs("export")
def index() -> str:
    """The checks, both readings of the precedence, the form, and the hand-overs."""
    number = max(request.args.get("page", 1, type=int), 1)
    state = standing.now()
    with house.current().database.reading() as session:
        sent = history.newest(session, plan=house.current().plan, page=number, per_page=PER_PAGE)
    return render_template(
        "export/index.html",
        state=state,
        sent=sent,
        page=Page(number, sent.total),
        words=people_words,
    )


@blueprint.post("/")
@access.needs("export")
def write() -> Response:
    """Freeze the list; its files as a download, or back to the page with the reason where it is refused."""
    asked = handing_over.order()
    asked = replace(asked, plan=replace(asked.plan, precedence=_reading()))
    frozen = handing_over.attempt(freezing.freeze, asked)
    if frozen is None:
        return redirect(url_for("export.index"), code=303)
    return handing_over.download(frozen.handed)


def _reading() -> Precedence:
    asked = request.form.get("precedence")
    return next((reading for reading in PRECEDENCES if reading == asked), house.current().plan.precedence)
