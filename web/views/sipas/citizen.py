"""One drawn citizen: what is kept, what erasing the name would leave, and the erasing."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.messages import _
from roster.services import audit
from roster.services.personal.erasing import REASONS
from roster.services.sipas import erasing
from web import access, acting, audit_words, house
from web.views.sipas import frames

blueprint = Blueprint("citizen", __name__, url_prefix="/citizens/<path:unit>")

_LINES = 20


@blueprint.get("/")
@access.needs("manage")
def show(unit: str) -> str:
    """The citizen without the name: names are shown, and put on record, on the page of the village."""
    with house.current().database.reading() as session:
        found = erasing.find(session, unit, folder=frames.folder())
        done = audit.about(session, [f"unit:{unit}"], most=_LINES)
    return render_template("sipas/citizen.html", one=found, done=done, reasons=REASONS, said=audit_words)


@blueprint.post("/erase")
@access.needs("manage")
def erase(unit: str) -> Response:
    """Erase the name; the page says what stays."""
    reason, sure = request.form.get("reason", ""), "sure" in request.form
    done = acting.attempt(
        lambda session: erasing.erase(
            session, unit, reason, sure=sure, folder=frames.folder(), by=access.author()
        ),
        lambda _stays: _("The name of {unit} is erased.", unit=unit),
    )
    if done is not None:
        house.current().database.forget_deleted()
    return redirect(url_for("fieldwork.citizen.show", unit=unit), code=303)
