"""`roster score open-year|status|documents|import-appraisal`: a year's work flow from the command line."""

from pathlib import Path

import click

from roster.cli import options, terminal
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _


def add_to(group: click.Group) -> None:
    """Hang the commands under `roster score`."""
    for command in (open_year, status, documents_, import_appraisal):
        group.add_command(command)


@click.command(
    "open-year", help=_("Score the round's year by CATALOGUE, a name or the path of a .toml file.")
)
@click.argument("name", metavar="CATALOGUE")
@options.by
@options.common
def open_year(common: Common, *, name: str, by: str) -> int:
    """Choose, then say what the catalogue has to say of itself."""
    from roster.services.scoring import catalogues, years
    from roster.services.scoring.recording import Actor

    plan = common.plan()
    with common.database() as database, database.changing() as session:
        chosen = years.choose(session, name, plan=plan, actor=Actor(by, common.today(plan)))
    terminal.say(_("The year is scored by {title}.", title=chosen.title))
    if notice := catalogues.notice(chosen):
        terminal.say(notice)
    return Exit.DONE


@click.command("status", help=_("Show how far every agency is, and what the components come to."))
@options.common
def status(common: Common) -> int:
    """A line per agency, then the totals of the columns that hold a score, as on the board of points."""
    from roster.services.scoring import boards
    from scoring import numbers
    from scoring.boards import STAGES

    plan = common.plan()
    with common.database() as database, database.reading() as session:
        board = boards.boards_of(session, plan=plan, today=common.today(plan))
    catalogue = board.year.catalogue
    rows = [
        (
            catalogue.agency(line.key) or _("survey"),
            str(line.components),
            *(str(line.stages[stage] or "") for stage in STAGES),
        )
        for line in board.agencies
    ]
    heads = (_("Agency"), _("Components"), *(_(boards.STAGE_NAMES[stage]) for stage in STAGES))
    terminal.table(catalogue.title, heads, rows)
    for column, total in board.totals.items():
        terminal.say(f"{_(boards.COLUMN_NAMES[column])}: {numbers.points(total)}")
    return Exit.DONE


@click.command("documents", help=_("List every document of the year and what it proves."))
@options.common
def documents_(common: Common) -> int:
    """In the order they came; no file is opened."""
    from roster.services.scoring import assessments

    common.plan()
    with common.database() as database, database.reading() as session:
        year, found = assessments.needed(session), assessments.documents(session)
    proved: dict[int, list[str]] = {}
    for one in year.attachments:
        proved.setdefault(one.document.number_here, []).append(one.code)
    rows = [
        (
            str(one.number_here),
            year.catalogue.agency(one.agency),
            one.title,
            one.number,
            f"{one.in_force:%d/%m/%Y}" if one.in_force else "",
            one.link or one.name,
            ", ".join(proved.get(one.number_here, [])),
        )
        for one in found
    ]
    heads = (
        *(_("Number"), _("Agency"), _("Title"), _("Number and sign")),
        *(_("In force from"), _("File or link"), _("Proves")),
    )
    terminal.table(_("Documents"), heads, rows)
    return Exit.DONE


@click.command(
    "import-appraisal", help=_("Enter the Ministry's points in FILE (.xlsx, .ods, .csv …), all rows or none.")
)
@click.argument("source", metavar="FILE", type=options.PATH)
@options.by
@options.common
def import_appraisal(common: Common, *, source: Path, by: str) -> int:
    """Every mistake with its row."""
    from roster.services.scoring import appraisal_files
    from roster.services.scoring.recording import Actor

    plan = common.plan()
    with common.database() as database, database.changing() as session:
        done = appraisal_files.take(session, source, source.name, actor=Actor(by, common.today(plan)))
    terminal.say(_("{count} components have points of the Ministry now.", count=len(done)))
    return Exit.DONE
