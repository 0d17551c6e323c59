"""Whole files through the parsing child: by content, under limits, one bad file never costs another."""

import hashlib
import io
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from roster.intake.child import READY
from roster.intake.formats.limits import MAX_FILE_BYTES
from roster.intake.parse import parse
from roster.intake.reader import ParsingChild, read_files
from roster.model import FileError, RawFile, RawRow, Sheet

Put = Callable[[str, bytes], Path]
LIST = "STT;Họ và tên\n1;Điểu Thử\n".encode()
CODES = {
    "empty",
    "no_rows",
    "corrupt",
    "password",
    "too_large",
    "xml_entity",
    "scanned_pdf",
    "not_a_spreadsheet",
}
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def write(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


@pytest.fixture(scope="module")
def xlsx() -> bytes:
    book = openpyxl.Workbook()
    for number in range(20):
        book.worksheets[0].append([number, "Điểu Thử", "Giám đốc"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return out.getvalue()


def code(reading: RawFile) -> str | None:
    return reading.error.code if reading.error else None


def test_a_batch_is_read_in_order_and_progress_is_told(put: Put, xlsx: bytes) -> None:
    paths = [put("Sở Nội vụ (2).csv", LIST), put("b.xlsx", xlsx), put("c.csv", b"")]
    heard: list[int] = []
    readings = read_files(paths, on_read=heard.append)
    assert [r.name for r in readings] == ["Sở Nội vụ (2).csv", "b.xlsx", "c.csv"]
    assert [code(r) for r in readings] == [None, None, "empty"]
    assert heard == [1, 2, 3]
    assert readings[0] == RawFile(
        "Sở Nội vụ (2).csv",
        hashlib.sha256(LIST).hexdigest(),
        (Sheet("", (RawRow(1, ("STT", "Họ và tên")), RawRow(2, ("1", "Điểu Thử")))),),
    )


def test_no_files_need_no_child() -> None:
    assert read_files([]) == []


def test_a_wrong_suffix_is_a_notice(put: Put, xlsx: bytes) -> None:
    html = b"<table><tr><td>a</table>"
    names = [("a.xls", html), ("b.csv", xlsx), ("c.pdf", LIST), ("d.xlsx", xlsx), ("e.txt", LIST)]
    readings = read_files([put(name, data) for name, data in names])
    assert [r.notices for r in readings] == [("extension",)] * 3 + [()] * 2
    assert [s.name for r in readings for s in r.sheets] == ["table 0", "Sheet", "", "Sheet", ""]


def test_macros_are_a_notice(put: Put, xlsx: bytes) -> None:
    out = io.BytesIO(xlsx)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\0")
    [reading] = read_files([put("a.xlsm", out.getvalue())])
    assert (reading.notices, code(reading)) == (("macro",), None)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("rong.csv", b" \n", "empty"),
        ("trang.csv", b";;\n;;", "no_rows"),
        ("anh.xlsx", b"\x89PNG\r\n\x1a\n", "not_a_spreadsheet"),
        ("quet.pdf", b"%PDF-1.4", "scanned_pdf"),
        ("cut.xlsx", b"PK\x03\x04 gone", "corrupt"),
    ],
)
def test_refused_files(put: Put, name: str, data: bytes, expected: str) -> None:
    [reading] = read_files([put(name, data)])
    assert code(reading) == expected
    assert reading.sha256 == hashlib.sha256(data).hexdigest()
    assert reading.sheets == ()


def test_a_file_over_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    [reading] = read_files([path])
    assert (code(reading), reading.sha256) == ("too_large", "")


def test_a_file_that_is_gone_is_the_only_one_that_fails(put: Put, tmp_path: Path) -> None:
    readings = read_files([tmp_path / "gone.xlsx", put("a.csv", LIST)])
    assert [code(r) for r in readings] == ["corrupt", None]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_is_not_unicode(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/D\xd6.csv"))
    path.write_bytes(LIST)
    [reading] = read_files([path])
    assert (reading.name, code(reading)) == ("D\ufffd.csv", None)


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(put: Put) -> None:
    slow = put("slow.csv", b"a,b,c\n" * 600_000)

    def wait(size: int) -> float:
        return 0.2 if size > 1_000_000 else 20

    with ParsingChild(wait=wait) as child:
        readings = [child.read(path) for path in (slow, put("a.csv", LIST))]
    assert [code(r) for r in readings] == ["too_large", None]


@pytest.mark.skipif(os.name == "nt", reason="limits of the system are POSIX only")
@pytest.mark.parametrize(
    ("attempt", "fault"),
    [("bytearray(2 << 30)", "MemoryError"), ("open('x', 'wb', 0).write(b'x')", "OSError")],
)
def test_the_child_limits_itself(tmp_path: Path, attempt: str, fault: str) -> None:
    script = f"""
from roster.intake.child import limit_resources
limit_resources()
try:
    {attempt}
except {fault}:
    print("refused")
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.strip() == b"refused"


def test_a_far_cell_hidden_from_the_check_does_not_end_the_batch(put: Put, xlsx: bytes) -> None:
    """The reference is written with a character entity; calamine is asked for 17 thousand million cells."""
    cells = (
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="&#88;FD1048576"><v>1</v></c></row>'
    )
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = b'<worksheet xmlns="' + main + b'"><sheetData>' + cells + b"</sheetData></worksheet>"
    readings = read_files([put("a.xlsx", with_part(xlsx, SHEET, sheet)), put("b.csv", LIST)])
    assert code(readings[0]) in CODES
    assert code(readings[1]) is None


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Cut off somewhere, or with a few bits turned."""
    if rng.random() < 0.3:
        return data[: rng.randrange(len(data))]
    changed = bytearray(data)
    for _ in range(rng.randrange(1, 6)):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


@pytest.mark.parametrize("kind", ["file", "part", "text"])
def test_damaged_files_are_an_error_or_a_reading(put: Put, xlsx: bytes, kind: str) -> None:
    rng = random.Random(kind)
    with zipfile.ZipFile(io.BytesIO(xlsx)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(150):
        name = rng.choice(sorted(parts))
        if kind == "part":
            data = with_part(xlsx, name, damaged(parts[name], rng))
        else:
            data = damaged(xlsx if kind == "file" else LIST * 5, rng)
        reading = parse(put("a.bin", data), "a.bin")
        assert code(reading) in CODES or any(sheet.rows for sheet in reading.sheets)


def test_nothing_is_written_beside_the_files(put: Put, xlsx: bytes, tmp_path: Path) -> None:
    read_files([put("a.xlsx", xlsx), put("b.csv", LIST)])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.xlsx", "b.csv"]


def test_the_child_does_not_import_what_lies_in_the_working_folder(tmp_path: Path, put: Put) -> None:
    put("csv.py", b"raise SystemExit('imported')")
    script = (
        "from pathlib import Path; from roster.intake.reader import read_files;"
        "print(read_files([Path('a.csv')])[0].error)"
    )
    put("a.csv", LIST)
    done = subprocess.run([sys.executable, "-P", "-c", script], cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.strip() == b"None"


def test_the_child_says_when_it_is_ready_and_ends_with_its_input() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "roster.intake.child"], input=b"", capture_output=True, check=True, timeout=30
    )
    assert (done.stdout, done.stderr) == (READY, b"")


def test_errors_name_their_limit(put: Put) -> None:
    [reading] = read_files([put("a.csv", b"," * 2_000_001)])
    assert reading.error == FileError("too_large", {"limit": "2000000 cells"})
