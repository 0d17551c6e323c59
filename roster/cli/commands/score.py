"""`roster score`: a catalogue of criteria checked, answers computed by it, the Ministry's annex imported."""

from pathlib import Path

import click

from roster.cli import files, options, scores
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _

_CATALOGUE = _("CATALOGUE is a name of data/criteria (training, 2024-plan) or the path of a .toml file.")


@click.group(
    "score",
    cls=scores.Group,
    help=_("Score the Chỉ số CCHC: check a catalogue of criteria, compute answers, import the annex."),
)
def command() -> None:
    """Four commands; none needs a database."""


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
@options.common
def compute(common: Common, *, name: str, source: Path, json_path: Path | None) -> int:
    """Compute, write, show."""
    from roster.services.scoring import catalogues
    from scoring import machine

    opened = catalogues.open_catalogue(name)
    computed = catalogues.compute_file(opened, source)
    if json_path:
        files.write_json(json_path, machine.as_json(opened.catalogue, computed))
    scores.show_computed(opened.catalogue, computed)
    return Exit.DONE
