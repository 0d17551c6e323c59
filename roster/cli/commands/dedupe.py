"""`roster dedupe`: compare all records with all."""

import click

from roster.cli import options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _


@click.command(
    "dedupe",
    cls=usage.Command,
    help=_("Compare all records: who is in several lists, which pairs must be looked at."),
)
@options.by
@options.common
def command(common: Common, *, by: str) -> int:
    """Compare and show the numbers."""
    from roster.services.reviewing import review

    with common.database() as database, database.changing() as session, terminal.working(_("Comparing")):
        result = review.compare(session, by=by)
    terminal.say(
        _(
            "{records} records are {people} people; {merged} of them are in several rows. "
            "{questions} pairs to review, {held} held rows.",
            records=result.records,
            people=result.people,
            merged=result.merged,
            questions=result.questions,
            held=result.held,
        )
    )
    if result.dropped_blocks:
        terminal.warn(
            _(
                "{blocks} groups of rows that look alike are too large to compare pair by pair: left out.",
                blocks=result.dropped_blocks,
            )
        )
    again = common.again(database)
    if result.questions:
        terminal.say(_("Next: roster review list{options}", options=again))
    else:
        terminal.say(_("Next: roster check{options}", options=again))
    return Exit.DONE
