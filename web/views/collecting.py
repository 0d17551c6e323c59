"""Collecting: who has sent a list and who is late, blank lists, reminders to agencies and their log."""

from io import BytesIO

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError
from roster.messages import _
from roster.services.collecting import log, papers, progress
from web import access, acting, chart, followup_words, house, refusals
from web.dates import typed_day
from web.pages import PER_PAGE, Page

blueprint = Blueprint("collecting", __name__, url_prefix="/collecting")
blueprint.register_error_handler(UserError, refusals.answer)

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LETTER = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """Every agency, the pace, the forecast, the log."""
    here = house.current()
    page = Page(max(request.args.get("page", 1, type=int), 1), 0)
    with here.database.reading() as session:
        state = progress.progress(session, plan=here.plan, today=here.today())
        notes, total = log.newest(session, plan=here.plan, page=page.number, per_page=PER_PAGE)
    deadline = state.deadline.day if state.deadline else None
    return render_template(
        "collecting/index.html",
        state=state,
        chart=chart.draw(state.days, goal=len(state.lines), deadline=deadline),
        notes=notes,
        page=Page(page.number, total),
        plan=here.plan,
        words=followup_words,
    )


@blueprint.get("/blank-lists")
@access.needs("view")
def blank_lists() -> Response:
    """The blank list of one agency, the general one, or all as one .zip."""
    here = house.current()
    asked = request.args.get("agency", "")
    if asked == "all":
        made = papers.blank_lists(here.plan, (None, *here.plan.senders))
        name = _("Blank lists.zip")
        return send_file(BytesIO(papers.zipped(made)), "application/zip", True, name)  # noqa: FBT003 - Flask's own order
    agency = log.sender(here.plan, asked) if asked else None
    ((name, content),) = papers.blank_lists(here.plan, [agency]).items()
    return send_file(BytesIO(content), _WORKBOOK, as_attachment=True, download_name=name)


@blueprint.get("/agencies/<code>")
@access.needs("view")
def agency(code: str) -> str:
    """One agency: its reminder to copy, its log, what can be noted."""
    here = house.current()
    one = log.sender(here.plan, code)
    with here.database.reading() as session:
        state = progress.progress(session, plan=here.plan, today=here.today())
        notes = log.of_agency(session, code, plan=here.plan)
    return render_template(
        "collecting/agency.html",
        line=next(line for line in state.lines if line.agency.code == code),
        reminder=papers.reminder(here.plan, one, today=here.today()),
        notes=notes,
        today=here.today(),
        words=followup_words,
    )


@blueprint.get("/agencies/<code>/letter")
@access.needs("view")
def letter(code: str) -> Response:
    """The letter of reminder."""
    here = house.current()
    made = papers.reminder(here.plan, log.sender(here.plan, code), today=here.today())
    return send_file(BytesIO(made.letter), _LETTER, as_attachment=True, download_name=made.file_name)


@blueprint.post("/agencies/<code>/log")
@access.needs("edit")
def note(code: str) -> Response:
    """Note a reminder, or the day the list came."""
    rules = acting.rules()
    day = typed_day(request.form.get("day", ""), rules["today"])
    if request.form.get("kind") == "received":
        acting.attempt(
            lambda session: log.received(session, code, day=day, **rules), lambda _done: _("Noted.")
        )
    else:
        channel = request.form.get("channel", "")
        acting.attempt(
            lambda session: log.remind(session, [code], channel=channel, day=day, **rules),
            lambda _done: _("The reminder is noted."),
        )
    return redirect(url_for("collecting.agency", code=code), code=303)


@blueprint.post("/log/<int:number>/undo")
@access.needs("edit")
def undo(number: int) -> Response:
    """Take a line of the log back."""
    here = house.current()
    acting.attempt(
        lambda session: log.undo(session, number, plan=here.plan, by=access.author()),
        lambda done: _("Taken back: line {number} of the log.", number=done.number),
    )
    return redirect(url_for("collecting.index"), code=303)
