"""`roster annotate`: a sender's own list with what is to be corrected."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli import keeping, options, passwords, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.errors import UserError
from roster.messages import _

if TYPE_CHECKING:
    from roster.plan import Plan
    from roster.services.incoming.annotation import Annotated


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
    if out.suffix.lower() != ".xlsx":
        raise UserError("not_xlsx", "{file} does not end in .xlsx. Choose such a name.", file=str(out))
    plan = common.plan()
    try:
        done = _write(common, name, out, plan=plan, by=by)
    except UserError as error:
        if error.code != "original_protected":
            raise
        done = _write(common, name, out, plan=plan, by=by, password=passwords.ask(Path(name)))
    terminal.say(
        _(
            "Written: {file}. Cells with a comment: {cells}; rows held: {held}.",
            file=out,
            cells=done.cells,
            held=done.held,
        )
    )
    return Exit.DONE


def _write(common: Common, name: str, out: Path, *, plan: "Plan", by: str, password: str = "") -> "Annotated":
    from roster.services.incoming import annotation

    with common.database() as database, database.changing() as session:
        folder = keeping.folder_of(database)
        return annotation.annotate(session, name, folder, out, plan=plan, by=by, password=password)
