"""Workbooks as other programs save them, made of one by openpyxl; texts in the fonts of before Unicode.

Each of `SAVED` changes how a workbook is written and nothing of what Excel shows.
"""

import io
import re
from collections.abc import Callable, Mapping
from functools import cache
from html import escape, unescape
from itertools import product

from msoffcrypto.format.ooxml import OOXMLFile

from roster import legacy_encodings
from roster.demo import legacy
from tests.intake.packages import changed, repacked

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NUMBER = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*?)(?: t="n")?><v>(\d+)</v></c>')
_TEXT = re.compile(rb"<is><t[^>]*>([^<]{2,})</t></is>")
PASSWORD = "bí mật-2024"
_LATIN_1 = [chr(code) for code in range(0xA1, 0x100)]


def with_macros(data: bytes) -> bytes:
    """As .xlsm: with a macro project beside the sheets."""
    return repacked(data, add={"xl/vbaProject.bin": b"\0"})


def strict(data: bytes) -> bytes:
    """'Strict Open XML' of Excel's list of file types."""
    spaces = (
        (_MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        (_LINKS, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    )
    return repacked(data, replace=spaces)


def without_references(data: bytes) -> bytes:
    """Rows and cells that do not say where they stand: they stand one after the other."""
    return _in_sheets(data, rb'(<(?:c|row)\b[^>]*?) r="[A-Z]*\d+"', rb"\1")


def with_lying_dimension(data: bytes) -> bytes:
    """A sheet that says it is two cells large."""
    return _in_sheets(data, rb'<dimension ref="[^"]*"', b'<dimension ref="A1:A2"')


def with_formulas(data: bytes) -> bytes:
    """Numbers that are results of formulas."""
    return _in_sheets(data, _NUMBER.pattern, rb'<c r="\1"\2><f>0+\3</f><v>\3</v></c>')


def with_external_links(data: bytes) -> bytes:
    """Numbers taken from another workbook, with the results of the last time it was there."""
    link = f'<externalLink xmlns="{_MAIN}"><externalBook xmlns:r="{_LINKS}" r:id="rId1"/></externalLink>'
    linked = _in_sheets(data, _NUMBER.pattern, rb'<c r="\1"\2><f>[1]DS!\1</f><v>\3</v></c>')
    return repacked(linked, add={"xl/externalLinks/externalLink1.xml": link})


def with_rich_text(data: bytes) -> bytes:
    """Texts in two runs of different looks."""

    def runs(found: re.Match[bytes]) -> bytes:
        text = unescape(found[1].decode())
        pieces = (text[: len(text) // 2], text[len(text) // 2 :])
        bold = [f'<r><rPr><b/></rPr><t xml:space="preserve">{escape(piece)}</t></r>' for piece in pieces]
        return f"<is>{''.join(bold)}</is>".encode()

    return changed(data, lambda name, part: _TEXT.sub(runs, part) if "/worksheets/" in name else part)


def encrypted(data: bytes) -> bytes:
    """As Office protects a workbook or a document with `PASSWORD`."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(PASSWORD, out)
    return out.getvalue()


def _in_sheets(data: bytes, pattern: bytes, new: bytes) -> bytes:
    return changed(data, lambda name, part: re.sub(pattern, new, part) if "/worksheets/" in name else part)


SAVED: Mapping[str, Callable[[bytes], bytes]] = {
    "macros": with_macros,
    "strict": strict,
    "no references": without_references,
    "lying dimension": with_lying_dimension,
    "formulas": with_formulas,
    "external links": with_external_links,
    "rich text": with_rich_text,
    "password": encrypted,
}


def tcvn3(text: str) -> str:
    """As typed with .VnTime; capitals with a tone become small."""
    return legacy.encode(text)


def vni(text: str) -> str:
    """As typed with VNI-Times."""
    return "".join(_vni().get(letter, letter) for letter in text)


@cache
def _vni() -> Mapping[str, str]:
    typed = [*_LATIN_1, *map("".join, product("aAeEoOuUyYôÔöÖ", _LATIN_1))]
    pairs = [(legacy_encodings.decode(one, "vni"), one) for one in typed]
    return {letter: one for letter, one in reversed(pairs) if len(letter) == 1 and letter != one}


def odd_spaces(text: str) -> str:
    """With the spaces of web pages, doubled ones and marks that nobody sees."""
    return f" {text} ".replace(" ", " \u00a0") + "\u200b"


TYPED: Mapping[str, Callable[[str], str]] = {"tcvn3": tcvn3, "vni": vni, "odd spaces": odd_spaces}
