"""One list in wrappings that other tests do not write: printed, protected, as a web archive, as XML 2003."""

import json
import subprocess
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.styles import Alignment, Border, Side

from roster.intake.reader import read_files
from roster.intake.reading import read_list
from roster.model import FileReading
from roster.plan import load_plan
from roster.positions import load_positions
from tests.intake.pdf_files import Paper, document
from tests.tools import need_tool

TITLE = ("SỞ NỘI VỤ", "DANH SÁCH LÃNH ĐẠO PHÒNG")
HEAD = ("STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Số điện thoại")
POST = "Phó Trưởng phòng phụ trách phòng Tổ chức cán bộ và Công chức, viên chức"
NAMES = ("Điểu Thử", "H'Mẫu Niê", "Nguyễn Thị Ví Dụ", "K'Thử", "Lê Văn Mẫu")
ROWS = [
    (str(n), NAMES[n % 5], f"{n % 28 + 1:02}/0{n % 9 + 1}/1980", POST, f"0905{n:06}") for n in range(1, 41)
]
TOTAL = "Tổng số: 40 người"
PEOPLE = [(r[1], f"1980-{r[2][3:5]}-{r[2][:2]}", f"+84{r[4][1:]}", POST, "so_noi_vu") for r in ROWS]
SECRET = "bí mật-2024"
PROTECTED = Path(__file__).parents[1] / "cases/protected"


def read(path: Path, password: str = "") -> FileReading:
    [raw] = read_files([path], passwords={path: password})
    return read_list(raw, plan=load_plan(), positions=load_positions(), today=date(2024, 12, 12))


def people(reading: FileReading) -> list[tuple[object, ...]]:
    assert reading.error is None
    assert {p.group for p in reading.people} == {"lanh_dao_phong"}
    return [(p.full_name, p.dob, *p.phones, p.position, p.agency_code) for p in reading.people]


