"""Lists printed to PDF without lines, or with columns on pages of their own: as the workbook, or refused."""

import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from roster.intake.reader import read_files
from roster.intake.reading import read_list
from roster.model import FileReading
from roster.plan import load_plan
from roster.positions import load_positions
from tests.intake.pdf_files import Paper, document
from tests.tools import need_tool

TITLE = ("SỞ NỘI VỤ", "DANH SÁCH LÃNH ĐẠO PHÒNG")
HEAD = ("STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Số điện thoại")
NAMES = ("Điểu Thử", "H'Mẫu Niê", "Nguyễn Thị Ví Dụ", "K'Thử", "Lê Văn Mẫu")
POSTS = ("Trưởng phòng", "Phó Trưởng phòng")
LONG = "Phó Trưởng phòng phụ trách phòng Tổ chức cán bộ và Công chức, viên chức"
Row = tuple[str, ...]


def people(count: int, *, long: bool = False) -> list[Row]:
    posts = (*POSTS, LONG) if long else POSTS
    return [
        (str(n), NAMES[n % 5], f"{n % 28 + 1:02}/0{n % 9 + 1}/1980", posts[n % len(posts)], f"0905{n:06}")
        for n in range(1, count + 1)
    ]


def write(path: Path, rows: Sequence[Row]) -> Worksheet:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in (*TITLE, ""):
        sheet.append([line])
    for row in (HEAD, *rows):
        sheet.append(row)
    sheet.cell(len(rows) + 6, 1, f"Tổng số: {len(rows)} người")
    for letter, width in zip("ABCDE", (6, 30, 20, 40, 20), strict=True):
        sheet.column_dimensions[letter].width = width
    book.save(path)
    return sheet


