"""Signing in and out, and the one-time links that choose a password or make the administrator."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster import messages
from roster.errors import UserError
from roster.messages import _
from roster.services import sign_in
from web import access, first_start, house, limits, notices, paths, sessions

blueprint = Blueprint("sign_in", __name__)


@blueprint.get("/sign-in")
@limits.openings
@access.public
def form() -> str:
    """Ask for name and password."""
    return render_template("sign_in/form.html")


@blueprint.post("/sign-in")
@limits.failures
@access.public
def enter() -> Response | tuple[str, int]:
    """Sign in where name and password fit."""
    name, password = request.form.get("name", ""), request.form.get("password", "")
    database = house.current().database
    with database.reading() as session:
        account = sign_in.check(session, name, password)
    if account is None:
        sentence = _("Name and password do not fit. Try again, or ask the administrator for a new link.")
        return render_template("sign_in/form.html", error=sentence), limits.FAILED
    with database.changing() as session:
        sign_in.entered(session, account)
    sessions.current().start_over(account)
    return redirect(paths.own(request.args.get("next", ""), default=paths.first(account)), code=303)


@blueprint.post("/sign-out")
@access.signed_in
def leave() -> Response:
    """Sign out."""
    sessions.current().start_over(None)
    return redirect(url_for("sign_in.form"), code=303)


@blueprint.get("/link/<token>")
@limits.openings
@access.public
def link(token: str) -> tuple[str, int]:
    """Ask for what a one-time link still needs; opening it does not use it up."""
    return _link_page(token, error=None)


@blueprint.post("/link/<token>")
@limits.failures
@access.public
def use_link(token: str) -> Response | tuple[str, int]:
    """Use the link, and sign in."""
    name, password = request.form.get("name", ""), request.form.get("password", "")
    if password != request.form.get("again", ""):
        return _link_page(token, error=_("The two passwords differ. Type the same one twice."))
    try:
        with house.current().database.changing() as session:
            account = sign_in.use_link(session, token, name=name, password=password, now=datetime.now(UTC))
    except UserError as error:
        return _link_page(token, error=messages.sentence(error))
    first_start.forget_link(house.current().database)
    sessions.current().start_over(account)
    notices.say(_("The password is kept. You are signed in as {name}.", name=account.name))
    return redirect(paths.first(account), code=303)


def _link_page(token: str, *, error: str | None) -> tuple[str, int]:
    with house.current().database.reading() as session:
        found = sign_in.find_link(session, token, now=datetime.now(UTC))
    if found is None:
        return render_template("sign_in/link_ended.html"), 410
    return render_template("sign_in/link.html", link=found, error=error), limits.FAILED if error else 200
