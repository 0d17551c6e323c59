"""Call lists for agencies and partners, as a workbook or a page to print; whom they were given to."""

from io import BytesIO

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError, UserErrors
from roster.services.followup import calls
from roster.services.followup.calls import Request
from web import access, acting, followup_words, house
from web.following import followed
from web.pages import PER_PAGE, Page

blueprint = Blueprint("calls", __name__, url_prefix="/calls")

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FIELDS = ("recipient", "purpose", "group", "agency", "form", "password")


@blueprint.get("/")
@access.needs("export")
def index() -> str:
    """The form, and the log of lists given away."""
    here = house.current()
    number = max(request.args.get("page", 1, type=int), 1)
    with followed() as session:
        given, total = calls.given(session, plan=here.plan, page=number, per_page=PER_PAGE)
    return render_template(
        "followup/calls.html", given=given, page=Page(number, total), plan=here.plan, words=followup_words
    )


@blueprint.post("/")
@access.needs("export")
def give() -> Response | str:
    """The list, put on record; back to the form with the reason where it is refused."""
    asked = Request(**{name: request.form.get(name, "") for name in _FIELDS})
    try:
        with house.current().database.changing() as session:
            made = calls.give(session, asked, **acting.rules())
    except (UserError, UserErrors) as refusal:
        acting.refuse(refusal)
        return redirect(url_for("followup.calls.index"), code=303)
    if asked.form == "print":
        return render_template("followup/call_list.html", made=made, plan=house.current().plan)
    return send_file(BytesIO(made.content), _WORKBOOK, as_attachment=True, download_name=made.name)
