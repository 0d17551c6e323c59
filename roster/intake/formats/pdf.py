"""Says why a PDF is refused: a scan holds no text at all, others hold text this program does not read.

Looks for text operators in the content streams; knows nothing of fonts, pages or tables.
"""

import re
import zlib
from typing import NoReturn

from roster.intake.formats.limits import Refused

_STREAM = re.compile(rb"stream\r?\n")
_SHOWS_TEXT = re.compile(rb"\bBT\b.{0,2000}?\b(Tj|TJ)\b", re.DOTALL)  # ISO 32000-1, 9.4.3
_PIECE = 1024 * 1024  # of each stream: text stands at its beginning as well
_MOST = 100 * 1024 * 1024


def refuse(data: bytes) -> NoReturn:
    """Always raises `Refused`: password, scanned_pdf, or not_a_spreadsheet for a PDF with text."""
    if b"/Encrypt" in data:
        raise Refused("password")
    raise Refused("not_a_spreadsheet", kind="pdf") if _has_text(data) else Refused("scanned_pdf")


def _has_text(data: bytes) -> bool:
    left = _MOST
    for start in _STREAM.finditer(data):
        content = _inflated(data, start.end())
        left -= len(content)
        if left < 0:
            raise Refused("too_large", limit=f"{_MOST} bytes inflated")
        if b"BT" in content and _SHOWS_TEXT.search(content):
            return True
    return False


def _inflated(data: bytes, start: int) -> bytes:
    """The beginning of one stream; one that is not compressed stands as it is up to its end."""
    try:
        return zlib.decompressobj().decompress(data[start : start + _PIECE], _PIECE)
    except zlib.error:
        end = data.find(b"endstream", start)
        return data[start : end if end >= 0 else None]
