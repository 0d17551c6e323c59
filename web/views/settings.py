"""What the program works with: plan, retention, legal basis, database, how long one stays signed in."""

from flask import Blueprint, render_template

import roster
from roster import privacy
from roster.services import web_sessions
from web import access, house

blueprint = Blueprint("settings", __name__, url_prefix="/settings")


@blueprint.get("/")
@access.needs("manage")
def index() -> str:
    """Show it; what can be changed is changed in the data files, and the page says which."""
    here = house.current()
    return render_template(
        "settings/index.html",
        plan=here.plan,
        plan_name=here.plan_name,
        place=here.database.place,
        rules=privacy.load_rules(),
        today=here.today(),
        idle=web_sessions.IDLE,
        longest=web_sessions.LONGEST,
        version=roster.__version__,
    )
