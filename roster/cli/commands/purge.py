"""`roster purge`: deletes files, rows of answers and people of rounds whose date of keeping has passed."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from roster.cli import keeping, options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from roster.services.personal import expiry
    from roster.services.sipas.retention import Purged


@click.command(
    "purge",
    cls=usage.Command,
    help=_("Delete what is past its date of keeping: files as received, people of closed survey rounds."),
)
@options.by
@options.common
def command(common: Common, *, by: str) -> int:
    """Delete and say how many, in whatever round: none is begun for it."""
    from roster import privacy
    from roster.services.followup import forgetting
    from roster.services.incoming import originals, uploads
    from roster.services.personal import expiry
    from roster.services.sipas import retention

    rules, day = privacy.load_rules(), common.calendar_day
    now = datetime.combine(day, datetime.now(UTC).timetz())
    with common.opened() as database, database.changing() as session:
        folder = keeping.folder_of(database)
        done = originals.purge(session, folder, today=day, days=rules.days(day), by=by)
        late = uploads.expire_all(keeping.uploads_of(database), now=now, days=rules.waiting_days(day))
        uploads.audit_expired(session, late, by=by)
        forgotten = forgetting.purge(session, today=day, days=rules.days(day), by=by)
        sampled = retention.purge(session, keeping.frames_of(database), now=now, days=rules.days(day), by=by)
        rounds = expiry.purge(session, keeping.folders_of(database), today=day, rules=rules, by=by)
    if rounds:
        database.forget_deleted()
    terminal.say(
        _(
            "Deleted: {deleted} files as received, past their date. Still kept: {kept}. Legal basis: {law}.",
            deleted=done.deleted,
            kept=done.kept,
            law=rules.law(day),
        )
    )
    _say_what_else(late, forgotten, sampled)
    _say_rounds(rounds)
    return Exit.DONE


def _say_what_else(late: int, forgotten: int, sampled: "Purged") -> None:
    if late:
        terminal.say(_("Deleted: {files} files handed in through the pages that nobody put in.", files=late))
    if forgotten:
        terminal.say(
            _("Names and dates of birth removed from {rows} rows of lists of who answered.", rows=forgotten)
        )
    if sampled.frames or sampled.names:
        terminal.say(
            _(
                "Deleted: {frames} sampling frames and {names} names of people drawn. Draws and numbers "
                "stay.",
                frames=sampled.frames,
                names=sampled.names,
            )
        )


def _say_rounds(rounds: "Iterable[expiry.Purged]") -> None:
    for one in rounds:
        terminal.say(
            _(
                "Survey round {round}: its date is over. Erased: {records} rows of people and {files} files; "
                "counts and checksums stay.",
                round=one.code,
                records=one.records,
                files=one.files,
            )
        )
