"""`roster demo`: the invented province, to try everything on."""

from pathlib import Path

import click

from roster.cli import options, terminal, usage
from roster.cli.options import Common
from roster.errors import UserError
from roster.messages import _

DEMO_PLAN = "daknong-2024-demo"


@click.command(
    "demo",
    cls=usage.Command,
    help=_("Invent a province: about 30 lists as 30 agencies would send them, into FOLDER."),
)
@click.argument("folder", type=options.PATH, metavar="FOLDER")
@click.option("--seed", type=usage.WholeNumber(0), metavar="N", help=_("Another number, another province."))
@options.common
def command(common: Common, folder: Path, seed: int | None) -> None:
    """Write the lists and, beside the folder, the truth about them."""
    from roster import demo
    from roster.services.commands import quoted

    if folder.exists() and not folder.is_dir():
        raise UserError("not_a_folder", "{folder} is a file. Give the name of a folder.", folder=str(folder))
    plan = common.plan_asked_for(DEMO_PLAN)
    with terminal.working(_("Inventing the province")):
        province = demo.invent(plan, seed=demo.DEFAULT_SEED if seed is None else seed)
        demo.write(province, folder)
    terminal.say(_("The lists of the invented province are in {folder}.", folder=str(folder)))
    terminal.say(
        _("A sampling frame of citizens, invented too, is in {file}.", file=str(demo.frame_path(folder)))
    )
    terminal.say(
        _(
            "Next: roster run {folder} --plan {plan} --out out --json out/result.json",
            folder=quoted(str(folder)),
            plan=quoted(common.plan_name or DEMO_PLAN),
        )
    )
