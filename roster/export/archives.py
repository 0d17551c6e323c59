"""Zip archives of many files, large ones too, plain or encrypted with AES-256; read back file by file.

Knows the library; keeps no password and writes it nowhere.
"""

import hashlib
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyzipper

from roster.errors import UserError
from roster.export import protection

_CHUNK = 1024 * 1024
_LEVEL = 1  # databases shrink to a third already at the fastest
_PRIVATE = 0o600
_ENCRYPTED = 1  # the flag of a file in a zip archive


@dataclass(frozen=True, slots=True)
class Packed:
    """One file as it went into an archive: its name there, size and SHA-256."""

    name: str
    size: int
    sha256: str


@contextmanager
def writing(path: Path, password: str = "") -> Iterator[Any]:
    """A new archive that only its owner may read, for `put`. Raises `UserError` (weak_password)."""
    if password:
        protection.check_password(password)
    number = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), _PRIVATE)
    with os.fdopen(number, "wb") as target:
        encryption = pyzipper.WZ_AES if password else None
        with pyzipper.AESZipFile(
            target, "w", pyzipper.ZIP_DEFLATED, compresslevel=_LEVEL, encryption=encryption
        ) as archive:
            archive.setpassword(password.encode() or None)
            yield archive
        target.flush()
        os.fsync(target.fileno())


def put(archive: Any, name: str, source: IO[bytes]) -> Packed:
    """Add what `source` holds under a name."""
    digest, size = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return Packed(name, size, digest.hexdigest())


@contextmanager
def reading(path: Path, password: str = "") -> Iterator[Any]:
    """An archive to read from.

    Raises `UserError` (no_such_file, bad_archive) here, and archive_password while one is read from.
    """
    try:
        with pyzipper.AESZipFile(path) as archive:
            archive.setpassword(password.encode() or None)
            yield archive
    except FileNotFoundError:
        raise UserError("no_such_file", "There is no file {file}. Check the path.", file=str(path)) from None
    except (pyzipper.BadZipFile, zlib.error, EOFError) as fault:
        raise UserError(
            "bad_archive",
            "{file} is damaged or is no copy made by this program. Take an earlier copy.",
            file=path.name,
        ) from fault
    except RuntimeError as fault:  # what the library raises for a password that is missing or wrong
        raise UserError(
            "archive_password",
            "{file} is protected and the password is missing or wrong. Give it again.",
            file=path.name,
        ) from fault


def is_encrypted(archive: Any) -> bool:
    """Whether its files cannot be read without a password."""
    return any(one.flag_bits & _ENCRYPTED for one in archive.infolist())


def content_of(archive: Any, name: str) -> bytes:
    """One small file of an archive; b'' where there is none of that name."""
    return bytes(archive.read(name)) if name in archive.namelist() else b""


def take(archive: Any, name: str, target: Path) -> Packed:
    """Write one file of an archive to a new private file; what it turned out to hold."""
    digest, size = hashlib.sha256(), 0
    number = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), _PRIVATE)
    with os.fdopen(number, "wb") as out, archive.open(name) as source:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
    return Packed(name, size, digest.hexdigest())
