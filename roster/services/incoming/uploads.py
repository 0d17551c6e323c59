"""Files handed in through the pages and not yet put into the database: kept apart under random names.

Knows the folder and what stands beside each file; what a file says is `understanding`'s matter. A file stands
there whole or not at all, so that nothing handed in is lost when the program is stopped.
"""

import hashlib
import json
import os
import secrets
import threading
import unicodedata
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from sqlalchemy.orm import Session

from roster import writing
from roster.errors import UserError
from roster.intake.formats.limits import MAX_FILE_BYTES
from roster.store import queries

FOLDER = "uploads"
MAX_BYTES = MAX_FILE_BYTES
MAX_WAITING = 200  # files that wait to be put in; more are hardly looked at
_NAME_BYTES = 16
_CHUNK = 1024 * 1024
_ABOUT = ".json"
MENDED = ".mended"  # what was corrected in the file before it is put in (`mending_first`)
_UNFINISHED = ".part"
_LONGEST_NAME = 200
_finishing = threading.Lock()  # the same file from two tabs at once is still one


@dataclass(frozen=True, slots=True)
class Upload:
    """One file handed in: its random number, the sender's own name of it, who handed it in and when (UTC)."""

    number: str
    name: str
    by: str
    at: datetime
    size: int
    sha256: str


def folder_of_round(everything: Path, number: int | None) -> Path:
    """Where the files for one survey round wait; those of the first round, or of before, outside of any."""
    return everything if number in (None, 1) else everything / f"round-{number}"


def receive(
    folder: Path, name: str, source: IO[bytes], *, by: str, at: datetime, most: int = MAX_BYTES
) -> Upload:
    """Keep a file of at most `most` bytes, readable only by its owner. The same file under the same name
    twice is one.

    Raises `UserError` (upload_too_large, too_many_uploads, upload_without_name, `writing.refusal`).
    """
    shown = _shown_name(name)
    if len(waiting(folder)) >= MAX_WAITING:
        raise UserError(
            "too_many_uploads",
            "{most} files are waiting already. Put them in or discard them, then hand in {file} again.",
            most=MAX_WAITING,
            file=shown,
        )
    number = secrets.token_hex(_NAME_BYTES)
    try:
        _make_folder(folder)
        size, sha256 = _write(folder / number, source, shown, most)
        with _finishing:
            there = waiting(folder)
            twin = next((one for one in there if (one.name, one.sha256) == (shown, sha256)), None)
            if twin:
                (folder / f"{number}{_UNFINISHED}").unlink()
                return twin
            return _finish(folder, Upload(number, shown, by, at, size, sha256))
    except OSError as fault:
        raise writing.refusal(str(folder), fault) from None


def waiting(folder: Path) -> tuple[Upload, ...]:
    """Every file handed in and neither put in nor discarded, in the order they came."""
    if not folder.is_dir():
        return ()
    found = (_about(path) for path in folder.glob(f"*{_ABOUT}"))
    return tuple(sorted((one for one in found if one), key=lambda one: (one.at, one.number)))


def find(folder: Path, number: str) -> Upload:
    """The file of this number. Raises `UserError` (no_such_upload)."""
    found = _about(folder / f"{number}{_ABOUT}") if _is_number(number) else None
    if found is None:
        raise UserError(
            "no_such_upload",
            "This file is not waiting any more: it was put in, discarded or is past its date.",
        )
    return found


def path_of(folder: Path, upload: Upload) -> Path:
    """Where the file lies."""
    return folder / upload.number


def discard(folder: Path, number: str) -> None:
    """Delete a file; one that is gone already is no mistake. Raises `UserError` (`writing.refusal`)."""
    if not _is_number(number):
        return
    try:
        for name in (
            f"{number}{_ABOUT}",
            f"{number}{MENDED}",
            number,
        ):  # what lies there without a description is no upload
            (folder / name).unlink(missing_ok=True)
    except OSError as fault:
        raise writing.refusal(str(folder), fault) from None


def expire(folder: Path, *, now: datetime, days: int) -> int:
    """Delete the files that have waited longer than `days`, and what a crash left half written; how many."""
    before = now - timedelta(days=days)
    late = [one.number for one in waiting(folder) if one.at < before]
    for number in late:
        discard(folder, number)
    for path in _strays(folder):
        if path.stat().st_mtime < (now - timedelta(days=1)).timestamp():
            path.unlink(missing_ok=True)
    return len(late)


def expire_all(everything: Path, *, now: datetime, days: int) -> int:
    """As `expire`, of every survey round's files."""
    return sum(expire(one, now=now, days=days) for one in (everything, *everything.glob("round-*")))


def audit_expired(session: Session, count: int, *, by: str) -> None:
    """Write down how many files were deleted because their date had passed, if any were."""
    if count:
        queries.add_audit(session, "uploads.expired", by=by, detail={"files": count})


def _shown_name(name: str) -> str:
    """The name without folders and signs that no name has; browsers of old sent whole paths."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs")).strip()
    if not shown or shown in (".", ".."):
        raise UserError("upload_without_name", "Choose at least one file.")
    return shown[-_LONGEST_NAME:]


def _make_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.name != "nt":
        folder.chmod(0o700)


def _write(path: Path, source: IO[bytes], name: str, most: int) -> tuple[int, str]:
    """Write beside its place; size and digest of what was written."""
    unfinished = path.with_name(f"{path.name}{_UNFINISHED}")
    digest, size = hashlib.sha256(), 0
    with os.fdopen(_create(unfinished), "wb") as target:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > most:
                break
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    if size > most:
        unfinished.unlink()
        raise UserError(
            "upload_too_large",
            "{file} has more than {most} MB. Split it, or save only the list as a new file.",
            file=name,
            most=most // _CHUNK,
        )
    return size, digest.hexdigest()


def _finish(folder: Path, upload: Upload) -> Upload:
    """The file in its place, then its description: from then on it is there."""
    (folder / f"{upload.number}{_UNFINISHED}").replace(folder / upload.number)
    about = folder / f"{upload.number}{_ABOUT}"
    unfinished = about.with_name(f"{about.name}{_UNFINISHED}")
    text = json.dumps(asdict(upload) | {"at": upload.at.isoformat()}, ensure_ascii=False)
    with os.fdopen(_create(unfinished), "w", encoding="utf-8") as target:
        target.write(text)
        target.flush()
        os.fsync(target.fileno())
    unfinished.replace(about)
    return upload


def _create(path: Path) -> int:
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)


def _about(path: Path) -> Upload | None:
    """The description of a file, or None where it or the file went away or is not ours."""
    try:
        said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        known = {one.name: said[one.name] for one in fields(Upload)}
        found = Upload(**(known | {"at": datetime.fromisoformat(said["at"])}))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    here = found.number == path.name.removesuffix(_ABOUT) and _is_number(found.number)
    return found if here and (path.parent / found.number).is_file() else None


def _is_number(text: str) -> bool:
    return len(text) == 2 * _NAME_BYTES and set(text) <= set("0123456789abcdef")


def _strays(folder: Path) -> list[Path]:
    """What was written and never finished: no description names it."""
    if not folder.is_dir():
        return []
    files = [path for path in folder.iterdir() if path.is_file()]
    described = {path.name.removesuffix(_ABOUT) for path in files if path.name.endswith(_ABOUT)}
    return [
        path
        for path in files
        if path.name.endswith(_UNFINISHED) or (_is_number(path.name) and path.name not in described)
    ]
