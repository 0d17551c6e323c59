"""Tables of Word documents: written by python-docx, then changed where it cannot write the case."""

import io
from collections.abc import Callable

import docx as word
import pytest
from docx.document import Document
from docx.table import Table

from roster.intake.formats import docx
from roster.intake.formats.limits import Refused
from roster.intake.formats.package import Package
from roster.model import Merge, Sheet


def read(document: Document) -> tuple[Sheet, ...]:
    out = io.BytesIO()
    document.save(out)
    return docx.read(Package(out.getvalue()))


def add(document: Document, *rows: tuple[str, ...]) -> Table:
    table: Table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    return table


def test_every_table_counts_with_the_paragraphs_above_it() -> None:
    document = word.Document()
    document.add_paragraph("SỞ NỘI VỤ")
    add(document, ("a", "b"))
    document.add_paragraph("DANH SÁCH")
    document.add_paragraph("lãnh đạo phòng")
    add(document, ("1", "Điểu Thử"), ("", " "), ("2", "H'Mẫu\nNiê"))
    document.add_paragraph("Người lập biểu")
    first, second = read(document)
    assert [(s.name, s.above) for s in (first, second)] == [
        ("table 0", ("SỞ NỘI VỤ",)),
        ("table 1", ("DANH SÁCH", "lãnh đạo phòng")),
    ]
    assert (first.below, second.below) == ((), ("Người lập biểu",))
    assert [(r.number, r.cells) for r in second.rows] == [(1, ("1", "Điểu Thử")), (3, ("2", "H'Mẫu\nNiê"))]


def test_merged_cells_are_reported_and_not_repeated() -> None:
    document = word.Document()
    table = add(document, ("a", "b", "c"), ("d", "", "f"), ("g", "h", ""), ("", "k", "l"))
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(2, 0).merge(table.cell(3, 0))
    [sheet] = read(document)
    assert sheet.rows[0].cells == ("a\nb", "", "c")
    assert [r.cells for r in sheet.rows[1:]] == [("d", "", "f"), ("g", "h"), ("", "k", "l")]
    assert set(sheet.merges) == {Merge(1, 1, 0, 1), Merge(2, 3, 2, 2), Merge(3, 4, 0, 0)}


def test_an_area_merged_both_ways() -> None:
    document = word.Document()
    table = add(document, ("a", "", "c"), ("", "", "f"))
    table.cell(0, 0).merge(table.cell(1, 1))
    [sheet] = read(document)
    assert sheet.merges == (Merge(1, 2, 0, 1),)
    assert [r.cells for r in sheet.rows] == [("a", "", "c"), ("", "", "f")]


def test_struck_rows_fonts_and_tracked_deletions() -> None:
    document = word.Document()
    table = add(document, ("1", "Điểu Thử"), ("2", "NguyÔn"), ("3", "H'Mẫu Niê"))
    table.cell(0, 1).paragraphs[0].runs[0].font.strike = True
    table.cell(1, 1).paragraphs[0].runs[0].font.name = ".VnTime"
    properties = table.rows[2]._tr.get_or_add_trPr()
    properties.append(properties.makeelement(f"{{{properties.nsmap['w']}}}del"))
    [sheet] = read(document)
    assert [r.struck for r in sheet.rows] == [True, False, True]
    assert sheet.fonts == {1: ".VnTime"}


def test_deleted_text_is_not_text_and_content_controls_are_looked_through(
    zipped: Callable[[dict[str, str]], bytes],
) -> None:
    def paragraph(inner: str) -> str:
        return f"<w:p>{inner}</w:p>"

    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    run, gone = (
        "<w:r><w:t>Điểu</w:t><w:tab/><w:t>Thử</w:t></w:r>",
        "<w:del><w:r><w:delText>Cũ</w:delText></w:r></w:del>",
    )
    moved = "<w:moveFrom><w:r><w:t>Cũ</w:t></w:r></w:moveFrom>"
    nested = f"<w:tbl><w:tr><w:tc>{paragraph('<w:r><w:t>trong</w:t></w:r>')}</w:tc></w:tr></w:tbl>"
    cell = f"<w:tc>{paragraph(run + gone + moved)}{nested}</w:tc>"
    row = control(f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell}</w:tr>")
    body = f"<w:document xmlns:w='w'><w:body>{control(f'<w:tbl>{row}</w:tbl>')}</w:body></w:document>"
    outer, inner = docx.read(Package(zipped({"word/document.xml": body})))
    assert outer.rows[0].cells == ("", "Điểu\tThử")
    assert inner.rows[0].cells == ("trong",)


def test_a_document_without_tables_has_no_rows() -> None:
    document = word.Document()
    document.add_paragraph("Kính gửi: Sở Nội vụ")
    with pytest.raises(Refused) as refusal:
        read(document)
    assert refusal.value.code == "no_rows"


def test_a_soft_hyphen_is_a_letter_of_vntime(zipped: Callable[[dict[str, str]], bytes]) -> None:
    run = "<w:r><w:t>Tr</w:t><w:softHyphen/><w:t>ëng</w:t></w:r>"
    cell = f"<w:tbl><w:tr><w:tc><w:p>{run}</w:p></w:tc></w:tr></w:tbl>"
    body = f"<w:document xmlns:w='w'><w:body>{cell}</w:body></w:document>"
    [sheet] = docx.read(Package(zipped({"word/document.xml": body})))
    assert sheet.rows[0].cells == ("Tr\u00adëng",)


def test_a_list_typed_as_paragraphs_is_the_rows() -> None:
    document = word.Document()
    add(document, ("SỞ NỘI VỤ", "CỘNG HÒA"))
    document.add_paragraph("DANH SÁCH")
    document.add_paragraph("1. Ông Điểu Thử, Trưởng phòng")
    document.add_paragraph("2.\tBà H'Mẫu Niê\tPhó Trưởng phòng")
    table, lines = read(document)
    assert (table.name, table.above, lines.name) == ("table 0", (), "paragraphs")
    assert [(row.number, row.cells) for row in lines.rows] == [
        (1, ("DANH SÁCH",)),
        (2, ("1. Ông Điểu Thử, Trưởng phòng",)),
        (3, ("2.", "Bà H'Mẫu Niê", "Phó Trưởng phòng")),
    ]


def test_numbers_that_word_sets_are_read() -> None:
    document = word.Document()
    for name in ("Điểu Thử", "", "H'Mẫu Niê"):
        document.add_paragraph(name, style="List Number")
    [lines] = read(document)
    assert [row.cells for row in lines.rows] == [("1. Điểu Thử",), ("2. H'Mẫu Niê",)]


def test_paragraphs_beside_a_table_of_people_are_no_rows() -> None:
    document = word.Document()
    document.add_paragraph("1. Lãnh đạo Sở")
    add(document, ("STT", "Họ và tên", "Chức vụ"), ("1", "Điểu Thử", "Giám đốc"))
    [table] = read(document)
    assert table.above == ("1. Lãnh đạo Sở",)
