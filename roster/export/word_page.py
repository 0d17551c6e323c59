"""An A4 page of Word made from nothing: letterhead, headings, tables with lines, places to sign.

Layout of Nghị định 30/2020/NĐ-CP, Phụ lục I. Number and date are left to be filled in by hand, so that the
same content gives the same file. Knows no content.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from roster.export.form import Form, fill

LEFT = WD_ALIGN_PARAGRAPH.LEFT
CENTER = WD_ALIGN_PARAGRAPH.CENTER
SIZE, SMALL, TITLE = Pt(11), Pt(9), Pt(14)
_FONT = "Times New Roman"
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - Word's dates have no zone; the same bytes whenever written
_NO_SPACE = Pt(0)


def new(form: Form, province: str) -> WordDocument:
    """An empty page under the letterhead of a form."""
    word = docx.Document()
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, SIZE
    normal.paragraph_format.space_after = _NO_SPACE
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(15)
    section.top_margin = section.bottom_margin = Mm(15)
    word.core_properties.created = word.core_properties.modified = _MADE
    word.core_properties.author = ""
    letterhead(word, form, province)
    return word


def as_bytes(word: WordDocument) -> bytes:
    """The file."""
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def letterhead(word: WordDocument, form: Form, province: str) -> None:
    """Agency and national motto side by side."""
    lines = ((form.superior, form.nation), (form.issuer, form.motto), ("", form.place_date))
    texts = [[fill(text, province=province) for text in line] for line in lines]
    _side_by_side(word, texts, widths=(70, 100))
    say(word, "")


def heading(word: WordDocument, text: str) -> None:
    """A heading within the page."""
    say(word, text, bold=True, align=LEFT, before=Pt(6))


def say(
    word: WordDocument,
    text: str,
    *,
    size: Pt = SIZE,
    bold: bool = False,
    align: WD_ALIGN_PARAGRAPH = CENTER,
    before: Pt = _NO_SPACE,
) -> None:
    """One paragraph."""
    paragraph = word.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = before
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, size


def table(
    word: WordDocument, rows: Sequence[Sequence[str]], *, widths: Sequence[int], head: bool = False
) -> None:
    """A table with lines; widths in millimetres. With `head` the first row is bold."""
    made = word.add_table(len(rows), len(widths), style="Table Grid")
    for cell, text in _cells(made, rows, widths):
        run = cell.paragraphs[0].add_run(text)
        run.font.size = SMALL
        run.bold = head and text in rows[0]


def signatures(word: WordDocument, signers: Sequence[str]) -> None:
    """Places to sign, beside each other."""
    say(word, "", before=Pt(8))
    _side_by_side(word, [list(signers)], widths=[170 // len(signers)] * len(signers))


def _side_by_side(word: WordDocument, lines: Sequence[Sequence[str]], *, widths: Sequence[int]) -> None:
    """Texts beside each other, in the middle of columns without lines; of several lines the last is light."""
    for cell, text in _cells(word.add_table(len(lines), len(widths)), lines, widths):
        paragraph = cell.paragraphs[0]
        paragraph.alignment = CENTER
        paragraph.add_run(text).bold = text not in lines[-1] or len(lines) == 1


def _cells(made: Table, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[tuple[_Cell, str]]:
    """Each cell with its text, made as wide as its column: Word heeds the cells, others the columns."""
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for line, texts in zip(made.rows, rows, strict=True):
        for cell, text, width in zip(line.cells, texts, widths, strict=True):
            cell.width = Mm(width)
            yield cell, text
