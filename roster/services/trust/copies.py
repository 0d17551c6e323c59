"""Copies of everything: the database and all files beside it in one archive, made while others work.

Knows what belongs to a copy, how its file is called and which are kept. A copy is read in one snapshot of its
own, outside of any transaction of a door; what it holds stands in its manifest.
"""

import json
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

import roster
from roster import settings, writing
from roster.export import archives
from roster.export.archives import Packed
from roster.services.handovers import freezing
from roster.services.incoming import originals, uploads
from roster.services.trust import rules
from roster.store import audit_chain, copying, health, queries
from roster.store.audit_chain import Head
from roster.store.session import Database, open_database

FOLDER = "backups"  # beside the database, unless the rules name another one
MANIFEST, DATABASE = "manifest.json", "roster.db"
BESIDE = (originals.FOLDER, freezing.FOLDER, uploads.FOLDER)  # folders of files that rows name
OWN = "own"  # the office's own data files: plan, forms, texts
ASIDE = "replaced-"  # the beginning of folders with what a restored copy took the place of
_FORM = 1
_OWN_KINDS = frozenset({".toml", ".csv", ".docx"})
_NAME = re.compile(r"roster-\d{8}T\d{6}Z\.zip")
_MOMENT = "%Y%m%dT%H%M%SZ"
_UNFINISHED = ".unfinished-"
_DAY = 24 * 3600
LATE = timedelta(days=2)  # older than that: a day's copy was missed


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy holds. `form` is the version of this description, `schema` the database's.

    `counts` are rows by table; `audit` is the head of the audit log at that moment, kept here as a witness.
    """

    form: int
    made_at: str
    program: str
    database: str
    schema: str
    counts: dict[str, int]
    audit: Head
    files: tuple[Packed, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """One archive in the folder of copies; the moment (UTC) is said by its name."""

    path: Path
    at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Made:
    """A copy just made, and what stands in its manifest."""

    copy: Copy
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with copies; `late` where the last one is older than it should be, or there is none."""

    folder: Path
    rules: rules.Rules
    last: Copy | None
    late: bool


def folder_of(database: Database) -> Path:
    """Where copies go: the folder the rules name, else one beside the database."""
    named = rules.load_rules().folder
    return Path(named).expanduser() if named else database.base / FOLDER


def make(database: Database, folder: Path, *, now: datetime, password: str = "") -> Made:
    """Make a copy in a folder, with `password` encrypted; whole or not at all.

    Raises `UserError` (weak_password, `writing.refusal`).
    """
    path = folder / f"roster-{now.astimezone(UTC).strftime(_MOMENT)}.zip"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sweep(folder)
        with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=folder) as room:
            unfinished = Path(room) / path.name
            manifest = _write(database, Path(room), unfinished, now=now, password=password)
            unfinished.replace(path)
    except OSError as fault:
        raise writing.refusal(str(path), fault) from None
    return Made(_copy(path), manifest)


def all_in(folder: Path) -> tuple[Copy, ...]:
    """The copies in a folder, the newest first."""
    if not folder.is_dir():
        return ()
    found = (_copy(path) for path in folder.iterdir() if _NAME.fullmatch(path.name) and path.is_file())
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def thin_out(folder: Path, keep: rules.Keep) -> tuple[Copy, ...]:
    """Delete the copies that are not to be kept; those deleted. Raises `UserError` (`writing.refusal`)."""
    found = all_in(folder)
    stay = rules.kept((one.at for one in found), keep)
    gone = tuple(one for one in found if one.at not in stay)
    for one in gone:
        try:
            one.path.unlink(missing_ok=True)
        except OSError as fault:
            raise writing.refusal(str(one.path), fault) from None
    return gone


def record(session: Session, made: Made, *, gone: int, by: str) -> None:
    """Write into the audit log that a copy was made, and how many earlier ones were deleted after it."""
    sums = {one.name: one.sha256 for one in made.manifest.files}
    detail = {"copy": made.copy.path.name, "sha256": sums[DATABASE], "files": len(sums), "gone": gone}
    queries.add_audit(session, "backup.made", by=by, detail=detail)


def standing(database: Database) -> Standing:
    """Where copies go, which rules hold, and the last one. Raises `UserError`s (`rules.load_rules`)."""
    folder = folder_of(database)
    found = all_in(folder)
    late = not found or datetime.now(UTC) - found[0].at > LATE
    return Standing(folder, rules.load_rules(), found[0] if found else None, late)


def is_due(found: Sequence[Copy], *, every_hours: int, now: datetime) -> bool:
    """Whether the server should make one: none, or the newest is older than that; never for 0 hours."""
    if not every_hours:
        return False
    return not found or (now - found[0].at).total_seconds() >= every_hours * 3600


def _write(database: Database, room: Path, target: Path, *, now: datetime, password: str) -> Manifest:
    """Database first: a file that its rows name was there before them."""
    snapshot = room / DATABASE
    copying.write_file(database, snapshot)
    with archives.writing(target, password) as archive:
        files = []
        for name, path in [(DATABASE, snapshot), *_files(database.base)]:
            try:
                with path.open("rb") as source:
                    files.append(archives.put(archive, name, source))
            except FileNotFoundError:  # an upload that was put in, an original past its date: gone meanwhile
                continue
        manifest = _manifest(snapshot, tuple(files), database.engine.dialect.name, now=now)
        text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
        archive.writestr(MANIFEST, text.encode())
    return manifest


def _manifest(snapshot: Path, files: tuple[Packed, ...], kind: str, *, now: datetime) -> Manifest:
    copy = open_database(str(snapshot))
    try:
        with copy.engine.connect() as connection:
            return Manifest(
                form=_FORM,
                made_at=now.astimezone(UTC).isoformat(timespec="seconds"),
                program=roster.__version__,
                database=kind,
                schema=health.version(connection),
                counts=copying.counts(connection),
                audit=audit_chain.head_of(connection),
                files=files,
            )
    finally:
        copy.close()


def _files(base: Path) -> Iterator[tuple[str, Path]]:
    """All files of a copy but the database, by their names in it."""
    for folder in BESIDE:
        for path in sorted((base / folder).rglob("*")):
            if path.is_file() and not path.name.endswith(".part"):
                yield path.relative_to(base).as_posix(), path
    own = settings.user_data_dir()
    for path in sorted(own.rglob("*")):
        place = path.relative_to(own)
        is_own = place.parts[0] not in (*BESIDE, FOLDER) and not place.parts[0].startswith(ASIDE)
        if is_own and path.suffix in _OWN_KINDS and path.is_file():
            yield f"{OWN}/{place.as_posix()}", path


def _copy(path: Path) -> Copy:
    at = datetime.strptime(path.name, f"roster-{_MOMENT}.zip").replace(tzinfo=UTC)
    return Copy(path, at, path.stat().st_size)


def _sweep(folder: Path) -> None:
    """Remove what a copy left that was stopped half-way, more than a day ago."""
    for path in folder.glob(f"{_UNFINISHED}*"):
        if path.stat().st_mtime < time.time() - _DAY:
            shutil.rmtree(path, ignore_errors=True)


def manifest_of(content: bytes) -> Manifest:
    """The manifest as it stands in an archive. Raises `ValueError` for one that is none."""
    from pydantic import TypeAdapter

    made: Any = TypeAdapter(Manifest).validate_json(content)
    if made.form != _FORM:
        raise ValueError(made.form)
    return made  # type: ignore[no-any-return]  # pydantic made it
