"""`roster collect`: who has sent a list, reminders to agencies and their log."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli import options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _
from roster.survey import pace
from roster.survey.following import CHANNELS

if TYPE_CHECKING:
    from roster.services.collecting.log import Note
    from roster.services.collecting.progress import AgencyLine


@click.group(
    "collect", cls=usage.Group, help=_("Wait for the agencies' lists: who has sent, who is late, reminders.")
)
@options.of_group
def command() -> None:
    """One command per thing that happens."""


@command.command("status", help=_("Show who has sent a list, who is late, at what pace lists come."))
@options.common
def status(common: Common) -> int:
    """The table of agencies, the days, the forecast."""
    from roster.services.collecting import progress

    plan = common.plan()
    with common.database() as database, database.reading() as session:
        state = progress.progress(session, plan=plan, today=common.today(plan))
    heads = (_("Agency"), _("Code"), _("List"), _("Date"), _("Days late"), _("People"), _("Reminders"))
    terminal.table(_("Lists of the agencies"), heads, [_agency_row(line) for line in state.lines])
    days = [(f"{row.day:%d/%m/%Y}", row.came, row.total) for row in state.days]
    terminal.table(_("Lists by day"), (_("Date"), _("Came"), _("Lists in all")), days)
    terminal.say(pace.in_words(state.forecast, state.deadline.day if state.deadline else None))
    return Exit.DONE


@command.command("remind", help=_("Note that AGENCY was reminded."))
@click.argument("codes", metavar="AGENCY...", nargs=-1, required=True)
@click.option("--channel", type=click.Choice(CHANNELS), required=True, help=_("By which way."))
@click.option("--on", "day", type=usage.day, metavar="DATE", help=_("On which day. [today]"))
@options.by
@options.common
def remind(common: Common, *, codes: tuple[str, ...], channel: str, day: date | None, by: str) -> int:
    """One line for each agency."""
    from roster.services.collecting import log

    plan = common.plan()
    today = common.today(plan)
    with common.database() as database, database.changing() as session:
        numbers = log.remind(session, codes, plan=plan, channel=channel, day=day or today, today=today, by=by)
    terminal.say(_("Noted: lines {numbers} of the log.", numbers=", ".join(map(str, numbers))))
    return Exit.DONE


@command.command(
    "received", help=_("Note the day on which the list of AGENCY came, whenever it was imported.")
)
@click.argument("code", metavar="AGENCY")
@click.option("--on", "day", type=usage.day, metavar="DATE", help=_("On which day. [today]"))
@options.by
@options.common
def received(common: Common, *, code: str, day: date | None, by: str) -> int:
    """The newest note counts."""
    from roster.services.collecting import log

    plan = common.plan()
    today = common.today(plan)
    with common.database() as database, database.changing() as session:
        numbers = log.received(session, code, plan=plan, day=day or today, today=today, by=by)
    terminal.say(_("Noted: lines {numbers} of the log.", numbers=", ".join(map(str, numbers))))
    return Exit.DONE


@command.command(
    "texts", help=_("Write letters and messages of reminder for AGENCY, or for all that are missing.")
)
@click.argument("codes", metavar="AGENCY...", nargs=-1)
@click.option(
    "--out", type=options.PATH, metavar="FOLDER", required=True, help=_("The folder for the files.")
)
@options.common
def texts(common: Common, *, codes: tuple[str, ...], out: Path) -> int:
    """A letter and a text for each."""
    from roster.services.collecting import log, papers, progress

    plan = common.plan()
    today = common.today(plan)
    if codes:
        agencies = [log.sender(plan, code) for code in codes]
    else:
        with common.database() as database, database.reading() as session:
            state = progress.progress(session, plan=plan, today=today)
        agencies = [line.agency for line in state.missing]
    files: dict[str, bytes] = {}
    for agency in agencies:
        made = papers.reminder(plan, agency, today=today)
        files |= {made.file_name: made.letter}
        files |= {f"{Path(made.file_name).stem}.txt": made.message.encode("utf-8-sig")}
    for path in papers.write(files, out):
        terminal.say(_("Written: {file}.", file=path))
    return Exit.DONE


@command.command("log", help=_("Show what was noted, newest first."))
@options.limit(20)
@options.common
def log_(common: Common, *, limit: int) -> int:
    """Lines in force."""
    from roster.services.collecting import log

    plan = common.plan()
    with common.database() as database, database.reading() as session:
        notes, _total = log.newest(session, plan=plan, page=1, per_page=limit)
    heads = (_("Number"), _("Date"), _("Agency"), _("What"), _("Channel"), _("Who"))
    terminal.table(_("What was noted"), heads, [_note_row(note) for note in notes])
    return Exit.DONE


@command.command("undo", help=_("Take line NUMBER of the log back."))
@click.argument("number", metavar="NUMBER", type=usage.WholeNumber(1))
@options.by
@options.common
def undo(common: Common, *, number: int, by: str) -> int:
    """Any line in force."""
    from roster.services.collecting import log

    plan = common.plan()
    with common.database() as database, database.changing() as session:
        done = log.undo(session, number, plan=plan, by=by)
    terminal.say(_("Taken back: line {number} of the log.", number=done.number))
    return Exit.DONE


def _agency_row(line: "AgencyLine") -> tuple[object, ...]:
    from roster.services.collecting.progress import STANDING_NAMES

    day = f"{line.day:%d/%m/%Y}" if line.day else ""
    late = line.days_late or None
    name, code = line.agency.name, line.agency.code
    return (name, code, _(STANDING_NAMES[line.standing]), day, late, line.people, line.reminders)


def _note_row(note: "Note") -> tuple[object, ...]:
    from roster.services.collecting.log import KIND_NAMES
    from roster.survey.following import CHANNEL_NAMES

    what = _(KIND_NAMES[note.kind])
    channel = _(CHANNEL_NAMES[note.channel]) if note.channel else ""
    return (note.number, f"{note.day:%d/%m/%Y}", note.agency, what, channel, note.by)
