"""`roster annotate`: a sender's own list with what is to be corrected."""

from pathlib import Path

import click

from roster.cli import keeping, options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.errors import UserError
from roster.messages import _


@click.command(
    "annotate",
    cls=usage.Command,
    help=_("Write the list NAME as its sender wrote it, cells to correct coloured and commented."),
)
@click.argument("name", metavar="NAME")
@click.argument("out", type=options.PATH, metavar="OUT.xlsx")
@options.by
@options.common
def command(common: Common, *, name: str, out: Path, by: str) -> int:
    """Read the kept original again and write the copy."""
    from roster.services import annotation

    if out.suffix.lower() != ".xlsx":
        raise UserError("not_xlsx", "{file} does not end in .xlsx. Choose such a name.", file=str(out))
    plan = common.plan()
    with common.database() as database, database.changing() as session:
        folder = keeping.folder_of(database)
        done = annotation.annotate(session, name, folder, out, plan=plan, by=by)
    terminal.say(
        _(
            "Written: {file}. Cells with a comment: {cells}; rows held: {held}.",
            file=out,
            cells=done.cells,
            held=done.held,
        )
    )
    return Exit.DONE
