"""People who stand in several rows: what was put together, to be looked through and mended."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError
from roster.messages import _, sentence
from roster.services import audit
from roster.services.reviewing import review_decisions, review_pages, review_people
from web import access, house, notices, review_words
from web.comparing import compared
from web.pages import Page
from web.review_words import MASKED, WHOLE, Numbers

blueprint = Blueprint("people", __name__, url_prefix="/people")


@blueprint.get("")
@access.needs("view")
def index() -> str:
    """The people of several rows, those held together by the least evidence first."""
    number = request.args.get("page", 1, int)
    with compared() as session:
        found = review_people.merged(session, page=number)
        return render_template(
            "review/merged.html",
            found=found,
            page=Page(number, found.total),
            numbers=MASKED,
            words=review_words,
            progress=review_pages.progress(session),
        )


@blueprint.get("/<key>")
@access.needs("view")
def person(key: str) -> Response | str:
    """One person with all rows, the value of each field that stands, and the role kept."""
    try:
        return _person_page(key, MASKED)
    except UserError as error:
        notices.say(sentence(error), "error")
        return redirect(url_for("review.people.index"), code=303)


@blueprint.post("/<key>/numbers")
@access.needs("view")
def numbers(key: str) -> str:
    """The same page with phone and card numbers whole; that is audited."""
    here = house.current()
    with here.database.changing() as session:
        found = review_people.person(session, key, plan=here.plan)
        keys = [p.key for p in found.person.records]
        audit.numbers_shown(session, keys, by=access.author(), page=1)
    return _person_page(key, WHOLE)


@blueprint.post("/<key>/take-out")
@access.needs("decide")
def take_out(key: str) -> Response:
    """Take this row out of its person: it is remembered as a different one."""
    state = request.form.get("state", "")
    try:
        with house.current().database.changing() as session:
            staying = review_people.take_out(session, key, state, by=access.author())
    except UserError as error:
        return _refused(key, error)
    notices.say(_("Split off. The rows that stay are shown below."))
    return redirect(url_for("review.people.person", key=staying[0]), code=303)


@blueprint.post("/<key>/choose")
@access.needs("decide")
def choose(key: str) -> Response:
    """Let this row's value of a field stand for the person."""
    form, here = request.form, house.current()
    field, state = form.get("field", ""), form.get("state", "")
    try:
        with here.database.changing() as session:
            review_people.choose(
                session, key, field, state, plan=here.plan, today=here.today(), by=access.author()
            )
    except UserError as error:
        return _refused(key, error)
    notices.say(_("Chosen."))
    return redirect(url_for("review.people.person", key=key), code=303)


def _refused(key: str, error: UserError) -> Response:
    notices.say(sentence(error), "error")
    return redirect(url_for("review.people.person", key=key), code=303)


def _person_page(key: str, shown: Numbers) -> str:
    here = house.current()
    with compared() as session:
        found = review_people.person(session, key, plan=here.plan)
        return render_template(
            "review/person.html",
            found=found,
            numbers=shown,
            words=review_words,
            progress=review_pages.progress(session),
            last=review_decisions.last_act(session, by=access.author(), kinds=("judge", "choose")),
        )
