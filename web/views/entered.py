"""Who stands in the Ministry's software: ticked person by person, or from the Ministry's own list."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError
from roster.messages import _
from roster.model import FileReading
from roster.services.handovers import entered, entered_lists
from roster.services.incoming import intake
from web import access, acting, handed_in, handover_words, house, pages, standing
from web.pages import MOST

blueprint = Blueprint("entered", __name__, url_prefix="/hand-overs/entered")


@blueprint.get("/")
@access.needs("edit")
def index() -> str:
    """Every line of the roster as sent, and whether it stands in the Ministry's software."""
    here = house.current()
    group, rest = request.args.get("group", ""), request.args.get("show", "missing")
    standing.now()
    with here.database.reading() as session:
        found = entered.entries(session, plan=here.plan)
    wanted = [one for one in found if not group or one.listed.group == group]
    shown = [one for one in wanted if rest == "all" or (one.tick is not None) == (rest == "entered")]
    page, lines = pages.some(shown)
    return render_template(
        "handovers/entered.html",
        found=found,
        done=sum(one.tick is not None for one in found),
        shown=lines,
        page=page,
        plan=here.plan,
        group=group,
        show=rest,
    )


@blueprint.post("/")
@access.needs("edit")
def tick() -> Response:
    """Tick the people marked on the page."""
    persons, plan = request.form.getlist("person"), house.current().plan
    acting.attempt(
        lambda session: entered.tick(session, persons, plan=plan, by=access.author()),
        lambda count: _("Ticked: {count} people.", count=count),
    )
    return redirect(_back(), code=303)


@blueprint.post("/undo")
@access.needs("edit")
def untick() -> Response:
    """Take the ticks of the people marked on the page back."""
    persons, plan = request.form.getlist("person"), house.current().plan
    acting.attempt(
        lambda session: entered.untick(session, persons, plan=plan, by=access.author()),
        lambda count: _("Ticks taken back: {count} people.", count=count),
    )
    return redirect(_back(), code=303)


@blueprint.post("/list")
@access.needs("edit")
def take_list() -> Response | str:
    """Tick whom the Ministry's own list names beyond doubt; show the rest."""
    plan = house.current().plan
    try:
        read = _read()
        with house.current().database.changing() as session:
            taken = entered_lists.take(session, read, plan=plan, by=access.author())
    except UserError as refusal:
        acting.refuse(refusal)
        return redirect(url_for("entered.index"), code=303)
    return render_template(
        "handovers/entered_list.html", taken=taken, name=read.name, most=MOST, words=handover_words
    )


def _read() -> FileReading:
    here = house.current()
    with handed_in.needed() as path:
        (read,) = intake.read({path.name: path}, plan=here.plan, today=here.today())
    return read


def _back() -> str:
    asked = request.args
    return url_for("entered.index", group=asked.get("group"), show=asked.get("show"))
