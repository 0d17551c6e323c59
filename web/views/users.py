"""The accounts: add, change the role, a new one-time link, close, open again, reset
the second step. For administrators."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster import messages
from roster.errors import UserError
from roster.messages import _
from roster.services.credentials import accounts, second_step, sign_in
from web import access, house, limits, notices
from web.pages import PER_PAGE, Page

blueprint = Blueprint("users", __name__, url_prefix="/users")


@blueprint.get("/")
@access.needs("manage")
def index() -> str:
    """The accounts, and the form for a new one."""
    return _list()


@blueprint.post("/")
@access.needs("manage")
def add() -> tuple[str, int]:
    """Make an account; the page shows the link with which its owner chooses a password, this once."""
    name, role = request.form.get("name", ""), request.form.get("role", "")
    try:
        with house.current().database.changing() as session:
            account = accounts.make(session, name, role, by=access.author())
            token = sign_in.renew(session, account.id, by=access.author(), now=datetime.now(UTC))
    except UserError as error:
        return _list(error=messages.sentence(error)), limits.FAILED
    return _link_page(account, token), 201


@blueprint.post("/<int:user_id>/link")
@access.needs("manage")
def renew(user_id: int) -> tuple[str, int]:
    """A new one-time link; the password there was ends."""
    with house.current().database.changing() as session:
        token = sign_in.renew(session, user_id, by=access.author(), now=datetime.now(UTC))
        account = accounts.account_of(accounts.stored(session, user_id))
    return _link_page(account, token), 201


@blueprint.post("/<int:user_id>/role")
@access.needs("manage")
def role(user_id: int) -> Response | tuple[str, int]:
    """Change the role."""
    try:
        with house.current().database.changing() as session:
            account = accounts.set_role(session, user_id, request.form.get("role", ""), by=access.author())
    except UserError as error:
        return _list(error=messages.sentence(error)), limits.FAILED
    said = _("{name} now has the role {role}.", name=account.name, role=_(accounts.ROLE_NAMES[account.role]))
    return _back(said)


@blueprint.post("/<int:user_id>/agency")
@access.needs("manage")
def agency(user_id: int) -> Response | tuple[str, int]:
    """Say to which agency an account of that role belongs."""
    here, wanted = house.current(), request.form.get("agency", "")
    try:
        with here.database.changing() as session:
            account = accounts.set_agency(session, user_id, wanted, plan=here.plan, by=access.author())
    except UserError as error:
        return _list(error=messages.sentence(error)), limits.FAILED
    return _back(_("{name} now sees the lists of that agency.", name=account.name))


@blueprint.post("/<int:user_id>/close")
@access.needs("manage")
def close(user_id: int) -> Response | tuple[str, int]:
    """Let the account in no longer."""
    try:
        with house.current().database.changing() as session:
            account = accounts.close(session, user_id, by=access.author())
    except UserError as error:
        return _list(error=messages.sentence(error)), limits.FAILED
    return _back(_("The account {name} is closed; what it did stays in the audit log.", name=account.name))


@blueprint.post("/<int:user_id>/reopen")
@access.needs("manage")
def reopen(user_id: int) -> Response:
    """Let a closed account in again."""
    with house.current().database.changing() as session:
        account = accounts.reopen(session, user_id, by=access.author())
    return _back(_("The account {name} is open again.", name=account.name))


@blueprint.post("/<int:user_id>/second-step/reset")
@access.needs("manage")
def reset_second_step(user_id: int) -> Response:
    """Turn the second step of somebody off whose phone is lost."""
    with house.current().database.changing() as session:
        account = second_step.reset(session, user_id, by=access.author())
    return _back(_("The second step of {name} is off; the password alone signs in.", name=account.name))


def _list(*, error: str | None = None) -> str:
    number = request.args.get("page", 1, type=int)
    with house.current().database.reading() as session:
        found, total = accounts.page(session, limit=PER_PAGE, offset=Page.offset_of(number))
        with_code = {one.id for one in found if second_step.is_on(session, one.id)}
    shown = Page(number, total)
    return render_template(
        "users/index.html",
        accounts=found,
        with_code=with_code,
        page=shown,
        error=error,
        roles=accounts.ROLE_NAMES,
        agencies=house.current().plan.agencies,
    )


def _link_page(account: accounts.Account, token: str) -> str:
    address = url_for("sign_in.link", token=token, _external=True)
    return render_template("users/link.html", account=account, address=address)


def _back(sentence: str) -> Response:
    notices.say(sentence)
    return redirect(url_for("users.index"), code=303)
