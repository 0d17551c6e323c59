"""`roster template`: blank lists for the agencies to fill in."""

from pathlib import Path

import click

from roster.cli import options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _


@click.command(
    "template",
    cls=usage.Command,
    help=_("Write blank lists for agencies: Excel files that check what is typed."),
)
@click.option("--agency", "code", metavar="CODE", help=_("For this agency. [for any agency]"))
@click.option("--all", "for_all", is_flag=True, help=_("One for each agency that must send a list."))
@click.option(
    "--out",
    type=options.PATH,
    metavar="PATH",
    required=True,
    help=_("An .xlsx file, or a folder in which each file gets its usual name."),
)
@options.common
def command(common: Common, *, code: str | None, for_all: bool, out: Path) -> int:
    """No database takes part."""
    from roster.services.collecting import log, papers

    if code and for_all:
        raise click.UsageError(_("Name one agency, or take --all."))
    plan = common.plan_asked_for()
    agencies = plan.senders if for_all else (log.sender(plan, code) if code else None,)
    files = papers.blank_lists(plan, agencies)
    if for_all and out.suffix.lower() == ".xlsx":
        raise click.UsageError(_("Several files need a folder: give --out a folder."))
    for path in papers.write(files, out):
        terminal.say(_("Written: {file}.", file=path))
    return Exit.DONE
