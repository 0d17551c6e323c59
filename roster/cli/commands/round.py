"""`roster round`: the survey rounds of the database, one per plan: list, begin, compare, settle, close."""

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import click

from roster.cli import options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _
from roster.model import Verdict

if TYPE_CHECKING:
    from roster.services.rounds.book import Round
    from roster.services.rounds.differences import Changed, Doubt, Person
    from roster.services.rounds.looking import Reading


@click.group(
    "round",
    cls=usage.Group,
    help=_("Several survey rounds in one database: list, begin from another's roster, compare, close."),
)
@options.of_group
def command() -> None:
    """One round per plan; --plan says in which one every other command works."""


@command.command("list", help=_("List the rounds of this database."))
@options.common
def list_(common: Common) -> int:
    """Looks without beginning one."""
    from roster.services.rounds import book

    with common.opened() as database, database.reading() as session:
        rounds = book.all_rounds(session)
    heads = (_("Plan"), _("Year"), _("Title"), _("Lists"), _("Rows"), _("Begun"), _("Closed"))
    terminal.table(_("Survey rounds"), heads, [_round_row(one) for one in rounds])
    return Exit.DONE


@command.command(
    "begin", help=_("Begin the round of PLAN, from the final roster of another if one is named.")
)
@click.argument("begun", metavar="PLAN")
@click.option("--from", "other", metavar="PLAN", help=_("The plan whose round's roster is the start."))
@options.by
@options.common
def begin(common: Common, *, begun: str, other: str | None, by: str) -> int:
    """The people brought over stand for their senders' lists until those arrive."""
    from roster.services.rounds import looking

    mine = replace(common, plan_name=begun)
    with common.opened() as database:
        earlier = _reading(replace(common, plan_name=other), by) if other else None
        if earlier:
            looking.check(database, earlier.plan)
        ours = mine.in_round(database)
        if not earlier:
            return Exit.DONE
        done = looking.begin_from(ours, earlier, mine.plan())
    terminal.say(
        _(
            "{people} people of the round {round} are brought over, for {senders} senders. A sender's first "
            "list takes their place.",
            people=done.people,
            senders=done.senders,
            round=earlier.plan.code,
        )
    )
    return Exit.DONE


@command.command("compare", help=_("Show who is new, gone or changed since the round of plan OTHER."))
@click.argument("other", metavar="OTHER")
@options.by
@options.common
def compare(common: Common, *, other: str, by: str) -> int:
    """By people's numbers; who may be the same person is asked at the end."""
    from roster.services.rounds import differences, looking

    before, after = _reading(replace(common, plan_name=other), by), _reading(common, by)
    with common.opened() as database:
        looking.check(database, before.plan)
        ours = common.in_round(database)
        found = looking.compare(ours, before, after)
        with ours.reading() as session:
            doubts = differences.doubts(session)
    heads = (_("Person"), _("Full name"), _("Position"), _("Agency"))
    terminal.table(_("New: {count}", count=len(found.new)), heads, [_person_row(p) for p in found.new])
    terminal.table(_("Gone: {count}", count=len(found.gone)), heads, [_person_row(p) for p in found.gone])
    changed_heads = (*heads, _("Fields"))
    rows = [_changed_row(one) for one in found.changed]
    terminal.table(_("Changed: {count}", count=len(found.changed)), changed_heads, rows)
    terminal.say(_("The same on both: {count}", count=len(found.same)))
    _ask(doubts, common.again(ours))
    return Exit.OPEN_QUESTIONS if doubts else Exit.DONE


@command.command(
    "settle", help=_("Say whether the person of question NUMBER is the one of the earlier round.")
)
@click.argument("number", metavar="NUMBER", type=usage.WholeNumber(1))
@click.argument("verdict", metavar="VERDICT", type=click.Choice(get_args(Verdict)))
@options.by
@options.common
def settle(common: Common, *, number: int, verdict: Verdict, by: str) -> int:
    """A decision like any other: `roster edit undo` takes it back."""
    from roster.services.rounds import differences

    with common.database() as database, database.changing() as session:
        act = differences.settle(session, number, verdict, by=by)
    again = common.again(database)
    terminal.say(_("Done: act {number}.", number=act))
    terminal.say(_("To take it back: roster edit undo {number}{options}", number=act, options=again))
    return Exit.DONE


@command.command("close", help=_("Close the round of PLAN: it can be looked at, nothing in it changed."))
@click.argument("code", metavar="PLAN")
@options.by
@options.common
def close(common: Common, *, code: str, by: str) -> int:
    """By the plan's code, so that a plan whose file is gone can be closed too."""
    from roster.services.rounds import book

    with common.opened() as database, database.changing() as session:
        book.close(session, code, by=by)
    terminal.say(
        _("The round {round} is closed. To work on it again: roster round reopen {round}", round=code)
    )
    return Exit.DONE


@command.command("reopen", help=_("Let the closed round of PLAN be worked on again."))
@click.argument("code", metavar="PLAN")
@options.by
@options.common
def reopen(common: Common, *, code: str, by: str) -> int:
    """Takes closing back."""
    from roster.services.rounds import book

    with common.opened() as database, database.changing() as session:
        book.reopen(session, code, by=by)
    terminal.say(_("The round {round} can be worked on again.", round=code))
    return Exit.DONE


def _reading(common: Common, by: str) -> "Reading":
    from roster.services.rounds.looking import Reading

    plan = common.plan()
    return Reading(plan, common.today(plan), by)


def _round_row(one: "Round") -> tuple[object, ...]:
    closed = f"{one.closed_at.astimezone():%d/%m/%Y}" if one.closed_at else ""
    begun = f"{one.begun_at.astimezone():%d/%m/%Y}" if one.code else ""
    return (one.code or _("not known yet"), one.year, one.title, one.lists, one.people, begun, closed)


def _person_row(person: "Person") -> tuple[object, ...]:
    first = person.first
    return (person.number, first.full_name, first.position or "", first.agency or "")


def _changed_row(one: "Changed") -> tuple[object, ...]:
    from roster.services import field_labels

    return (*_person_row(one.after), field_labels.label(one.fields))


def _ask(doubts: "tuple[Doubt, ...]", again: str) -> None:
    if not doubts:
        return
    rows = [
        (
            one.id,
            one.ours.full_name,
            one.ours.agency or "",
            one.number,
            one.theirs.full_name,
            one.theirs.agency,
        )
        for one in doubts
    ]
    heads = (_("Question"), _("Full name"), _("Agency"), _("Earlier"), _("Full name then"), _("Agency then"))
    terminal.table(_("Perhaps the same person as in an earlier round"), heads, rows)
    terminal.say(_("To decide: roster round settle QUESTION same|different{options}", options=again))
