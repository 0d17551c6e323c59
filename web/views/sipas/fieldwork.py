"""The fieldwork: its board, the map of communes, milestones, the sheet that partners fill in."""

import json
from datetime import date
from io import BytesIO
from itertools import accumulate

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError, UserErrors
from roster.messages import _
from roster.services.sipas import sheets, status
from roster.services.sipas.fieldwork import Rules
from roster.services.sipas.status import Status
from roster.survey.pace import DayCount
from web import access, acting, chart, handed_in, house, refusals, sipas_words, tiles

blueprint = Blueprint("fieldwork", __name__, url_prefix="/sipas/fieldwork")
blueprint.register_error_handler(UserError, refusals.answer)
blueprint.register_error_handler(UserErrors, refusals.answer_all)

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rules() -> Rules:
    """The plan, the day, and who is signed in."""
    return Rules(**acting.rules())


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """How far every district, commune, village and partner is, and what came on which day."""
    here = house.current()
    with here.database.reading() as session:
        found, marks = status.if_drawn(session), status.milestones(session)
    deadline = next((one.day for one in marks if one.code == status.LAST_DAY), None)
    return render_template(
        "sipas/board.html",
        found=found,
        milestones=marks,
        chart=_chart(found, deadline) if found else None,
        partners=here.plan.partners,
        today=here.today(),
        words=sipas_words,
    )


@blueprint.get("/map")
@access.needs("view")
def communes() -> str:
    """The communes by progress, as tiles and as a table."""
    here = house.current()
    with here.database.reading() as session:
        found = status.if_drawn(session)
    by_district = status.tiles(found, here.today()) if found else {}
    return render_template(
        "sipas/map.html",
        found=found,
        blocks=tiles.blocks(by_district),
        names={one.unit_id: one.name for one in found.districts} if found else {},
        drawing=tiles,
        words=sipas_words,
    )


@blueprint.get("/milestones")
@access.needs("view")
def milestones() -> str:
    """The days that letters set, to be entered."""
    with house.current().database.reading() as session:
        found = status.milestones(session)
    return render_template("sipas/milestones.html", milestones=found)


@blueprint.post("/milestones")
@access.needs("edit")
def set_milestones() -> Response:
    """Enter days and the letters that set them."""
    with house.current().database.reading() as session:
        codes = [one.code for one in status.milestones(session)]
    form = request.form
    said = {code: (form.get(f"day-{code}", ""), form.get(f"source-{code}", "")) for code in codes}
    acting.attempt(
        lambda session: status.set_milestones(session, said, by=access.author()),
        lambda _done: _("The milestones are kept."),
    )
    return redirect(url_for("fieldwork.milestones"), code=303)


@blueprint.post("/milestones/file")
@access.needs("edit")
def import_milestones() -> Response:
    """Enter the days of a file."""
    with handed_in.kept() as path:
        if path:
            acting.attempt(
                lambda session: status.import_milestones(session, path, by=access.author()),
                lambda count: _("{count} milestones are kept.", count=count),
            )
    return redirect(url_for("fieldwork.milestones"), code=303)


@blueprint.get("/sheet")
@access.needs("view")
def sheet() -> Response:
    """The workbook that a partner fills in."""
    partner = request.args.get("partner", "")
    with house.current().database.reading() as session:
        content = sheets.template(session, rules=rules(), partner=partner)
    name = _("Fieldwork {partner}.xlsx", partner=partner).replace(" .", ".")
    return send_file(BytesIO(content), WORKBOOK, as_attachment=True, download_name=name)


@blueprint.post("/sheet")
@access.needs("edit")
def take() -> Response:
    """Enter all that a filled-in sheet says, or nothing."""
    with handed_in.kept() as path:
        if path:
            acting.attempt(
                lambda session: sheets.enter(session, path, name=path.name, rules=rules()),
                lambda kept: _("{count} lines were entered.", count=len(kept)),
            )
    return redirect(url_for("fieldwork.index"), code=303)


@blueprint.get("/status.json")
@access.needs("view")
def as_json() -> Response:
    """What `roster sipas status --json` writes."""
    with house.current().database.reading() as session:
        content = json.dumps(status.as_json(session), ensure_ascii=False, indent=1).encode()
    return send_file(BytesIO(content), "application/json", as_attachment=True, download_name="status.json")


def _chart(found: Status, deadline: date | None) -> chart.Chart | None:
    """Forms collected over the days."""
    days = [(date.fromisoformat(day), sums["collected"]) for day, sums in found.by_day.items()]
    totals = accumulate(came for _day, came in days)
    rows = [DayCount(day, came, total) for (day, came), total in zip(days, totals, strict=True)]
    return chart.draw(rows, goal=found.total.target, deadline=deadline)
