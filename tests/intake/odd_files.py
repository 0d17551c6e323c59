"""Files that no list comes in: empty, damaged, protected, hostile, pictures; by the names the cases use."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl

from roster.intake.formats.limits import MAX_FILE_BYTES
from tests.intake.packages import repacked, zipped
from tests.intake.pdf_files import Paper, document
from tests.intake.saved_otherwise import encrypted

_BY_LIBREOFFICE = Path(__file__).parents[1] / "cases/protected"
_ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "Điểu Thử"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&c;</Workbook>'
)
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _workbook() -> bytes:
    return _saved([("STT", "Họ và tên", "Chức vụ"), ("1", "Điểu Thử", "Giám đốc Sở Nội vụ")])


def _saved(rows: list[tuple[str, ...]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _old(*entries: str) -> bytes:
    """The directory of a file of before 2007."""
    return _OLE2 + bytes(500) + b"".join(name.encode("utf-16-le").ljust(64, b"\0") for name in entries)


def _bomb() -> bytes:
    """One part of 310 MB, 300 kB packed."""
    return repacked(_workbook(), add={"xl/worksheets/sheet2.xml": b" " * (310 * 1024 * 1024)})


def _far_cell() -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"], book.worksheets[0]["XFD1048576"] = "Họ và tên", "x"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


MADE: Mapping[str, Callable[[], bytes]] = {
    "no bytes": lambda: b"",
    "blank text": lambda: b"\xef\xbb\xbf \r\n\r\n",
    "half a workbook": lambda: _workbook()[:3000],
    "only the head of a .xls": lambda: _OLE2 + bytes(600),
    "protected workbook": lambda: encrypted(_workbook()),
    "protected .ods": (_BY_LIBREOFFICE / "aes.ods").read_bytes,
    "protected .xls": (_BY_LIBREOFFICE / "cryptoapi.xls").read_bytes,
    "zip bomb": _bomb,
    "60,000 entries": lambda: zipped({f"xl/{n}.xml": b"" for n in range(60_000)}),
    "cell at XFD1048576": _far_cell,
    "file over the limit": lambda: b"STT;" * (MAX_FILE_BYTES // 4 + 1),
    "billion laughs": _ENTITIES.encode,
    "scan": lambda: document([Paper(), Paper()]),
    "picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
    "zip of lists": lambda: zipped({"So Noi vu.xlsx": _workbook()}),
    "old Word document": lambda: _old("Root Entry", "WordDocument"),
    "workbook without anything": lambda: _saved([]),
}


def write_made(case: dict[str, Any], path: Path) -> None:
    """The file that the case's `format` names."""
    path.write_bytes(MADE[case["format"]]())
