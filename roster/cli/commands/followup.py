"""`roster followup`: who was asked, reminded, has answered; lists of answers, response rates, call lists."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli import options, overview, passwords, terminal, usage
from roster.cli.commands import followup_answers
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _
from roster.survey import pace
from roster.survey.following import CHANNEL_NAMES, CHANNELS, STATUS_NAMES, STATUSES

if TYPE_CHECKING:
    from roster.services.followup.acts import Act
    from roster.services.followup.people import Person
    from roster.survey.response import Tally

_PERSON = "P000123"


@click.group(
    "followup",
    cls=usage.Group,
    help=_("Follow the survey: who was asked and reminded, who has answered, call lists."),
)
@options.of_group
def command() -> None:
    """One command per thing that happens."""


followup_answers.add_to(command)


@command.command("status", help=_("Show the response rates by group and agency, the answers by day."))
@options.by
@options.common
def status(common: Common, *, by: str) -> int:
    """The tables and the forecast."""
    from roster.services.followup import rates, roster

    plan = common.plan()
    with common.database() as database, database.changing() as session:
        roster.ensure(session, plan=plan, by=by)
        state = rates.rates(session, plan=plan, today=common.today(plan))
    groups = [(overview.group_name(g), state.groups[g.code]) for g in plan.groups if g.code in state.groups]
    lines = [*groups, (_("Everybody, each person once"), state.total)]
    terminal.table(_("By group"), _heads(_("Group")), [_rate_row(*line) for line in lines])
    agencies = [_rate_row(line.name or "–", line.tally) for line in state.agencies]
    terminal.table(_("By agency"), _heads(_("Agency")), agencies)
    days = [(f"{row.day:%d/%m/%Y}", row.came, row.total) for row in state.days]
    terminal.table(_("Answers by day"), (_("Date"), _("Answered"), _("Answers in all")), days)
    terminal.say(pace.in_words(state.forecast, state.deadline.day if state.deadline else None))
    return Exit.DONE


@command.command("list", help=_("Show the people on the roster with what became of them."))
@click.option("--words", default="", metavar="WORDS", help=_("Words of name or position."))
@click.option("--group", default="", metavar="CODE", help=_("Only this group."))
@click.option("--agency", default="", metavar="CODE", help=_("Only this agency."))
@click.option(
    "--state", type=click.Choice(("open", *STATUSES)), help=_("Only this status; open: may still be asked.")
)
@options.limit(50)
@options.by
@options.common
def list_(common: Common, *, by: str, limit: int, state: str | None, **wanted: str) -> int:
    """Without phones: a call list is put on record."""
    from roster.services.followup import people, roster

    plan = common.plan()
    with common.database() as database, database.changing() as session:
        roster.ensure(session, plan=plan, by=by)
        asked = people.Wanted(status=state, **wanted)
        found, total = people.search(session, asked, plan=plan, page=1, per_page=limit)
    heads = (_("Number"), _("Full name"), _("Position"), _("Agency"), _("State"), _("Since"), _("Reminders"))
    terminal.table(_("People on the roster"), heads, [_person_row(one) for one in found])
    terminal.say(_("{count} rows found.", count=total))
    return Exit.DONE


@command.command(
    "mark", help=_("Enter STATUS for people by their numbers, or for everybody of a group or agency.")
)
@click.argument("status", type=click.Choice(STATUSES), metavar="STATUS")
@click.argument("people", metavar=f"[{_PERSON}]...", nargs=-1)
@click.option("--all", "everybody", is_flag=True, help=_("Everybody to whom it can happen."))
@click.option("--group", default="", metavar="CODE", help=_("Everybody of this group."))
@click.option("--agency", default="", metavar="CODE", help=_("Everybody of this agency."))
@click.option("--channel", type=click.Choice(CHANNELS), default=None, help=_("By which way."))
@click.option("--on", "day", type=usage.day, metavar="DATE", help=_("On which day. [today]"))
@options.by
@options.common
def mark(
    common: Common,
    *,
    status: str,
    people: tuple[str, ...],
    everybody: bool,
    day: date | None,
    by: str,
    **given: str | None,
) -> int:
    """One act; `given` are group, agency and channel."""
    from roster.services.followup import acts
    from roster.services.followup.people import Wanted

    group, agency = given["group"] or "", given["agency"] or ""
    if bool(people) == bool(everybody or group or agency):
        raise click.UsageError(_("Name people by their numbers, or take --all, --group or --agency."))
    plan = common.plan()
    today = common.today(plan)
    made = acts.Mark(status, day or today, given["channel"] or "")
    with common.database() as database, database.changing() as session:
        if people:
            done = acts.mark(session, people, made, plan=plan, today=today, by=by)
        else:
            wanted = Wanted(group=group, agency=agency)
            done = acts.mark_found(session, wanted, made, plan=plan, today=today, by=by)
    terminal.say(_("Done: act {number}, {count} people.", number=done.act, count=done.people))
    if done.passed_over:
        terminal.say(_("For {count} people it cannot be; nothing was entered.", count=done.passed_over))
    return Exit.DONE


@command.command("undo", help=_("Take act NUMBER back; an imported list as a whole."))
@click.argument("number", metavar="NUMBER", type=usage.WholeNumber(1))
@options.by
@options.common
def undo(common: Common, *, number: int, by: str) -> int:
    """Any act in force."""
    from roster.services.followup import acts

    plan = common.plan()
    with common.database() as database, database.changing() as session:
        done = acts.undo(session, number, plan=plan, by=by)
    terminal.say(_("Taken back: act {number}, {count} people.", number=done.act, count=done.people))
    return Exit.DONE


@command.command("log", help=_("Show what was entered, newest first."))
@options.limit(20)
@options.common
def log(common: Common, *, limit: int) -> int:
    """Acts, those taken back among them."""
    from roster.services.followup import acts

    plan = common.plan()
    with common.database() as database, database.reading() as session:
        found, _total = acts.newest(session, plan=plan, page=1, per_page=limit)
    heads = (_("Number"), _("Moment"), _("Who"), _("What"), _("People"), _("Taken back"))
    terminal.table(_("What was entered"), heads, [_act_row(act) for act in found])
    return Exit.DONE


@command.command(
    "calls", help=_("Write a call list (name and phone) for a partner or an agency; it is put on record.")
)
@click.argument("recipient", metavar="PARTNER|AGENCY")
@click.option(
    "--purpose", required=True, metavar="TEXT", help=_("What the list is for, without names and numbers.")
)
@click.option("--group", default="", metavar="CODE", help=_("Only this group."))
@click.option("--agency", default="", metavar="CODE", help=_("Only this agency."))
@click.option(
    "--out", type=options.PATH, metavar="PATH", required=True, help=_("An .xlsx file, or a folder for it.")
)
@click.option("--protect", is_flag=True, help=_("Behind a password, which is asked for."))
@options.by
@options.common
def calls(common: Common, *, recipient: str, out: Path, protect: bool, by: str, **asked: str) -> int:
    """Written before it is put on record: a list that cannot be written was not given."""
    from roster import writing
    from roster.services.followup import calls as giving

    plan, password = common.plan(), passwords.new_password() if protect else ""
    with common.database() as database, database.changing() as session:
        request = giving.Request(
            recipient, asked["purpose"], asked["group"], asked["agency"], password=password
        )
        made = giving.give(session, request, plan=plan, today=common.today(plan), by=by)
        path = out if out.suffix.lower() == ".xlsx" else out / made.name
        writing.write_whole(path, made.content)
    terminal.say(_("Written: {file}.", file=path))
    terminal.say(
        _("Put on record: list {number}, {count} people.", number=made.number, count=len(made.entries))
    )
    return Exit.DONE


@command.command("given", help=_("Show the call lists given away, newest first."))
@options.limit(20)
@options.common
def given_(common: Common, *, limit: int) -> int:
    """The log names nobody."""
    from roster.services.followup import calls as giving

    plan = common.plan()
    with common.database() as database, database.reading() as session:
        lines, _total = giving.given(session, plan=plan, page=1, per_page=limit)
    heads = (_("Number"), _("Moment"), _("Who"), _("Given to"), _("People"), _("What for"))
    rows = [
        (n.number, f"{n.at.astimezone():%d/%m/%Y %H:%M}", n.by, n.recipient, n.people, n.purpose)
        for n in lines
    ]
    terminal.table(_("Lists given away"), heads, rows)
    return Exit.DONE


@command.command("texts", help=_("Print the ready-made messages for the people on the roster."))
@options.common
def texts(common: Common) -> int:
    """The same for everybody."""
    from roster.services.followup import texts as ready

    plan = common.plan()
    for name, text in ready.texts(plan, today=common.today(plan)).items():
        terminal.say(f"{_(ready.NAMES[name])}:\n{text}\n")
    return Exit.DONE


def _heads(first: str) -> tuple[str, ...]:
    rates = (_("Response rate"), _("Refusal rate"))
    counts = (_("Refused"), _("Unreachable"), _("Replaced"), _("Open"))
    return (first, _("On the roster"), _("Answered"), *rates, *counts)


def _rate_row(name: str, tally: "Tally") -> tuple[object, ...]:
    rates = (tally.response_rate, tally.refusal_rate)
    shown = ("–" if rate is None else f"{rate:.1%}".replace(".", ",") for rate in rates)
    counts = (tally.by_status[status] for status in ("refused", "unreachable", "replaced"))
    return (name, tally.listed, tally.answered, *shown, *counts, tally.open)


def _person_row(one: "Person") -> tuple[object, ...]:
    since = f"{one.since:%d/%m/%Y}" if one.since else ""
    told = _(STATUS_NAMES[one.status])
    return (one.person, one.name, one.position, one.agency_name, told, since, one.reminders)


def _act_row(act: "Act") -> tuple[object, ...]:
    from roster.services.followup.acts import KIND_NAMES

    what = [_(KIND_NAMES[act.kind])]
    if act.kind == "mark":
        what.append(_(STATUS_NAMES[str(act.detail["status"])]))
        what += [_(CHANNEL_NAMES[str(channel)]) for channel in (act.detail.get("channel"),) if channel]
    moment = f"{act.at.astimezone():%d/%m/%Y %H:%M}"
    people = act.detail.get("people", act.detail.get("sure", 0))
    return (act.number, moment, act.by, ", ".join(what), people, _("yes") if act.undone else "")
