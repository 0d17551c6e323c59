"""`roster backup`: a copy of everything in one archive, made while others work."""

from datetime import UTC, datetime
from pathlib import Path

import click

from roster.cli import options, passwords, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _


@click.command(
    "backup",
    cls=usage.Command,
    help=_("Copy the database and all files beside it into one archive, also while the pages are in use."),
)
@click.argument("folder", type=options.PATH, metavar="[FOLDER]", required=False)
@click.option("--keep", is_flag=True, help=_("Then delete earlier copies by the rules of data/backup.toml."))
@click.option("--protect", is_flag=True, help=_("Ask for a password, and encrypt the copy."))
@options.by
@options.common
def command(common: Common, *, folder: Path | None, keep: bool, protect: bool, by: str) -> int:
    """Make it, look what it holds, put it on record."""
    from roster.services.trust import copies, rules

    password = passwords.new_password() if protect else ""
    with common.opened() as database:
        where = folder or copies.folder_of(database)
        with terminal.working(_("Copying")):
            made = copies.make(database, where, now=datetime.now(UTC), password=password)
        gone = copies.thin_out(where, rules.load_rules().keep) if keep else ()
        with database.changing() as session:
            copies.record(session, made, gone=len(gone), by=by)
    terminal.say(
        _(
            "Copy made: {file} ({rows} rows, {files} files, audit log up to line {line}).",
            file=made.copy.path,
            rows=sum(made.manifest.counts.values()),
            files=len(made.manifest.files) - 1,
            line=made.manifest.audit.number,
        )
    )
    if gone:
        terminal.say(_("Earlier copies deleted: {count}.", count=len(gone)))
    return Exit.DONE
