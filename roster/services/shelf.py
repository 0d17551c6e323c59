"""A folder beside the database for files that belong to its rows: random names, readable by the owner only.

Knows how a file is put there and that it goes again where the transaction fails; not what the files are.
"""

import hashlib
import os
import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO

from roster import writing

_NAME_BYTES = 16
_CHUNK = 1024 * 1024
CHANGING, FROZEN = 0o600, 0o400  # modes


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder while a transaction runs; `written` are the files put there by it."""

    folder: Path
    written: list[Path] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was put there, its SHA-256 and its size."""

    path: Path
    sha256: str
    size: int


@contextmanager
def shelf(folder: Path) -> Iterator[Shelf]:
    """Stands around a transaction: when that fails, what was put on the shelf is removed again."""
    opened = Shelf(folder)
    try:
        yield opened
    except BaseException:
        for path in opened.written:
            path.unlink(missing_ok=True)
        raise


def put(where: Shelf, content: bytes, *, mode: int = CHANGING) -> Path:
    """Write a new file that only its owner may read, in a folder that only its owner may enter.

    Raises `UserError` (`writing.refusal`).
    """
    return put_stream(where, BytesIO(content), mode=mode).path


def put_stream(where: Shelf, source: IO[bytes], *, mode: int = CHANGING) -> Stored:
    """As `put`, a piece at a time: a large file never stands in memory."""
    path = where.folder / secrets.token_hex(_NAME_BYTES)
    checksum, size = hashlib.sha256(), 0
    try:
        where.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.name != "nt":
            where.folder.chmod(0o700)
        number = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), mode)
        where.written.append(path)
        with os.fdopen(number, "wb") as target:
            while piece := source.read(_CHUNK):
                checksum.update(piece)
                size += target.write(piece)
    except OSError as fault:
        raise writing.refusal(str(path), fault) from None
    return Stored(path, checksum.hexdigest(), size)


def unnamed(folder: Path, known: Collection[str]) -> tuple[Path, ...]:
    """Files of ours, by their kind of name, that no row names: a crash left them, or another database."""
    if not folder.is_dir():
        return ()
    found = (p for p in folder.iterdir() if is_random(p.name) and p.name not in known and p.is_file())
    return tuple(sorted(found))


def is_random(name: str) -> bool:
    """Whether a file's name is one of those given here."""
    return len(name) == 2 * _NAME_BYTES and set(name) <= set("0123456789abcdef")
