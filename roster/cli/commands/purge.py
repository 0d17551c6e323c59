"""`roster purge`: deletes the files as received, and those nobody put in, whose date has passed."""

from datetime import UTC, datetime

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
    from roster.services import originals, uploads
    from roster.services.sipas import retention

    rules, day = privacy.load_rules(), common.calendar_day
    with common.database() as database, database.changing() as session:
        folder = keeping.folder_of(database)
        done = originals.purge(session, folder, today=day, days=rules.days(day), by=by)
        now = datetime.now(UTC)
        late = uploads.expire_all(
            keeping.uploads_of(database),
            now=datetime.combine(day, now.timetz()),
            days=rules.waiting_days(day),
        )
        uploads.audit_expired(session, late, by=by)
        sampled = retention.purge(
            session,
            keeping.frames_of(database),
            now=datetime.combine(day, now.timetz()),
            days=rules.days(day),
            by=by,
        )
    terminal.say(
        _(
            "Deleted: {deleted} files as received, past their date. Still kept: {kept}. Legal basis: {law}.",
            deleted=done.deleted,
            kept=done.kept,
            law=rules.law(day),
        )
    )
    if late:
        terminal.say(_("Deleted: {files} files handed in through the pages that nobody put in.", files=late))
    if sampled.frames or sampled.names:
        terminal.say(
            _(
                "Deleted: {frames} sampling frames and {names} names of people drawn. Draws and numbers "
                "stay.",
                frames=sampled.frames,
                names=sampled.names,
            )
        )
    return Exit.DONE
