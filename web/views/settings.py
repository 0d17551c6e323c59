"""What the program works with: plan, retention, legal basis, database, how long one stays signed in.

What may be changed stands in data files with its source; the page says where, makes a copy, and checks it.
"""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

import roster
from roster import messages, privacy
from roster.errors import UserError
from roster.messages import _
from roster.services import settings_files, web_sessions
from roster.services.settings_files import Kind
from roster.services.trust import copies
from web import access, house, list_words, notices, refusals

blueprint = Blueprint("settings", __name__, url_prefix="/settings")
blueprint.register_error_handler(UserError, refusals.answer)


@blueprint.get("/")
@access.needs("manage")
def index() -> str:
    """Show it; what can be changed is changed in the data files, and the page says which."""
    here = house.current()
    files = [settings_files.of(kind, here.plan_name) for kind in settings_files.KINDS]
    return render_template(
        "settings/index.html",
        plan=here.plan,
        plan_name=here.plan_name,
        place=here.database.place,
        rules=None if settings_files.check("privacy", here.plan_name) else privacy.load_rules(),
        today=list_words.today(),  # files are kept by the calendar, whatever day the plan is worked on as of
        files=files,
        idle=web_sessions.IDLE,
        longest=web_sessions.LONGEST,
        version=roster.__version__,
        copies=None if settings_files.check("backup", here.plan_name) else copies.standing(here.database),
    )


@blueprint.post("/check")
@access.needs("manage")
def check() -> Response:
    """Read one of the files as it stands now, and say everything that is wrong in it."""
    wrong = settings_files.check(_kind(), house.current().plan_name)
    for error in wrong:
        notices.say(messages.sentence(error), "error")
    if not wrong:
        notices.say(_("The file can be used: nothing is wrong in it."))
    return redirect(url_for("settings.index"), code=303)


@blueprint.post("/copy")
@access.needs("manage")
def copy() -> Response:
    """Make a copy of one of the files that the office may edit."""
    made = settings_files.copy(_kind(), house.current().plan_name)
    notices.say(_("The copy to edit is {file}.", file=made.path))
    return redirect(url_for("settings.index"), code=303)


def _kind() -> Kind:
    asked = request.form.get("kind")
    return next((kind for kind in settings_files.KINDS if kind == asked), None) or abort(400)
