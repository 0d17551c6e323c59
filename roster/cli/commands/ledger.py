"""`roster ledger`: what became of every row of a list."""

from typing import TYPE_CHECKING

import click

from roster.cli import options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import N_, _

if TYPE_CHECKING:
    from roster.services.incoming.row_ledger import Line

OUTCOMES = {"person": N_("person"), "held": N_("held"), "ignored": N_("ignored")}


@click.command(
    "ledger", cls=usage.Command, help=_("Show what became of every row of the list NAME, and the sums.")
)
@click.argument("name", metavar="NAME")
@options.common
def command(common: Common, *, name: str) -> int:
    """A line per row, then the sums."""
    from roster import problems
    from roster.services.incoming import row_ledger

    with common.database() as database, database.reading() as session:
        ledger = row_ledger.of_delivery(session, name)
    if ledger.error:
        terminal.warn(f"{ledger.file}: {problems.sentence(ledger.error.code, **ledger.error.params)}")
        return Exit.FILES_UNREAD
    heads = (_("Sheet"), _("Row"), _("Block"), _("Outcome"), _("Full name"), _("Reason"))
    terminal.table(ledger.file, heads, [_row(line) for line in ledger.lines])
    terminal.say(
        _(
            "{total} rows = {people} people + {held} held + {ignored} ignored.",
            total=ledger.total,
            people=ledger.people,
            held=ledger.held,
            ignored=ledger.ignored,
        )
    )
    if ledger.declared is not None:
        terminal.say(_("The list itself states {declared} people.", declared=ledger.declared))
    return Exit.DONE


def _row(line: "Line") -> tuple[object, ...]:
    from roster import places, problems

    reason = problems.sentence(line.reason) if line.reason else ""
    source = line.source
    return (
        places.sheet(source.sheet),
        source.row,
        source.block,
        _(OUTCOMES[line.outcome]),
        line.name,
        reason,
    )
