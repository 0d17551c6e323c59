"""`roster sipas`: sample sizes, allocation, the sealed draw, its replay and its report; and the fieldwork."""

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli import files, options, passwords, reading, shares, terminal, usage
from roster.cli.commands import sipas_citizen
from roster.cli.commands import sipas_fieldwork as fieldwork
from roster.cli.failures import Exit, outcome
from roster.cli.options import Common
from roster.errors import UserError
from roster.messages import _

if TYPE_CHECKING:
    from roster.sipas.allocation import Method

SIZE_METHODS = ("yamane", "cochran", "krejcie", "proportion")
ALLOCATIONS = ("equal", "proportional", "neyman", "cost", "square-root")
_JSON = click.option("--json", "json_path", type=options.PATH, metavar="OUT", help=_("Write it to OUT."))


@click.group(
    "sipas",
    cls=usage.Group,
    help=_("Draw the citizens to survey for SIPAS: sizes, allocation, a draw that anyone can repeat."),
)
@options.of_group
def command() -> None:
    """Sizes, allocation, draw, replay, report."""


@command.command("size", help=_("How many people to ask, with the formula and its rounding."))
@click.option(
    "--method", type=click.Choice(SIZE_METHODS, case_sensitive=False), required=True, help=_("The formula.")
)
@click.option(
    "--population", type=usage.WholeNumber(1), metavar="N", help=_("People in all. [proportion: endless]")
)
@click.option("--margin", type=shares.SHARE, default="0.05", show_default=True, help=_("Margin of error."))
@click.option("--confidence", type=shares.SHARE, default="0.95", show_default=True, help=_("Confidence."))
@click.option("--p", "p", type=shares.SHARE, default="0.5", show_default=True, help=_("Share expected."))
@click.option("--deff", type=shares.ABOVE_0, default="1", show_default=True, help=_("Design effect."))
@click.option(
    "--response", type=shares.UP_TO_1, default="1", show_default=True, help=_("Share that will answer.")
)
@_JSON
@options.common
def size(
    _common: Common,
    *,
    method: str,
    population: int | None,
    json_path: Path | None,
    **stated: Fraction,
) -> int:
    """The size by one of the formulas."""
    from roster.sipas import sizes

    if population is None and method != "proportion":
        raise click.UsageError(_("The method {method} needs --population.", method=method))
    if method != "proportion" and not stated["deff"] == stated["response"] == 1:
        raise click.UsageError(_("--deff and --response belong to --method proportion."))
    aim = sizes.Aim(stated["margin"], sizes.quantile(stated["confidence"]), stated["p"])
    found = sizes.by_method(method, population, aim, deff=stated["deff"], response=stated["response"])
    if json_path:
        files.write_json(
            json_path, {"n": found.n, "unrounded": float(found.unrounded), "formula": found.formula}
        )
    terminal.say(found.formula)
    return Exit.DONE


@command.command(
    "allocate", help=_("Share a sample among strata: CSV with stratum, size and, if needed, sd, cost.")
)
@click.argument("source", type=options.PATH, metavar="STRATA.csv")
@click.option(
    "--method", type=click.Choice(ALLOCATIONS, case_sensitive=False), required=True, help=_("The rule.")
)
@click.option("--n", "n", type=int, metavar="N", help=_("The size of the whole sample."))
@click.option(
    "--margin", type=shares.ABOVE_0, metavar="E", help=_("Instead of --n: margin of error of the mean.")
)
@click.option("--confidence", type=shares.SHARE, default="0.95", show_default=True, help=_("Confidence."))
@_JSON
@options.common
def allocate(
    _common: Common,
    source: Path,
    *,
    method: "Method",
    n: int | None,
    margin: Fraction | None,
    confidence: Fraction,
    json_path: Path | None,
) -> int:
    """The number from each stratum."""
    from roster.services.sipas import allocation

    if (n is None) == (margin is None):
        raise click.UsageError(_("Give either --n or --margin."))
    found = allocation.allocate(source, method, n=n, margin=margin, confidence=confidence)
    if json_path:
        files.write_json(json_path, allocation.as_json(found))
    if found.size:
        terminal.say(found.size.formula)
    terminal.table(_("Allocation"), (_("Stratum"), _("Number")), list(found.counts.items()))
    for stratum in (name for name, count in found.counts.items() if not count):
        terminal.warn(
            _("Nobody is drawn from the stratum {stratum}: nothing can be said about it.", stratum=stratum)
        )
    return Exit.DONE


@command.command(
    "units", help=_("Write the official units of districts to FRAME.csv, as the top of a frame.")
)
@click.argument("frame", type=options.PATH, metavar="FRAME.csv")
@click.option(
    "--district", "districts", multiple=True, required=True, metavar="CODE", help=_("A district; repeatable.")
)
@options.common
def units(common: Common, frame: Path, *, districts: tuple[str, ...]) -> int:
    """Districts and communes with their codes; never over a file that is there."""
    from roster.services.sipas import frame_building

    if frame.exists():
        raise UserError("file_there", "{file} is there already. Choose another name.", file=str(frame))
    count = frame_building.write_units(frame, districts, day=common.today(common.plan_asked_for()))
    terminal.say(_("{count} units are in {file}. Add villages and sizes.", count=count, file=str(frame)))
    return Exit.DONE


