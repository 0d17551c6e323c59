"""`roster score report` and `roster score package`: the papers of the round's year of scoring."""

from pathlib import Path

import click

from roster.cli import keeping, options, terminal
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _


def add_to(group: click.Group) -> None:
    """Hang the commands under `roster score`."""
    for command in (report, package_):
        group.add_command(command)


@click.command("report", help=_("Write the summary table (.xlsx) and the report (.docx) of the year."))
@click.option(
    "--out", required=True, type=options.PATH, metavar="FOLDER", help=_("The folder for the files.")
)
@options.common
def report(common: Common, *, out: Path) -> int:
    """Both files into one folder."""
    from roster import writing
    from roster.services.scoring import reporting

    plan = common.plan()
    with common.database() as database, database.reading() as session:
        made = reporting.files(session, plan=plan, today=common.today(plan))
    for name, content in made.items():
        writing.write_whole(out / name, content)
        terminal.say(_("Written: {file}", file=str(out / name)))
    return Exit.DONE


@click.command(
    "package", help=_("Pack every document of the year as a .zip with a table of contents by criterion.")
)
@click.option("--out", required=True, type=options.PATH, metavar="FILE.zip", help=_("Where to write it."))
@options.by
@options.common
def package_(common: Common, *, out: Path, by: str) -> int:
    """Nothing is written where a document is not there any more."""
    from roster.services.scoring import package

    plan = common.plan()
    with common.database() as database:
        folder = keeping.documents_of(database)
        with database.changing() as session:
            made = package.prepare(session, folder, plan=plan, today=common.today(plan), by=by)
            with terminal.progress(_("Packing"), made.size) as done:
                package.write(made, out, done=done)
    terminal.say(
        _(
            "Written: {file}, {files} files, {links} links.",
            file=str(out),
            files=len(made.entries),
            links=made.links,
        )
    )
    return Exit.DONE
