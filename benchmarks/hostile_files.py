"""Files made to do harm, each with the code it must be refused with: those of other kinds than zip and PDF.

Also all of them together. Nobody named in them exists.
"""

import io
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import xlwt

from benchmarks import hostile_packages, hostile_pdfs
from benchmarks.hostile_packages import LAUGHS

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file's name, how it is made, and the error code it must have."""

    name: str
    make: Callable[[], bytes]
    code: str


def xls(cells: Iterable[tuple[int, int]] = ((0, 0), (1, 1))) -> bytes:
    """A workbook of Excel 2003 with words in these cells."""
    book = xlwt.Workbook()
    page = book.add_sheet("DS")
    for row, column in cells:
        page.write(row, column, "Điểu Thử")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def endless_fat() -> bytes:
    """The chain of the workbook's sectors leads back to its start ([MS-CFB] 2.3)."""
    data = bytearray(xls((n, 0) for n in range(2_000)))
    fat = 512 * (1 + struct.unpack_from("<I", data, 76)[0])
    for sector in range(100):
        struct.pack_into("<I", data, fat + 4 * sector, (sector + 1) % 3)
    return bytes(data)


def lying_texts() -> bytes:
    """The table of shared texts says it has four thousand million ([MS-XLS] 2.4.265)."""
    data = bytearray(xls())
    place = data.index(b"\xfc\x00", 512)
    struct.pack_into("<II", data, place + 4, 0xFFFFFFFF, 0xFFFFFFFF)
    return bytes(data)


def laughs_2003() -> bytes:
    """Entities in a workbook of the year 2003."""
    names = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    return f'<?xml version="1.0"?>{LAUGHS}<Workbook {names}>&l9;</Workbook>'.encode()


_FLAT: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("million-tables.xls", lambda: b"<html>" + b"<table>" * 1_000_000, "no_rows"),
    ("million-nested.html", lambda: b"<html>" + b"<table><tr><td>a" * 700_000, "no_rows"),
    ("divs.html", lambda: b"<html>" + b"<div>" * 1_000_000 + b"<table><tr><td>a", "no_rows"),
    (
        "spans.html",
        lambda: b"<table><tr><td rowspan=65534 colspan=1000>a" * 500 + b"<tr><td>a" * 100_000,
        "no_rows",
    ),
    ("one-line.csv", lambda: b"a" * (20 * _MEGABYTE), "too_large"),
    ("one-line-of-words.csv", lambda: "Điểu Thử ".encode() * 1_700_000, "too_large"),
    ("quotes.csv", lambda: b'"' * (20 * _MEGABYTE), "too_large"),
    ("open-quotes.csv", lambda: b'a;b\n"c;d\n' * 300_000, "too_large"),
    ("lines.csv", lambda: b"\n" * (20 * _MEGABYTE), "empty"),
    ("short-lines.csv", lambda: b"a\n" * 1_900_000, "too_large"),
    ("delimiters.csv", lambda: b";" * (20 * _MEGABYTE), "too_large"),
    ("endless-fat.xls", endless_fat, "corrupt"),
    ("lying-texts.xls", lying_texts, "no_rows"),
    ("far-cell.xls", lambda: xls(((0, 0), (65_535, 255))), "too_large"),
    ("truncated.xls", lambda: xls((n, 0) for n in range(2_000))[:20_000], "corrupt"),
    (
        "parts.mht",
        lambda: (
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
            + b"--b\nContent-Type: text/html\n\n<table>\n" * 100_000
        ),
        "too_large",
    ),
    ("laughs.xml", laughs_2003, "xml_entity"),
)
FILES = tuple(
    Hostile(name, make, code) for name, make, code in (*hostile_packages.FILES, *_FLAT, *hostile_pdfs.FILES)
)
