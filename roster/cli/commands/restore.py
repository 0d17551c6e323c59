"""`roster restore`: puts a copy back, looked through first; what it replaces is kept."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli import options, passwords, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _

if TYPE_CHECKING:
    from roster.services.trust.restoring import Target
    from roster.services.trust.unpacking import Unpacked


@click.command(
    "restore", cls=usage.Command, help=_("Look through a copy made by roster backup, and put it back.")
)
@click.argument("archive", type=options.PATH, metavar="ARCHIVE")
@click.option(
    "--replace", is_flag=True, help=_("Put it in the place of the present database, which is kept beside it.")
)
@click.option("--check", "only_check", is_flag=True, help=_("Only look through it; nothing is put back."))
@options.by
@options.common
def command(common: Common, *, archive: Path, replace: bool, only_check: bool, by: str) -> int:
    """Stop the server first; the copy is taken apart on the same disk as the database."""
    from roster.services.trust import restoring, unpacking

    target = restoring.target_of(common.url)
    if not (replace or only_check):
        restoring.refuse_existing(target)
    password = _password(archive)
    target.base.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=target.base) as room:
        with terminal.working(_("Looking through the copy")):
            found = unpacking.unpack(archive, Path(room), password=password)
        if not _tell(found):
            return Exit.OPEN_QUESTIONS
        if not only_check:
            _put_back(common, found, target, by=by)
    return Exit.DONE


def _password(archive: Path) -> str:
    from roster.services.trust import unpacking

    return passwords.ask(archive) if unpacking.is_protected(archive) else ""


def _tell(found: "Unpacked") -> bool:
    """Say what was found; whether the copy may be put back."""
    for one in found.findings:
        (terminal.warn if one.outcome == "fail" else terminal.say)(one.sentence)
    if found.faults:
        terminal.warn(_("This copy is not put back. Take an earlier one."))
    return not found.faults


def _put_back(common: Common, found: "Unpacked", target: "Target", *, by: str) -> None:
    from roster.services.trust import restoring

    kept = restoring.put_in_place(found, target, now=datetime.now(UTC))
    with common.opened() as database:
        restoring.record(database, found, by=by)
    terminal.say(_("Put back: the state of {moment}.", moment=found.manifest.made_at))
    if kept:
        terminal.say(_("What was there before is kept in {place}.", place=kept))
