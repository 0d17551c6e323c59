"""Writes the cells of a case (tests/cases/lists/*.toml) as the file an office program would save.

Knows formats and how a case states merges, fonts, hidden and struck rows; knows nothing of what they mean.
"""

import html
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import odfdo
import xlwt
from docx import Document
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.intake.odd_files import MADE, write_made
from tests.intake.pdf_files import Paper, document
from tests.intake.saved_otherwise import SAVED, TYPED

Table = Mapping[str, Any]
_FONT = "Times New Roman"


def write_case(case: dict[str, Any], folder: Path) -> Path:
    """The file of a case; `format` where the name's ending lies, as in the .xls that a web system writes.

    `content` is the text of a file that no office program wrote; `typed` and `saved` change how a list is
    written and not what it says (`saved_otherwise`).
    """
    path = folder / str(case["file"])
    for manner in case.get("typed", ()):
        case = retyped(case, TYPED[manner])
    if "content" in case:
        path.write_text(case["content"], encoding="utf-8", newline="")
        return path
    WRITERS[case.get("format", path.suffix.lower())](case, path)
    for manner in case.get("saved", ()):
        path.write_bytes(SAVED[manner](path.read_bytes()))
    return path


def retyped(case: dict[str, Any], typed: Callable[[str], str]) -> dict[str, Any]:
    """The case with its texts typed in another manner."""

    def line(values: list[Any]) -> list[Any]:
        return [typed(value) if isinstance(value, str) and value else value for value in values]

    sheets = [
        {**sheet, "rows": list(map(line, sheet["rows"])), "above": line(sheet.get("above", []))}
        for sheet in case["sheets"]
    ]
    return {**case, "sheets": sheets}


def cells(table: Table) -> list[tuple[int, int, Any]]:
    """Row and column, both from 1, and value of every cell that is not blank."""
    lines = enumerate(table["rows"], start=table.get("first_row", 1))
    return [(n, c, v) for n, line in lines for c, v in enumerate(line, start=1) if v != ""]


def areas(table: Table) -> list[tuple[int, int, int, int]]:
    """First column, first row, last column and last row of the merged areas, from 1."""
    return [range_boundaries(area) for area in table.get("merges", [])]  # type: ignore[misc]  # never open


def is_struck(table: Table, row: int, column: int) -> bool:
    """Whether the case strikes this cell or its whole row through."""
    name = f"{get_column_letter(column)}{row}"
    return row in table.get("struck_rows", []) or name in table.get("struck_cells", [])


def runs_of(table: Table, row: int, column: int, value: Any) -> list[tuple[bool, str]]:
    """The pieces of a cell that the case strikes through in part; [] for every other."""
    struck = table.get("partly_struck", {}).get(f"{get_column_letter(column)}{row}")
    if struck is None:
        return []
    before, after = value.split(struck)
    return [(on, text) for on, text in ((False, before), (True, struck), (False, after)) if text]


def write_xlsx(case: dict[str, Any], path: Path) -> None:
    """Values, `formats` and `fonts` by column, `formulas` without a saved result, `epoch_1904`."""
    book = Workbook()
    book.remove(book.worksheets[0])
    if case.get("epoch_1904"):
        book.epoch = CALENDAR_MAC_1904
    for table in case["sheets"]:
        sheet = book.create_sheet(table["name"])
        sheet.sheet_state = table.get("state", "hidden" if table.get("hidden") else "visible")
        formats, fonts = table.get("formats", {}), table.get("fonts", {})
        for row, column, value in cells(table):
            runs = runs_of(table, row, column, value)
            rich = CellRichText(*(TextBlock(InlineFont(strike=on), text) for on, text in runs))
            cell = sheet.cell(row, column, rich or value)
            cell.font = Font(name=fonts.get(str(column), _FONT), strike=is_struck(table, row, column))
            if str(column) in formats and not isinstance(value, str):
                cell.number_format = formats[str(column)]
        for place, formula in table.get("formulas", {}).items():
            sheet[place] = formula
        for area in table.get("merges", []):
            sheet.merge_cells(area)
        for row in table.get("hidden_rows", []):
            sheet.row_dimensions[row].hidden = True
        if table.get("protected"):
            sheet.protection.enable()
    book.save(path)