def workbook(path: Path, *, repeat_header: bool = False) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    line = Side(style="thin")
    for number, text in enumerate(TITLE, start=1):
        sheet.cell(number, 1, text)
    for number, row in enumerate([HEAD, *ROWS], start=4):
        sheet.row_dimensions[number].height = 48
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(number, column, text)
            cell.border = Border(line, line, line, line)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.cell(len(ROWS) + 6, 1, TOTAL)
    for letter, width in zip("ABCDE", (6, 20, 13, 30, 13), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation = "landscape"
    if repeat_header:
        sheet.print_title_rows = "4:4"
    book.save(path)
    return path


def word(path: Path) -> Path:
    text = docx.Document()
    for line in TITLE:
        text.add_paragraph(line)
    table = text.add_table(0, len(HEAD), style="Table Grid")
    for row in (HEAD, *ROWS):
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
    text.add_paragraph(TOTAL)
    text.add_paragraph("TRƯỞNG PHÒNG")
    text.save(str(path))
    return path


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the list as LibreOffice prints it, from workbooks and from a Word document."""
    folder = tmp_path_factory.mktemp("printed")
    made = [
        workbook(folder / "once.xlsx"),
        workbook(folder / "repeated.xlsx", repeat_header=True),
        word(folder / "word.docx"),
    ]
    office = need_tool("soffice", "libreoffice")
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, made)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder


@pytest.mark.parametrize(("name", "repeats"), [("once.pdf", 0), ("repeated.pdf", 1)])
def test_a_printed_workbook(printed: Path, name: str, repeats: int) -> None:
    reading = read(printed / name)
    assert people(reading) == PEOPLE
    reasons = [r.reason for r in reading.rejects]
    pages = {p.source.sheet for p in reading.people}
    assert len(pages) > 1
    assert reasons == ["header_row", *["repeated_header"] * (len(pages) - 1) * repeats]
    assert (reading.declared_total, reading.total) == (40, 40 + len(reasons))
    starts = {page: min(p.source.row for p in reading.people if p.source.sheet == page) for page in pages}
    assert starts == {page: 2 if page == "page 1" else 1 + repeats for page in pages}


def test_a_printed_document_whose_rows_the_page_divides(printed: Path) -> None:
    reading = read(printed / "word.pdf")
    assert people(reading) == PEOPLE
    assert reading.declared_total == 40


def test_the_total_after_the_last_table_of_a_document(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx")
    assert (read(path).declared_total, read(path).total) == (40, 41)
    text = docx.Document(str(path))
    text.paragraphs[-2].text = "Tổng số: 41 người"
    text.save(str(path))
    [problem] = [p for p in read(path).problems if p.code == "declared_total_differs"]
    assert (problem.source.sheet, problem.params) == ("table 0", {"declared": "41", "found": "40"})


def protected_workbook(path: Path) -> Path:
    with path.open("wb") as out, workbook(path.with_suffix(".open.xlsx")).open("rb") as plain:
        OOXMLFile(plain).encrypt(SECRET, out)
    return path


@pytest.mark.parametrize(("password", "code"), [("", "password"), ("khác", "password"), (SECRET, None)])
def test_a_protected_workbook(tmp_path: Path, password: str, code: str | None) -> None:
    reading = read(protected_workbook(tmp_path / "a.xlsx"), password)
    assert (reading.error.code if reading.error else None) == code
    assert reading.error or people(reading) == PEOPLE


@pytest.mark.parametrize(("password", "code"), [("", "password"), ("khác", "password"), (SECRET, None)])
def test_a_protected_document_of_word(tmp_path: Path, password: str, code: str | None) -> None:
    path = tmp_path / "a.docx"
    with path.open("wb") as out, word(tmp_path / "open.docx").open("rb") as plain:
        OOXMLFile(plain).encrypt(SECRET, out)
    reading = read(path, password)
    assert (reading.error.code if reading.error else None) == code
    assert reading.error or people(reading) == PEOPLE


@pytest.mark.parametrize("name", ["cryptoapi.xls", "aes.ods"])
@pytest.mark.parametrize(("password", "names"), [("", []), ("khác", []), ("bí mật", ["Điểu Thử"])])
def test_a_workbook_that_libreoffice_protected(name: str, password: str, names: list[str]) -> None:
    reading = read(PROTECTED / name, password)
    assert [p.full_name for p in reading.people] == names
    assert (reading.error.code if reading.error else "") == ("" if names else "password")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "password", "code"),
    [
        ("DocumentOpenPassword", "", "password"),
        ("DocumentOpenPassword", "sai", "password"),
        ("DocumentOpenPassword", "mo", None),
        ("PermissionPassword", "", None),  # closed to changes, open to readers
        ("PermissionPassword", "sai", None),
    ],
)
def test_a_protected_pdf(tmp_path: Path, asked: str, password: str, code: str | None) -> None:
    office = need_tool("soffice", "libreoffice")
    switch = "EncryptFile" if asked == "DocumentOpenPassword" else "RestrictPermissions"
    options = {switch: {"type": "boolean", "value": "true"}, asked: {"type": "string", "value": "mo"}}
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    kind = f"pdf:calc_pdf_Export:{json.dumps(options)}"
    command = [office, home, "--headless", "--convert-to", kind, "--outdir", str(tmp_path)]
    made = workbook(tmp_path / "a.xlsx")
    subprocess.run([*command, str(made)], check=True, capture_output=True, timeout=180)
    assert b"/Encrypt" in made.with_suffix(".pdf").read_bytes()
    reading = read(made.with_suffix(".pdf"), password)
    assert (reading.error.code if reading.error else None) == code
    assert reading.error or people(reading) == PEOPLE


def test_a_password_for_a_file_without_one_does_no_harm(tmp_path: Path) -> None:
    assert people(read(workbook(tmp_path / "a.xlsx"), SECRET)) == PEOPLE


def xml_2003(path: Path) -> Path:
    def row(texts: tuple[str, ...], index: int) -> str:
        cells = "".join(f'<Cell><Data ss:Type="String">{escape(t)}</Data></Cell>' for t in texts)
        return f'<Row ss:Index="{index}">{cells}</Row>'

    rows = [row((text,), n) for n, text in enumerate(TITLE, start=1)]
    rows += [row(texts, n) for n, texts in enumerate([HEAD, *ROWS], start=4)]
    names = "urn:schemas-microsoft-com:office:spreadsheet"
    path.write_text(
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{names}" '
        f'xmlns:ss="{names}"><Worksheet ss:Name="DS"><Table>{"".join(rows)}</Table></Worksheet></Workbook>',
        encoding="utf-8",
    )
    return path


def web_archive(path: Path) -> Path:
    rows = "".join("<tr>" + "".join(f"<td>{escape(t)}</td>" for t in row) + "</tr>" for row in (HEAD, *ROWS))
    page = f"<html><body><p>{TITLE[0]}</p><p>{TITLE[1]}</p><table>{rows}</table></body></html>"
    message = EmailMessage(policy=SMTP)
    message["MIME-Version"] = "1.0"
    message.set_content("<html><frameset></frameset></html>", subtype="html")
    message.make_related()
    message.add_related(page, subtype="html", cte="quoted-printable", charset="utf-8")
    path.write_bytes(message.as_bytes())
    return path


@pytest.mark.parametrize(("write", "sheet"), [(xml_2003, "DS"), (web_archive, "table 0")])
def test_other_programs_xls(tmp_path: Path, write: Callable[[Path], Path], sheet: str) -> None:
    reading = read(write(tmp_path / "a.xls"))
    assert people(reading) == PEOPLE
    assert {p.source.sheet for p in reading.people} == {sheet}
    assert reading.notices == ("extension",)


def test_a_drawn_document_with_sections_between_pages(tmp_path: Path) -> None:
    first, second = Paper(), Paper()
    widths = (30, 100, 70, 150, 80)
    for top, line in zip((30, 50), TITLE, strict=True):
        first.write(40, top, line)
    first.table(90, widths, [HEAD, ("1", "Điểu Thử", "03/04/1980", "Trưởng phòng Thanh\ntra", "0905000001")])
    second.write(40, 20, "II. Phòng Cải cách hành chính")
    second.table(40, widths, [("1", "H'Mẫu Niê", "1981", "Trưởng phòng", "090500\n0002")])
    path = tmp_path / "a.pdf"
    path.write_bytes(document([first, second]))
    one, two = read(path).people
    assert (one.full_name, one.position, one.source.sheet) == ("Điểu Thử", "Trưởng phòng Thanh tra", "page 1")
    assert (two.full_name, two.phones, two.unit) == (
        "H'Mẫu Niê",
        ("+84905000002",),
        "Phòng Cải cách hành chính",
    )
    assert (two.source.sheet, two.source.row) == ("page 2", 1)


LINES = (
    "1. Ông Điểu Thử, sinh ngày 01/02/1970, Trưởng phòng Tổ chức",
    "2. Bà H'Mẫu Niê, sinh ngày 03/04/1975, Phó Trưởng phòng",
)


@pytest.mark.parametrize("name", ["a.docx", "a.txt"])
def test_numbered_lines_are_held_and_a_table_set_with_tabs_is_read(tmp_path: Path, name: str) -> None:
    def write(lines: tuple[str, ...]) -> FileReading:
        path = tmp_path / name
        if name == "a.txt":
            path.write_text("\n".join([*TITLE, *lines, "GIÁM ĐỐC"]), encoding="utf-8")
            return read(path)
        text = docx.Document()
        for line in (*TITLE, *lines, "GIÁM ĐỐC"):
            text.add_paragraph(line)
        text.save(str(path))
        return read(path)

    held = write(LINES)
    assert [(p.source.row, p.held) for p in held.people] == [(3, "needs_mapping"), (4, "needs_mapping")]
    tabbed = write(("\t".join(HEAD), *("\t".join(row) for row in ROWS)))
    assert people(tabbed) == PEOPLE
    assert [r.reason for r in tabbed.rejects] == ["letterhead"] * 2 + ["header_row", "signature_block"]


@pytest.mark.slow
def test_damaged_pdfs_are_an_error_or_a_reading(tmp_path: Path) -> None:
    paper = Paper()
    paper.table(90, (30, 100), [("STT", "Họ và tên"), ("1", "Điểu Thử")])
    data = document([paper])
    paths = []
    for place in range(40, len(data), len(data) // 40):
        path = tmp_path / f"{place}.pdf"
        changed = bytearray(data)
        changed[place] ^= 1 << place % 8
        path.write_bytes(data[:place] if place % 3 else bytes(changed))
        paths.append(path)
    codes = {raw.error.code for raw in read_files(paths) if raw.error}
    assert codes <= {"corrupt", "scanned_pdf", "no_rows", "password", "too_large"}
