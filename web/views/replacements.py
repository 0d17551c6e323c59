"""Changes of people after the list was sent: order, take back, reserves, the roster of any day."""

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError
from roster.messages import _
from roster.services.editing import edits
from roster.services.replacements import history, ordering
from roster.services.replacements.history import AsOf
from roster.services.replacements.ordering import Order, Rules
from web import access, acting, house, people_words
from web.pages import PER_PAGE, Page

blueprint = Blueprint("replacements", __name__, url_prefix="/replacements")


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """Every replacement, the newest first, and who stands by."""
    here, number = house.current(), request.args.get("page", 1, type=int)
    with here.database.reading() as session:
        found = history.ordered(session)
        waiting = history.standing_by(session, plan=here.plan)
    start = Page.offset_of(number)
    return render_template(
        "replacements/index.html",
        ordered=found[start : start + PER_PAGE],
        page=Page(number, len(found)),
        waiting=waiting,
        reasons=history.REASONS,
        today=here.today(),
        plan=here.plan,
        next=ordering.NEXT,
        words=people_words,
    )


@blueprint.get("/roster")
@access.needs("view")
def roster() -> str:
    """The roster at the end of a day; says so where there was none yet."""
    number = request.args.get("page", 1, type=int)
    day = request.args.get("day", history.today(), type=date.fromisoformat)
    found = _on_day(day)
    lines = found.lines if found else ()
    start = Page.offset_of(number)
    return render_template(
        "replacements/roster.html",
        day=day,
        found=found,
        lines=lines[start : start + PER_PAGE],
        page=Page(number, len(lines)),
    )


@blueprint.post("/")
@access.needs("decide")
def order() -> Response:
    """Order a replacement."""
    form = request.form
    texts = {name: text for name in edits.FIELDS if (text := form.get(name, "").strip())}
    wanted = Order(
        person=form.get("person", ""),
        reason=form.get("reason", ""),
        text=form.get("text", ""),
        allowed_by=form.get("allowed_by", ""),
        day=form.get("day", house.current().today(), type=date.fromisoformat),
        successor=form.get("successor", "").strip(),
        texts=texts,
    )
    acting.attempt(
        lambda session: ordering.replace(session, wanted, _rules()),
        lambda number: _("Replacement {number} is done.", number=number),
    )
    return _back()


@blueprint.post("/<int:number>/undo")
@access.needs("decide")
def undo(number: int) -> Response:
    """Take a replacement back."""
    acting.attempt(
        lambda session: ordering.undo(session, number, _rules()),
        lambda _done: _("Taken back: replacement {number}.", number=number),
    )
    return _back()


@blueprint.post("/reserves")
@access.needs("decide")
def stand_by() -> Response:
    """Make people the next reserves of a group."""
    group, people = request.form.get("group", ""), request.form.get("people", "").replace(",", " ").split()
    acting.attempt(
        lambda session: ordering.stand_by(session, group, people, _rules()),
        lambda act: _("They stand by now (act {number}).", number=act),
    )
    return _back()


def _rules() -> Rules:
    here = house.current()
    return Rules(here.plan, here.today(), access.author())


def _on_day(day: date) -> AsOf | None:
    here = house.current()
    try:
        with here.database.reading() as session:
            return history.on_day(session, day, plan=here.plan)
    except UserError as error:
        if error.code != "not_handed_over_then":
            raise
        return None


def _back() -> Response:
    return redirect(url_for("replacements.index"), code=303)
