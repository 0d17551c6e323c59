"""Tables of PDFs, drawn letter by letter; lists printed by an office program are in `test_wrappings`."""

import gc
import zlib
from collections.abc import Iterator
from itertools import pairwise

import pytest

from roster.intake.formats import pdf
from roster.intake.formats.limits import Refused
from roster.model import Merge, Sheet
from tests.intake.pdf_files import Paper, assembled, document

HEAD = ("TT", "Họ và tên", "Chức vụ")
WIDTHS = (30, 100, 100)
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << >> >>"


@pytest.fixture(autouse=True)
def nobody_listens_to_the_collector() -> Iterator[None]:
    """The signal that ends the work may fall into a hook of Hypothesis on the garbage collector, and is lost
    there with a warning; the next one comes 0.05 s later. The program has no such hook."""
    hooks = gc.callbacks[:]
    gc.callbacks.clear()
    yield
    gc.callbacks[:] = hooks


def drawn(*tables: tuple[float, list[tuple[str, ...]]]) -> Paper:
    paper = Paper()
    for top, rows in tables:
        paper.table(top, WIDTHS, rows)
    return paper


def rows(sheet: Sheet) -> list[tuple[object, ...]]:
    return [(row.number, *row.cells) for row in sheet.rows]


def with_content(packed: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    content = b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(packed), filters, packed)
    pages = b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>"
    return assembled({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: pages, 4: PAGE, 5: content})


def test_lines_around_the_tables_are_no_rows() -> None:
    paper = drawn((90, [HEAD, ("1", "Điểu Thử", "Giám đốc")]), (300, [("2", "H'Mẫu Niê", "Phó Giám đốc")]))
    paper.write(40, 40, "SỞ NỘI VỤ")
    paper.write(350, 40, "CỘNG HÒA")
    paper.write(40, 60, "DANH SÁCH")
    paper.write(40, 200, "II. Phòng ban")
    paper.write(40, 400, "Tổng số: 2 người")
    first, second = pdf.read(document([paper]))
    assert (first.name, first.above, first.below) == ("page 1", ("SỞ NỘI VỤ", "CỘNG HÒA", "DANH SÁCH"), ())
    assert (second.name, second.above, second.below) == ("page 1", ("II. Phòng ban",), ("Tổng số: 2 người",))
    assert rows(first) == [(1, *HEAD), (2, "1", "Điểu Thử", "Giám đốc")]
    assert rows(second) == [(3, "2", "H'Mẫu Niê", "Phó Giám đốc")]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("Trưởng phòng Tổ chức\ncán bộ", "Trưởng phòng Tổ chức cán bộ"),  # the next word did not fit
        ("Trưởng phòng\nVăn thư", "Trưởng phòng\nVăn thư"),
        ("nguyenvanthu.rat.d\nai@daknong.gov.vn", "nguyenvanthu.rat.dai@daknong.gov.vn"),
        ("0905000001\n0905000002", "0905000001\n0905000002"),
        ("Nghiêng-Nghiêng-Ng\nhiêng", "Nghiêng-Nghiêng-Ng hiêng"),  # words are never cut
    ],
)
def test_line_breaks_inside_a_cell(lines: str, text: str) -> None:
    [sheet] = pdf.read(document([drawn((90, [HEAD, ("1", "Điểu Thử", lines)]))]))
    assert sheet.rows[1].cells[2] == text


def test_a_number_cut_in_two_is_whole_again() -> None:
    paper = Paper()
    paper.table(90, (30, 38), [("TT", "Sinh"), ("1", "12/04/\n1980"), ("2", "090500\n0001")])
    [sheet] = pdf.read(document([paper]))
    assert [row.cells[1] for row in sheet.rows] == ["Sinh", "12/04/1980", "0905000001"]


def test_text_too_long_for_its_cell_stays_in_it() -> None:
    [sheet] = pdf.read(document([drawn((90, [HEAD, ("1", "Nguyễn Thị Hồng Hạnh Phúc", "Giám đốc")]))]))
    assert sheet.rows[1].cells == ("1", "Nguyễn Thị Hồng Hạnh Phúc", "Giám đốc")


def test_bold_type_drawn_twice_is_one_text() -> None:
    paper = drawn((90, [HEAD, ("1", "", "Giám đốc")]))
    paper.write(74, 112, "Điểu Thử")
    paper.write(74.3, 112, "Điểu Thử")
    [sheet] = pdf.read(document([paper]))
    assert sheet.rows[1].cells == ("1", "Điểu Thử", "Giám đốc")


