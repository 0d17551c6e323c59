"""`roster score`: a catalogue of criteria checked, answers computed by it, the Ministry's annex imported."""

from pathlib import Path

import click

from roster.cli import files, options, scores, terminal
from roster.cli.commands import score_flow, score_surveys, score_tasks, score_year
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _

_CATALOGUE = _("CATALOGUE is a name of data/criteria (training, 2024-plan) or the path of a .toml file.")


@click.group(
    "score",
    cls=scores.Group,
    help=_("Score the Chỉ số CCHC: check a catalogue of criteria, compute answers, import the annex."),
)
@options.of_group
def command() -> None:
    """Catalogues and answers need no database; what happens in a year does."""


score_flow.add_to(command)
score_tasks.add_to(command)
score_year.add_to(command)
score_surveys.add_to(command)


@command.command(
    "check",
    help=_("Check that CATALOGUE adds up, or show what is missing in one that is not complete."),
    epilog=_CATALOGUE,
)
@click.argument("name", metavar="CATALOGUE")
@options.common
def check(common: Common, *, name: str) -> int:
    """The fields with their points, what is missing."""
    from roster.services.scoring import catalogues

    scores.show_catalogue(catalogues.open_catalogue(name))
    return Exit.DONE


@command.command(
    "compute",
    help=_("Compute what ANSWERS come to by CATALOGUE: every line with its arithmetic in words."),
    epilog=_CATALOGUE,
)
@click.argument("name", metavar="CATALOGUE")
@click.argument("source", metavar="ANSWERS", type=options.PATH)
@click.option(
    "--json", "json_path", type=options.PATH, metavar="OUT", help=_("Write every line and the total to OUT.")
)
@click.option(
    "--out", type=options.PATH, metavar="FILE.xlsx", help=_("Write the summary table to be signed here.")
)
@options.common
def compute(common: Common, *, name: str, source: Path, json_path: Path | None, out: Path | None) -> int:
    """Compute, write, show."""
    from roster.services.scoring import catalogues, output
    from scoring import machine

    opened = catalogues.open_catalogue(name)
    computed = catalogues.compute_file(opened, source)
    if json_path:
        files.write_json(json_path, machine.as_json(opened.catalogue, computed))
    if out:
        output.write_summary(out, opened, computed, plan=common.plan(), today=common.calendar_day)
    scores.show_computed(opened.catalogue, computed)
    return Exit.DONE


@command.command("template", help=_("Write the empty workbook the Ministry's annex is pasted into."))
@click.option("--out", required=True, type=options.PATH, metavar="FILE.xlsx", help=_("Where to write it."))
@options.common
def template(common: Common, *, out: Path) -> int:
    """Write and say what comes next."""
    from roster.services import commands
    from roster.services.scoring import annex

    annex.write_template(out, today=common.calendar_day)
    terminal.say(
        _(
            "Written: {file}. Paste the annex below its headings, then: roster score import-annex {file} "
            "--out CATALOGUE.toml",
            file=commands.quoted(str(out)),
        )
    )
    return Exit.DONE


@command.command(
    "import-annex",
    help=_("Read the filled template FILE.xlsx, check everything at once, write the catalogue."),
)
@click.argument("source", metavar="FILE.xlsx", type=options.PATH)
@click.option(
    "--out",
    required=True,
    type=options.PATH,
    metavar="CATALOGUE.toml",
    help=_("Where to write the catalogue."),
)
@click.option("--title", default="", metavar="TEXT", help=_("What the catalogue is called."))
@click.option(
    "--verified", is_flag=True, help=_("Say that the rows were compared with the Ministry's decision.")
)
@options.common
def import_annex(common: Common, *, source: Path, out: Path, title: str, verified: bool) -> int:
    """Import, then show the file as written."""
    from roster.services.scoring import annex, catalogues

    annex.import_annex(source, out, plan=common.plan(), title=title, verified=verified)
    scores.show_catalogue(catalogues.open_catalogue(str(out)))
    return Exit.DONE
