"""Bytes of a text file to characters, when nothing says which encoding they have.

Decides between Unicode, Vietnamese Windows (cp1258) and Western Windows. Texts typed in .VnTime or VNI fonts
are Western here: each of their bytes becomes its Latin-1 character, and `roster.legacy_encodings` reads them.
"""

import re
import unicodedata

from roster.intake.formats.limits import Refused

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
_LETTERS = frozenset(
    unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in ("", *_TONES)
) | frozenset("đĐ")
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f]")
_SAMPLE = 200_000
_END_OF_FILE = b"\x1a"  # of DOS programs
# Latin-1 but for the quotes and dashes of Windows; five bytes have no character there and stay as they are
_CP1252 = {b: bytes((b,)).decode("cp1252", "ignore") or chr(b) for b in range(0x80, 0xA0)}


def decode(data: bytes) -> str:
    """The text, without its byte order mark. Raises `Refused` (not_a_spreadsheet) for binary data.

    Line ends are kept as they are, and so is a soft hyphen, which is a letter of .VnTime.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if utf16 := _utf16_without_mark(data[:_SAMPLE]):
        return data.decode(utf16, "replace")
    data = data.rstrip(_END_OF_FILE)
    if _is_binary(data[:_SAMPLE]):
        raise Refused("not_a_spreadsheet", kind="binary")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _by_lines(data)


def _utf16_without_mark(sample: bytes) -> str | None:
    """Windows programs write UTF-16 without a mark: every second byte of the Latin letters is zero."""
    zeros_even, zeros_odd = sample[::2].count(0), sample[1::2].count(0)
    most, least = max(zeros_even, zeros_odd), min(zeros_even, zeros_odd)
    if most < len(sample) * 0.15 or least > most * 0.1:
        return None
    return "utf-16-be" if zeros_even > zeros_odd else "utf-16-le"


def _is_binary(sample: bytes) -> bool:
    """A stray control character happens in exports; zeros, or many, do not."""
    return b"\x00" in sample or 100 * len(_CONTROL.findall(sample)) > len(sample)


def _by_lines(data: bytes) -> str:
    """Lists pasted together mix encodings by line; a file without Unicode lines has one 8-bit encoding."""
    lines = data.splitlines(keepends=True)
    foreign = [line for line in lines if not line.isascii()]
    broken = [line for line in foreign if not _is_utf8(line)]
    eight_bit = _eight_bit_encoding(b"".join(broken))
    if 2 * len(broken) > len(foreign):
        return _from_eight_bit(data, eight_bit)
    texts = (line.decode() if _is_utf8(line) else _from_eight_bit(line, eight_bit) for line in lines)
    return "".join(texts)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _eight_bit_encoding(data: bytes) -> str:
    """cp1258 where its reading is made of Vietnamese letters, with tones on vowels; else cp1252.

    .VnTime fails this by its symbols (¨ © ® µ ¸), VNI by letters Vietnamese does not have (ø ï ñ ö).
    """
    text = unicodedata.normalize("NFC", data[:_SAMPLE].decode("cp1258", "replace"))
    outside = [char for char in text if ord(char) >= 0xC0]  # letters; below stand quotes and spaces
    symbols = sum(text.count(chr(code)) for code in range(0xA1, 0xC0))
    vietnamese = sum(char in _LETTERS for char in outside)
    return "cp1258" if vietnamese and vietnamese >= 9 * (len(outside) - vietnamese + symbols) else "cp1252"


def _from_eight_bit(data: bytes, encoding: str) -> str:
    if encoding == "cp1258":
        return data.decode("cp1258", "replace")
    return data.decode("latin-1").translate(_CP1252)
