"""`roster handover form`: the Ministry's columns, replaced without code."""

from pathlib import Path

import click

from roster import writing
from roster.cli import files, options, terminal, usage
from roster.cli.options import Common
from roster.messages import _


@click.group(
    "form", cls=usage.Group, help=_("Replace the columns of the list: give out, try, use, put back.")
)
@options.of_group
def command() -> None:
    """One command per step."""


@command.command("export", help=_("Write the columns in use into an .xlsx file to be changed."))
@click.option("--out", type=options.PATH, metavar="FILE", required=True, help=_("Where the file goes."))
@options.common
def export(common: Common, *, out: Path) -> None:
    """The model to fill in."""
    from roster.services.handovers import forms

    plan = common.plan()
    writing.write_whole(out, forms.as_workbook(plan, today=common.today(plan)))
    terminal.say(_("Written: {file}", file=out))


@command.command("use", help=_("Show how the list would look with the columns of FILE; with --yes use them."))
@click.argument("file", type=options.PATH, metavar="FILE")
@click.option("--yes", is_flag=True, help=_("Put the columns in use."))
@options.by
@options.common
def use(common: Common, *, file: Path, yes: bool, by: str) -> None:
    """All mistakes at once; nothing is changed without --yes."""
    from roster.services.handovers import forms

    plan = common.plan()
    asked = forms.read(files.content_of(file), file.name)
    with common.database() as database, database.changing() as session:
        shown = forms.preview(session, asked, plan=plan)
        terminal.table(_("How the list would look"), shown.headings, shown.lines)
        if shown.invented:
            terminal.say(_("The people shown are invented: nobody is on the roster yet."))
        if yes:
            path = forms.use(session, asked, plan=plan, today=common.today(plan), by=by)
            terminal.say(_("In use from now on: {file}", file=path))
    if not yes:
        terminal.say(_("Nothing was changed. To use these columns: the same command with --yes."))


@command.command("reset", help=_("Use the shipped columns again."))
@options.by
@options.common
def reset(common: Common, *, by: str) -> None:
    """The columns replaced stay under a number."""
    from roster.services.handovers import forms

    with common.database() as database, database.changing() as session:
        there = forms.put_back(session, plan=common.plan(), by=by)
    terminal.say(_("The shipped columns are in use again.") if there else _("They are in use already."))
