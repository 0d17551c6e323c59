"""`roster check`: where the work stands, and reasons for gaps."""

from pathlib import Path

import click

from roster.cli import files, options, overview, terminal, usage
from roster.cli.failures import outcome
from roster.cli.options import Common
from roster.messages import _


@click.command(
    "check", cls=usage.Command, help=_("Show the counts, what is missing, what is open and the days left.")
)
@click.option(
    "--reason",
    "reasons",
    nargs=2,
    multiple=True,
    metavar="GROUP[:AGENCY] TEXT",
    help=_("Write TEXT beside a gap (vacant post, secondment …); an empty TEXT takes it back."),
)
@click.option("--json", "json_path", type=options.PATH, metavar="OUT", help=_("Write the counts to OUT."))
@options.precedence
@options.by
@options.common
def command(common: Common, *, reasons: tuple[tuple[str, str], ...], json_path: Path | None, by: str) -> int:
    """Write down the reasons, compare if something has changed, show the state."""
    from roster.services import respondents
    from roster.services.reviewing import review

    plan = common.plan()
    with common.database() as database, database.changing() as session:
        for place, reason in reasons:
            respondents.explain_gap(session, place, reason, plan=plan, by=by)
        with terminal.working(_("Comparing")):
            review.ensure_compared(session, by=by)
        state = respondents.overview(session, plan=plan, today=common.today(plan))
    if json_path:
        files.write_json(json_path, overview.as_json(state))
    overview.show(state)
    overview.show_details(state)
    overview.next_steps(state, options=common.again(database))
    return outcome(questions=state.open, unread=len(state.unread))
