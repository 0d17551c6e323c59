"""Edits from the command line, with real files and a real store."""

import csv
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran

PLAN = ("--plan", "daknong-2024-demo")
AN = "1,Nguyễn Văn An,02/01/1970,Giám đốc Sở,0912345678"
BINH = "2,Trần Thị Bình,04/03/1975,Phó Giám đốc Sở,091234567"
NAME = "Sở Nội vụ.csv"


def write(path: Path, *lines: str) -> Path:
    head = ("SỞ NỘI VỤ", "DANH SÁCH LÃNH ĐẠO SỞ", "STT,Họ và tên,Ngày sinh,Chức vụ,Số điện thoại")
    path.write_text("\n".join((*head, *lines)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def first(tmp_path: Path, roster: Callable[..., Ran]) -> Path:
    path = write(tmp_path / NAME, AN, BINH)
    assert roster("import", path, *PLAN).code == 0
    return path


def phones(folder: Path) -> list[str]:
    return column(
        folder,
        "SELECT phones FROM records JOIN imports ON imports.id = import_id WHERE state = 'active' "
        "ORDER BY records.id",
    )


def column(folder: Path, query: str) -> list[str]:
    with sqlite3.connect(folder / "roster.db") as database:
        found = [str(row[0]) for row in database.execute(query)]
    database.close()
    return found


def test_a_field_is_corrected_and_taken_back(
    first: Path, own_data_folder: Path, roster: Callable[..., Ran]
) -> None:
    ran = roster("edit", "correct", f"{NAME}:5", "phone=0912345679", *PLAN)
    assert ran.code == 0
    assert "0912345679" not in ran.out
    assert phones(own_data_folder) == ['["+84912345678"]', '["+84912345679"]']
    shown = roster("edit", "list")
    assert (shown.code, "0912345679" in shown.out) == (0, False)
    assert roster("edit", "undo", *PLAN).code == 0
    assert phones(own_data_folder) == ['["+84912345678"]', "[]"]
    assert roster("edit", "undo", *PLAN).code == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")
def test_a_value_can_be_asked_for(
    first: Path, own_data_folder: Path, roster: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert roster("edit", "correct", f"{NAME}:5", "phone", *PLAN).code == 2
    keyboard, terminal = os.openpty()
    with os.fdopen(terminal, encoding="utf-8") as typed, monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", typed)
        os.write(keyboard, b"0912345679\n")
        assert roster("edit", "correct", f"{NAME}:5", "phone", *PLAN).code == 0
    os.close(keyboard)
    assert phones(own_data_folder)[1] == '["+84912345679"]'


def test_corrections_come_from_a_file(
    first: Path, tmp_path: Path, own_data_folder: Path, roster: Callable[..., Ran]
) -> None:
    source = tmp_path / "sửa.csv"
    with source.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("row", "field", "value"))
        rows.writerow((f"{NAME}:4", "email", "an@so.vn"))
        rows.writerow((f"{NAME}:5", "phone", "0912345679"))
        rows.writerow((f"{NAME}:5", "dob", "05/03/1975"))
    assert roster("edit", "correct", "--from", source, *PLAN).code == 0
    assert column(own_data_folder, "SELECT kind FROM edits") == ["correct"]
    assert column(own_data_folder, "SELECT dob FROM records") == ["1970-01-02", "1975-03-05"]
    assert roster("edit", "undo", "1", *PLAN).code == 0
    assert column(own_data_folder, "SELECT dob FROM records") == ["1970-01-02", "1975-03-04"]


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "row,field,value\nx,y\n"])
def test_a_file_of_another_shape_is_refused(
    first: Path, tmp_path: Path, roster: Callable[..., Ran], content: str
) -> None:
    source = tmp_path / "sửa.csv"
    source.write_text(content, encoding="utf-8")
    assert roster("edit", "correct", "--from", source, *PLAN).code == 2
    assert roster("edit", "correct", "--from", tmp_path / "không có.csv", *PLAN).code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("correct", f"{NAME}:99", "dob=1970"),
        ("correct", "không có.csv:5", "dob=1970"),
        ("correct", NAME, "dob=1970"),
        ("correct", f"{NAME}:5"),
        ("correct", f"{NAME}:Sheet1:5", "dob=1970"),
        ("correct", f"{NAME}:5", "dân tộc=Kinh"),
        ("exclude", f"{NAME}:5"),
        ("readmit", f"{NAME}:5"),
        ("choose", f"{NAME}:5", "note"),
        ("separate", f"{NAME}:5"),
        ("add", "dob=1970"),
        ("undo", "7"),
        ("equal", "phone", "không ai", "0912345679"),
    ],
)
def test_what_cannot_be_done_is_refused(
    first: Path, roster: Callable[..., Ran], words: tuple[str, ...]
) -> None:
    assert roster("edit", *words, *PLAN).code == 2


def test_people_are_taken_out_put_back_and_added(
    first: Path, own_data_folder: Path, roster: Callable[..., Ran]
) -> None:
    assert roster("edit", "exclude", f"{NAME}:4", "--reason", "nghỉ hưu", *PLAN).code == 0
    assert column(own_data_folder, "SELECT count(*) FROM records WHERE excluded = 'nghỉ hưu'") == ["1"]
    assert roster("edit", "readmit", f"{NAME}:4", *PLAN).code == 0
    assert (
        roster("edit", "add", "full_name=Đỗ Văn Giang", "agency=Sở Y tế", "position=Giám đốc", *PLAN).code
        == 0
    )
    assert roster("edit", "correct", ":1", "dob=1971", *PLAN).code == 0
    assert column(own_data_folder, "SELECT dob FROM records WHERE full_name = 'Đỗ Văn Giang'") == ["1971"]
    checked = roster("check", *PLAN)
    assert checked.code in {0, 3}


def test_equal_values_are_mended_together(
    first: Path, own_data_folder: Path, roster: Callable[..., Ran]
) -> None:
    assert roster("edit", "equal", "phone", "091234567", "0912345679", "--file", first, *PLAN).code == 0
    assert phones(own_data_folder)[1] == '["+84912345679"]'


def test_edits_follow_a_second_delivery_and_rest_when_it_is_taken_out(
    first: Path, tmp_path: Path, own_data_folder: Path, roster: Callable[..., Ran]
) -> None:
    roster("edit", "correct", f"{NAME}:5", "phone=0912345679", *PLAN)
    second = write(tmp_path / "lần 2.csv", AN, BINH, "3,Lê Văn Cường,06/05/1980,Phó Giám đốc Sở,0912345680")
    assert roster("import", second, "--replaces", NAME, "--yes", *PLAN).code == 0
    assert phones(own_data_folder)[1] == '["+84912345679"]'
    assert roster("import", "--undo", second, *PLAN).code == 0
    assert roster("import", second, "--replaces", NAME, "--yes", *PLAN).code == 0
    assert phones(own_data_folder)[1] == '["+84912345679"]'
