"""A copy taken apart into an empty folder and looked through: is everything there, as it was copied.

Knows archives and checksums; changes nothing that is in use.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from roster.errors import UserError
from roster.export import archives
from roster.export.archives import Packed
from roster.services.handovers import freezing
from roster.services.shelf import FROZEN
from roster.services.trust import checks, copies
from roster.services.trust.copies import Manifest
from roster.services.trust.findings import Finding
from roster.store.session import open_database

_FOLDERS = (*copies.BESIDE, copies.OWN)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A copy in a folder of its own, and what was found when it was looked through."""

    folder: Path
    manifest: Manifest
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What is not as it should be."""
        return tuple(one for one in self.findings if one.outcome == "fail")


def is_protected(path: Path) -> bool:
    """Whether a copy asks for a password. Raises `UserError` (no_such_file, bad_archive)."""
    with archives.reading(path) as archive:
        return archives.is_encrypted(archive)


def unpack(path: Path, folder: Path, *, password: str = "") -> Unpacked:
    """Take a copy apart into an empty folder and look through it.

    The database is brought up to date there, so that a copy of an earlier version can be looked through too.
    Raises `UserError` (no_such_file, bad_archive, archive_password).
    """
    with archives.reading(path, password) as archive:
        manifest = _manifest(archives.content_of(archive, copies.MANIFEST), path)
        differing = [one.name for one in manifest.files if _take(archive, one.name, folder, path) != one]
    found = checks.of_files(len(manifest.files), differing)
    if found.outcome == "fail":
        return Unpacked(folder, manifest, (found,))
    return Unpacked(folder, manifest, (found, *_of_database(folder, manifest)))


def _of_database(folder: Path, manifest: Manifest) -> Iterator[Finding]:
    file = folder / copies.DATABASE
    yield checks.of_counts(manifest.counts, _counts(file, manifest))
    database = open_database(str(file))
    try:
        yield from checks.of_database(database, folder)
        yield checks.of_witness(database, manifest.audit)
    finally:
        database.close()


def _counts(file: Path, manifest: Manifest) -> dict[str, int]:
    """As the manifest counts, before anything is brought up to date."""
    connection = sqlite3.connect(file)
    try:
        there = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - names of tables there
            for name in manifest.counts
            if name in there
        }
    finally:
        connection.close()


def _manifest(content: bytes, path: Path) -> Manifest:
    try:
        return copies.manifest_of(content)
    except (ValueError, json.JSONDecodeError):
        raise _no_copy(path) from None


def _take(archive: Any, name: str, folder: Path, path: Path) -> Packed:
    place = _place(folder, name, path)
    try:
        taken = archives.take(archive, name, place)
    except KeyError:
        return Packed(name, 0, "")
    if name.startswith(f"{freezing.FOLDER}/"):
        place.chmod(FROZEN)
    return taken


def _place(folder: Path, name: str, path: Path) -> Path:
    """Where a file goes; names that would leave the folder are refused."""
    parts = PurePosixPath(name).parts
    is_ours = name == copies.DATABASE or (len(parts) > 1 and parts[0] in _FOLDERS)
    if not is_ours or ".." in parts or "\\" in name or ":" in name:
        raise _no_copy(path)
    place = folder.joinpath(*parts)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def _no_copy(path: Path) -> UserError:
    return UserError(
        "bad_archive",
        "{file} is damaged or is no copy made by this program. Take an earlier copy.",
        file=path.name,
    )
