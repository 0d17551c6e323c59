"""Which language the pages speak to this browser."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from roster import messages
from web import access, paths, sessions

blueprint = Blueprint("language", __name__)
CHOSEN = "language"  # in the browser's session


@blueprint.post("/language")
@access.public
def choose() -> Response:
    """Speak another language from the next page on; goes back to where the person was."""
    messages.set_language(request.form.get("language", ""))
    sessions.current()[CHOSEN] = messages.language()
    return redirect(paths.own(request.form.get("next", "")), code=303)
