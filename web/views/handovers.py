"""Hand-overs: what was sent, whether it is unchanged, what changed since, the addendum."""

from typing import cast

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from roster import messages
from roster.errors import UserError
from roster.services.handovers import addenda, checks, history, renderings
from roster.services.handovers.documents import NO_EXTRAS
from web import (
    access,
    acting,
    handing_over,
    handover_words,
    house,
    notices,
    pages,
    people_words,
    rendering,
    standing,
)
from web.pages import MOST, PER_PAGE, Page

blueprint = Blueprint("handovers", __name__, url_prefix="/hand-overs")


@blueprint.record
def _furnish(state: BlueprintSetupState) -> None:
    """The press of this application."""
    app = cast(Flask, state.app)
    rendering.furnish(app, house.of(app))


@blueprint.get("/")
@access.needs("export")
def index() -> str:
    """Every hand-over, newest first, and whether something has changed since."""
    here = house.current()
    standing.now()
    wanted = max(request.args.get("page", 1, type=int), 1)
    with here.database.reading() as session:
        sent = history.newest(session, plan=here.plan, page=wanted, per_page=PER_PAGE)
        pending = addenda.pending(session, plan=here.plan)
        earlier = history.before_they_were_kept(session)
        left = checks.strays(session, handing_over.folder())
    return render_template(
        "handovers/index.html",
        sent=sent,
        pending=pending,
        earlier=earlier,
        left=checks.strays_sentence(left) if left else "",
        page=Page(wanted, sent.total),
        words=people_words,
    )


@blueprint.get("/<name>")
@access.needs("export")
def show(name: str) -> str:
    """One hand-over with all that is on record, checked at this moment."""
    here = house.current()
    with here.database.reading() as session:
        checked = checks.check(session, handing_over.folder(), name, plan=here.plan)
        said = addenda.said(session, checked.hand_over)
    page, changes = pages.some(said)
    press = rendering.current()
    refusal = press.refusal(checked.hand_over)
    return render_template(
        "handovers/one.html",
        checked=checked,
        one=checked.hand_over,
        is_rendering=press.is_working(checked.hand_over),
        not_rendered=messages.sentence(refusal) if refusal else "",
        unrendered=renderings.missing(handing_over.folder(), checked.hand_over),
        words=handover_words,
        readings=people_words.READINGS,
        changes=changes,
        page=page,
        most=MOST,
        titles=addenda.titles(checked.hand_over),
        plan=here.plan,
    )


@blueprint.get("/<name>/file/<int:place>")
@access.needs("export")
def file(name: str, place: int) -> Response:
    """A kept file, as it was handed over; that it was given out is put on record."""
    here, by = house.current(), access.author()
    with here.database.changing() as session:
        made = checks.find(session, name, plan=here.plan)
        return handing_over.file(*checks.give_out(session, handing_over.folder(), made, place, by=by))


@blueprint.post("/<name>/pdf")
@access.needs("export")
def make_pdf(name: str) -> Response:
    """Begin to make the PDFs that are missing."""
    here = house.current()
    with here.database.reading() as session:
        made = checks.find(session, name, plan=here.plan)
    with acting.refusing():
        renderings.check_possible()
        handing_over.render(made, NO_EXTRAS)
    return redirect(url_for("handovers.show", name=made.name), code=303)


@blueprint.post("/check-copy")
@access.needs("export")
def check_copy() -> Response:
    """Whether a file at hand is the one that was handed over."""
    here = house.current()
    try:
        name, content = handing_over.given_file()
        with here.database.reading() as session:
            found = checks.check_copy(session, content, name, plan=here.plan)
    except UserError as refusal:
        acting.refuse(refusal)
        return redirect(url_for("handovers.index"), code=303)
    notices.say(checks.copy_sentence(found), "done" if found.same else "error")
    return redirect(url_for("handovers.index"), code=303)


@blueprint.get("/changes")
@access.needs("export")
def changes() -> str:
    """What the next addendum would say, before it is frozen."""
    here = house.current()
    state = standing.now()
    with here.database.reading() as session:
        pending = addenda.pending(session, plan=here.plan)
    page, changes = pages.some(pending.changes if pending else ())
    return render_template(
        "handovers/changes.html",
        pending=pending,
        changes=changes,
        page=page,
        titles=addenda.titles(pending.since) if pending else {},
        state=state,
        plan=here.plan,
        words=handover_words,
    )


@blueprint.post("/changes")
@access.needs("export")
def add() -> Response:
    """Freeze the changes as an addendum; its workbook as a download."""
    frozen = handing_over.attempt(addenda.freeze, handing_over.order())
    if frozen is None:
        return redirect(url_for("handovers.changes"), code=303)
    return handing_over.download(frozen.handed)
