"""Reading files for a command: a progress bar while they are read, and a line for each that could not be."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from roster.cli import terminal
from roster.cli.passwords import passwords_of
from roster.messages import _

if TYPE_CHECKING:
    from roster.intake.mapping import ColumnMapping
    from roster.model import FileReading
    from roster.plan import Plan


def read_with_progress(
    files: Mapping[str, Path],
    *,
    plan: "Plan",
    today: date,
    mappings: "Sequence[ColumnMapping]" = (),
    protected: Iterable[Path] = (),
) -> "tuple[FileReading, ...]":
    """What the files say, as `services.incoming.intake` reads it; passwords of `protected` ones are asked."""
    from roster.services.incoming import intake

    known = passwords_of(protected, files)
    with terminal.progress(_("Reading files"), len(files)) as on_read:
        return intake.read(files, plan=plan, today=today, mappings=mappings, passwords=known, on_read=on_read)


def tell_notices(read: "FileReading") -> None:
    """Say on stderr what concerns a file as a whole: its notices, skipped sheets, totals that differ."""
    from roster import problems

    said = [problems.sentence(code) for code in read.notices]
    said += [problems.sentence(p.code, **p.params) for p in read.problems if p.code in problems.NOTICES]
    for sentence in said:
        terminal.warn(f"{read.name}: {sentence}")


def warn_of_unread(readings: "Iterable[FileReading]") -> int:
    """Name on stderr every file that could not be read, with what to do; returns how many."""
    from roster import problems

    failed = [(r.name, r.error) for r in readings if r.error]
    for name, error in failed:
        terminal.warn(f"{name}: {problems.sentence(error.code, **error.params)}")
    return len(failed)
