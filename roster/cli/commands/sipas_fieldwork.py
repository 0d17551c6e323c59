"""`roster sipas` with `keep`, `log`, `replace`, `sheet`, `take`, `undo`, `papers`, `milestones`, `status`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster import writing
from roster.cli import files, options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import N_, _

if TYPE_CHECKING:
    from roster.services.sipas.fieldwork import Rules
    from roster.sipas.fieldwork import Line
    from roster.sipas.milestones import Milestone

HEADINGS = {
    "target": N_("To ask"),
    "issued": N_("Issued"),
    "collected": N_("Collected"),
    "refused": N_("Refused"),
    "not_reached": N_("Not reached"),
    "replaced": N_("Replaced"),
}
_PARTNER = click.option(
    "--partner", required=True, metavar="CODE", help=_("Who did it: a partner of the plan.")
)
_DAY = click.option("--day", type=usage.day, metavar="DATE", help=_("When it was done. [today]"))
PAPERS = ("people", "forms")
_NUMBER = usage.WholeNumber(0)


@click.command(
    "keep",
    cls=usage.Command,
    help=_("Keep DRAW.json in the database with the frame it was drawn from: the fieldwork goes by it."),
)
@click.argument("draw_path", type=options.PATH, metavar="DRAW.json")
@click.argument("frame", type=options.PATH, metavar="FRAME.csv")
@click.option("--reason", default="", metavar="TEXT", help=_("Why a sample is drawn again."))
@options.by
@options.common
def keep(common: Common, draw_path: Path, frame: Path, *, reason: str, by: str) -> int:
    """Draw again first, and keep it only where the same comes out."""
    from roster.services.sipas import keeping, sampling

    text = sampling.text_of(draw_path)
    with (
        terminal.working(_("Drawing the sample")),
        common.database() as database,
        database.changing() as session,
    ):
        number = keeping.keep(session, text, frame, reason=reason, by=by)
    terminal.say(_("Kept as draw {number}; nobody can change it.", number=number))
    return Exit.DONE


@click.command("log", cls=usage.Command, help=_("Add the numbers of one VILLAGE and day to the log."))
@click.argument("village", metavar="VILLAGE")
@_PARTNER
@_DAY
@click.option("--issued", type=_NUMBER, default=0, metavar="N", help=_("Forms issued."))
@click.option("--collected", type=_NUMBER, default=0, metavar="N", help=_("Forms collected."))
@click.option("--refused", type=_NUMBER, default=0, metavar="N", help=_("People who refused."))
@click.option("--not-reached", type=_NUMBER, default=0, metavar="N", help=_("People who were not reached."))
@options.by
@options.common
def log(common: Common, village: str, *, partner: str, day: date | None, by: str, **numbers: int) -> int:
    """What was done on that day, not the sums."""
    from roster.services.sipas import fieldwork
    from roster.sipas.fieldwork import COUNTED

    rules = _rules(common, by)
    visit = fieldwork.Visit(village, partner, day or rules.today, {kind: numbers[kind] for kind in COUNTED})
    with common.database() as database, database.changing() as session:
        kept = fieldwork.enter(session, [visit], rules=rules)
    _tell(kept)
    return Exit.DONE


@click.command("replace", cls=usage.Command, help=_("Replace the person UNIT by the next reserve in order."))
@click.argument("unit", metavar="UNIT")
@click.option("--reason", required=True, metavar="TEXT", help=_("Why."))
@_PARTNER
@_DAY
@options.by
@options.common
def exchange(common: Common, unit: str, *, reason: str, partner: str, day: date | None, by: str) -> int:
    """Says who stands in."""
    from roster.services.sipas import fieldwork

    rules = _rules(common, by)
    leaving = fieldwork.Leaving(unit, partner, day or rules.today, reason)
    with common.database() as database, database.changing() as session:
        (kept,) = fieldwork.enter(session, (), [leaving], rules=rules)
    terminal.say(_("{unit} is replaced by {reserve}.", unit=kept.person, reserve=kept.reserve))
    _tell([kept])
    return Exit.DONE


@click.command("sheet", cls=usage.Command, help=_("Write the sheet that partners fill in to OUT.xlsx."))
@click.argument("out", type=options.PATH, metavar="OUT.xlsx")
@click.option("--partner", default="", metavar="CODE", help=_("For which partner."))
@options.common
def sheet(common: Common, out: Path, *, partner: str) -> int:
    """One row for each village."""
    from roster.services.sipas import sheets

    with common.database() as database, database.reading() as session:
        content = sheets.template(session, rules=_rules(common, ""), partner=partner)
    writing.write_whole(out, content)
    terminal.say(_("Written: {file}", file=str(out)))
    return Exit.DONE


@click.command(
    "take", cls=usage.Command, help=_("Add all that a filled-in SHEET says to the log, or nothing.")
)
@click.argument("filled", type=options.PATH, metavar="SHEET.xlsx")
@options.by
@options.common
def take(common: Common, filled: Path, *, by: str) -> int:
    """Every row that cannot be entered is named."""
    from roster.services.sipas import sheets

    with common.database() as database, database.changing() as session:
        kept = sheets.enter(session, filled, name=filled.name, rules=_rules(common, by))
    _tell(kept)
    return Exit.DONE


@click.command("undo", cls=usage.Command, help=_("Take the LINE of the log with this number back."))
@click.argument("line", type=usage.WholeNumber(1), metavar="LINE")
@options.by
@options.common
def undo(common: Common, line: int, *, by: str) -> int:
    """By a line of its own: the log is never changed."""
    from roster.services.sipas import fieldwork

    with common.database() as database, database.changing() as session:
        fieldwork.undo(session, line, by=by)
    terminal.say(_("Line {line} is taken back.", line=line))
    return Exit.DONE


@click.command(
    "papers",
    cls=usage.Command,
    help=_("Write lists of people, or the hand-over sheet of forms, to OUT.docx."),
)
@click.argument("what", type=click.Choice(PAPERS))
@click.argument("out", type=options.PATH, metavar="OUT.docx")
@_PARTNER
@click.option("--village", "villages", multiple=True, metavar="CODE", help=_("Only these. [all]"))
@options.by
@options.common
def paper(common: Common, what: str, out: Path, *, partner: str, villages: tuple[str, ...], by: str) -> int:
    """Lists hold names, so that giving them out is put on record."""
    from roster.services.sipas import papers

    make = papers.people if what == "people" else papers.forms
    with common.database() as database, database.changing() as session:
        content = make(session, villages, partner=partner, rules=_rules(common, by))
        writing.write_whole(out, content)
    terminal.say(_("Written: {file}", file=str(out)))
    return Exit.DONE


@click.command(
    "milestones",
    cls=usage.Command,
    help=_("Show the milestones, after entering those of FILE.csv (code, day, source)."),
)
@click.argument("source", type=options.PATH, metavar="FILE.csv", required=False)
@options.by
@options.common
def milestones(common: Common, source: Path | None, *, by: str) -> int:
    """A day without the letter that sets it is assumed."""
    from roster import messages
    from roster.services.sipas import status as service

    with common.database() as database, database.changing() as session:
        if source:
            service.import_milestones(session, source, by=by)
        found = service.milestones(session)
    vi = messages.language() == "vi"
    rows = [
        (one.code, one.name if vi else one.name_en, f"{one.day:%d/%m/%Y}" if one.day else "–", _letter(one))
        for one in found
    ]
    terminal.table(_("Milestones"), (_("Code"), _("Milestone"), _("Day"), _("Letter that sets it")), rows)
    return Exit.DONE


@click.command(
    "status", cls=usage.Command, help=_("How far the fieldwork is, by district, commune, village.")
)
@click.option("--json", "json_path", type=options.PATH, metavar="OUT", help=_("Write it to OUT."))
@options.common
def status(common: Common, json_path: Path | None) -> int:
    """Sums of the log of the newest draw."""
    from roster.services.sipas import status as service

    with common.database() as database, database.reading() as session:
        found = service.status(session)
        whole = service.as_json(session)
    if json_path:
        files.write_json(json_path, whole)
    heads = (_("Unit"), *(_(label) for label in HEADINGS.values()), _("Share"))
    rows = [(one.name, one.tally) for one in (*found.districts, *found.communes)]
    terminal.table(
        _("Draw {number}", number=found.number),
        heads,
        [
            (name, *(getattr(tally, key) for key in HEADINGS), f"{tally.share:.0%}")
            for name, tally in (*rows, (_("Total"), found.total))
        ],
    )
    return Exit.DONE


def _letter(one: "Milestone") -> str:
    return _("assumed") if one.assumed else one.source


def _rules(common: Common, by: str) -> "Rules":
    from roster.services.sipas.fieldwork import Rules

    plan = common.plan()
    return Rules(plan, common.today(plan), by)


def _tell(kept: "tuple[Line, ...] | list[Line]") -> None:
    numbers = ", ".join(str(one.id) for one in kept)
    terminal.say(_("Entered as lines {lines} of the log.", lines=numbers))