def change(sheet: Worksheet, path: Path, *, ruled: bool = False, wide: bool = False, **more: str) -> None:
    """Page set-up as people choose it; texts wrap in high rows where `vertical` is given."""
    line = Side(style="thin")
    if not wide:
        sheet.page_setup.orientation = "landscape"
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0
    sheet.page_setup.pageOrder = "overThenDown" if more.get("order") == "overThenDown" else "downThenOver"
    for row in sheet.iter_rows(min_row=4, max_row=sheet.max_row - 2):
        for cell in row:
            if ruled:
                cell.border = Border(line, line, line, line)
            if "vertical" in more:
                cell.alignment = Alignment(wrap_text=True, vertical=more["vertical"])
                sheet.row_dimensions[cell.row or 0].height = 60
    assert sheet.parent is not None
    sheet.parent.save(path)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of workbooks, each beside what LibreOffice prints of it."""
    folder = tmp_path_factory.mktemp("printed")

    def make(name: str, rows: Sequence[Row], *, width: int = 0, **setting: str | bool) -> None:
        path = folder / f"{name}.xlsx"
        sheet = write(path, rows)
        if width:
            sheet.column_dimensions["D"].width = width
        change(sheet, path, **setting)  # type: ignore[arg-type]  # flags and words of one call

    make("plain", people(80))
    for vertical in ("top", "center", "bottom"):
        make(vertical, people(60, long=True), width=30, vertical=vertical)
    make("overflow", people(40, long=True), width=18)
    for order in ("downThenOver", "overThenDown"):
        make(f"wide-{order}", people(100), wide=True, order=order)
        make(f"wide-ruled-{order}", people(100), wide=True, ruled=True, order=order)
    office = need_tool("soffice", "libreoffice")
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    made = map(str, sorted(folder.glob("*.xlsx")))
    subprocess.run([*command, *made], check=True, capture_output=True, timeout=180)
    return folder


def read(path: Path) -> FileReading:
    [raw] = read_files([path])
    return read_list(raw, plan=load_plan(), positions=load_positions(), today=date(2024, 12, 12))


def code(reading: FileReading) -> str | None:
    return reading.error.code if reading.error else None


def told(reading: FileReading) -> list[tuple[object, ...]]:
    return [
        (p.full_name, p.dob, p.phones, p.position, p.agency_code, p.group, p.held) for p in reading.people
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "plain",
        "top",
        "center",
        "bottom",
        *(f"wide-{lines}{order}" for lines in ("", "ruled-") for order in ("downThenOver", "overThenDown")),
    ],
)
def test_the_same_people_as_in_the_workbook(printed: Path, name: str) -> None:
    workbook, print_ = read(printed / f"{name}.xlsx"), read(printed / f"{name}.pdf")
    assert told(print_) == told(workbook)
    assert print_.declared_total == len(print_.people)
    assert {reject.reason for reject in print_.rejects} == {"header_row"}


def test_texts_that_cross_their_columns_are_not_guessed(printed: Path) -> None:
    reading = read(printed / "overflow.pdf")
    assert (code(reading), reading.notices) == ("no_rows", ("unruled_table",))


def put(tmp_path: Path, *papers: Paper) -> FileReading:
    path = tmp_path / "a.pdf"
    path.write_bytes(document(papers))
    return read(path)


def test_a_page_of_columns_that_fit_nowhere_is_named(tmp_path: Path) -> None:
    first, second = Paper(), Paper()
    first.table(90, (30, 150, 80), [HEAD[:3], *(row[:3] for row in people(5))])
    second.table(90, (150, 80), [HEAD[3:], *(row[3:] for row in people(4))])
    reading = put(tmp_path, first, second)
    [problem] = [p for p in reading.problems if p.code == "table_not_read"]
    assert (problem.source.sheet, problem.source.row) == ("page 2", 0)
    assert len(reading.people) == 5


def test_the_end_of_a_name_on_the_next_page_is_no_person(tmp_path: Path) -> None:
    first, second = Paper(), Paper()
    widths = (30, 100, 70, 150)
    first.table(90, widths, [HEAD[:4], ("1", "Nguyễn Thị", "03/04/1980", "Phó Trưởng")])
    second.table(40, widths, [("", "Ví Dụ", "", "phòng"), ("2", "Điểu Thử", "1981", "Trưởng phòng")])
    one, two = put(tmp_path, first, second).people
    assert (one.full_name, one.position) == ("Nguyễn Thị Ví Dụ", "Phó Trưởng phòng")
    assert two.full_name == "Điểu Thử"


def test_a_person_without_a_number_on_the_next_page_stays_a_person(tmp_path: Path) -> None:
    first, second = Paper(), Paper()
    widths = (30, 100, 70, 150)
    first.table(90, widths, [HEAD[:4], ("1", "Nguyễn Thị Ví Dụ", "03/04/1980", "Trưởng phòng")])
    second.table(40, widths, [("", "Điểu Thử", "05/06/1981", "Phó Trưởng phòng")])
    reading = put(tmp_path, first, second)
    assert [p.full_name for p in reading.people] == ["Nguyễn Thị Ví Dụ", "Điểu Thử"]


def test_below_a_merged_cell_a_person_stays_a_person(tmp_path: Path) -> None:
    """Agency and unit are merged over the page's end, so both are blank on the next page."""
    first, second = Paper(), Paper()
    for paper, top, name in ((first, 90, "Điểu Thử"), (second, 40, "K'Thử Mẫu")):
        paper.table(top, (30, 100, 90), [("1", name, "Trưởng phòng")], left=240)
        paper.table(top + 18, (30, 100, 90), [("2", "Lê Văn Mẫu", "Trưởng phòng")], left=240)
        paper.line(40, top, 240, top)
        paper.line(40, top, 40, top + 36)
        paper.line(140, top, 140, top + 36)
    second.line(40, 76, 240, 76)
    first.write(44, 94, "Sở Nội vụ")
    first.write(144, 94, "Văn phòng")
    head = Paper()
    head.table(72, (100, 100, 30, 100, 90), [("Cơ quan", "Đơn vị", "STT", "Họ và tên", "Chức vụ")])
    first.lines += head.lines
    first.texts += head.texts
    reading = put(tmp_path, first, second)
    assert [p.full_name for p in reading.people] == ["Điểu Thử", "Lê Văn Mẫu", "K'Thử Mẫu", "Lê Văn Mẫu"]


def unruled(rows: Sequence[tuple[str, ...]], tops: Sequence[float]) -> Paper:
    paper = Paper()
    for row, top in zip(rows, tops, strict=True):
        for x, text in zip((40, 80, 220, 320), row, strict=True):
            if text:
                paper.write(x, top, text)
    return paper


