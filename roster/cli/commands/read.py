"""`roster read`: what files say, without a database, for people and for machines."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli import files, options, passwords, reading, terminal, usage
from roster.cli.failures import outcome
from roster.cli.options import Common
from roster.messages import _

if TYPE_CHECKING:
    from roster.model import FileReading
    from roster.plan import Plan


@click.command(
    "read",
    cls=usage.Command,
    help=_("Read lists and show what they say; nothing is kept. FILE may be a folder."),
)
@click.argument("paths", type=options.PATH, metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--json", "json_path", type=options.PATH, metavar="OUT", help=_("Write people and rows to OUT.")
)
@passwords.protected
@options.common
def command(
    common: Common, *, paths: tuple[Path, ...], json_path: Path | None, protected: tuple[Path, ...]
) -> int:
    """Read, write OUT whatever happened to the files, and show a line per file."""
    from roster.intake import contract
    from roster.services.incoming import received

    plan = common.plan_asked_for()
    readings = reading.read_with_progress(
        received.named_files(paths), plan=plan, today=common.today(plan), protected=protected
    )
    if json_path:
        files.write_json(json_path, contract.as_json(readings))
    terminal.table(
        _("Files"),
        (_("File"), _("Sender"), _("Rows"), _("People"), _("Held"), _("Ignored")),
        [_row(one, plan) for one in readings],
    )
    for one in readings:
        reading.tell_notices(one)
    return outcome(questions=0, unread=reading.warn_of_unread(readings))


def _row(one: "FileReading", plan: "Plan") -> tuple[object, ...]:
    if one.error:
        return (one.name, None, None, None, None, None)
    sender = plan.agency(one.sender)
    return (
        one.name,
        sender.name if sender else None,
        one.total,
        len(one.people) - one.held,
        one.held,
        len(one.rejects),
    )
