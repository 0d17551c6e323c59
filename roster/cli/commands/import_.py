"""`roster import`: lists into the database."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli import options, reading, terminal, usage
from roster.cli.failures import outcome
from roster.cli.options import Common
from roster.messages import N_, _

if TYPE_CHECKING:
    from roster.services.intake import Delivery

OUTCOMES = {
    "added": N_("new"),
    "replaced": N_("replaced the earlier one"),
    "unchanged": N_("unchanged"),
    "copy": N_("copy of {file}"),
    "unreadable": N_("not readable"),
}


@click.command("import", cls=usage.Command, help=_("Put lists into the database. FILE may be a folder."))
@click.argument("paths", type=options.PATH, metavar="FILE...", nargs=-1, required=True)
@click.option("--replace", is_flag=True, help=_("Put each file in the place of the earlier one of its name."))
@click.option("--undo", is_flag=True, help=_("Take the lists of these names back out."))
@options.by
@options.common
def command(common: Common, *, paths: tuple[Path, ...], replace: bool, undo: bool, by: str) -> int:
    """Read the files, store them in one transaction, say what became of each."""
    from roster.services import intake, mappings

    if undo:
        with common.database() as database, database.changing() as session:
            gone = intake.withdraw(session, [path.as_posix() for path in paths], by=by)
        terminal.say(_("Taken out: {files}.", files=", ".join(gone)))
        return outcome(questions=0, unread=0)
    plan = common.plan()
    named = intake.named_files(paths)
    store = intake.supersede if replace else intake.add
    with common.database() as database:
        with database.reading() as session:
            known = mappings.recall(session)
        readings = reading.read_with_progress(named, plan=plan, today=common.today(plan), mappings=known)
        with database.changing() as session:
            deliveries = store(session, readings, by=by)
    again = common.again(database)
    show(
        deliveries,
        _(
            "If one of them is out of date, take it back out: roster import --undo FILE{options}",
            options=again,
        ),
    )
    unread = reading.warn_of_unread(readings)
    terminal.say(_("Next: roster dedupe{options}", options=again))
    return outcome(questions=0, unread=unread)


def show(deliveries: "tuple[Delivery, ...]", remedy: str) -> None:
    """A line per file, what the program wants to say about it, and lists that may be out of date.

    `remedy` is the sentence that says how such a list is taken out.
    """
    terminal.table(
        _("Files"),
        (_("File"), _("Outcome"), _("Rows"), _("People"), _("Held"), _("Ignored")),
        [_row(one) for one in deliveries],
    )
    for one in deliveries:
        reading.tell_notices(one.reading)
        if one.beside:
            said = _(
                "{file} and {others} of the same sender name the same people.",
                file=one.reading.name,
                others=", ".join(one.beside),
            )
            terminal.warn(f"{said} {remedy}")


def _row(one: "Delivery") -> tuple[object, ...]:
    read = one.reading
    said = _(OUTCOMES[one.outcome], file=one.copy_of)
    if read.error:
        return (read.name, said, None, None, None, None)
    return (read.name, said, read.total, len(read.people) - read.held, read.held, len(read.rejects))
