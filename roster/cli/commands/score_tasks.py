"""`roster score tasks`: the plan's board in a terminal, what is done and late, difficulties and their way."""

from datetime import date

import click

from roster.cli import options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _

_DAY = click.option("--on", "day", type=usage.day, metavar="DATE", help=_("On which day. [today]"))
_DOCUMENT = click.option("--document", default="", metavar="TEXT", help=_("Its document: number and date."))


@click.group(
    "tasks", cls=usage.Group, help=_("The plan's tasks: what is done and late, difficulties raised.")
)
@options.of_group
def tasks() -> None:
    """One command per thing that happens."""


def add_to(group: click.Group) -> None:
    """Hang the commands under `roster score`."""
    group.add_command(tasks)


@tasks.command("list", help=_("Show every task and duty of the plan with its state."))
@click.option("--late", is_flag=True, help=_("Only what is late."))
@options.common
def list_(common: Common, *, late: bool) -> int:
    """The table of the annex, the duties below it."""
    from roster.services.plan_board import board as boards

    plan = common.plan()
    with common.database() as database, database.reading() as session:
        state = boards.board(session, plan=plan, today=common.today(plan))
    heads = (_("No. in the plan"), _("Task"), _("Lead"), _("Last day"), _("State"), _("Days late"))
    parts = {_("What is late"): state.late} if late else {"": state.tasks, _("Duties"): state.duties}
    rows = {
        name: [
            (
                line.task.code,
                line.task.name,
                "; ".join(lead.name for lead in line.leads),
                f"{line.due:%d/%m/%Y}" if line.due else "",
                _(boards.STANDING_NAMES[line.standing]) if line.standing else "",
                line.days_late or "",
            )
            for line in lines
        ]
        for name, lines in parts.items()
    }
    terminal.grouped_table(state.source, heads, rows)
    return Exit.DONE


@tasks.command("done", help=_("Enter that AGENCY has done TASK; AGENCY may be left out where one leads."))
@click.argument("code", metavar="TASK")
@click.option("--agency", default="", metavar="AGENCY", help=_("Who has done it: code or name."))
@_DAY
@_DOCUMENT
@options.by
@options.common
def done(common: Common, *, code: str, agency: str, day: date | None, document: str, by: str) -> int:
    """One line."""
    from roster.services.plan_board import marks

    plan = common.plan()
    today = common.today(plan)
    said = marks.Said(day or today, document=document)
    with common.database() as database, database.changing() as session:
        number = marks.done(session, code, said, plan=plan, today=today, by=by, agency=agency)
    return _entered(number)


@tasks.command("due", help=_("Enter until which day TASK was asked for."))
@click.argument("code", metavar="TASK")
@click.argument("day", metavar="DATE", type=usage.day)
@_DOCUMENT
@options.by
@options.common
def due(common: Common, *, code: str, day: date, document: str, by: str) -> int:
    """One line."""
    from roster.services.plan_board import marks

    said = marks.Said(day, document=document)
    with common.database() as database, database.changing() as session:
        number = marks.ask(session, code, said, plan=common.plan(), by=by)
    return _entered(number)


@tasks.command("difficulties", help=_("Show the difficulties raised, the open ones first."))
@options.common
def difficulties_(common: Common) -> int:
    """Number, task, who, how far, the words."""
    from roster.services.plan_board import difficulties

    plan = common.plan()
    with common.database() as database, database.reading() as session:
        found = difficulties.all_of(session)
    heads = (_("Number"), _("Task"), _("Agency"), _("Date"), _("State"), _("Days"), _("Text"))
    rows = [
        (
            one.number,
            one.task,
            plan.agency_name(one.agency),
            f"{one.raised.day:%d/%m/%Y}",
            _(difficulties.STATE_NAMES[one.state]),
            one.days(common.today(plan)),
            one.raised.text,
        )
        for one in found
    ]
    terminal.table(_("Difficulties"), heads, rows)
    return Exit.DONE


@tasks.command("raise", help=_("Enter a difficulty in the words of TEXT, without names of people."))
@click.argument("text", metavar="TEXT")
@click.option("--task", default="", metavar="TASK", help=_("Which task it is about."))
@click.option("--agency", default="", metavar="AGENCY", help=_("Who reported it: code or name."))
@_DAY
@_DOCUMENT
@options.by
@options.common
def raise_(common: Common, *, text: str, day: date | None, document: str, by: str, **about: str) -> int:
    """One difficulty; `about` are its task and agency."""
    from roster.services.plan_board import difficulties, marks

    plan = common.plan()
    today = common.today(plan)
    said = marks.Said(day or today, text, document)
    with common.database() as database, database.changing() as session:
        number = difficulties.raise_one(session, said, plan=plan, today=today, by=by, **about)
    return _entered(number)


@tasks.command("step", help=_("Enter what followed on difficulty NUMBER: proposed, answered or settled."))
@click.argument("number", metavar="NUMBER", type=usage.WholeNumber(1))
@click.argument("kind", metavar="STEP")
@click.argument("text", metavar="[TEXT]", default="")
@_DAY
@_DOCUMENT
@options.by
@options.common
def step(common: Common, *, number: int, kind: str, day: date | None, by: str, **told: str) -> int:
    """One line; `told` are its text and document."""
    from roster.services.plan_board import difficulties, marks

    today = common.today(common.plan())
    said = marks.Said(day or today, told["text"], told["document"])
    with common.database() as database, database.changing() as session:
        made = difficulties.step(session, number, kind, said, today=today, by=by)
    return _entered(made)


@tasks.command("undo", help=_("Take line NUMBER about a task or a difficulty back."))
@click.argument("number", metavar="NUMBER", type=usage.WholeNumber(1))
@options.by
@options.common
def undo(common: Common, *, number: int, by: str) -> int:
    """The line stays in the database, without effect."""
    from roster.services.plan_board import marks

    with common.database() as database, database.changing() as session:
        marks.undo(session, number, by=by)
    terminal.say(_("Taken back: line {number}.", number=number))
    return Exit.DONE


def _entered(number: int) -> int:
    terminal.say(_("Entered: line {number}.", number=number))
    return Exit.DONE
