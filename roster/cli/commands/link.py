"""`roster link`: who is one person in a flat table of people, without a database."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli import circles, options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _

if TYPE_CHECKING:
    from roster.services.matching.linkage import Policy

_POLICIES = ("balanced", "cautious")


@click.command(
    "link",
    cls=usage.Command,
    help=_(
        "Find out who is one person in a table of people: CSV with record_id and, as typed, list_id, "
        "full_name, dob, phone, cccd, email, position, agency (those there are). Writes record_id,cluster_id."
    ),
)
@click.argument("source", metavar="IN.csv", type=options.PATH)
@click.argument("out", metavar="OUT.csv", type=options.PATH)
@click.option(
    "--pairs",
    metavar="FILE",
    type=options.PATH,
    help=_("Write every compared pair and its probability here (.csv or .parquet)."),
)
@click.option(
    "--policy",
    type=click.Choice(_POLICIES),
    default="balanced",
    show_default=True,
    help=_("balanced: the single cut with the fewest errors expected. cautious: merge only beyond doubt."),
)
@click.option(
    "--export-splink",
    "settings",
    metavar="SETTINGS.json",
    type=options.PATH,
    help=_(
        "Compare nothing: write the model for splink here, and the records prepared for it to OUT.parquet."
    ),
)
@options.common
@circles.no_search()
def command(
    common: Common, *, source: Path, out: Path, pairs: Path | None, policy: "Policy", settings: Path | None
) -> int:
    """Read, compare, write, say the numbers."""
    from roster.services.matching import linkage

    plan = common.plan_asked_for()
    if settings:
        if pairs:
            raise click.UsageError(_("--export-splink makes no pairs: leave out --pairs."))
        with terminal.working(_("Preparing")):
            records = linkage.export_splink(
                source, out, settings, policy=policy, plan=plan, today=common.today(plan)
            )
        terminal.say(_("{records} records prepared for splink.", records=records))
        return Exit.DONE
    with terminal.working(_("Comparing")):
        found = linkage.link(source, out, pairs=pairs, policy=policy, plan=plan, today=common.today(plan))
    terminal.say(
        _(
            "{records} records are {people} people; {pairs} pairs compared. {asks} pairs are not clear "
            "enough for a machine alone: a person should look at them.",
            records=found.records,
            people=found.people,
            pairs=found.pairs,
            asks=found.asks,
        )
    )
    if found.dropped:
        terminal.warn(
            _(
                "{values} values are shared by too many records to compare them all pair by pair; their "
                "records were compared where they share a rarer one.",
                values=found.dropped,
            )
        )
    return Exit.DONE
