"""`roster purge`: deletes the files as received whose date has passed."""

import click

from roster.cli import keeping, options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _


@click.command(
    "purge", cls=usage.Command, help=_("Delete the files as received that are past their date of keeping.")
)
@options.by
@options.common
def command(common: Common, *, by: str) -> int:
    """Delete and say how many."""
    from roster import privacy
    from roster.services import originals

    rules, day = privacy.load_rules(), common.calendar_day
    with common.database() as database, database.changing() as session:
        folder = keeping.folder_of(database)
        done = originals.purge(session, folder, today=day, days=rules.days(day), by=by)
    terminal.say(
        _(
            "Deleted: {deleted} files as received, past their date. Still kept: {kept}. Legal basis: {law}.",
            deleted=done.deleted,
            kept=done.kept,
            law=rules.law(day),
        )
    )
    return Exit.DONE
