"""Export: what is checked before the list is written, the workbook, and the hand-overs so far."""

from io import BytesIO

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError
from roster.plan import PRECEDENCES, Precedence
from roster.services import sending
from web import access, acting, house, people_words, standing
from web.pages import PER_PAGE, Page

blueprint = Blueprint("export", __name__, url_prefix="/export")

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/")
@access.needs("export")
def index() -> str:
    """The checks, both readings of the precedence, the form, and the hand-overs."""
    number = max(request.args.get("page", 1, type=int), 1)
    state = standing.now()
    with house.current().database.reading() as session:
        sent = sending.newest(session, page=number, per_page=PER_PAGE)
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
    """The workbook as a download; back to the page with the reason where it is refused."""
    reading, reason = _reading(), request.form.get("allow_reason", "")
    rules = acting.rules()
    try:
        with house.current().database.changing() as session:
            made = sending.send(session, precedence=reading, allow_reason=reason, **rules)
    except UserError as refusal:
        if refusal.code.startswith("database_"):
            raise
        acting.refuse(refusal)
        return redirect(url_for("export.index"), code=303)
    return send_file(BytesIO(made.content), _WORKBOOK, as_attachment=True, download_name=made.name)


def _reading() -> Precedence:
    asked = request.form.get("precedence")
    return next((reading for reading in PRECEDENCES if reading == asked), house.current().plan.precedence)
