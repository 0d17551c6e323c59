"""`roster score surveys`: results of the leader survey and of SIPAS shown, entered, imported."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli import options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _

if TYPE_CHECKING:
    from roster.services.scoring.recording import Actor


@click.group(
    "surveys", cls=usage.Group, help=_("Results of the leader survey and of SIPAS: enter or import them.")
)
def surveys_() -> None:
    """One command per thing that happens."""


def add_to(group: click.Group) -> None:
    """Hang the commands under `roster score`."""
    group.add_command(surveys_)


@surveys_.command("list", help=_("Show every component judged by a survey, its points and their source."))
@options.by
@options.common
def list_(common: Common, *, by: str) -> int:
    """The components, then how many answered."""
    from roster.services.followup import roster
    from roster.services.scoring import surveys
    from scoring import numbers

    plan = common.plan()
    with common.database() as database, database.changing() as session:
        roster.ensure(session, plan=plan, by=by)
        state = surveys.surveys(session, plan=plan, today=common.today(plan))
    rows = [
        (
            line.component.code,
            line.component.node.name,
            line.method,
            numbers.points(line.component.node.max or numbers.ZERO),
            "" if line.points is None else numbers.points(line.points),
            line.entered.text if line.entered else "",
        )
        for line in state.lines
    ]
    heads = (_("Code"), _("Component"), _("Method"), _("Maximum"), _("Points"), _("Source"))
    terminal.table(_("Results by component"), heads, rows)
    terminal.say(
        _(
            "Leader survey: {answered} of {asked} answered.",
            answered=state.total.answered,
            asked=state.total.eligible,
        )
    )
    if state.sipas:
        total = state.sipas.total
        terminal.say(
            _("SIPAS: {answered} of {asked} forms collected.", answered=total.collected, asked=total.target)
        )
    return Exit.DONE


@surveys_.command(
    "enter", help=_("Enter the result of component CODE: its points as published, or a figure.")
)
@click.argument("code", metavar="CODE")
@click.argument("value", metavar="VALUE")
@click.option(
    "--figure",
    type=click.Choice(("published", "mean", "percent")),
    default="published",
    help=_("What VALUE is: points as published, the mean of the answers, the percent of SIPAS. [published]"),
)
@click.option("--source", required=True, metavar="TEXT", help=_("The document it stands in."))
@options.by
@options.common
def enter(common: Common, *, code: str, value: str, figure: str, source: str, by: str) -> int:
    """One result."""
    from roster.services.scoring import surveys
    from scoring import numbers

    with common.database() as database, database.changing() as session:
        actor = _actor(common, by)
        made = surveys.enter(session, code, figure, value, source=source, actor=actor)
    terminal.say(_("{code}: {points} points entered.", code=made.code, points=numbers.points(made.points)))
    return Exit.DONE


@surveys_.command("import", help=_("Enter all results in FILE (.xlsx, .csv), or none; mistakes by row."))
@click.argument("source", metavar="FILE", type=options.PATH)
@options.by
@options.common
def import_(common: Common, *, source: Path, by: str) -> int:
    """All rows in one transaction."""
    from roster.services.scoring import surveys

    with common.database() as database, database.changing() as session:
        made = surveys.take(session, source, source.name, actor=_actor(common, by))
    terminal.say(_("{count} results entered.", count=len(made)))
    return Exit.DONE


@surveys_.command("template", help=_("Write the workbook to enter the results in."))
@click.option("--out", required=True, type=options.PATH, metavar="FILE.xlsx", help=_("Where to write it."))
@options.common
def template(common: Common, *, out: Path) -> int:
    """A row for every component."""
    from roster import writing
    from roster.services.scoring import surveys

    with common.database() as database, database.reading() as session:
        made = surveys.template(session, today=common.calendar_day)
    writing.write_whole(out, made)
    terminal.say(_("Written: {file}", file=str(out)))
    return Exit.DONE


def _actor(common: Common, by: str) -> "Actor":
    from roster.services.scoring.recording import Actor

    return Actor(by, common.today(common.plan()))
