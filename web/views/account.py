"""One's own account: a new password."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster import messages
from roster.errors import UserError
from roster.messages import _
from roster.services import sign_in
from web import access, house, limits, notices, sessions

blueprint = Blueprint("account", __name__)


@blueprint.get("/account")
@access.signed_in
def index() -> str:
    """Who is signed in, and the form for a new password."""
    return render_template("account/index.html", account=access.account())


@blueprint.post("/account/password")
@limits.failures
@access.signed_in
def password() -> Response | tuple[str, int]:
    """Change the password; other browsers of the account are signed out."""
    account = access.account()
    old, new = request.form.get("old", ""), request.form.get("password", "")
    if new != request.form.get("again", ""):
        return _refused(_("The two passwords differ. Type the same one twice."))
    try:
        with house.current().database.changing() as session:
            sign_in.change_password(session, account, old=old, new=new)
    except UserError as error:
        return _refused(messages.sentence(error))
    sessions.current().start_over(account)
    notices.say(_("The new password is kept. Other browsers of this account are signed out."))
    return redirect(url_for("account.index"), code=303)


def _refused(sentence: str) -> tuple[str, int]:
    return render_template("account/index.html", account=access.account(), error=sentence), limits.FAILED
