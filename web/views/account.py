"""One's own account: a new password, and the second step at signing in."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster import messages
from roster.errors import UserError
from roster.messages import _
from roster.services.credentials import second_step as steps
from roster.services.credentials import sign_in
from web import access, house, limits, notices, second_step, sessions

if TYPE_CHECKING:
    from roster.services.credentials.second_step import Begun

blueprint = Blueprint("account", __name__)


@blueprint.get("/account")
@access.signed_in
def index() -> str:
    """Who is signed in, the form for a new password, the second step."""
    return _page()


@blueprint.post("/account/password")
@limits.failures
@access.signed_in
def password() -> Response | tuple[str, int]:
    """Change the password; other browsers of the account are signed out."""
    account = access.account()
    old, new = request.form.get("old", ""), request.form.get("password", "")
    if new != request.form.get("again", ""):
        return _page({"error": _("The two passwords differ. Type the same one twice.")}), limits.FAILED
    try:
        with house.current().database.changing() as session:
            sign_in.change_password(session, account, old=old, new=new)
    except UserError as error:
        return _page({"error": messages.sentence(error)}), limits.FAILED
    sessions.current().start_over(account)
    notices.say(_("The new password is kept. Other browsers of this account are signed out."))
    return redirect(url_for("account.index"), code=303)


@blueprint.post("/account/second-step")
@limits.failures
@access.needs("decide")
def begin() -> tuple[str, int]:
    """Show the picture for the app, this once, after the password was given again."""
    account, sealer = access.account(), second_step.sealer()
    try:
        with house.current().database.changing() as session:
            sign_in.confirm(session, account, request.form.get("old", ""))
            begun = steps.begin(session, account, sealer=sealer, now=datetime.now(UTC))
    except UserError as error:
        return _page({"step_error": messages.sentence(error)}), limits.FAILED
    return _enrol(begun), 201


@blueprint.post("/account/second-step/on")
@limits.codes
@access.needs("decide")
def turn_on() -> tuple[str, int]:
    """Turn it on with the app's first code; the page shows the recovery codes, this once."""
    account, sealer = access.account(), second_step.sealer()
    try:
        with house.current().database.changing() as session:
            codes = steps.turn_on(
                session, account, request.form.get("code", ""), sealer=sealer, now=datetime.now(UTC)
            )
    except UserError as error:
        if error.code == "wrong_code":
            return render_template("account/enrol.html", error=messages.sentence(error)), limits.FAILED
        return _page({"step_error": messages.sentence(error)}), limits.FAILED
    return render_template("account/recovery.html", codes=codes), 201


@blueprint.post("/account/second-step/off")
@limits.failures
@access.needs("decide")
def turn_off() -> Response | tuple[str, int]:
    """Turn it off, after the password was given again; other browsers of the account are signed out."""
    account = access.account()
    try:
        with house.current().database.changing() as session:
            sign_in.confirm(session, account, request.form.get("old", ""))
            steps.turn_off(session, account)
    except UserError as error:
        return _page({"step_error": messages.sentence(error)}), limits.FAILED
    sessions.current().start_over(account)
    notices.say(_("The second step is off: the password alone signs you in."))
    return redirect(url_for("account.index"), code=303)


def _page(faults: Mapping[str, str] | None = None) -> str:
    account = access.account()
    with house.current().database.reading() as session:
        state: dict[str, Any] = {
            "is_on": steps.is_on(session, account.id),
            "codes_left": steps.codes_left(session, account.id),
        }
    return render_template("account/index.html", account=account, **state, **(faults or {}))


def _enrol(begun: "Begun") -> str:
    import segno

    picture = segno.make(begun.address).svg_data_uri(scale=4, light="white")
    return render_template("account/enrol.html", begun=begun, picture=picture)
