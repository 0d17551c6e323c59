"""The files on disk: where they go, what is never overwritten, that each format holds what its page says."""

import csv
import io
import json
import unicodedata
from pathlib import Path

import docx
import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from roster.demo import Province, invent, truth_path, write
from roster.demo.legacy import encode
from roster.errors import UserError
from roster.legacy_encodings import decode
from roster.plan import Plan
from roster.text import repair_lookalikes

DELEGATES = "Danh sách đại biểu HĐND tỉnh khóa IV.xlsx"
TCVN3 = "SXD-DS2024.xls"
SEMICOLONS = "so_tttt.csv"
UTF_16 = "SGTVT.txt"


@pytest.fixture(scope="module")
def folder(province: Province, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "lists"
    write(province, folder)
    return folder


def test_files_in_the_folder_and_the_truth_beside_it(province: Province, folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == set(province.truth["files"])
    assert json.loads(truth_path(folder).read_text(encoding="utf-8")) == province.truth
    assert truth_path(folder) == folder.parent / "lists-truth.json"


def test_the_same_bytes_every_time(plan: Plan, folder: Path, tmp_path: Path) -> None:
    write(invent(plan, seed=7), tmp_path / "again")
    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name
    assert truth_path(folder).read_bytes() == truth_path(tmp_path / "again").read_bytes()


def test_a_second_demonstration_takes_the_place_of_the_first(plan: Plan, tmp_path: Path) -> None:
    write(invent(plan, seed=1), tmp_path / "demo")
    write(invent(plan, seed=2), tmp_path / "demo")
    assert json.loads(truth_path(tmp_path / "demo").read_text(encoding="utf-8"))["seed"] == 2


def test_refuses_a_folder_with_other_files(province: Province, tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    mine = tmp_path / "demo" / DELEGATES  # even under a name that the demonstration would use
    mine.write_text("an officer's own file", encoding="utf-8")
    with pytest.raises(UserError) as refusal:
        write(province, tmp_path / "demo")
    assert refusal.value.code == "folder_not_empty"
    assert mine.read_text(encoding="utf-8") == "an officer's own file"
    assert list((tmp_path / "demo").iterdir()) == [mine]
    assert not truth_path(tmp_path / "demo").exists()


def test_workbooks_hold_the_rows_of_the_truth(province: Province, folder: Path) -> None:
    checked = 0
    for file, facts in province.truth["files"].items():
        if facts["format"] in ("xlsx", "xls", "ods"):
            book = CalamineWorkbook.from_path(str(folder / file))
            for row in (r for r in province.truth["rows"] if r["file"] == file):
                cells = book.get_sheet_by_name(row["sheet"]).to_python(skip_empty_area=False)
                words = " ".join(map(str, cells[row["row"] - 1]))
                words = repair_lookalikes(decode(words, "tcvn3") if file == TCVN3 else words)
                assert row["full_name"].split()[-1].casefold() in words.casefold(), (file, row["row"])
                checked += 1
    assert checked > 300


def test_text_files_have_their_encodings(folder: Path) -> None:
    assert (folder / SEMICOLONS).read_bytes().startswith(b"\xef\xbb\xbf")
    assert (folder / UTF_16).read_bytes().startswith(b"\xff\xfe")
    assert "\t" in (folder / UTF_16).read_text(encoding="utf-16")


def test_text_rows_are_numbered_by_physical_line(province: Province, folder: Path) -> None:
    text = (folder / SEMICOLONS).read_text(encoding="utf-8-sig")
    assert '"Danh sách lãnh đạo' in text  # a quoted title of two lines shifts all rows below
    lines = text.splitlines()
    for row in province.truth["rows"]:
        if row["file"] == SEMICOLONS:
            [cells] = csv.reader(io.StringIO(lines[row["row"] - 1]), delimiter=";")
            assert row["full_name"] in cells


def test_documents_hold_the_list_as_a_table(province: Province, folder: Path) -> None:
    for file, facts in province.truth["files"].items():
        if facts["format"] == "docx":
            tables = docx.Document(str(folder / file)).tables
            for row in (r for r in province.truth["rows"] if r["file"] == file):
                table = tables[int(row["sheet"].removeprefix("table "))]
                words = " ".join(cell.text for cell in table.rows[row["row"] - 1].cells)
                assert row["full_name"] in " ".join(words.split())


def test_layout_of_the_delegates_list(folder: Path) -> None:
    sheet = openpyxl.load_workbook(folder / DELEGATES).active
    assert sheet is not None
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A1:D1", "E1:H1", "C8:D8", "A8:A9"} <= merged
    assert [c.value for c in sheet[9]][2:4] == ["Nam", "Nữ"]
    assert [c.value for c in sheet[10]][:2] == ["(1)", "(2)"]


def test_phones_typed_as_numbers_lost_their_zero(province: Province, folder: Path) -> None:
    sheet = openpyxl.load_workbook(folder / "DS SO TAI CHINH.xlsx").active
    assert sheet is not None
    rows = [r for r in province.truth["rows"] if r["file"] == "DS SO TAI CHINH.xlsx"]
    assert all(sheet.cell(r["row"], 6).value == int(r["phone"].removeprefix("+84")) for r in rows)


def test_a_hidden_sheet_is_nobodys(province: Province, folder: Path) -> None:
    file = "Bieu tong hop lanh dao So KHDT.xlsx"
    book = openpyxl.load_workbook(folder / file)
    assert book["Danh sach 2023"].sheet_state == "hidden"
    assert "Danh sach 2023" not in {r["sheet"] for r in province.truth["rows"] if r["file"] == file}


def test_tcvn3_is_read_back_but_for_capitals_with_a_tone() -> None:
    text = "Nguyễn Đức Ưng, Trưởng phòng Ánh Ổn"
    assert decode(encode(text), "tcvn3") == "Nguyễn Đức Ưng, Trưởng phòng ánh ổn"
    assert "\u00ad" in encode("ư")
    assert unicodedata.is_normalized("NFC", encode(text))


def test_a_place_that_cannot_be_written_is_said(province: Province, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError) as error:
        write(province, tmp_path / "file" / "lists")
    assert error.value.code == "in_the_way"
