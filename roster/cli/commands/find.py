"""`roster find`: people by words of name and post, or one person by number."""

from typing import TYPE_CHECKING

import click

from roster.cli import options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _

if TYPE_CHECKING:
    from roster.plan import Plan
    from roster.services.incoming.look_up import Row


@click.command(
    "find",
    cls=usage.Command,
    help=_("Show the rows of people: by words of name and post, or of the person P000123."),
)
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@click.option(
    "--limit", type=usage.WholeNumber(1), default=50, metavar="N", help=_("Show at most N rows. [50]")
)
@options.common
def command(common: Common, *, words: tuple[str, ...], limit: int) -> int:
    """A line per row; phone and card numbers are left out."""
    from roster.services.incoming import look_up

    plan, text = common.plan(), " ".join(words)
    with common.database() as database, database.reading() as session:
        found, total = look_up.look_up(session, text, most=limit)
    heads = (
        _("Person"),
        _("Full name"),
        _("Date of birth"),
        _("Position"),
        _("Agency"),
        _("Group"),
        _("Where"),
    )
    if found:
        terminal.table(text, heads, [_line(row, plan) for row in found])
    terminal.say(_("{shown} of {total} rows shown.", shown=len(found), total=total))
    return Exit.DONE


def _line(row: "Row", plan: "Plan") -> tuple[object, ...]:
    from roster import places
    from roster.services import record_values

    shown = ("full_name", "dob", "position", "agency", "group")
    values = (record_values.value(row.record, name, plan) for name in shown)
    return (row.person, *values, places.place(row.record.source))