def write_xls(case: dict[str, Any], path: Path) -> None:
    """A workbook as Excel 2003 saves it."""
    book = xlwt.Workbook(encoding="utf-8")
    for table in case["sheets"]:
        sheet = book.add_sheet(table["name"])
        sheet.visibility = int(bool(table.get("hidden")))
        spans = {(top, left): (bottom, right) for left, top, right, bottom in areas(table)}
        for row, column, value in cells(table):
            style = xlwt.XFStyle()
            style.font.name = table.get("fonts", {}).get(str(column), _FONT)
            style.font.struck_out = is_struck(table, row, column)
            style.num_format_str = "dd/mm/yyyy" if isinstance(value, date) else "General"
            if runs := runs_of(table, row, column, value):
                sheet.write_rich_text(row - 1, column - 1, [(text, xls_font(on)) for on, text in runs], style)
                continue
            bottom, right = spans.get((row, column), (row, column))
            sheet.write_merge(row - 1, bottom - 1, column - 1, right - 1, value, style)
        for row in table.get("hidden_rows", []):
            sheet.row(row - 1).hidden = True
    book.save(str(path))


def xls_font(struck: bool) -> xlwt.Font:
    """The font of a piece of a cell."""
    font = xlwt.Font()
    font.name, font.struck_out = _FONT, struck
    return font


def write_ods(case: dict[str, Any], path: Path) -> None:
    """A spreadsheet as LibreOffice saves it."""
    file = odfdo.Document("spreadsheet")
    file.body.clear()
    struck = odfdo.Style("table-cell", name="struck")
    struck.set_properties({"style:text-line-through-style": "solid"}, area="text")
    file.insert_style(struck, automatic=True)
    in_part = odfdo.Style("text", name="struck text")
    in_part.set_properties({"style:text-line-through-style": "solid"}, area="text")
    file.insert_style(in_part, automatic=True)
    for content in case["sheets"]:
        table = odfdo.Table(content["name"])
        for row, column, value in cells(content):
            style = "struck" if is_struck(content, row, column) else None
            table.set_value((column - 1, row - 1), _of_ods(value), style=style)
            if runs := runs_of(content, row, column, value):
                cell = table.get_cell((column - 1, row - 1))
                cell.clear()
                cell.append(_ods_paragraph(runs))
                table.set_cell((column - 1, row - 1), cell)
        for left, top, right, bottom in areas(content):
            table.set_span((left - 1, top - 1, right - 1, bottom - 1))
        for number in content.get("hidden_rows", []):
            row_found = table.get_row(number - 1)
            row_found.set_attribute("table:visibility", "collapse")
            table.set_row(number - 1, row_found)
        file.body.append(table)
    file.save(path)


def _ods_paragraph(runs: list[tuple[bool, str]]) -> odfdo.Paragraph:
    paragraph = odfdo.Paragraph()
    for on, text in runs:
        paragraph.append(odfdo.Span(text, style="struck text") if on else odfdo.Span(text))
    return paragraph


def _of_ods(value: Any) -> Any:
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return datetime.combine(value, time()) if is_day else value


def write_docx(case: dict[str, Any], path: Path) -> None:
    """Tables with the paragraphs `above` them, as Word saves them."""
    document = Document()
    for content in case["sheets"]:
        for line in content.get("above", []):
            document.add_paragraph(line)
        rows = content["rows"]
        table = document.add_table(len(rows), max(map(len, rows)))
        for row, column, value in cells(content):
            cell = table.cell(row - 1, column - 1)
            cell.text = "" if (runs := runs_of(content, row, column, value)) else str(value)
            for on, text in runs:
                cell.paragraphs[0].add_run(text).font.strike = on
        for left, top, right, bottom in areas(content):
            table.cell(top - 1, left - 1).merge(table.cell(bottom - 1, right - 1))
        document.add_paragraph()
    for line in case.get("below", []):
        document.add_paragraph(line)
    document.save(str(path))


def write_html(case: dict[str, Any], path: Path) -> None:
    """A web page of tables, as personnel systems give it out under the name of an .xls file."""
    tables = "".join(map(_html_table, case["sheets"]))
    page = f"<html><head><meta charset='utf-8'></head><body>{tables}</body></html>"
    path.write_text(page, encoding="utf-8")


