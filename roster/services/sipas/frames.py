"""Frames handed in or built on the pages: kept as files beside the database until somebody discards them.

A frame names everybody in its villages, so it lies apart, readable only by its owner. Knows the files; what a
frame may hold is `sipas.frame`, how one is built `frame_building`.
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, TypeVar

from sqlalchemy.orm import Session

from roster import messages
from roster.errors import UserError
from roster.intake.sampling_frame import read_frame
from roster.model import FileReading
from roster.services.incoming import uploads
from roster.services.incoming.uploads import Upload
from roster.services.sipas import frame_building
from roster.sipas.frame import Frame
from roster.sipas.levels import load_levels
from roster.sipas.territory import Unit, load_units
from roster.store import queries
from roster.store.session import Database

FOLDER = "sipas-frames"
MAX_BYTES = 10 * uploads.MAX_BYTES  # a million citizens and more: a frame is no list
DISTRICT, COMMUNE, VILLAGE = "district", "commune", "village"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Looked:
    """A frame as the pages show it: how many units of each level, the units people can be added to."""

    sha256: str
    levels: dict[str, int]
    communes: tuple[tuple[str, str], ...]
    villages: tuple[tuple[str, str], ...]


def folder_of(database: Database) -> Path:
    """Where the frames of its survey round lie."""
    return uploads.folder_of_round(database.base / FOLDER, database.round_id)


def all_frames(folder: Path) -> tuple[Upload, ...]:
    """Every frame that is kept, newest first."""
    return tuple(reversed(uploads.waiting(folder)))


def path(folder: Path, number: str) -> Path:
    """Where a frame lies. Raises `UserError` no_such_frame."""
    return uploads.path_of(folder, find(folder, number))


def find(folder: Path, number: str) -> Upload:
    """What is known of a frame's file. Raises `UserError` no_such_frame."""
    try:
        return uploads.find(folder, number)
    except UserError:
        raise UserError(
            "no_such_frame", "This frame is not there any more: it was changed or discarded."
        ) from None


def receive(session: Session, folder: Path, name: str, source: IO[bytes], *, by: str) -> Upload:
    """Keep a frame that can be read; else it is not kept. Raises all that is wrong with it."""
    kept = uploads.receive(folder, name, source, by=by, at=datetime.now(UTC), most=MAX_BYTES)
    try:
        frame = read_frame(uploads.path_of(folder, kept), load_levels())
    except (UserError, ExceptionGroup):
        uploads.discard(folder, kept.number)
        raise
    detail = {"units": len(frame), "sha256": frame.sha256}
    queries.add_audit(session, "sipas.frame", by=by, detail=detail)
    return kept


def look(folder: Path, number: str) -> Looked:
    """What a frame holds. Raises no_such_frame."""
    levels = load_levels()
    frame = read_frame(path(folder, number), levels)
    counts = {levels.name(code, messages.language()): len(frame.rows_of(code)) for code in frame.levels}
    return Looked(frame.sha256, counts, _named(frame, COMMUNE), _named(frame, VILLAGE))


def give(session: Session, folder: Path, number: str, *, by: str) -> Upload:
    """Put on record that a frame's file, with the names in it, was given out. Raises no_such_frame."""
    found = find(folder, number)
    queries.add_audit(session, "sipas.frame_given", by=by, detail={"sha256": found.sha256})
    return found


def discard(session: Session, folder: Path, number: str, *, by: str) -> None:
    """Delete a frame; draws made from it stay."""
    path(folder, number)
    uploads.discard(folder, number)
    queries.add_audit(session, "sipas.frame_discarded", by=by)


def districts(day: date) -> tuple[Unit, ...]:
    """The official districts on a day, to begin a frame with."""
    return tuple(unit for unit in load_units(day=day) if unit.level == DISTRICT)


def begin(session: Session, folder: Path, codes: Sequence[str], *, day: date, by: str) -> Upload:
    """A new frame with the official units of these districts. Raises unknown_district, no_district."""
    if not codes:
        raise UserError("no_district", "Choose at least one district.")
    with tempfile.TemporaryDirectory() as name:
        made = Path(name) / f"khung-{day:%Y%m%d}.csv"
        frame_building.write_units(made, codes, day=day)
        with made.open("rb") as file:
            return receive(session, folder, made.name, file, by=by)


def add_villages(session: Session, folder: Path, number: str, *, commune: str, typed: str, by: str) -> Upload:
    """The frame with villages added to a commune, a line each: name, a semicolon, its people."""
    return _rewritten(
        session, folder, number, by=by, change=lambda file: frame_building.add_villages(file, commune, typed)
    )


def add_people(
    session: Session, folder: Path, number: str, *, village: str, read: FileReading, by: str
) -> Upload:
    """The frame with the people of a list added to a village, in the place of the frame of before."""
    return _rewritten(
        session, folder, number, by=by, change=lambda file: frame_building.add_people(file, village, read)
    )


def _rewritten(
    session: Session, folder: Path, number: str, *, by: str, change: Callable[[Path], T]
) -> Upload:
    before = uploads.find(folder, path(folder, number).name)
    with tempfile.TemporaryDirectory() as name:
        made = Path(name) / before.name
        made.write_bytes(uploads.path_of(folder, before).read_bytes())
        change(made)
        with made.open("rb") as file:
            kept = receive(session, folder, before.name, file, by=by)
    if kept.number != before.number:
        uploads.discard(folder, before.number)
    return kept


def _named(frame: Frame, level: str) -> tuple[tuple[str, str], ...]:
    rows = frame.rows_of(level)
    return tuple(zip(frame.texts("unit_id", rows), frame.texts("name", rows), strict=True))
