"""`roster handover`: freeze what is sent, check it, add what changed since, tick who is entered; columns."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roster.cli import files, handing_over, options, terminal, usage
from roster.cli.commands import handover_entered, handover_form
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _

if TYPE_CHECKING:
    from roster.services.handovers.checks import Checked, Copy


@click.group(
    "handover",
    cls=usage.Group,
    help=_("Freeze the list that is sent, check it later, add what changed, tick who is entered."),
)
@options.of_group
def command() -> None:
    """One command per kind of act."""


command.add_command(handover_entered.command)
command.add_command(handover_form.command)


@command.command("freeze", help=_("Freeze the whole list with its documents as a numbered hand-over."))
@options.precedence
@handing_over.documents
@options.by
@options.common
def freeze(common: Common, *, by: str, **asked: Any) -> None:
    """As `export`, with the documents beside the workbook."""
    plan = common.plan()
    with common.database() as database:
        order = handing_over.order(common, plan, by=by, asked=asked)
        frozen, paths = handing_over.freeze(common, database, order, out=asked["out"])
        handing_over.tell_written(paths)
        handing_over.tell(frozen.hand_over)
        if asked["pdf"]:
            handing_over.render(database, frozen.hand_over, order.extras, by=by, out=asked["out"])


@command.command("addendum", help=_("Show what changed since the last hand-over; with --out freeze it."))
@handing_over.addendum_documents
@options.by
@options.common
def addendum(common: Common, *, by: str, **asked: Any) -> None:
    """Shown first, frozen where a folder is named."""
    from roster.services.handovers import addenda
    from roster.services.reviewing import review

    plan = common.plan()
    with common.database() as database:
        with database.changing() as session:
            review.ensure_compared(session, by=by)
            handing_over.show_changes(addenda.pending(session, plan=plan), plan)
        if asked["out"] is None:
            return
        order = handing_over.order(common, plan, by=by, asked=asked)
        with handing_over.changing(database) as (session, where):
            frozen = addenda.freeze(session, where, order)
            paths = handing_over.hand_out(frozen.handed, asked["out"])
        handing_over.tell_written(paths)
        handing_over.tell(frozen.hand_over)
        if asked["pdf"]:
            handing_over.render(database, frozen.hand_over, order.extras, by=by, out=asked["out"])


@command.command("pdf", help=_("Make PDF files of hand-over N (2, 2.1) and write them into a folder."))
@click.argument("what", metavar="N")
@click.option("--out", type=options.PATH, metavar="FOLDER", required=True, help=_("Where the files go."))
@options.by
@options.common
def pdf(common: Common, *, what: str, by: str, out: Path) -> None:
    """Those that are there already are written as they are."""
    from roster.services.handovers import checks
    from roster.services.handovers.documents import NO_EXTRAS

    plan = common.plan()
    with common.database() as database:
        with database.reading() as session:
            made = checks.find(session, what, plan=plan)
        handing_over.render(database, made, NO_EXTRAS, by=by, out=out)


@command.command("list", help=_("Show the hand-overs so far, with files and checksums."))
@options.common
def list_(common: Common) -> None:
    """Newest first."""
    from roster.services.handovers import history

    with common.database() as database, database.reading() as session:
        found = history.everything(session, plan=common.plan())
    if not found:
        terminal.say(_("Nothing has been handed over yet."))
    for one in found:
        handing_over.show(one)


@command.command(
    "verify",
    help=_("Check a hand-over (2, 2.1), or whether FILE is what was handed over. [all hand-overs]"),
)
@click.argument("what", metavar="[N | FILE]", required=False)
@options.common
def verify(common: Common, *, what: str | None) -> int:
    """0 where nothing was changed, 3 where something was."""
    from roster.services.handovers import checks

    plan = common.plan()
    with common.database() as database, database.reading() as session:
        if what and not what.replace(".", "").isdigit():
            path = Path(what)
            return _copy(checks.check_copy(session, files.content_of(path), path.name, plan=plan))
        folder = handing_over.folder_of(database)
        if what:
            return _tell((checks.check(session, folder, what, plan=plan),))
        if left := checks.strays(session, folder):
            terminal.warn(checks.strays_sentence(left))
        return _tell(checks.check_all(session, folder, plan=plan))


def _copy(found: "Copy") -> int:
    from roster.services.handovers import checks

    if found.same:
        terminal.say(checks.copy_sentence(found))
        return Exit.DONE
    terminal.warn(checks.copy_sentence(found))
    return Exit.OPEN_QUESTIONS


def _tell(found: "tuple[Checked, ...]") -> int:
    from roster.services.handovers import checks

    if not found:
        terminal.say(_("Nothing has been handed over yet."))
    for one in found:
        if not one.faults:
            terminal.say(
                _("Hand-over {number}: unchanged, {files} files and {people} lines.",
                  number=one.hand_over.name, files=len(one.hand_over.kept_files), people=one.hand_over.people)
            )  # fmt: skip
        for fault in one.faults:
            said = checks.sentence(fault)
            terminal.warn(_("Hand-over {number}: {fault}.", number=one.hand_over.name, fault=said))
    return Exit.OPEN_QUESTIONS if any(one.faults for one in found) else Exit.DONE
