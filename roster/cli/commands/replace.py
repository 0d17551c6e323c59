"""`roster replace`: changes of people after the list was sent: order, reserves, undo, the list of a day."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from roster.cli import edit_values, options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _

if TYPE_CHECKING:
    from roster.services.replacements.history import Ordered
    from roster.services.replacements.ordering import Rules
    from roster.survey.listed import Listed


@click.group(
    "replace",
    cls=usage.Group,
    help=_("Changes of people after the list was sent: order a replacement, name reserves, look back."),
)
@options.of_group
def command() -> None:
    """Everything stays on record and can be taken back."""


@command.command(
    "order",
    help=_("Let PERSON go and, where named, a reserve or the person with these fields take the place."),
)
@click.argument("person", metavar="PERSON")
@click.argument("words", metavar="[FIELD[=VALUE]]...", nargs=-1)
@click.option(
    "--reason",
    required=True,
    type=click.Choice(("retired", "moved", "appointed", "left", "other")),
    help=_("Why PERSON goes."),
)
@click.option(
    "--text", default="", metavar="TEXT", help=_("The reason in words, the number of the decision.")
)
@click.option("--allowed-by", required=True, metavar="NAME", help=_("Who allowed it, or by which paper."))
@click.option("--day", type=usage.day, metavar="DATE", help=_("From which day it holds. [today]"))
@click.option(
    "--with",
    "successor",
    default="",
    metavar="PERSON",
    help=_("The number of a reserve, or next for the next in order."),
)
@options.by
@options.common
def order(common: Common, *, person: str, words: tuple[str, ...], by: str, **said: Any) -> int:
    """One act on the list, done on the records too; `said` are the options above."""
    from roster.services.replacements import ordering

    rules = _rules(common, by)
    day = said.pop("day") or rules.today
    wanted = ordering.Order(person, day=day, texts=edit_values.texts_of(words), **said)
    with common.database() as database, database.changing() as session:
        number = ordering.replace(session, wanted, rules)
    terminal.say(_("Replacement {number} is done.", number=number))
    again = common.again(database)
    terminal.say(_("To take it back: roster replace undo {number}{options}", number=number, options=again))
    return Exit.DONE


@command.command("undo", help=_("Take the replacement of this NUMBER back."))
@click.argument("number", metavar="NUMBER", type=usage.WholeNumber(1))
@options.by
@options.common
def undo(common: Common, *, number: int, by: str) -> int:
    """Later ones about the same people first."""
    from roster.services.replacements import ordering

    with common.database() as database, database.changing() as session:
        ordering.undo(session, number, _rules(common, by))
    terminal.say(_("Taken back: replacement {number}.", number=number))
    return Exit.DONE


@command.command("reserve", help=_("Make people the next reserves of GROUP, in this order."))
@click.argument("group", metavar="GROUP")
@click.argument("people", metavar="PERSON...", nargs=-1, required=True)
@options.by
@options.common
def reserve(common: Common, *, group: str, people: tuple[str, ...], by: str) -> int:
    """As many as the plan asks for."""
    from roster.services.replacements import ordering

    with common.database() as database, database.changing() as session:
        act = ordering.stand_by(session, group, people, _rules(common, by))
    again = common.again(database)
    terminal.say(_("Done: act {number}.", number=act))
    terminal.say(_("To take it back: roster edit undo {number}{options}", number=act, options=again))
    return Exit.DONE


@command.command("list", help=_("List the replacements, newest first, and the reserves."))
@options.common
def list_(common: Common) -> int:
    """Those taken back, too."""
    from roster.services.replacements import history

    plan = common.plan()
    with common.database() as database, database.reading() as session:
        found, waiting = history.ordered(session), history.standing_by(session, plan=plan)
    heads = (_("Number"), _("From"), _("Goes"), _("Comes"), _("Reason"), _("Allowed by"), _("Taken back"))
    terminal.table(_("Changes of people"), heads, [_row(one) for one in found])
    if not waiting:
        terminal.say(_("The plan asks for no reserves; none were told by the Ministry."))
    for one in waiting:
        people = ", ".join(r.person for r in one.people)
        terminal.say(
            _(
                "{group}: {wanted} reserves ({source}). Named: {people}. Next: {next}.",
                group=one.group,
                wanted=one.wanted,
                source=one.source or _("no source given"),
                people=people or "–",
                next=one.next.person if one.next else "–",
            )
        )
    return Exit.DONE


@command.command("as-of", help=_("Show the roster as it was at the end of DATE."))
@click.argument("day", metavar="DATE", type=usage.day)
@options.common
def as_of(common: Common, *, day: date) -> int:
    """What was sent last by then, with the replacements since."""
    from roster.services.replacements import history

    plan = common.plan()
    with common.database() as database, database.reading() as session:
        found = history.on_day(session, day, plan=plan)
    title = _("Roster of {day}, from hand-over {number}", day=f"{day:%d/%m/%Y}", number=found.hand_over.name)
    heads = (_("Group"), _("No."), _("Person"), _("Full name"), _("Position"), _("Agency"))
    terminal.table(title, heads, [_line(one) for one in found.lines])
    return Exit.DONE


def _rules(common: Common, by: str) -> "Rules":
    from roster.services.replacements.ordering import Rules

    plan = common.plan()
    return Rules(plan, common.today(plan), by)


def _row(one: "Ordered") -> tuple[object, ...]:
    from roster.services.replacements.history import REASONS

    reason = _(REASONS[one.reason])
    return (
        one.act.number,
        f"{one.day:%d/%m/%Y}",
        ", ".join(line.name for line in one.act.out),
        ", ".join(line.name for line in one.act.into) or "–",
        f"{reason}: {one.text}" if one.text else reason,
        one.allowed_by,
        _("yes") if one.undone else "",
    )


def _line(one: "Listed") -> tuple[object, ...]:
    return (one.group, one.order, one.person, one.name, one.position, one.agency)
