"""Pairs that may be one person: one a screen, decided by a key, then the next; and the decisions so far."""

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError
from roster.messages import _, sentence
from roster.services import audit
from roster.services.reviewing import review_decisions, review_history, review_pages
from roster.services.reviewing.review_decisions import VERDICTS, Decided, Shown
from web import access, house, notices, review_words
from web.comparing import compared
from web.pages import Page
from web.review_words import MASKED, WHOLE, Numbers
from web.views import review_people

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

blueprint = Blueprint("review", __name__, url_prefix="/review")
blueprint.register_blueprint(review_people.blueprint)


@blueprint.get("")
@access.needs("view")
def index() -> Response | str:
    """The first open pair, or what to do when none is left."""
    with compared() as session:
        first = review_pages.first(session)
        if first:
            return redirect(url_for("review.pair", number=first))
        return render_template("review/done.html", **_around(session))


@blueprint.get("/pairs/<number>")
@access.needs("view")
def pair(number: str) -> Response | str:
    """One pair, whether it waits for a decision or has one."""
    try:
        return _pair_page(number, MASKED)
    except UserError as error:
        notices.say(sentence(error), "error")
        return redirect(url_for("review.index"), code=303)


@blueprint.post("/pairs/<number>/numbers")
@access.needs("view")
def numbers(number: str) -> str:
    """The same page with phone and card numbers whole; that is audited."""
    with house.current().database.changing() as session:
        question = review_pages.look(session, number).question
        audit.numbers_shown(session, (question.pair.left, question.pair.right), by=access.author(), page=1)
    return _pair_page(number, WHOLE)


@blueprint.post("/pairs/<number>/decide")
@access.needs("decide")
def decide(number: str) -> Response:
    """Write a decision made on the state the page showed, then go to the next pair."""
    verdict = next((v for v in VERDICTS if v == request.form.get("verdict")), None)
    if verdict is None:
        abort(400)
    shown = Shown(number, request.form.get("state", ""))
    try:
        with house.current().database.changing() as session:
            done = review_decisions.decide(session, shown, verdict, by=access.author())
    except UserError as error:
        notices.say(sentence(error), "error")
        return redirect(url_for("review.pair", number=number), code=303)
    _say_who_was_first(done)
    target = url_for("review.pair", number=done.next) if done.next else url_for("review.index")
    return redirect(target, code=303)


@blueprint.post("/undo")
@access.needs("decide")
def undo() -> Response:
    """Take back the act the form names, and show what it was about again."""
    here = house.current()
    try:
        with here.database.changing() as session:
            done = review_decisions.undo(
                session,
                request.form.get("edit", 0, int),
                plan=here.plan,
                today=here.today(),
                by=access.author(),
            )
    except UserError as error:
        notices.say(sentence(error), "error")
        return redirect(url_for("review.index"), code=303)
    notices.say(_("Taken back."))
    if done.pair:
        return redirect(url_for("review.pair", number=done.pair), code=303)
    return redirect(url_for("review.people.person", key=done.keys[0]), code=303)


@blueprint.get("/decided")
@access.needs("view")
def decided() -> str:
    """The decisions in force, the latest first."""
    number = request.args.get("page", 1, int)
    with compared() as session:
        found = review_history.decided(session, page=number)
        return render_template(
            "review/decided.html",
            found=found,
            page=Page(number, found.total),
            **_around(session),
        )


def _pair_page(number: str, shown: Numbers) -> str:
    with compared() as session:
        page = review_pages.pair(session, number, plan=house.current().plan)
        return render_template("review/pair.html", page=page, numbers=shown, **_around(session))


def _around(session: "Session") -> dict[str, object]:
    """What every page of reviewing shows: how far the work is, and what the person did last."""
    return {
        "progress": review_pages.progress(session),
        "last": review_decisions.last_act(session, by=access.author(), kinds=("judge",)),
        "words": review_words,
    }


def _say_who_was_first(done: Decided) -> None:
    if done.before:
        notices.say(
            _(
                "{name} has decided the same meanwhile: {verdict}.",
                name=done.before.by,
                verdict=_(VERDICTS[done.before.verdict]),
            )
        )
