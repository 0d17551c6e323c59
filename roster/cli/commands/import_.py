"""`roster import`: lists into the database."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli import circles, keeping, options, outcomes, passwords, reading, replacing, terminal, usage
from roster.cli.failures import outcome
from roster.cli.options import Common
from roster.messages import _

if TYPE_CHECKING:
    from roster.services.incoming.carrying import Resting


@click.command("import", cls=usage.Command, help=_("Put lists into the database. FILE may be a folder."))
@click.argument("paths", type=options.PATH, metavar="FILE...", nargs=-1, required=True)
@click.option("--replace", is_flag=True, help=_("Put each file in the place of the earlier one of its name."))
@click.option("--undo", is_flag=True, help=_("Withdraw the lists of these names."))
@click.option(
    "--replaces", metavar="NAME", help=_("Show what FILE changes in the list NAME, then put it in its place.")
)
@click.option("--yes", is_flag=True, help=_("With --replaces: do it without asking."))
@passwords.protected
@options.by
@options.common
def command(  # noqa: PLR0913 - one argument per option
    common: Common,
    *,
    paths: tuple[Path, ...],
    replace: bool,
    undo: bool,
    replaces: str | None,
    yes: bool,
    protected: tuple[Path, ...],
    by: str,
) -> int:
    """Read the files, store them in one transaction, say what became of each."""
    from roster.services.incoming import carrying, intake, mappings, received

    if replaces is not None:
        if undo or replace or len(paths) > 1 or paths[0].is_dir():
            raise click.UsageError(_("--replaces takes one FILE, and neither --replace nor --undo."))
        return replacing.run(common, paths[0], replaces, ask=not yes, protected=protected, by=by)
    if undo:
        return _undo(common, paths, by=by)
    plan = common.plan()
    named = received.named_files(paths)
    store = intake.supersede if replace else intake.add
    with circles.no_search(), common.database() as database:
        with database.reading() as session:
            known = mappings.recall(session)
        readings = reading.read_with_progress(
            named, plan=plan, today=common.today(plan), mappings=known, protected=protected
        )
        with (
            keeping.originals(common, database) as keep,
            database.changing() as session,
            terminal.working(_("Storing")),
        ):
            deliveries = store(session, readings, by=by)
            keep(session, deliveries, named)
            carried = carrying.carry(session, deliveries, plan=plan, today=common.today(plan), by=by)
    outcomes.tell_carried(carried)
    return outcomes.report(deliveries, common.again(database))


def _undo(common: Common, paths: tuple[Path, ...], *, by: str) -> int:
    from roster.services.incoming import carrying, intake

    names = [path.as_posix() for path in paths]
    with common.database() as database, database.changing() as session:
        resting = [carrying.resting_on(session, name) for name in names]
        gone = intake.withdraw(session, names, by=by)
    terminal.say(_("Withdrawn: {files}.", files=", ".join(one.name for one in gone)))
    if back := [one.restored for one in gone if one.restored]:
        terminal.say(_("In force again: {files}.", files=", ".join(back)))
    for one in resting:
        _tell_resting(one)
    return outcome(questions=0, unread=0)


def _tell_resting(one: "Resting") -> None:
    """What people did to a list that was withdrawn is kept, and that is said."""
    if not (one.corrections or one.exclusions or one.choices or one.decisions):
        return
    terminal.say(
        _(
            "On {file} rest {corrections} corrections, {exclusions} people excluded, {choices} chosen "
            "values and {decisions} decisions on pairs. They are kept, and hold again when the list is "
            "imported again.",
            file=one.file,
            corrections=one.corrections,
            exclusions=one.exclusions,
            choices=one.choices,
            decisions=one.decisions,
        )
    )
