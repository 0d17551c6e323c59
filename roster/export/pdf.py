"""Office documents as PDF, through the LibreOffice of this computer where there is one.

Knows how LibreOffice is called; every call has a profile of its own, so that an open one does not mind.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from roster.errors import UserError

_NAMES = ("soffice", "libreoffice")
_USUAL = (
    Path(r"C:\Program Files\LibreOffice\program\soffice.exe"),
    Path(r"C:\Program Files (x86)\LibreOffice\program\soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
_SECONDS = 180
_PREFIX = "roster-pdf-"


def program() -> str | None:
    """Where LibreOffice is, None where it is not installed."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((str(path) for path in _USUAL if path.is_file()), None)


def needed() -> str:
    """As `program`. Raises `UserError` (no_libreoffice) where it is not installed."""
    office = program()
    if office is None:
        raise UserError(
            "no_libreoffice",
            "PDF files need LibreOffice, which is not installed on this computer. Install it, or leave PDF "
            "out and save the files as PDF from Word and Excel.",
        )
    return office


def convert(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """PDF by the documents' names, which keep their ending (.xlsx, .docx).

    Raises `UserError`: no_libreoffice as `needed`, not_converted where it gives no answer.
    """
    office = needed()
    _sweep()
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as folder:
        return _converted(office, documents, Path(folder))


def _sweep() -> None:
    """Remove what a killed process left, as it names people: folders older than any conversion lasts."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if time.time() - left.lstat().st_mtime > 2 * _SECONDS:
                shutil.rmtree(left)


def _converted(office: str, documents: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    paths = {}
    for number, (name, content) in enumerate(documents.items()):
        paths[name] = folder / f"{number}{Path(name).suffix}"
        paths[name].write_bytes(content)
    profile = (folder / "profile").as_uri()
    words = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    _run([*words, "--outdir", str(folder), *map(str, paths.values())], folder)
    made = {name: path.with_suffix(".pdf") for name, path in paths.items()}
    missing = [name for name, path in made.items() if not path.is_file()]
    if missing:
        raise _not_converted(", ".join(missing))
    return {name: path.read_bytes() for name, path in made.items()}


def _run(words: Sequence[str], folder: Path) -> None:
    try:
        subprocess.run(  # noqa: S603 - LibreOffice, on files written here
            words,
            check=False,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(folder)},
        )
    except (OSError, subprocess.TimeoutExpired):
        raise _not_converted("LibreOffice") from None


def _not_converted(what: str) -> UserError:
    return UserError(
        "not_converted",
        "LibreOffice made no PDF of {what}. Try again, or save the files as PDF from Word and Excel.",
        what=what,
    )
