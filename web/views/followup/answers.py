"""Lists of who answered: handed in, what became of each row, the doubtful ones decided."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError
from roster.messages import _
from roster.services.followup import answer_rows, answered
from roster.services.followup.answered import OUTCOMES, TO_DECIDE, Taken
from web import access, acting, followup_words, handed_in, house, notices
from web.dates import typed_day
from web.following import followed
from web.pages import PER_PAGE, Page

blueprint = Blueprint("answers", __name__, url_prefix="/answers")

NOBODY, OTHER = "-", "other"  # as the person a row names: nobody's on the roster; whose number is typed
_CHOICE = "row-"


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """The form to hand a list in, and the lists so far."""
    here = house.current()
    number = max(request.args.get("page", 1, type=int), 1)
    with followed() as session:
        taken, total = answer_rows.imports(session, plan=here.plan, page=number, per_page=PER_PAGE)
    return render_template(
        "followup/answers.html",
        taken=taken,
        page=Page(number, total),
        today=here.today(),
        outcomes=OUTCOMES,
        words=followup_words,
    )


@blueprint.post("/")
@access.needs("edit")
def take() -> Response:
    """Read the list, enter what is sure; the file itself is not kept."""
    rules = acting.rules()
    with handed_in.kept() as path:
        if path is None:
            return redirect(url_for("followup.answers.index"), code=303)
        day = typed_day(request.form.get("day", ""), rules["today"])
        done = acting.attempt(
            lambda session: answered.take(session, path, path.name, day=day, **rules), _done
        )
    if done is None:
        return redirect(url_for("followup.answers.index"), code=303)
    if done.left_out:
        left = ", ".join(done.left_out)
        notices.say(_("Columns that were not read and are not kept: {columns}.", columns=left))
    return redirect(url_for("followup.answers.rows", number=done.act), code=303)


@blueprint.get("/<int:number>")
@access.needs("view")
def rows(number: int) -> str:
    """The rows of one list: those to decide, or of any outcome."""
    here = house.current()
    asked = request.args.get("outcome", "")
    wanted = (asked,) if asked in OUTCOMES else TO_DECIDE
    at = max(request.args.get("page", 1, type=int), 1)
    with followed() as session:
        found, total = answer_rows.rows(
            session, number, plan=here.plan, outcomes=wanted, page=at, per_page=PER_PAGE
        )
    return render_template(
        "followup/rows.html",
        number=number,
        rows=found,
        asked=asked,
        outcomes=OUTCOMES,
        clear=sum(1 for row in found if row.clear),
        page=Page(at, total),
        nobody=NOBODY,
        other=OTHER,
        words=followup_words,
    )


@blueprint.post("/<int:number>")
@access.needs("edit")
def decide(number: int) -> Response:
    """Keep the decisions of the page; rows without one stay open."""
    here = house.current()
    for name, chosen in request.form.items():
        row = name.removeprefix(_CHOICE)
        if not name.startswith(_CHOICE) or not row.isdigit() or not chosen:
            continue
        person = request.form.get(f"number-{row}", "").strip() if chosen == OTHER else chosen
        if person:
            _decide(int(row), "" if person == NOBODY else person, here)
    at = request.form.get("page", 1, type=int)
    return redirect(url_for("followup.answers.rows", number=number, page=at), code=303)


@blueprint.post("/<int:number>/clear")
@access.needs("edit")
def decide_clear(number: int) -> Response:
    """Accept all rows that name one person only, name and agency written alike."""
    here = house.current()
    acting.attempt(
        lambda session: answer_rows.decide_clear(session, number, plan=here.plan, by=access.author()),
        lambda count: _("Accepted: {count} rows.", count=count),
    )
    return redirect(url_for("followup.answers.rows", number=number), code=303)


def _decide(row: int, person: str, here: house.House) -> None:
    acting.attempt(
        lambda session: answer_rows.decide(session, row, person, plan=here.plan, by=access.author()),
        lambda act: _("The row is decided: act {number}.", number=act),
    )


def _done(made: Taken) -> str:
    return _(
        "{rows} rows: {sure} answers entered, {open} rows to decide.",
        rows=made.rows,
        sure=made.counts.get("sure", 0),
        open=made.open,
    )


@blueprint.errorhandler(UserError)
def refused(error: UserError) -> Response:
    """Back to the lists, with the sentence."""
    acting.refuse(error)
    return redirect(url_for("followup.answers.index"), code=303)
