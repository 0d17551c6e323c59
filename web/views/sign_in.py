"""Signing in and out, the second step, and one-time links that choose a password."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster import messages
from roster.errors import UserError
from roster.messages import _
from roster.services.credentials import sign_in
from roster.services.credentials.accounts import Account
from web import access, first_start, house, limits, notices, paths, second_step, sessions

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
    """Sign in where name and password fit; who has a second step is asked for the code."""
    name, password = request.form.get("name", ""), request.form.get("password", "")
    database = house.current().database
    with database.reading() as session:
        account = sign_in.check(session, name, password)
    if account is None:
        sentence = _("Name and password do not fit. Try again, or ask the administrator for a new link.")
        return render_template("sign_in/form.html", error=sentence), limits.FAILED
    return _let_in(account, paths.own(request.args.get("next", ""), default=paths.first(account)))


@blueprint.get("/sign-in/code")
@limits.openings
@access.public
def code() -> str | Response:
    """Ask for the code, where the password has been given a moment ago."""
    if second_step.waiting() is None:
        return _to_form()
    return render_template("sign_in/code.html")


@blueprint.post("/sign-in/code")
@limits.codes
@access.public
def enter_code() -> Response | tuple[str, int]:
    """Sign in where the code fits; after a few that do not, the password is asked for again."""
    account = second_step.waiting()
    if account is None:
        return _to_form()
    try:
        second_step.check(account, request.form.get("code", ""))
    except UserError as error:
        if not second_step.may_try_again():
            return _to_form()
        return render_template("sign_in/code.html", error=messages.sentence(error)), limits.FAILED
    return _signed_in(account, second_step.wanted(account))


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
    answer = _let_in(account, paths.first(account))
    if sessions.current().account:
        notices.say(_("The password is kept. You are signed in as {name}.", name=account.name))
    return answer


def _let_in(account: Account, target: str) -> Response:
    """Sign in, or ask for the code first."""
    if second_step.needed(account):
        second_step.wait(account, target)
        return redirect(url_for("sign_in.code"), code=303)
    return _signed_in(account, target)


def _signed_in(account: Account, target: str) -> Response:
    with house.current().database.changing() as session:
        sign_in.entered(session, account)
    sessions.current().start_over(account)
    return redirect(target, code=303)


def _to_form() -> Response:
    notices.say(_("Give name and password again, then the code of your app."), "error")
    return redirect(url_for("sign_in.form"), code=303)


def _link_page(token: str, *, error: str | None) -> tuple[str, int]:
    with house.current().database.reading() as session:
        found = sign_in.find_link(session, token, now=datetime.now(UTC))
    if found is None:
        return render_template("sign_in/link_ended.html"), 410
    return render_template("sign_in/link.html", link=found, error=error), limits.FAILED if error else 200
