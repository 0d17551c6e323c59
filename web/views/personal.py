"""One person's data: what is kept, given out or erased, from one page; and the page that says what for."""

from io import BytesIO

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from roster import privacy
from roster.errors import UserError, UserErrors
from roster.messages import _
from roster.services import audit
from roster.services.personal import dossier, erasing
from web import access, acting, audit_words, house, notices
from web.views import people

blueprint = Blueprint("personal", __name__, url_prefix="/people/<key>/data")
blueprint.register_error_handler(UserError, people.refused)
about = Blueprint("privacy", __name__)

_TYPES = {
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
_LINES = 20


@about.get("/privacy")
@access.public
def index() -> str:
    """What people's data are processed for, by which law, and for how long they are kept."""
    rules, day = privacy.load_rules(), house.current().today()
    return render_template("personal/about.html", rules=rules, day=day)


@blueprint.get("/")
@access.needs("manage")
def show(key: str) -> str:
    """How much is kept of the person, what erasing would leave, and what was done so far."""
    here = house.current()
    with here.database.reading() as session:
        found = dossier.of_person(session, key, plan=here.plan, today=here.today())
        left = erasing.stays(session, key)
        done = audit.about(session, found.subjects, most=_LINES)
    return render_template(
        "personal/index.html",
        found=found,
        stays=left,
        done=done,
        parts=dossier.PARTS,
        forms=dossier.FORMS,
        reasons=erasing.REASONS,
        said=audit_words,
    )


@blueprint.post("/file")
@access.needs("manage")
def give_out(key: str) -> Response:
    """Everything as a file; behind a password where one is given. Put on record."""
    form, password = request.form.get("form", ""), request.form.get("password", "")
    try:
        with house.current().database.changing() as session:
            name, content = dossier.give_out(session, key, form, password=password, **acting.rules())
    except UserError as refusal:
        acting.refuse(refusal)
        return redirect(url_for("personal.show", key=key), code=303)
    kind = _TYPES[name.rpartition(".")[2]]
    return send_file(BytesIO(content), kind, as_attachment=True, download_name=name)


@blueprint.post("/erase")
@access.needs("manage")
def erase(key: str) -> Response:
    """Erase the person; what stays is said on the next page."""
    reason, sure = request.form.get("reason", ""), "sure" in request.form
    database = house.current().database
    try:
        with database.changing() as session:
            done = erasing.erase(session, key, reason, sure=sure, **acting.rules())
    except (UserError, UserErrors) as refusal:
        acting.refuse(refusal)
        return redirect(url_for("personal.show", key=key), code=303)
    database.forget_deleted()
    notices.say(_("The person is erased: {rows} rows.", rows=sum(done.rows.values())))
    for one in done.stays:
        notices.say(_("Stays: {what}", what=one.sentence))
    return redirect(url_for("people.index"), code=303)
