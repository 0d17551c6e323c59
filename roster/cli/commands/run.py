"""`roster run`: the whole job on one folder."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli import files, options, outcomes, overview, passwords, reading, terminal, usage
from roster.cli.failures import outcome
from roster.cli.options import Common
from roster.errors import UserError
from roster.messages import _

if TYPE_CHECKING:
    from roster.services.run import Result


@click.command(
    "run",
    cls=usage.Command,
    help=_("Do the whole job on a folder of lists: read, compare, count, write the workbook."),
)
@click.argument("folder", type=options.PATH, metavar="FOLDER")
@click.option(
    "--out",
    type=options.PATH,
    metavar="FOLDER",
    required=True,
    help=_("Where the workbook and the database go."),
)
@click.option("--json", "json_path", type=options.PATH, metavar="OUT", help=_("Write the result to OUT."))
@passwords.protected
@options.precedence
@options.by
@options.common
def command(
    common: Common,
    *,
    folder: Path,
    out: Path,
    json_path: Path | None,
    protected: tuple[Path, ...],
    by: str,
) -> int:
    """Keep the database in the output folder, whatever `--db` and `ROSTER_DB` say."""
    from roster.export.form import load_form
    from roster.services import run
    from roster.services.incoming import mappings, received

    if out.resolve() == folder.resolve():
        raise UserError(
            "out_is_folder", "{folder} holds the lists. Choose another folder for --out.", folder=str(folder)
        )
    if common.db:
        terminal.warn(
            _(
                "run keeps its database in the output folder ({file}); --db is ignored.",
                file=out / run.DATABASE,
            )
        )
    common = replace(common, db=str(out / run.DATABASE))
    plan = common.plan()
    today = common.today(plan)
    form = load_form(plan.form)
    named = received.files_of(folder, without=_own(out, json_path))
    with common.database() as database:
        with database.reading() as session:
            known = mappings.recall(session)
        readings = reading.read_with_progress(
            named, plan=plan, today=today, mappings=known, protected=protected
        )
        with database.changing() as session, terminal.working(_("Comparing, counting, writing")):
            result = run.run(session, readings, out, plan=plan, today=today, form=form, by=by)
    if json_path:
        files.write_json(json_path, result.json)
    return _report(result, common.again(database))


def _own(out: Path, json_path: Path | None) -> list[Path]:
    """Where this command writes: if that is inside the folder, the next run must not read it as lists."""
    return [out, json_path] if json_path else [out]


def _report(result: "Result", again: str) -> int:
    remedy = _("If one of them is out of date, take it out of the folder and run again.")
    outcomes.show(result.deliveries, remedy)
    outcomes.tell_carried(result.carried)
    unread = reading.warn_of_unread(one.reading for one in result.deliveries)
    overview.show(result.state)
    terminal.say(_("Workbook, written and checked: {file}", file=result.workbook.path))
    overview.next_steps(result.state, options=again)
    return outcome(questions=result.state.open, unread=unread)
