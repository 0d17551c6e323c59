"""Text as typed in a cell: made tidy for keeping, folded for comparing.

Knows Unicode and Vietnamese letters; knows nothing of names, positions or files. Texts in TCVN3 or VNI must
go through `legacy_encodings` first: `tidy` removes the soft hyphen, which is a letter there.
"""

import math
import re
import unicodedata
from datetime import date, datetime, time
from functools import lru_cache

from unidecode import unidecode_expect_nonascii

from roster.cleaned import CellValue

_CACHE = 1 << 16
_MARK = re.compile("[\u0300-\u036f]")
# A tone typed before the letter's own mark: e, acute, circumflex is ế, but Unicode keeps their order.
_TONE_BEFORE_MARK = re.compile("([\u0300\u0301\u0303\u0309])([\u0302\u0306])")
_EXCEL_ESCAPE = re.compile("_x00(?:0[9AaDd]|1[Ff])_")
_NOT_WORD = re.compile("[^a-z0-9]+")
_SURELY_SAYS = re.compile("[0-9]{2}|[0-9A-Za-z]{9}")  # begins longer than every word below
_NOTHING = ("", "0", "x", "k", "ko", "khong", "khong co", "chua", "chua co", "na", "n a", "none", "null")
_DATE_AS_TYPED = "%d/%m/%Y"

# Most cells hold ASCII and the letters of Vietnamese, each one character: such a text is NFC, its letters are
# the ones meant, and with single spaces and without the '_' of Excel's escapes it is tidy.
ACCENTED = "À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ"  # part of a character class
_is_plain = re.compile(f"[ -~{ACCENTED}]*").fullmatch
_is_tidy = re.compile(f"[!-^`-~{ACCENTED}]+(?: [!-^`-~{ACCENTED}]+)*").fullmatch

# Letters that look like Vietnamese or Latin ones, by the letter meant. Eth (U+00D0) and African D (U+0189)
# stand for Đ in texts typed with foreign keyboards; Cyrillic and Greek ones come from copied text.
_LOOKALIKES = {
    "Đ": "\u00d0\u0189\u0110",
    "đ": "\u00f0\u0256\u0111",
    "A": "\u0410\u0391",
    "B": "\u0412\u0392",
    "C": "\u0421",
    "E": "\u0415\u0395",
    "H": "\u041d\u0397",
    "I": "\u0406\u0399",
    "K": "\u041a\u039a",
    "L": "\u216c",
    "M": "\u041c\u039c",
    "N": "\u039d",
    "O": "\u041e\u039f",
    "P": "\u0420\u03a1",
    "S": "\u0405",
    "T": "\u0422\u03a4",
    "V": "\u0474\u2164",
    "X": "\u0425\u03a7",
    "Y": "\u04ae\u03a5\u0423",
    "a": "\u0430\u03b1\u0251",
    "c": "\u0441",
    "e": "\u0435",
    "g": "\u0261",
    "h": "\u04bb",
    "i": "\u0456\u03b9\u0131",
    "k": "\u043a\u03ba",
    "n": "\u043f",
    "o": "\u043e\u03bf",
    "p": "\u0440",
    "s": "\u0455",
    "v": "\u03bd\u0475",
    "x": "\u0445",
    "y": "\u0443\u04af",
}
_REPAIRS = {ord(other): letter for letter, others in _LOOKALIKES.items() for other in others}
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def tidy(value: CellValue) -> str:
    """The cell as one line of NFC text: odd spaces, zero-width characters and line breaks gone; '' for None.

    Numbers lose a useless '.0'; dates read dd/mm/yyyy, the way the offices type them.
    """
    if isinstance(value, str):  # most cells, so asked first
        return value if _is_tidy(value) else _tidy_text(value)
    match value:
        case None:
            text = ""
        case bool():
            text = str(value).upper()  # as Excel shows it
        case float():
            text = _tidy_float(value)
        case time():
            text = value.isoformat("minutes")
        case datetime() if value.time() != time():
            text = value.strftime(f"{_DATE_AS_TYPED} %H:%M")
        case date():
            text = value.strftime(_DATE_AS_TYPED)
        case _:
            text = str(value)
    return text


@lru_cache(_CACHE)
def fold(text: str) -> str:
    """'Đặng Thị  Hòa' as 'dang thi hoa': lower case, no accents, anything but letters and digits a space.

    For headers, positions, agencies and search; names are compared by `name_keys`.
    """
    plain = strip_diacritics(tidy(text).lower())
    if not plain.isascii():
        plain = unidecode_expect_nonascii(plain).lower()
    return _NOT_WORD.sub(" ", plain).strip()


def says_nothing(text: str) -> bool:
    """Whether a cell is blank or says so: '-', '…', 'không có', 'N/A', '0'."""
    return not _SURELY_SAYS.match(text) and fold(text) in _NOTHING


def strip_diacritics(text: str) -> str:
    """The text without accents and with d for đ; letters of other alphabets stay as they are."""
    if text.isascii():
        return text
    bare = _MARK.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare.replace("đ", "d").replace("Đ", "D"))


def repair_lookalikes(text: str) -> str:
    """The text with look-alike letters (Ð U+00D0, Cyrillic, Greek, full width) replaced by the ones meant.

    Only letters with a Latin twin are replaced; equal to `text` when there was nothing to repair.
    """
    if _is_plain(text):
        return text
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", apart.translate(_FULL_WIDTH).translate(_REPAIRS))


def _tidy_text(text: str) -> str:
    if "_x00" in text:  # how Excel writes control characters inside shared strings
        text = _EXCEL_ESCAPE.sub(" ", text)
    composed = text
    if not text.isprintable():
        composed = "".join(map(_printable, text))
    if not text.isascii():
        composed = unicodedata.normalize("NFC", composed)
        if _MARK.search(composed):
            apart = unicodedata.normalize("NFD", composed)
            composed = unicodedata.normalize("NFC", _TONE_BEFORE_MARK.sub(r"\2\1", apart))
    line = " ".join(composed.split())
    return text if line == text else line  # a long list keeps one object, not two that are equal


@lru_cache(4096)
def _printable(character: str) -> str:
    """The character itself; '' for invisible format characters; a space for control characters."""
    match unicodedata.category(character):
        case "Cf":
            return ""
        case "Cc" | "Zl" | "Zp" | "Zs":
            return " "
        case _:
            return character


def _tidy_float(value: float) -> str:
    if not math.isfinite(value):
        return ""
    return str(int(value)) if value.is_integer() else f"{value:.15g}"
