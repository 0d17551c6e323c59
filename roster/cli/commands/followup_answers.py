"""`roster followup answered`, `rows`, `decide`: lists of who answered, on the command line."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli import options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _

if TYPE_CHECKING:
    from roster.services.followup.answer_rows import Row

_NOBODY = "-"


def add_to(group: click.Group) -> None:
    """Give a group these commands."""
    for one in (answered, rows, decide):
        group.add_command(one)


@click.command(
    "answered",
    cls=usage.Command,
    help=_("Read FILE, a list of those who have answered, and enter the answers that are beyond doubt."),
)
@click.argument("file", type=options.PATH, metavar="FILE")
@click.option("--on", "day", type=usage.day, metavar="DATE", help=_("Day of rows that name none. [today]"))
@options.by
@options.common
def answered(common: Common, *, file: Path, day: date | None, by: str) -> int:
    """One act; rows to decide are left open."""
    from roster.errors import UserError
    from roster.services.followup import answered as lists

    if not file.is_file():
        raise UserError("no_such_file", "There is no file {file}. Check the path.", file=str(file))
    plan = common.plan()
    today = common.today(plan)
    with common.database() as database, database.changing() as session:
        done = lists.take(session, file, file.name, plan=plan, today=today, day=day, by=by)
    found = [(_(lists.OUTCOME_NAMES[o]), done.counts[o]) for o in lists.OUTCOMES if done.counts.get(o)]
    terminal.table(_("What became of the rows"), (_("What became of it"), _("Rows")), found)
    if done.left_out:
        left = ", ".join(done.left_out)
        terminal.say(_("Columns that were not read and are not kept: {columns}.", columns=left))
    again = common.again(database)
    if done.open:
        terminal.say(
            _(
                "{count} rows to decide: roster followup rows {act}{options}",
                count=done.open,
                act=done.act,
                options=again,
            )
        )
    terminal.say(_("To take it back: roster followup undo {number}{options}", number=done.act, options=again))
    return Exit.OPEN_QUESTIONS if done.open else Exit.DONE


@click.command("rows", cls=usage.Command, help=_("Show the rows of imported list ACT and whom they may be."))
@click.argument("act", metavar="ACT", type=usage.WholeNumber(1))
@click.option("--all", "everything", is_flag=True, help=_("Not only those to decide."))
@options.by
@options.common
def rows(common: Common, *, act: int, everything: bool, by: str) -> int:
    """Each with its line in the file."""
    from roster.services.followup import answer_rows, roster
    from roster.services.followup.answered import OUTCOMES, TO_DECIDE

    plan = common.plan()
    with common.database() as database, database.changing() as session:
        roster.ensure(session, plan=plan, by=by)
        found, _total = answer_rows.rows(
            session, act, plan=plan, outcomes=OUTCOMES if everything else TO_DECIDE
        )
    heads = (_("Row"), _("Place"), _("What became of it"), _("The list says"), _("May be"), _("Decided"))
    terminal.table(_("Rows of list {number}", number=act), heads, [_row(one) for one in found])
    return Exit.DONE


@click.command(
    "decide",
    cls=usage.Command,
    help=_("Say whose ROW is: the number of a person, or - for nobody. With --clear ROW is a whole list."),
)
@click.argument("row", metavar="ROW", type=usage.WholeNumber(1))
@click.argument("person", metavar="P000123|-", required=False)
@click.option(
    "--clear", is_flag=True, help=_("Accept all rows that name one person only, name and agency alike.")
)
@options.by
@options.common
def decide(common: Common, *, row: int, person: str | None, clear: bool, by: str) -> int:
    """A decision has an author and can be taken back."""
    from roster.services.followup import answer_rows

    if clear == (person is not None):
        raise click.UsageError(_("Name a person or -, or take --clear."))
    plan = common.plan()
    with common.database() as database, database.changing() as session:
        if person is None:
            count = answer_rows.decide_clear(session, row, plan=plan, by=by)
            said = _("Accepted: {count} rows.", count=count)
        else:
            chosen = "" if person == _NOBODY else person
            act = answer_rows.decide(session, row, chosen, plan=plan, by=by)
            said = _("The row is decided: act {number}.", number=act)
    terminal.say(said)
    return Exit.DONE


def _row(one: "Row") -> tuple[object, ...]:
    from roster.services.followup.answered import OUTCOME_NAMES

    says = ", ".join(filter(None, (one.full_name, one.dob, one.position, one.agency)))
    may_be = "; ".join(f"{c.person} {c.name}, {c.position}, {c.agency}" for c in one.candidates)
    decided = "" if one.act is None else one.person or _("nobody on the roster")
    place = _("{sheet}, row {row}", sheet=one.sheet, row=one.row)
    return (one.number, place, _(OUTCOME_NAMES[one.outcome]), says, may_be, decided)