PERSON = ("1", "Điểu Thử", "03/04/1980", "Trưởng phòng")
OTHER = ("2", "H'Mẫu Niê", "04/05/1981", "Trưởng phòng")
WRAP = ("", "", "", "Tổ chức cán bộ")


@pytest.mark.parametrize(
    ("tops", "posts"),
    [
        ((40, 70, 82, 112), ["Trưởng phòng Tổ chức cán bộ", "Trưởng phòng"]),
        ((40, 70, 100, 112), ["Trưởng phòng", "Tổ chức cán bộ Trưởng phòng"]),
        ((40, 70, 85, 100), None),
    ],
)
def test_a_line_belongs_to_the_row_it_is_near_to(
    tmp_path: Path, tops: Sequence[float], posts: list[str] | None
) -> None:
    reading = put(tmp_path, unruled([HEAD[:4], PERSON, WRAP, OTHER], tops))
    assert [p.raw["position"] for p in reading.people] == (posts or [])
    assert code(reading) == (None if posts else "no_rows")
    assert ("unruled_table" in reading.notices) == (posts is None)


def test_without_numbers_a_line_more_is_not_guessed(tmp_path: Path) -> None:
    rows = [(row[1], row[2], row[3], "x") for row in (HEAD, PERSON, OTHER)]
    reading = put(tmp_path, unruled([*rows, ("Thử", "", "", ""), rows[1]], (40, 60, 80, 92, 112)))
    assert (code(reading), reading.notices) == ("no_rows", ("unruled_table",))


LAST = ("", "Lò Văn Sáng", "", "Phó Trưởng phòng")
ALONE = ("3", "Lò Văn Sáng", "", "")


@pytest.mark.parametrize(("row", "top", "number"), [(ALONE, 140, 5), (ALONE, 100, 4), (LAST, 100, 4)])
def test_who_stands_apart_below_an_unruled_table_is_not_lost(
    tmp_path: Path, row: tuple[str, ...], top: float, number: int
) -> None:
    reading = put(tmp_path, unruled([HEAD[:4], PERSON, OTHER, row], (40, 60, 80, top)))
    assert [(p.full_name, p.source.row) for p in reading.people][2:] == [("Lò Văn Sáng", number)]
    assert (code(reading), reading.total) == (None, 4)


def test_who_stands_apart_at_the_end_of_a_page_is_not_lost(tmp_path: Path) -> None:
    page = unruled([HEAD[:4], PERSON, OTHER, ALONE], (40, 60, 80, 140))
    reading = put(tmp_path, page, unruled([("4", *PERSON[1:]), ("5", *OTHER[1:])], (40, 60)))
    assert [p.full_name for p in reading.people][2] == "Lò Văn Sáng"
    assert len(reading.people) == 5


def test_names_alone_on_a_page_below_an_unruled_table_are_not_guessed(tmp_path: Path) -> None:
    page = unruled([HEAD[:4], PERSON, OTHER], (40, 60, 80))
    reading = put(tmp_path, page, unruled([ALONE], (40,)))
    assert (code(reading), reading.notices) == ("no_rows", ("unruled_table",))


def test_signatures_below_an_unruled_table_are_rows_of_no_person(tmp_path: Path) -> None:
    rows = [HEAD[:4], PERSON, OTHER, ("", "NGƯỜI LẬP", "", "GIÁM ĐỐC"), ("", "Lò Văn Ký", "", "Lò Văn Duyệt")]
    reading = put(tmp_path, unruled(rows, (40, 60, 80, 140, 190)))
    assert [p.full_name for p in reading.people] == [PERSON[1], OTHER[1]]
    assert [r.reason for r in reading.rejects] == ["header_row", "signature_block", "signature_block"]


def test_what_stands_apart_below_goes_on_with_nobody_and_a_page_number_is_no_row(tmp_path: Path) -> None:
    rows = [HEAD[:4], PERSON, OTHER, ("", "", "", "Gia Nghĩa"), ("", "", "1", "")]
    reading = put(tmp_path, unruled(rows, (40, 60, 80, 140, 800)))
    assert [p.position for p in reading.people][:2] == ["Trưởng phòng", "Trưởng phòng"]
    assert (reading.total, reading.declared_total) == (4, None)
