"""`roster export`: the file that is sent."""

from pathlib import Path

import click

from roster.cli import handing_over, options, terminal, usage
from roster.cli.options import Common
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
    """Compare first if something has changed; refuse while questions are open; freeze what is sent."""
    from roster.services.handovers.freezing import Order

    plan = common.plan()
    order = Order(plan, common.today(plan), by, form=form_name or "", allow_reason=reason)
    with common.database() as database:
        frozen, paths = handing_over.freeze(common, database, order, out=out)
    terminal.say(
        _("Written and checked: {file}, {people} people.", file=paths[0], people=frozen.hand_over.people)
    )
    handing_over.tell(frozen.hand_over)
