"""Writes a document as a word processor's file: the list as a table with merged cells, letterhead and
signatures as tables without lines."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from roster.demo.lists import Document
from roster.demo.page import ABOVE, BELOW, TABLE, Page, PageLine
from roster.demo.writers.archives import repack
from roster.demo.writers.looks import LOOKS, SIZE, Look, look_of, width_of
from roster.text import tidy

_A4 = (Mm(297), Mm(210))
_TEXT_WIDTH = Mm(257)


def write(document: Document, path: Path, made: datetime) -> None:
    """Write the one page of the document; `made` is the time it claims to have been made at."""
    [page] = document.pages
    word = docx.Document()
    properties = word.core_properties
    properties.created = properties.modified = made
    properties.author = document.style.sender
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = document.style.font, Pt(SIZE)
    normal.paragraph_format.space_after = Pt(0)
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _A4
    section.left_margin = section.right_margin = Mm(20)
    _write_around(word, [line for line in page.lines if line.role in ABOVE])
    _write_table(word, page)
    _write_around(word, [line for line in page.lines if line.role in BELOW])
    word.save(str(path))
    repack(path)


def _write_around(word: WordDocument, lines: Sequence[PageLine]) -> None:
    """Two texts side by side go into a table without lines, single texts into paragraphs."""
    paired = [line for line in lines if len(line.spans) > 1]
    single = [line for line in lines if len(line.spans) <= 1]
    if lines and lines[0] in paired:
        _write_pairs(word, paired)
        paired = []
    for line in single:
        text = next((str(c) for c in line.cells if c), "")
        _fill(word.add_paragraph(), text, LOOKS[line.role])
    if paired:
        _write_pairs(word, paired)


def _write_pairs(word: WordDocument, lines: Sequence[PageLine]) -> None:
    table = word.add_table(rows=len(lines), cols=2)
    for row, line in zip(table.rows, lines, strict=True):
        for cell, (first, _) in zip(row.cells, line.spans, strict=True):
            _fill(cell.paragraphs[0], str(line.cells[first]), LOOKS[line.role])
    word.add_paragraph()


def _write_table(word: WordDocument, page: Page) -> None:
    lines = [(number, line) for number, line in enumerate(page.lines, start=1) if line.role in TABLE]
    table = word.add_table(rows=len(lines), cols=len(page.fields), style="Table Grid")
    table.autofit = False
    grid = [list(row.cells) for row in table.rows]
    _set_widths(table, page)
    for cells, (_, line) in zip(grid, lines, strict=True):
        for cell, value, field in zip(cells, line.cells, page.fields, strict=True):
            text = value if isinstance(value, str) else tidy(value)
            _fill(cell.paragraphs[0], text, look_of(line.role, field))
    top, bottom = lines[0][0], lines[-1][0]
    for area in page.merges:
        if top <= area.first_row and area.last_row <= bottom:
            corner = grid[area.first_row - top][area.first_column]
            _merge(corner, grid[area.last_row - top][area.last_column])


def _merge(corner: _Cell, opposite: _Cell) -> None:
    merged = corner.merge(opposite)
    for paragraph in merged.paragraphs[1:]:  # the covered cells' empty paragraphs
        paragraph._element.getparent().remove(paragraph._element)  # python-docx has no other way


def _set_widths(table: Table, page: Page) -> None:
    widths = [width_of(field) for field in page.fields]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = int(_TEXT_WIDTH * width / sum(widths))


def _fill(paragraph: Paragraph, text: str, look: Look) -> None:
    run = paragraph.add_run(text)
    run.bold, run.italic = look.bold or None, look.italic or None
    if look.centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
