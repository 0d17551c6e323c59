"""The survey rounds of the database: list, start from another's roster, compare, settle doubts, close."""

from datetime import date
from typing import cast, get_args

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster import privacy
from roster.messages import N_, _
from roster.model import Verdict
from roster.services import field_labels
from roster.services.personal import expiry
from roster.services.rounds import book, differences, looking
from roster.services.rounds.book import Round
from roster.services.rounds.looking import Reading
from web import access, acting, house, notices, pages, present, review_words

blueprint = Blueprint("rounds", __name__, url_prefix="/rounds")

PARTS = {"new": N_("New"), "gone": N_("Gone"), "changed": N_("Changed"), "same": N_("The same on both")}


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """Every round; those of other plans are only listed."""
    here = house.current()
    with here.database.reading() as session:
        found = book.all_rounds(session)
        doubts = differences.count_doubts(session)
        until = expiry.dates(session, privacy.load_rules())
    ours = next(one for one in found if one.id == here.database.round_id)
    return render_template("rounds/index.html", rounds=found, ours=ours, doubts=doubts, until=until)


@blueprint.post("/start")
@access.needs("manage")
def start() -> Response:
    """Bring the final roster of another round into this one."""
    here, code = house.current(), request.form.get("round", "")
    with acting.refusing():
        done = looking.begin_from(here.database, _reading(_round(code)), here.plan)
        notices.say(
            _("{people} people of the round {round} were brought over.", people=done.people, round=code)
        )
    return _back()


@blueprint.get("/<code>/compare")
@access.needs("view")
def compare(code: str) -> str | Response:
    """What became of that round's roster in this one, one part at a time."""
    here, part = house.current(), request.args.get("part", "new")
    if part not in PARTS:
        abort(404)
    mine = Reading(here.plan, here.today(), house.AUTHOR)
    with acting.refusing():
        found = looking.compare(here.database, _reading(_round(code)), mine)
        page, shown = pages.some(getattr(found, part))
        return render_template(
            "rounds/compare.html",
            found=found,
            part=part,
            parts=PARTS,
            shown=shown,
            page=page,
            label=field_labels.label,
        )
    return _back()


@blueprint.get("/doubts")
@access.needs("view")
def doubts() -> str:
    """Who may be somebody of an earlier round, side by side."""
    with house.current().database.reading() as session:
        found = differences.doubts(session)
    page, shown = pages.some(found)
    return render_template(
        "rounds/doubts.html", doubts=shown, page=page, question=differences.question, words=review_words
    )


@blueprint.post("/doubts/<int:number>")
@access.needs("decide")
def settle(number: int) -> Response:
    """Decide on one of them."""
    verdict = request.form.get("verdict", "")
    if verdict not in get_args(Verdict):
        abort(400)
    acting.attempt(
        lambda session: differences.settle(session, number, cast(Verdict, verdict), by=access.author()),
        lambda act: _("The decision is kept as act {number}.", number=act),
    )
    return redirect(url_for("rounds.doubts"), code=303)


@blueprint.post("/<code>/close")
@access.needs("manage")
def close(code: str) -> Response:
    """Nothing in the round can be changed any more."""
    acting.attempt(
        lambda session: book.close(session, code, by=access.author()),
        lambda _done: _("The round {round} is closed.", round=code),
    )
    return _back()


@blueprint.post("/<code>/reopen")
@access.needs("manage")
def reopen(code: str) -> Response:
    """Take closing back."""
    acting.attempt(
        lambda session: book.reopen(session, code, by=access.author()),
        lambda _done: _("The round {round} can be worked on again.", round=code),
    )
    return _back()


@blueprint.post("/<code>/kept-until")
@access.needs("manage")
def keep_until(code: str) -> Response:
    """Set the last day on which the round's people are kept."""
    day = request.form.get("day", type=date.fromisoformat)
    if day is None:
        abort(400)
    today, by = house.current().today(), access.author()
    acting.attempt(
        lambda session: expiry.set_kept_until(session, code, day, today=today, by=by),
        lambda _done: _("The people of {round} are kept until {day}.", round=code, day=present.day(day)),
    )
    return _back()


def _round(code: str) -> Round:
    with house.current().database.reading() as session:
        return book.find(session, code)


def _reading(one: Round) -> Reading:
    return Reading(looking.plan_of(one), house.current().today(), house.AUTHOR)


def _back() -> Response:
    return redirect(url_for("rounds.index"), code=303)
