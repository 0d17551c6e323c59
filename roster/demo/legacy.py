"""Writes pages in TCVN3, the way files typed with .VnTime fonts are still sent.

Turns around the table that reading uses; capitals with a tone have no character there, so they become small.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from roster import legacy_encodings
from roster.cleaned import CellValue
from roster.demo.page import ABOVE, Page, PageLine, Role
from roster.demo.styles import ListStyle

_LATIN_1 = range(0xA1, 0x100)
HEADINGS: tuple[Role, ...] = (*ABOVE, "header", "header_below")


def encode_page(page: Page) -> Page:
    """The page with all its words in TCVN3; headings in small letters, which .VnTimeH shows as capitals."""
    return replace(page, lines=tuple(map(_encode_line, page.lines)))


def encode(text: str) -> str:
    """The text's Vietnamese letters as TCVN3 characters."""
    letters = _letters()
    return "".join(letters.get(letter) or letters.get(letter.lower(), letter) for letter in text)


def font_of(role: Role, style: ListStyle) -> str:
    """The font of a line: headings of a TCVN3 file have the one whose small letters look like capitals."""
    return f"{style.font}H" if style.encoding == "tcvn3" and role in HEADINGS else style.font


def _encode_line(line: PageLine) -> PageLine:
    return replace(line, cells=tuple(_encode_cell(cell, line.role) for cell in line.cells))


def _encode_cell(cell: CellValue, role: Role) -> CellValue:
    if not isinstance(cell, str):
        return cell
    return encode(cell.lower() if role in HEADINGS else cell)


@cache
def _letters() -> Mapping[str, str]:
    pairs = ((legacy_encodings.decode(typed, "tcvn3"), typed) for typed in map(chr, _LATIN_1))
    return {letter: typed for letter, typed in pairs if letter != typed}
