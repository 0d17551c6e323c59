"""`roster export`: the file that is sent."""

from pathlib import Path

import click

from roster.cli import options, overview, terminal, usage
from roster.cli.options import Common
from roster.errors import UserError
from roster.messages import _


@click.command("export", cls=usage.Command, help=_("Write the list that is sent to the Ministry."))
@click.option(
    "--out",
    type=options.PATH,
    metavar="PATH",
    required=True,
    help=_("An .xlsx file, or a folder in which the file gets its usual name."),
)
@options.precedence
@click.option("--form", "form_name", metavar="FORM", help=_("Name or .toml file of the form. [the plan's]"))
@click.option(
    "--allow-unresolved",
    "reason",
    metavar="REASON",
    default="",
    help=_(
        "Write it although questions are open; REASON goes onto the summary sheet and into the audit log."
    ),
)
@options.by
@options.common
def command(common: Common, *, out: Path, form_name: str | None, reason: str, by: str) -> None:
    """Compare first if something has changed; refuse while questions are open."""
    from roster.export.form import load_form
    from roster.services import handover, respondents, review

    plan = common.plan()
    form = load_form(form_name or plan.form)
    with common.database() as database, database.changing() as session:
        review.ensure_compared(session, by=by)
        state = respondents.overview(session, plan=plan, today=common.today(plan))
        try:
            handed = handover.send(session, out, state, form=form, by=by, allow_reason=reason.strip())
        except UserError:
            overview.next_steps(state, options=common.again(database))
            raise
    terminal.say(
        _("Written and checked: {file}, {people} people.", file=handed.path, people=len(state.respondents))
    )
