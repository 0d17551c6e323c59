"""`roster doctor`: everything that can be checked of an installation, pass or fail, one line each."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

import roster
from roster import writing
from roster.cli import files, options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.errors import UserError
from roster.messages import N_, _

if TYPE_CHECKING:
    from roster.services.trust.findings import Finding
    from roster.store.audit_chain import Head

_OUTCOMES = {"pass": N_("PASS"), "fail": N_("FAIL"), "skip": N_("NOT CHECKED")}


@click.command(
    "doctor",
    cls=usage.Command,
    help=_("Check that nothing was lost or changed: database, audit log, hand-overs, last copy, sampling."),
)
@click.option("--json", "json_path", type=options.PATH, metavar="OUT", help=_("Write the result to OUT."))
@click.option(
    "--save", type=options.PATH, metavar="FILE.txt", help=_("Write the lines to FILE.txt, for the binder.")
)
@click.option(
    "--noted",
    metavar="LINE:CHECKSUM",
    help=_("Compare with the last line of the audit log as an earlier report gave it."),
)
@options.common
def command(common: Common, *, json_path: Path | None, save: Path | None, noted: str | None) -> int:
    """3 where something is wrong."""
    from roster import settings
    from roster.services.trust import doctor

    now, head = datetime.now(UTC), _head(noted)
    with common.opened() as database:
        place = database.place
        examined = doctor.examine(database, now=now, password=settings.password(), noted=head)
        found = [_shown(one) for one in examined]
    lines = [_line(one) for one in found]
    if json_path:
        files.write_json(json_path, _as_json(found, place=place, now=now))
    if save:
        title = _("Report of roster {version} on {place}", version=roster.__version__, place=place)
        text = [title, f"{now:%Y-%m-%d %H:%M:%S} UTC", "", *lines, ""]
        writing.write_whole(save, "\n".join(text).encode())
    return Exit.OPEN_QUESTIONS if any(one.outcome == "fail" for one in found) else Exit.DONE


def _shown(one: "Finding") -> "Finding":
    terminal.say(_line(one))
    return one


def _line(one: "Finding") -> str:
    return f"{_(_OUTCOMES[one.outcome])}  {one.sentence}"


def _as_json(found: "list[Finding]", *, place: str, now: datetime) -> dict[str, object]:
    findings = [
        {"code": one.code, "outcome": one.outcome, "facts": {k: str(v) for k, v in one.facts.items()}}
        for one in found
    ]
    wrong = any(one.outcome == "fail" for one in found)
    about = {"version": roster.__version__, "database": place, "at": now.isoformat(timespec="seconds")}
    return {**about, "passed": not wrong, "findings": findings}


def _head(noted: str | None) -> "Head | None":
    if noted is None:
        return None
    from roster.store.audit_chain import Head

    number, _colon, checksum = noted.partition(":")
    if not number.isdecimal() or not checksum:
        raise UserError(
            "bad_head",
            "{noted} is not the last line of a report. Write its number, a colon and the checksum.",
            noted=noted,
        )
    return Head(int(number), checksum.strip().lower())
