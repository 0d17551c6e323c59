"""What the program works with: plan, retention, legal basis, database, how long one stays signed in.

What may be changed stands in data files with its source; the page says where, makes a copy, and checks it.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

import roster
from roster import messages, privacy
from roster.errors import UserError
from roster.messages import N_, _
from roster.services import commands, settings_files
from roster.services.credentials import web_sessions
from roster.services.serving import samples
from roster.services.settings_files import Kind
from roster.services.trust import copies
from roster.settings import default_database
from web import access, house, list_words, notices, refusals

blueprint = Blueprint("settings", __name__, url_prefix="/settings")
blueprint.register_error_handler(UserError, refusals.answer)

_TITLES: Mapping[Kind, str] = {
    "plan": N_("Plan: groups, numbers, agencies, deadlines, precedence"),
    "privacy": N_("Personal data: legal basis, how long files are kept"),
    "backup": N_("Copies: where they go, how often, how many are kept"),
    "score_reminder": N_("Messages to agencies whose answers to the criteria are missing"),
    "reminder": N_("Messages to agencies whose list is missing"),
    "messages": N_("Messages to the people surveyed"),
    "letter": N_("Letter to the Ministry (Word)"),
    "counts_letter": N_("Appendix of counts (Word)"),
    "reminder_letter": N_("Letter of reminder to an agency (Word)"),
}
_IN_BRACES = N_("A change is used at once. Keep what stands between braces as it is: it is filled in.")
_REMARKS: Mapping[Kind, str] = {
    "plan": N_("A changed plan is used after the program was started again."),
    "privacy": N_("A change is used at once; files kept already keep their day."),
    "backup": N_("A change is used at once."),
}


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
        titles=_TITLES,
        remarks=_REMARKS,
        texts_remark=_IN_BRACES,
        idle=web_sessions.IDLE,
        longest=web_sessions.LONGEST,
        version=roster.__version__,
        copies=None if settings_files.check("backup", here.plan_name) else copies.standing(here.database),
    )


@blueprint.get("/running")
@access.needs("manage")
def running() -> str:
    """How an office runs the pages: behind a reverse proxy, started by the system."""
    here, port = house.current(), urlsplit(request.host_url).port or samples.PORT
    options = commands.options(plan=here.plan_name, address=here.address, place=here.database.place)
    plan_only = commands.options(plan=here.plan_name, address=default_database(), place="")
    return render_template(
        "settings/running.html",
        samples=samples.samples(port=port, options=plan_only),
        command=f"roster web --port {port}{options} --public-url https://roster.example",
        place=here.database.place,
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
