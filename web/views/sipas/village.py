"""One village of the fieldwork: its people (masked), what is entered, who is replaced, its log."""

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.errors import raise_all
from roster.messages import _
from roster.services.sipas import fieldwork, lists
from roster.services.sipas.fieldwork import Leaving, Visit
from roster.sipas.fieldwork import COUNTED, Kind
from roster.sipas.milestones import load_words
from web import access, acting, house, sipas_words
from web.dates import typed_day
from web.views.sipas.fieldwork import rules

blueprint = Blueprint("village", __name__)


@blueprint.get("/villages/<path:code>")
@access.needs("view")
def show(code: str) -> str:
    """The village with masked names."""
    with house.current().database.reading() as session:
        found = lists.of_village(fieldwork.field(session), code)
    return _page(code, found, names=False)


@blueprint.post("/villages/<path:code>/names")
@access.needs("edit")
def names(code: str) -> str:
    """The village with names; who looked is put on record."""
    with house.current().database.changing() as session:
        found = lists.show(session, code, by=access.author())
    return _page(code, found, names=True)


@blueprint.post("/villages/<path:code>")
@access.needs("edit")
def enter(code: str) -> Response:
    """Add the numbers of a day to the log."""
    with acting.refusing():
        visit = Visit(code, request.form.get("partner", ""), _day(), _numbers())
        acting.attempt(
            lambda session: fieldwork.enter(session, [visit], rules=rules()),
            lambda kept: _("{count} lines were entered.", count=len(kept)),
        )
    return _back(code)


@blueprint.post("/villages/<path:code>/replace")
@access.needs("edit")
def replace(code: str) -> Response:
    """Replace somebody by the next reserve in order."""
    form = request.form
    with acting.refusing():
        leaving = Leaving(
            form.get("person", ""), form.get("partner", ""), _day(), form.get("reason", "").strip()
        )
        acting.attempt(
            lambda session: fieldwork.enter(session, (), [leaving], rules=rules()),
            lambda kept: _("{unit} is replaced by {reserve}.", unit=kept[0].person, reserve=kept[0].reserve),
        )
    return _back(code)


@blueprint.post("/villages/<path:code>/lines/<int:number>/undo")
@access.needs("edit")
def undo(code: str, number: int) -> Response:
    """Take a line of the log back, by a line of its own."""
    acting.attempt(
        lambda session: fieldwork.undo(session, number, by=access.author()),
        lambda _done: _("Line {line} is taken back.", line=number),
    )
    return _back(code)


def _page(code: str, found: lists.VillageList, *, names: bool) -> str:
    here = house.current()
    with here.database.reading() as session:
        now = fieldwork.field(session)
    log = [line for line in now.log if line.village == code]
    in_force = {line.id for line in now.lines}
    return render_template(
        "sipas/village.html",
        one=found,
        names=names,
        log=tuple(reversed(log)),
        in_force=in_force,
        partners=here.plan.partners,
        reasons=load_words().reasons,
        kinds=COUNTED,
        today=here.today(),
        words=sipas_words,
    )


def _day() -> date:
    return typed_day(request.form.get("day", ""), house.current().today())


def _numbers() -> dict[Kind, int]:
    """The numbers of the form. Raises one `UserError` (bad_number_of_forms) per field that holds none."""
    typed = {kind: request.form.get(kind, "").strip() or "0" for kind in COUNTED}
    bad = [text for text in typed.values() if not (text.isascii() and text.isdigit() and len(text) < 8)]
    raise_all([fieldwork.bad_number(text) for text in bad])
    return {kind: int(text) for kind, text in typed.items()}


def _back(code: str) -> Response:
    return redirect(url_for("fieldwork.village.show", code=code), code=303)
