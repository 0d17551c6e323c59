"""`roster token`: access for other systems: make a token (shown once), list, revoke, describe."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from roster.cli import options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _

if TYPE_CHECKING:
    from roster.services.api.tokens import Token


@click.group(
    "token",
    cls=usage.Group,
    help=_("Access for other systems, which read and change nothing: make a token, list, revoke."),
)
@options.of_group
def command() -> None:
    """The pages of `roster web` answer under /api/v1."""


@command.command("make", help=_("Make a token for the system NAME; it is shown this once."))
@click.argument("name", metavar="NAME")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    metavar="SCOPE",
    help=_("What it may read: status, counts, roster, personal (with names and numbers)."),
)
@click.option(
    "--days",
    type=usage.WholeNumber(1),
    default=90,
    metavar="N",
    help=_("For how many days it is valid. [90]"),
)
@options.by
@options.common
def make(common: Common, *, name: str, scopes: tuple[str, ...], days: int, by: str) -> int:
    """Only its hash is kept."""
    from roster.services.api import tokens

    with common.database() as database, database.changing() as session:
        made, text = tokens.make(session, name, scopes, days=days, now=datetime.now(UTC), by=by)
    terminal.say(text)
    until = f"{made.until.astimezone():%d/%m/%Y %H:%M}"
    terminal.warn(_("Hand it over safely: it is not shown again and works until {until}.", until=until))
    return Exit.DONE


@command.command("list", help=_("List the tokens, without the tokens themselves."))
@options.common
def list_(common: Common) -> int:
    """Those that are over or revoked, too."""
    from roster.services.api import tokens

    now = datetime.now(UTC)
    with common.database() as database, database.changing() as session:
        tokens.close_hours(session, now=now)
        found = tokens.all_tokens(session)
    heads = (_("Number"), _("System"), _("It may read"), _("Valid until"), _("Last used"), _("State"))
    terminal.table(_("Tokens"), heads, [_row(one, now) for one in found])
    return Exit.DONE


@command.command("revoke", help=_("Let the token of this NUMBER in no longer."))
@click.argument("number", metavar="NUMBER", type=usage.WholeNumber(1))
@options.by
@options.common
def revoke(common: Common, *, number: int, by: str) -> int:
    """At once."""
    from roster.services.api import tokens

    with common.database() as database, database.changing() as session:
        token = tokens.revoke(session, number, now=datetime.now(UTC), by=by)
    terminal.say(_("The token of {name} is revoked.", name=token.name))
    return Exit.DONE


@command.command("describe", help=_("Print the description of the interface (OpenAPI 3.1)."))
def describe() -> int:
    """The same that the server gives under /api/v1/openapi.json."""
    import json

    from web.api import description

    click.echo(json.dumps(description.openapi(), ensure_ascii=False, indent=1))
    return Exit.DONE


def _row(token: "Token", now: datetime) -> tuple[object, ...]:
    used = f"{token.used_at.astimezone():%d/%m/%Y %H:%M}" if token.used_at else _("never")
    state = _("in use") if token.works(now) else _("revoked") if token.revoked_at else _("over")
    until = f"{token.until.astimezone():%d/%m/%Y %H:%M}"
    return (token.id, token.name, ", ".join(sorted(token.scopes)), until, used, state)