def _html_table(table: Table) -> str:
    spans = {(top, left): (bottom - top + 1, right - left + 1) for left, top, right, bottom in areas(table)}
    covered = {
        (r, c)
        for (top, left), (h, w) in spans.items()
        for r in range(top, top + h)
        for c in range(left, left + w)
    } - set(spans)
    lines = []
    for number, row in enumerate(table["rows"], start=1):
        shown = [c for c in range(1, len(row) + 1) if (number, c) not in covered]
        values = ((c, runs_of(table, number, c, row[c - 1]) or row[c - 1]) for c in shown)
        tds = (_td(v, spans.get((number, c), (1, 1)), is_struck(table, number, c)) for c, v in values)
        style = ' style="display:none"' if number in table.get("hidden_rows", []) else ""
        lines.append(f"<tr{style}>{''.join(tds)}</tr>")
    above = "".join(f"<p>{html.escape(line)}</p>" for line in table.get("above", []))
    return f"{above}<table border=1>{''.join(lines)}</table>"


def _td(value: Any, span: tuple[int, int], struck: bool) -> str:
    if isinstance(value, list):
        text = "".join(f"<del>{html.escape(text)}</del>" if on else html.escape(text) for on, text in value)
    else:
        text = html.escape(str(value)).replace("\n", "<br>")
    return f"<td rowspan={span[0]} colspan={span[1]}>{f'<s>{text}</s>' if struck else text}</td>"


def write_text(case: dict[str, Any], path: Path) -> None:
    """Lines with a separator, in any encoding; `form = "NFD"` as some phones and Macs write.

    `mark` goes before everything: the byte order mark, where the encoding does not write it.
    """
    lines = [case["separator"].join(map(str, row)) for row in case["sheets"][0]["rows"]]
    text = unicodedata.normalize(case.get("form", "NFC"), case.get("line_end", "\r\n").join(lines) + "\r\n")
    if case["encoding"] == "cp1258":  # the encoder wants tones as marks of their own
        text = half_decomposed(text)
    path.write_bytes((case.get("mark", "") + text).encode(case["encoding"]))


def half_decomposed(text: str) -> str:
    """Letters with their tones apart, as Windows writes cp1258."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    return "".join(tone_last(c, tones) for c in text)


def tone_last(letter: str, tones: str) -> str:
    """One letter with its tone behind it."""
    parts = unicodedata.normalize("NFD", letter)
    marks = "".join(c for c in parts if c in tones)
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones)) + marks


def write_paragraphs(case: dict[str, Any], path: Path) -> None:
    """A Word document whose list is typed, the texts of a row parted by tabs."""
    document = Document()
    for content in case["sheets"]:
        for line in (*content.get("above", []), *("\t".join(map(str, row)) for row in content["rows"])):
            document.add_paragraph(line)
    document.save(str(path))


def write_pdf(case: dict[str, Any], path: Path) -> None:
    """Tables with the lines `above` them, one page for each sheet, as an office program prints them."""
    _print(case, path, Paper.table)


def write_unruled_pdf(case: dict[str, Any], path: Path) -> None:
    """The same without lines around the cells."""
    _print(case, path, Paper.columns)


def write_partly_ruled_pdf(case: dict[str, Any], path: Path) -> None:
    """The same with lines around cells with text only, and none around headings: the table in pieces."""
    _print(case, path, Paper.pieces)


def _print(case: dict[str, Any], path: Path, draw: Callable[..., float]) -> None:
    pages = []
    for content in case["sheets"]:
        paper, rows = Paper(), content["rows"]
        for number, line in enumerate(content.get("above", [])):
            paper.write(40, 30 + 20 * number, line)
        width = max(map(len, rows))
        padded = [[str(value) for value in (*row, *[""] * (width - len(row)))] for row in rows]
        columns = list(zip(*padded, strict=True))
        longest = [max(len(line) for text in column for line in text.split("\n")) for column in columns]
        draw(paper, 40 + 20 * len(content.get("above", [])), [8 + 5 * n for n in longest], padded)
        pages.append(paper)
    path.write_bytes(document(pages))


WRITERS: dict[str, Callable[[dict[str, Any], Path], None]] = {
    **dict.fromkeys(MADE, write_made),
    ".xlsx": write_xlsx,
    ".xlsm": write_xlsx,
    ".xls": write_xls,
    ".pdf": write_pdf,
    ".ods": write_ods,
    ".docx": write_docx,
    "paragraphs": write_paragraphs,
    "unruled pdf": write_unruled_pdf,
    "partly ruled pdf": write_partly_ruled_pdf,
    ".html": write_html,
    ".csv": write_text,
    ".txt": write_text,
}
