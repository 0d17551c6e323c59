"""One file's bytes to a `RawFile`: finds the kind by content and calls that format.

Never raises for what a file holds: whatever is wrong with it becomes the file's error. Runs inside the
parsing child; formats and their libraries are imported only when a file needs them.
"""

import hashlib
from pathlib import Path

from roster.intake.formats import sniff
from roster.intake.formats.limits import MAX_FILE_BYTES, Refused
from roster.intake.formats.package import Package
from roster.model import FileError, RawFile, Sheet

_Read = tuple[sniff.Kind, tuple[Sheet, ...], tuple[str, ...]]  # kind, sheets, notices


def parse(path: Path, name: str, password: str = "") -> RawFile:
    """Read the file at `path`; `name` is what it is called everywhere else. Raises OSError only.

    `password` opens the file where it is encrypted; the wrong one is the error `password` like none at all.
    """
    if path.stat().st_size > MAX_FILE_BYTES:
        return RawFile(name, "", error=FileError("too_large", {"limit": f"{MAX_FILE_BYTES} bytes"}))
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    try:
        kind, sheets, notices = _unlocked(data, password)
        if not any(sheet.rows for sheet in sheets):
            raise Refused("no_rows")
    except Refused as refusal:
        return RawFile(name, digest, notices=refusal.notices, error=refusal.as_file_error())
    except MemoryError:
        return RawFile(name, digest, error=FileError("too_large"))
    except Exception as damage:  # bytes from strangers: any library may raise anything
        return RawFile(name, digest, error=FileError("corrupt", {"reason": type(damage).__name__}))
    if sniff.suffix_differs(name, kind):
        notices = (*notices, "extension")
    return RawFile(name, digest, sheets, notices)


def _unlocked(data: bytes, password: str) -> _Read:
    """The file as it is; if Office encrypted it and a password was given, as it was before."""
    try:
        return _read_zip(data, password) if sniff.is_zip(data) else _read_flat(data, password)
    except Refused as refusal:
        if refusal.code != "password" or not password or not sniff.is_ole2(data):
            raise
    from roster.intake.formats import encryption

    return _unlocked(encryption.decrypted(data, password), "")


def _read_zip(data: bytes, password: str) -> _Read:
    package = Package(data)
    kind = sniff.zip_kind(package.names)
    if kind == "xlsx":
        from roster.intake.formats import xlsx

        return kind, xlsx.read(package, data), ("macro",) if xlsx.has_macros(package) else ()
    if kind == "xlsb":
        from roster.intake.formats import workbook

        return kind, workbook.read_values(data), ()
    if kind == "docx":
        from roster.intake.formats import docx

        return kind, docx.read(package), ()
    from roster.intake.formats import ods

    return kind, ods.read(package, password), ()


def _read_flat(data: bytes, password: str) -> _Read:
    kind = sniff.flat_kind(data)
    if kind == "xls":
        from roster.intake.formats import xls

        return kind, xls.read(data), ()
    if kind == "html":
        from roster.intake.formats import html

        return kind, html.read(data), ()
    if kind == "mht":
        from roster.intake.formats import mht

        return kind, mht.read(data), ()
    if kind == "xml":
        from roster.intake.formats import spreadsheetml

        return kind, spreadsheetml.read(data), ()
    if kind == "pdf":
        from roster.intake.formats import pdf

        return kind, pdf.read(data, password), ()
    from roster.intake.formats import text

    return kind, text.read(data), ()
