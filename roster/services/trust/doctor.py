"""The doctor: everything that can be checked of an installation, one finding each, for the binder.

Knows which checks make up a report and which files belong to an installation; it changes nothing.
"""

import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from roster import messages, settings
from roster.errors import UserError
from roster.services.trust import checks, copies, unpacking
from roster.services.trust.findings import Finding
from roster.store.audit_chain import Head
from roster.store.session import Database


def examine(
    database: Database, *, now: datetime, password: str = "", noted: Head | None = None
) -> Iterator[Finding]:
    """Check everything, the last copy by putting it back into an empty folder.

    `noted` is a head of the audit log that somebody wrote down earlier; `password` opens protected copies.
    """
    yield from checks.of_database(database, database.base)
    if noted:
        yield checks.of_witness(database, noted)
    yield checks.of_modes(_private(database))
    yield from _of_last_copy(database, now=now, password=password)
    yield checks.of_sampling()


def _of_last_copy(database: Database, *, now: datetime, password: str) -> Iterator[Finding]:
    folder = copies.folder_of(database)
    found = copies.all_in(folder)
    if not found:
        yield Finding("copy_missing", {"folder": folder})
        return
    last = found[0]
    if now - last.at > copies.LATE:
        yield Finding("copy_old", {"file": last.path.name, "days": (now - last.at).days})
    with tempfile.TemporaryDirectory() as room:
        try:
            unpacked = unpacking.unpack(last.path, Path(room), password=password)
        except UserError as refusal:
            yield Finding("copy_broken", {"file": last.path.name, "why": messages.sentence(refusal)})
            return
    if unpacked.faults:
        why = " ".join(one.sentence for one in unpacked.faults)
        yield Finding("copy_broken", {"file": last.path.name, "why": why})
        return
    yield Finding("copy_restores", {"file": last.path.name})
    yield checks.of_witness(database, unpacked.manifest.audit)


def _private(database: Database) -> list[Path]:
    """The files and folders that only their owner may read."""
    base, folder = database.base, copies.folder_of(database)
    beside = [base / name for name in copies.BESIDE]
    files = [path for place in beside if place.is_dir() for path in place.rglob("*")]
    logs = [settings.user_data_dir() / "errors.log", *(one.path for one in copies.all_in(folder))]
    own = [Path(f"{database.place}{end}") for end in ("", "-wal", "-shm")] if database.folder else []
    return [*own, *beside, *files, *logs]
