"""The files as they were received: kept apart under random names until a day, then deleted.

Knows the folder, the rows that name its files and the day; how long a file is kept is said by the caller.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from roster import writing
from roster.errors import UserError
from roster.services.incoming import intake
from roster.services.shelf import Shelf as Shelf
from roster.services.shelf import put, unnamed
from roster.services.shelf import shelf as shelf
from roster.store import queries, tables

FOLDER = "originals"


@dataclass(frozen=True, slots=True)
class Purge:
    """How many files were deleted, and how many are still kept."""

    deleted: int
    kept: int


def keep(
    session: Session,
    where: Shelf,
    deliveries: Iterable[intake.Delivery],
    files: Mapping[str, Path],
    *,
    until: date,
) -> int:
    """Keep the file of every delivery in force that could be read and has none kept yet; how many that were.

    Copies are not kept twice, and a file that could not be read not at all. `files` are the received files by
    the readings' names. Raises `UserError` (file_changed, `writing.refusal`).
    """
    known = {row.file_name: row for row in queries.active_imports(session)}
    kept = 0
    for delivery in deliveries:
        row = known.get(delivery.reading.name)
        if row is None or row.error or delivery.outcome == "copy":
            continue
        earlier = queries.original(session, row.id)
        if earlier and is_intact(where.folder, earlier):
            continue
        if earlier:
            session.delete(earlier)
            session.flush()
        path = put(where, _content(files[row.file_name], row))
        session.add(tables.Original(import_id=row.id, name=path.name, sha256=row.sha256, kept_until=until))
        kept += 1
    return kept


def path_of(session: Session, folder: Path, name: str) -> Path:
    """Where the original of a delivery in force lies (a name or path).

    Raises `UserError` (not_imported, original_gone).
    """
    row = intake.in_force(session, name)
    kept = queries.original(session, row.id)
    if kept is None or not is_intact(folder, kept):
        raise UserError(
            "original_gone",
            "The file {file} as received is not kept, not any more, or not unchanged. Import it again.",
            file=row.file_name,
        )
    return folder / kept.name


def purge(session: Session, folder: Path, *, today: date, days: int, by: str) -> Purge:
    """Delete the files past their date, and files older than `days` that no row names (a crash left them)."""
    rows = queries.originals(session)
    due = [row for row in rows if row.kept_until < today]
    for row in due:
        _delete(folder / row.name)
        session.delete(row)
    strays = _strays(folder, {row.name for row in rows}, before=today - timedelta(days=days))
    for path in strays:
        _delete(path)
    deleted = len(due) + len(strays)
    if deleted:
        subjects = [f"import:{row.import_id}" for row in due]
        queries.add_audit(session, "originals.purged", by=by, subjects=subjects, detail={"files": deleted})
    return Purge(deleted, len(rows) - len(due))


def _content(path: Path, row: tables.Import) -> bytes:
    try:
        content = path.read_bytes()
    except OSError:
        content = b""
    if _sha256(content) != row.sha256:
        raise UserError(
            "file_changed",
            "{file} changed or went away while it was being imported. Import it again.",
            file=row.file_name,
        )
    return content


def is_intact(folder: Path, kept: tables.Original) -> bool:
    """Whether a kept file is there and still what was received."""
    path = folder / kept.name
    return path.is_file() and _sha256(path.read_bytes()) == kept.sha256


def _delete(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as fault:
        raise writing.refusal(str(path), fault) from None


def _strays(folder: Path, known: set[str], *, before: date) -> list[Path]:
    """Files of ours that no row names and that have long been there."""
    return [path for path in unnamed(folder, known) if date.fromtimestamp(path.stat().st_mtime) < before]  # noqa: DTZ012


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
