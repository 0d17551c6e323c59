"""The file of a form while a page works with it: under the name it has for people, gone afterwards.

Knows forms and names of files; what a file says is for the services.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath

from flask import request
from werkzeug.datastructures import FileStorage

from roster.messages import _
from web import notices


def file() -> FileStorage | None:
    """The field 'file' of the form; None where none was chosen, which the next page says."""
    found = request.files.get("file")
    if found is None or not found.filename:
        notices.say(_("Choose at least one file."), "error")
        return None
    return found


@contextmanager
def kept() -> Iterator[Path | None]:
    """The same in a folder of its own, for as long as this is open; browsers of old send whole paths."""
    found = file()
    if found is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="roster-") as folder:
        path = Path(folder) / PurePosixPath(PureWindowsPath(found.filename or "").name).name
        found.save(path)
        yield path
