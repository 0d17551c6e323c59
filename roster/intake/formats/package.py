"""Opens the zip that a modern office file is, and refuses one that lies or costs too much.

Every part is inflated once in small pieces: that counts what the zip really holds, checks every checksum
and finds entity declarations before any XML parser or spreadsheet library sees the file.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath, PureWindowsPath
from typing import IO

from lxml import etree

from roster.intake.formats import xml
from roster.intake.formats.limits import (
    MAX_ENTRIES,
    MAX_INFLATED_BYTES,
    MAX_TAGS,
    MAX_TREE_TAGS,
    Refused,
)

_PIECE = 1 << 20
_OVERLAP = 256  # longer than any token looked for across two pieces
_ENTRY = b"PK\x01\x02"  # one per entry of the central directory
_ENCRYPTED = 0x1
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, OSError, ValueError)
_TOKENS = ("<!ENTITY", "<!DOCTYPE")
_DECLARATIONS = {
    token: tuple(token.encode(e) for e in ("ascii", "utf-16-le", "utf-16-be")) for token in _TOKENS
}
_XML = (".xml", ".rels", ".vml")
_MAY_HAVE_DOCTYPE = "META-INF/manifest.xml"  # OpenOffice 1 and 2 wrote one there


class Package:
    """The parts of a checked zip. Raises `Refused` (corrupt, password, too_large, xml_entity) when opened."""

    def __init__(self, data: bytes) -> None:
        if data.count(_ENTRY) > MAX_ENTRIES:  # before zipfile builds an object for each
            raise Refused("too_large", limit=f"{MAX_ENTRIES} entries")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names: Collection[str] = tuple(self._zip.namelist())
            self._check()
        except _DAMAGE as damage:
            raise Refused("corrupt", reason=type(damage).__name__) from None

    def read(self, name: str) -> bytes:
        """A whole part; KeyError when the package does not have it."""
        return self._zip.read(name)

    def tree(self, name: str) -> etree._Element:
        """An XML part as a tree; KeyError when it is missing, `Refused` (too_large) for too many tags."""
        _check_tags(sum(window.count(b"<") for window in self.windows(name)), MAX_TREE_TAGS)
        return xml.parse(self.read(name))

    def open(self, name: str) -> IO[bytes]:
        """A part as a stream."""
        return self._zip.open(name)

    def windows(self, name: str) -> Iterator[bytes]:
        """A part piece by piece, each with the end of the piece before: for searching, not for reading."""
        with self._zip.open(name) as stream:
            tail = b""
            while piece := stream.read(_PIECE):
                yield tail + piece
                tail = piece[-_OVERLAP:]

    def _check(self) -> None:
        for name in self.names:
            _check_name(name)
        left = MAX_INFLATED_BYTES
        for entry in self._zip.infolist():
            if entry.flag_bits & _ENCRYPTED:
                raise Refused("password")
            left = self._check_part(entry.filename, left)

    def _check_part(self, name: str, left: int) -> int:
        """Inflate one part; how many bytes the others may still have."""
        is_xml, tags = name.lower().endswith(_XML), 0
        for window in self.windows(name):
            left -= min(len(window), _PIECE)
            if left < 0:
                raise Refused("too_large", limit=f"{MAX_INFLATED_BYTES} bytes inflated")
            if is_xml:
                tags += window.count(b"<")
                _check_tags(tags, MAX_TAGS)
                _check_declarations(name, window)
        return left


def _check_name(name: str) -> None:
    """No part of an office file lies outside of it; nothing is ever extracted by its name either."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or PureWindowsPath(name).drive:
        raise Refused("corrupt", reason="path")


def _check_tags(tags: int, most: int) -> None:
    if tags > most:
        raise Refused("too_large", limit=f"{most} tags")


def _check_declarations(name: str, window: bytes) -> None:
    """No office program writes a document type into its parts; entities are how XML attacks are made."""
    tokens = _TOKENS[:1] if name == _MAY_HAVE_DOCTYPE else _TOKENS
    if any(form in window for token in tokens for form in _DECLARATIONS[token]):
        raise Refused("xml_entity")
