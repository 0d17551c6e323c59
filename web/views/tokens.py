"""The tokens by which other systems read: make one, which is shown this once, see which are used, revoke."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster import messages
from roster.errors import UserError, UserErrors
from roster.messages import _
from roster.services.api import tokens
from web import access, acting, house, limits

blueprint = Blueprint("tokens", __name__, url_prefix="/tokens")

USUAL_DAYS = 90


@blueprint.get("/")
@access.needs("manage")
def index() -> str:
    """The tokens, and the form for a new one."""
    return _list()


@blueprint.post("/")
@access.needs("manage")
def make() -> tuple[str, int]:
    """Make a token; the page shows it, this once."""
    name, scopes = request.form.get("name", ""), request.form.getlist("scope")
    days = request.form.get("days", type=int) or 0
    try:
        with house.current().database.changing() as session:
            now = datetime.now(UTC)
            made, text = tokens.make(session, name, scopes, days=days, now=now, by=access.author())
    except (UserError, UserErrors) as refusal:
        return _list(errors=_sentences(refusal)), limits.FAILED
    address = url_for("api.openapi", _external=True)
    return render_template("tokens/made.html", token=made, text=text, address=address), 201


@blueprint.post("/<int:number>/revoke")
@access.needs("manage")
def revoke(number: int) -> Response:
    """Let a token in no longer."""
    acting.attempt(
        lambda session: tokens.revoke(session, number, now=datetime.now(UTC), by=access.author()),
        lambda token: _("The token of {name} is revoked.", name=token.name),
    )
    return redirect(url_for("tokens.index"), code=303)


def _list(*, errors: tuple[str, ...] = ()) -> str:
    now = datetime.now(UTC)
    with house.current().database.changing() as session:
        tokens.close_hours(session, now=now)
        found = tokens.all_tokens(session)
    return render_template(
        "tokens/index.html",
        tokens=found,
        now=now,
        errors=errors,
        scopes=tokens.SCOPES,
        days=USUAL_DAYS,
        most_days=tokens.MOST_DAYS,
    )


def _sentences(refusal: UserError | UserErrors) -> tuple[str, ...]:
    parts = refusal.exceptions if isinstance(refusal, UserErrors) else (refusal,)
    return tuple(messages.sentence(part) for part in parts if isinstance(part, UserError))
