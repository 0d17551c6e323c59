"""An official letter as .docx in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.

A4; margins 20, 20, 30 and 20 mm; Times New Roman 12 to 14; agency left and quốc hiệu right, each over its
line; number and subject; addressee; body; copies left and signer right. Knows layout; knows no letter's text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from roster.export.styles import FONT

if TYPE_CHECKING:
    from docx.document import Document as Opened
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

Align = WD_PARAGRAPH_ALIGNMENT
_WIDTHS = (Mm(62), Mm(98))
_FOOT_WIDTHS = (Mm(80), Mm(80))
_ROOM_TO_SIGN = 4  # empty lines


@dataclass(frozen=True, slots=True)
class Letter:
    """The texts of a letter, top to bottom; `copies` begins with its heading."""

    superior: str
    issuer: str
    nation: str
    motto: str
    number: str
    about: str
    place_date: str
    to: str
    paragraphs: tuple[str, ...]
    copies: tuple[str, ...]
    signer: tuple[str, ...]


def as_bytes(letter: Letter) -> bytes:
    """The file; it names no author and no moment, so the same letter gives the same text."""
    document = Document()
    _page(document)
    _head(document, letter)
    _write(document.add_paragraph(), letter.to, size=14, before=12, after=12, align=Align.CENTER)
    for text in letter.paragraphs:
        body = document.add_paragraph()
        _write(body, text, size=14, after=6, align=Align.JUSTIFY)
        body.paragraph_format.first_line_indent = Mm(12.7)
        body.paragraph_format.line_spacing = 1.15
    _foot(document, letter)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _page(document: "Opened") -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    font = document.styles["Normal"].font
    font.name, font.size = FONT, Pt(14)
    document.styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    properties = document.core_properties
    properties.author = properties.last_modified_by = ""


def _head(document: "Opened", letter: Letter) -> None:
    left, right = _two_cells(document, _WIDTHS)
    _write(left.paragraphs[0], letter.superior, size=13)
    _write(left.add_paragraph(), letter.issuer, size=13, bold=True)
    _rule(left.add_paragraph(), indent=Mm(22))
    _write(left.add_paragraph(), letter.number, size=13, before=4)
    _write(left.add_paragraph(), letter.about, size=12, before=2)
    _write(right.paragraphs[0], letter.nation, size=12, bold=True)
    _write(right.add_paragraph(), letter.motto, size=13, bold=True)
    _rule(right.add_paragraph(), indent=Mm(20))
    _write(right.add_paragraph(), letter.place_date, size=13, italic=True, before=4)


def _foot(document: "Opened", letter: Letter) -> None:
    left, right = _two_cells(document, _FOOT_WIDTHS)
    heading, *lines = letter.copies
    _write(left.paragraphs[0], heading, size=12, bold=True, italic=True, align=Align.LEFT)
    for line in lines:
        _write(left.add_paragraph(), line, size=11, align=Align.LEFT)
    _write(right.paragraphs[0], letter.signer[0], size=14, bold=True)
    for line in (*letter.signer[1:], *[""] * _ROOM_TO_SIGN):
        _write(right.add_paragraph(), line, size=14, bold=True)


def _two_cells(document: "Opened", widths: Sequence[Mm]) -> "tuple[_Cell, _Cell]":
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        column.cells[0].width = width
    left, right = table.rows[0].cells
    return left, right


def _write(paragraph: "Paragraph", text: str, *, size: int, **look: Any) -> None:
    """One run of text; centred with no room around it unless `look` says otherwise."""
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), FONT
    run.bold, run.italic = look.get("bold", False), look.get("italic", False)
    paragraph.alignment = look.get("align", Align.CENTER)
    space = paragraph.paragraph_format
    space.space_before, space.space_after = Pt(look.get("before", 0)), Pt(look.get("after", 0))


def _rule(paragraph: "Paragraph", *, indent: Mm) -> None:
    """A short line: an empty paragraph with a border, narrowed from both sides."""
    _write(paragraph, "", size=2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
    paragraph.paragraph_format.line_spacing = Pt(3)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)  # the library has no word for borders