def test_merged_cells_and_fonts() -> None:
    paper = Paper()
    for left, top, right, bottom in [
        (40, 90, 140, 110), (140, 90, 240, 150), (40, 110, 90, 150), (90, 110, 140, 150)
    ]:  # fmt: skip
        paper.box(left, top, right, bottom)
    paper.write(44, 94, "Ngày sinh", "F2")
    paper.write(44, 114, "Nam")
    paper.write(94, 114, "Nữ")
    paper.write(144, 114, "Chức vụ")
    [sheet] = pdf.read(document([paper], fonts=("Times", "ABCDEF+.VnTime")))
    assert rows(sheet) == [(1, "Ngày sinh", "", "Chức vụ"), (2, "Nam", "Nữ")]
    assert set(sheet.merges) == {Merge(1, 1, 0, 1), Merge(1, 2, 2, 2)}
    assert sheet.fonts[1] == "Times"


def test_a_table_goes_on_with_the_same_columns_only() -> None:
    other = Paper()
    other.table(90, (60, 100, 70), [("a", "b", "c")])
    papers = [drawn((90, [HEAD])), drawn((40, [("1", "Điểu Thử", "")])), other]
    assert [sheet.goes_on for sheet in pdf.read(document(papers))] == [False, True, False]


def test_a_row_that_the_page_break_divides_is_whole_on_the_first_page() -> None:
    first = drawn((90, [HEAD, ("1", "Điểu Thử", "Phó Giám đốc")]))
    second = drawn((40, [HEAD, ("", "", "phụ trách"), ("2", "H'Mẫu Niê", "")]))
    one, two = pdf.read(document([first, second]))
    assert rows(one)[1] == (2, "1", "Điểu Thử", "Phó Giám đốc\nphụ trách")
    assert rows(two) == [(1, *HEAD), (3, "2", "H'Mẫu Niê")]


def test_a_merged_cell_that_the_page_break_divides_holds_on_both_pages() -> None:
    first, second = Paper(), Paper()
    for paper, tops in ((first, (90, 110, 130)), (second, (40, 60, 80))):
        for top, bottom in pairwise(tops):
            for left, right, text in ((40, 70, "Thử"), (170, 240, "Giám đốc")):
                paper.box(left, top, right, bottom)
                paper.write(left + 4, top + 4, text)
    first.line(70, 90, 170, 90)  # open below, as Excel draws it
    first.write(74, 100, "Sở Nội vụ")
    second.line(70, 80, 170, 80)
    second.line(70, 40, 170, 40)
    one, two = pdf.read(document([first, second]))
    both = [(1, "Thử", "Sở Nội vụ", "Giám đốc"), (2, "Thử", "", "Giám đốc")]
    assert rows(one) == rows(two) == both
    assert one.merges == two.merges == (Merge(1, 2, 1, 1),)


def test_a_frame_around_a_text_is_no_table() -> None:
    paper = drawn((200, [HEAD]))
    paper.box(40, 40, 200, 80)
    paper.write(50, 50, "SỞ NỘI VỤ")
    [sheet] = pdf.read(document([paper]))
    assert sheet.above == ("SỞ NỘI VỤ",)


def text_only() -> bytes:
    paper = Paper()
    paper.write(40, 40, "Kính gửi: Sở Nội vụ")
    return document([paper])


def crossing_lines() -> bytes:
    paths = "\n".join(f"{4 * n} 0 m {4 * n} 800 l S 0 {4 * n} m 800 {4 * n} l S" for n in range(1, 400))
    return with_content(zlib.compress(paths.encode()))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (document([Paper()]), "scanned_pdf"),
        (b"%PDF-1.4", "scanned_pdf"),
        (text_only(), "no_rows"),
        (document([Paper()] * (pdf.MAX_PAGES + 1)), "too_large"),
        (with_content(zlib.compress(bytes(101 * 2**20))), "too_large"),
        (with_content(zlib.compress(b"x"), b"[/FlateDecode /FlateDecode]"), "too_large"),
        (with_content(zlib.compress(b"1 1 m 2 2 l S\n" * 200_000)), "too_large"),
        (crossing_lines(), "too_large"),
    ],
)
def test_why_a_pdf_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        pdf.read(data)
    assert refusal.value.code == code
