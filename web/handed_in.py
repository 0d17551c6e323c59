"""The file of a form while a page works with it: under the name it has for people, gone afterwards.

Knows forms and names of files; what a file says is for the services.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath

from flask import request
from werkzeug.datastructures import FileStorage

from roster.errors import UserError
from web import acting

_LONGEST = 80  # characters of a kept name, its ending among them: file systems take 255 bytes


def file() -> FileStorage | None:
    """The field 'file' of the form; None where none was chosen, which the next page says."""
    with acting.refusing():
        return chosen()
    return None


def chosen() -> FileStorage:
    """The same. Raises `UserError` (no_file) where none was chosen."""
    found = request.files.get("file")
    if found is None or not found.filename:
        raise UserError("no_file", "No file was chosen. Choose one, then send the form again.")
    return found


@contextmanager
def kept() -> Iterator[Path | None]:
    """The same in a folder of its own, for as long as this is open."""
    found = file()
    if found is None:
        yield None
        return
    with _in_folder(found) as path:
        yield path


@contextmanager
def needed() -> Iterator[Path]:
    """As `kept`. Raises `UserError` (no_file) where none was chosen."""
    with _in_folder(chosen()) as path:
        yield path


@contextmanager
def _in_folder(found: FileStorage) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="roster-") as folder:
        path = Path(folder) / name_of(found)
        found.save(path)
        yield path


def name_of(found: FileStorage) -> str:
    """The file's name alone, whatever was sent: browsers of old send whole paths."""
    name = PurePosixPath(PureWindowsPath(found.filename or "").name).name.replace("\0", "")
    return name[-_LONGEST:] if name.strip(". ") else "file"
