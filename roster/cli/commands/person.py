"""`roster person`: all that is kept of one person, given out or erased; the date of keeping of a round."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster import writing
from roster.cli import edit_values, options, passwords, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _

if TYPE_CHECKING:
    from roster.services.personal.erasing import Stays

_ROW = "FILE[:SHEET]:ROW"


@click.group(
    "person",
    cls=usage.Group,
    help=_("Data protection: what is kept of one person, given out as a file, or erased for good."),
)
@options.of_group
def command() -> None:
    """One command per thing a person may ask for."""


@command.command("data", help=_("Write all that is kept of the person in ROW to a file in FOLDER."))
@click.argument("place", metavar=_ROW)
@click.option("--out", type=options.PATH, required=True, metavar="FOLDER", help=_("Folder to write to."))
@click.option(
    "--form", type=click.Choice(["xlsx", "json"]), default="xlsx", help=_("Form of the file. [xlsx]")
)
@click.option("--protect", is_flag=True, help=_("In an encrypted archive; its password is asked for."))
@options.by
@options.common
def data(common: Common, *, place: str, out: Path, form: str, protect: bool, by: str) -> int:
    """Put on record."""
    from roster.services.personal import dossier

    plan, password = common.plan(), passwords.new_password() if protect else ""
    with common.database() as database, database.changing() as session:
        key = edit_values.record_at(session, place).key
        name, content = dossier.give_out(
            session, key, form, password=password, plan=plan, today=common.today(plan), by=by
        )
        writing.write_whole(out / name, content)
    terminal.say(_("Written: {path}", path=out / name))
    return Exit.DONE


@command.command(
    "erase", help=_("Erase the person in ROW in every survey round; without --sure say what stays.")
)
@click.argument("place", metavar=_ROW)
@click.option("--reason", required=True, metavar="REASON", help=_("request, order or no_purpose"))
@click.option("--sure", is_flag=True, help=_("Do it; it cannot be taken back."))
@options.by
@options.common
def erase(common: Common, *, place: str, reason: str, sure: bool, by: str) -> int:
    """What stays is said either way."""
    from roster.services.personal import erasing

    plan = common.plan()
    with common.database() as database:
        with database.changing() as session:
            key = edit_values.record_at(session, place).key
            if not sure:
                _say_stays(erasing.stays(session, key))
                terminal.say(_("Nothing was erased. To do it, add --sure."))
                return Exit.DONE
            done = erasing.erase(session, key, reason, sure=sure, plan=plan, today=common.today(plan), by=by)
        database.forget_deleted()
    terminal.say(_("The person is erased: {rows} rows.", rows=sum(done.rows.values())))
    _say_stays(done.stays)
    return Exit.DONE


def _say_stays(stays: "tuple[Stays, ...]") -> None:
    for one in stays:
        terminal.say(_("Stays: {what}", what=one.sentence))