@command.command("add", help=_("Add the people of LIST, read as any list, to a village of FRAME.csv."))
@click.argument("frame", type=options.PATH, metavar="FRAME.csv")
@click.argument("listed", type=options.PATH, metavar="LIST")
@click.option("--village", required=True, metavar="CODE", help=_("The unit_id of the village."))
@passwords.protected
@options.common
def add(common: Common, frame: Path, listed: Path, *, village: str, protected: tuple[Path, ...]) -> int:
    """All people of the list or none."""
    from roster.services.incoming import received
    from roster.services.sipas import frame_building

    plan = common.plan_asked_for()
    [read] = reading.read_with_progress(
        received.named_files([listed]), plan=plan, today=common.today(plan), protected=protected
    )
    reading.tell_notices(read)
    count = frame_building.add_people(frame, village, read)
    terminal.say(_("{count} people were added to {unit}.", count=count, unit=village))
    return Exit.DONE


@command.command(
    "check", help=_("Look at FRAME.csv before any draw: totals, codes, ages, people listed twice.")
)
@click.argument("frame", type=options.PATH, metavar="FRAME.csv")
@click.option(
    "--known",
    type=options.PATH,
    metavar="FILE.csv",
    help=_("Known populations (unit_id, population) to compare totals with."),
)
@options.common
def check(common: Common, frame: Path, *, known: Path | None) -> int:
    """What is odd, each with the units it concerns."""
    from roster.intake.sampling_frame import read_populations
    from roster.services.sipas import frame_check

    plan, people = common.plan_asked_for(), read_populations(known) if known else {}
    with terminal.working(_("Checking")):
        checked = frame_check.check(frame, plan=plan, today=common.today(plan), known=people)
    terminal.table(_("Frame"), (_("Level"), _("Units")), list(checked.levels.items()))
    for sentence in frame_check.sentences(checked):
        terminal.warn(sentence)
    return outcome(questions=len(checked.findings), unread=0)


@command.command("draw", help=_("Draw by DESIGN.toml (or a preset) from FRAME.csv and seal the result."))
@click.argument("design", metavar="DESIGN.toml")
@click.argument("frame", type=options.PATH, metavar="FRAME.csv")
@click.option("--seed", required=True, metavar="TEXT", help=_("The text that decides all lots."))
@click.option("--dice", metavar="DIGITS", help=_("Throws of dice in public, at least 8; added to the seed."))
@click.option(
    "--lottery", metavar="DIGITS", help=_("Digits of a lottery draw, at least 6; added to the seed.")
)
@click.option("--out", type=options.PATH, metavar="DRAW.json", required=True, help=_("The sealed draw."))
@options.common
def draw(
    _common: Common,
    design: str,
    frame: Path,
    *,
    seed: str,
    dice: str | None,
    lottery: str | None,
    out: Path,
) -> int:
    """Draw, write the sealed draw, say what came out."""
    from roster.services.sipas import sampling
    from roster.sipas.public_seed import public_seed

    if dice and lottery:
        raise click.UsageError(_("Give either --dice or --lottery."))
    public = public_seed("dice", dice) if dice else public_seed("lottery", lottery) if lottery else None
    with terminal.working(_("Drawing the sample")):
        document = sampling.draw(design, frame, out, seed=seed, public=public)
    terminal.table(_("Drawn"), (_("Level"), _("Sample"), _("Reserve")), sampling.counts(document))
    for level, units in sampling.no_chance(document):
        terminal.warn(
            _(
                "{units} units of the level {level} had no chance, since forced units fill their groups: the "
                "sample says nothing about them.",
                units=units,
                level=level,
            )
        )
    terminal.say(_("Frame: {sha256}", sha256=document["frame_sha256"]))
    terminal.say(_("Seal: {seal}", seal=document["seal"]))
    return Exit.DONE


@command.command(
    "replay", help=_("Draw again from FRAME.csv as DRAW.json says. Exit 0: equal, 1: different.")
)
@click.argument("draw_path", type=options.PATH, metavar="DRAW.json")
@click.argument("frame", type=options.PATH, metavar="FRAME.csv")
@options.common
def replay(_common: Common, draw_path: Path, frame: Path) -> int:
    """Compare, say what differs."""
    from roster.services.sipas import parts, sampling

    with terminal.working(_("Drawing the sample")):
        different = sampling.replay(draw_path, frame)
    for part in different:
        terminal.warn(_("Different: {what}.", what=parts.said(part)))
    if different:
        return Exit.DIFFERENT
    terminal.say(_("Equal: the same frame, design and seed give the same units."))
    return Exit.DONE


@command.command("report", help=_("Write the report of a sealed draw: one page to sign, as a Word file."))
@click.argument("draw_path", type=options.PATH, metavar="DRAW.json")
@click.argument("out", type=options.PATH, metavar="OUT.docx")
@options.common
def report(common: Common, draw_path: Path, out: Path) -> int:
    """Write the page."""
    from roster.services.sipas import sampling

    sampling.report(draw_path, out, common.plan_asked_for())
    terminal.say(_("Written: {file}", file=str(out)))
    return Exit.DONE


for _one in (
    fieldwork.keep,
    fieldwork.log,
    fieldwork.exchange,
    fieldwork.sheet,
    fieldwork.take,
    fieldwork.undo,
    fieldwork.paper,
    fieldwork.milestones,
    fieldwork.status,
    sipas_citizen.erase,
):
    command.add_command(_one)
