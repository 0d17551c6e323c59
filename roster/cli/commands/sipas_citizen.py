"""`roster sipas erase`: the name of one drawn citizen, erased before the time of all names is over."""

import click

from roster.cli import options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _


@click.command(
    "erase",
    cls=usage.Command,
    help=_("Erase the name of the drawn citizen with the code UNIT; without --sure say what stays."),
)
@click.argument("unit", metavar="UNIT")
@click.option("--reason", required=True, metavar="REASON", help=_("request, order or no_purpose"))
@click.option("--sure", is_flag=True, help=_("Do it; it cannot be taken back."))
@options.by
@options.common
def erase(common: Common, unit: str, *, reason: str, sure: bool, by: str) -> int:
    """What stays is said either way."""
    from roster.services.sipas import erasing, frames

    with common.database() as database:
        folder = frames.folder_of(database)
        with database.changing() as session:
            if sure:
                stays = erasing.erase(session, unit, reason, sure=sure, folder=folder, by=by)
            else:
                stays = erasing.find(session, unit, folder=folder).stays
        if sure:
            database.forget_deleted()
            terminal.say(_("The name of {unit} is erased.", unit=unit))
        else:
            terminal.say(_("Nothing was erased. To do it, add --sure."))
    for one in stays:
        terminal.say(_("Stays: {what}", what=one.sentence))
    return Exit.DONE
