"""Counts per group and agency against the plan, with the reasons of gaps; who is left out and why."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.messages import _
from roster.services import people, respondents
from web import access, acting, house, people_words, standing

blueprint = Blueprint("counts", __name__, url_prefix="/counts")

_SHOWN = 20  # of each; the search shows all of them


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """The counts, both readings of the precedence, and the first of those who are left out."""
    state = standing.now()
    with house.current().database.reading() as session:
        left_out = people.left_out(session, most=_SHOWN)
    return render_template("counts/index.html", state=state, left_out=left_out, words=people_words)


@blueprint.post("/reasons")
@access.needs("edit")
def explain() -> Response:
    """Write a reason beside a gap; an empty one takes the last back."""
    place, text = request.form.get("place", ""), request.form.get("text", "")
    rules = acting.rules()
    acting.attempt(
        lambda session: respondents.explain_gap(session, place, text, plan=rules["plan"], by=rules["by"]),
        lambda _done: _("The reason is kept.") if text.strip() else _("The reason is taken back."),
    )
    return redirect(url_for("counts.index"), code=303)
