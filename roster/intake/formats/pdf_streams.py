"""Measures what the streams of a PDF hold before any library inflates them.

Counts while inflating, piece by piece; knows nothing of what the streams mean.
"""

import re
import zlib
from collections.abc import Iterable

from pdfminer.pdftypes import LITERALS_LZW_DECODE, LITERALS_RUNLENGTH_DECODE, PDFStream

from roster.intake.formats.limits import Refused

MAX_STREAM_BYTES = 100 * 1024 * 1024  # of all streams together: pages, fonts and pictures
_STREAM = re.compile(rb"stream\r?\n")
_OLD_PACKING = 64 * 1024  # bytes of a drawing in a packing that is unpacked byte by byte
_FIRST = 4_096  # bytes looked at of what may be no stream at all
_PIECE = 1024 * 1024
# Packed twice, a few bytes become gigabytes; no office program does so (ISO 32000-1, 7.4.1).
_PACKED_TWICE = re.compile(
    rb"/(?:Fl|FlateDecode|LZW|LZWDecode|RL|RunLengthDecode)\s*/(?:Fl|FlateDecode|LZW|LZWDecode|RL|RunLengthDecode)\b"
)


def check_streams(data: bytes) -> None:
    """Raises `Refused` (too_large) for streams that hold more than a list can."""
    if _PACKED_TWICE.search(data):
        raise Refused("too_large", limit="one filter")
    left = MAX_STREAM_BYTES
    end = 0
    for start in _STREAM.finditer(data):
        if start.start() >= end:  # the word inside a stream begins none
            left, end = _inflate(data, start.end(), left)


def check_packing(streams: Iterable[PDFStream]) -> None:
    """Raises `Refused` (too_large) for long drawings packed in ways that cost too much to unpack."""
    for stream in streams:
        names = {name for name, _ in stream.get_filters()}
        if (
            names & {*LITERALS_LZW_DECODE, *LITERALS_RUNLENGTH_DECODE}
            and len(stream.rawdata or b"") > _OLD_PACKING
        ):
            raise Refused("too_large", limit=f"{_OLD_PACKING} bytes of LZW or run lengths")


def _inflate(data: bytes, start: int, left: int) -> tuple[int, int]:
    """How many bytes other streams may still have, and where this one ended; 0 for one not packed."""
    inflater = zlib.decompressobj()
    packed = data[start : start + _FIRST]
    position = start + len(packed)
    try:
        while packed and not inflater.eof:
            left -= len(inflater.decompress(packed, _PIECE))
            if left < 0:
                raise Refused("too_large", limit=f"{MAX_STREAM_BYTES} bytes inflated")
            packed = inflater.unconsumed_tail
            if not packed and not inflater.eof:
                packed = data[position : position + _PIECE]
                position += len(packed)
    except zlib.error:
        return left, 0
    return left, position - len(inflater.unused_data)
