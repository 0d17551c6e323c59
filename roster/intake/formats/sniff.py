"""Says what a file is by its first bytes and its parts, never by its name.

Knows signatures and which suffixes go with which kind; opens nothing but the list of parts of a zip.
"""

import re
from collections.abc import Collection
from pathlib import PurePath
from typing import Literal, TypeAlias

from roster.intake.formats.limits import Refused

Kind: TypeAlias = Literal["xlsx", "xlsb", "xls", "ods", "docx", "html", "mht", "xml", "text", "pdf"]

SUFFIXES: dict[Kind, frozenset[str]] = {
    "xlsx": frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"}),
    "xlsb": frozenset({".xlsb"}),
    "xls": frozenset({".xls", ".xlt"}),
    "ods": frozenset({".ods", ".ots"}),
    "docx": frozenset({".docx", ".docm", ".dotx"}),
    "html": frozenset({".html", ".htm"}),
    "mht": frozenset({".mht", ".mhtml"}),
    "xml": frozenset({".xml"}),
    "text": frozenset({".csv", ".txt", ".tsv", ".tab"}),
    "pdf": frozenset({".pdf"}),
}

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"Rar!", b"7z\xbc\xaf",
    b"\x1f\x8b", b"MZ", b"\x7fELF", b"{\\rtf", b"%!PS", b"SQLite format 3",
)  # fmt: skip
_MARKUP = re.compile(rb"<(!doctype\s+html|html|head|body|meta|table|style|div)\b", re.IGNORECASE)
_SPREADSHEETML = b"urn:schemas-microsoft-com:office:spreadsheet"
_MHT = re.compile(rb"\A(?:from|mime-version|x-document-type|subject|date|content-type):", re.IGNORECASE)
_HEAD = 8_192


def zip_kind(names: Collection[str]) -> Kind:
    """The kind of an opened zip by the parts in it. Raises `Refused` (not_a_spreadsheet)."""
    lower = {name.replace("\\", "/").lower() for name in names}
    if any(name.endswith("workbook.bin") for name in lower):
        return "xlsb"
    if any(name.startswith("xl/") for name in lower):
        return "xlsx"
    if "word/document.xml" in lower:
        return "docx"
    if "content.xml" in lower:
        return "ods"
    raise Refused("not_a_spreadsheet", kind="zip")


def is_zip(data: bytes) -> bool:
    """Whether the bytes are a zip: modern office files are."""
    return data.startswith(_ZIP)


def is_ole2(data: bytes) -> bool:
    """Whether the bytes are a compound file: Office files before 2007 and encrypted ones of any age are."""
    return data.startswith(_OLE2)


def flat_kind(data: bytes) -> Kind:
    """The kind of a file that is not a zip. Raises `Refused` (empty, password, not_a_spreadsheet)."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refused("empty")
    if is_ole2(data):
        return _ole2_kind(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_FOREIGN):
        raise Refused("not_a_spreadsheet", kind="foreign")
    return _text_kind(data)


def suffix_differs(name: str, kind: Kind) -> bool:
    """Whether the file's name promises another kind than it holds."""
    return PurePath(name).suffix.lower() not in SUFFIXES[kind]


def _ole2_kind(data: bytes) -> Kind:
    """Streams of the compound file stand in its directory by their UTF-16 names ([MS-CFB] 2.6.1)."""
    if _stream("EncryptedPackage") in data:
        raise Refused("password")
    if _stream("Workbook") in data or _stream("Book") in data:
        return "xls"
    if _stream("Root Entry") not in data:  # cut off before its directory
        raise Refused("corrupt", reason="ole2")
    raise Refused("not_a_spreadsheet", kind="ole2")


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\x00\x00"


def _text_kind(data: bytes) -> Kind:
    head = data[:_HEAD].replace(b"\x00", b"")  # markup in UTF-16 too
    head = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not head.startswith(b"<"):
        return "mht" if _MHT.match(head) and b"text/html" in data.lower() else "text"
    if b"<!ENTITY" in head:
        raise Refused("xml_entity")
    if _SPREADSHEETML in head:
        return "xml"
    if _MARKUP.search(head):
        return "html"
    if head.startswith((b"<?xml", b"<!--")):
        raise Refused("not_a_spreadsheet", kind="xml")
    return "text"
