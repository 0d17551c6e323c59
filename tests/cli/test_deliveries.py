"""A second delivery from the command line, with real files."""

import json
import os
import sqlite3
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from re import findall

import pytest

from roster.services.incoming import uploads
from tests.cli.conftest import Ran

PLAN = ("--plan", "daknong-2024-demo")
HEAD = "STT,Họ và tên,Ngày sinh,Chức vụ,Số điện thoại,Dân tộc\n"
AN = "1,Nguyễn Văn An,02/01/1970,Giám đốc Sở,0912345678,Kinh\n"
BINH = "2,Trần Thị Bình,04/03/1975,Phó Giám đốc Sở,0912345679,Kinh\n"
CUONG = "3,Lê Văn Cường,06/05/1980,Phó Giám đốc Sở,0912345680,Mạ\n"


@pytest.fixture
def first(tmp_path: Path, roster: Callable[..., Ran]) -> Path:
    path = write(tmp_path / "Sở Nội vụ.csv", AN, BINH)
    assert roster("import", path, *PLAN).code == 0
    return path


def write(path: Path, *lines: str) -> Path:
    path.write_text(f"SỞ NỘI VỤ\nDANH SÁCH LÃNH ĐẠO SỞ\n{HEAD}{''.join(lines)}", encoding="utf-8")
    return path


def states(folder: Path) -> dict[str, str]:
    with sqlite3.connect(folder / "roster.db") as database:
        found = dict(database.execute("SELECT file_name, state FROM imports"))
    database.close()
    return found


def test_a_difference_is_shown_and_not_applied_where_nobody_can_be_asked(
    first: Path, tmp_path: Path, own_data_folder: Path, roster: Callable[..., Ran]
) -> None:
    second = write(tmp_path / "lần 2.csv", BINH.replace("0912345679", "0987654321"), CUONG)
    ran = roster("import", second, "--replaces", first.name, *PLAN)
    assert ran.code == 0
    for word in ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường"):
        assert word in ran.out
    assert "0987654321" not in ran.out
    assert states(own_data_folder) == {first.name: "active"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize(("answer", "state"), [("y", "replaced"), ("n", "active")])
def test_at_a_terminal_a_person_decides(
    first: Path,
    tmp_path: Path,
    own_data_folder: Path,
    *,
    roster: Callable[..., Ran],
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    state: str,
) -> None:
    second = write(tmp_path / "lần 2.csv", BINH, CUONG)
    keyboard, terminal = os.openpty()
    with os.fdopen(terminal, encoding="utf-8") as typed, monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", typed)
        os.write(keyboard, f"{answer}\n".encode())
        assert roster("import", second, "--replaces", first.name, *PLAN).code == 0
    os.close(keyboard)
    assert states(own_data_folder)[first.name] == state


def test_it_is_applied_and_undone(
    first: Path, tmp_path: Path, own_data_folder: Path, roster: Callable[..., Ran]
) -> None:
    second = write(tmp_path / "lần 2.csv", BINH, CUONG)
    assert roster("import", second, "--replaces", first, "--yes", *PLAN).code == 0
    assert states(own_data_folder) == {first.name: "replaced", second.name: "active"}
    assert roster("import", "--undo", second, *PLAN).code == 0
    assert states(own_data_folder) == {first.name: "active", second.name: "undone"}


def test_a_list_of_the_same_name_can_be_shown_first(
    first: Path, own_data_folder: Path, roster: Callable[..., Ran]
) -> None:
    write(first, AN)
    assert roster("import", first, "--replaces", first.name, "--yes", *PLAN).code == 0
    with sqlite3.connect(own_data_folder / "roster.db") as database:
        found = database.execute("SELECT state, people FROM imports ORDER BY id").fetchall()
    database.close()
    assert found == [("replaced", 2), ("active", 1)]


@pytest.mark.parametrize("more", [("--undo",), ("--replace",), ("another.csv",)])
def test_replaces_stands_alone(first: Path, roster: Callable[..., Ran], more: tuple[str, ...]) -> None:
    assert roster("import", first, *more, "--replaces", first.name, *PLAN).code == 2


def test_an_unreadable_list_replaces_nothing(
    first: Path, tmp_path: Path, own_data_folder: Path, roster: Callable[..., Ran]
) -> None:
    bad = tmp_path / "hỏng.xlsx"
    bad.write_bytes(b"PK\x03\x04 nothing")
    assert roster("import", bad, "--replaces", first.name, "--yes", *PLAN).code == 4
    assert states(own_data_folder) == {first.name: "active"}


def test_originals_are_kept_and_purged(
    first: Path, own_data_folder: Path, roster: Callable[..., Ran]
) -> None:
    (kept,) = (own_data_folder / "originals").iterdir()
    assert kept.read_bytes() == first.read_bytes()
    assert roster("purge").code == 0
    assert kept.is_file()
    ran = roster("purge", "--today", "2999-01-01")
    assert (ran.code, kept.exists()) == (0, False)
    assert "91/2025/QH15" in ran.out


def test_a_refused_import_keeps_no_file(
    first: Path, own_data_folder: Path, roster: Callable[..., Ran]
) -> None:
    write(first, CUONG)
    assert roster("import", first, *PLAN).code == 2
    assert len(list((own_data_folder / "originals").iterdir())) == 1


def test_run_keeps_no_originals(first: Path, tmp_path: Path, roster: Callable[..., Ran]) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    first.rename(lists / first.name)
    assert roster("run", lists, "--out", tmp_path / "out", *PLAN).code in {0, 3}
    assert not (tmp_path / "out" / "originals").exists()


def test_an_annotated_copy(first: Path, tmp_path: Path, roster: Callable[..., Ran]) -> None:
    out = tmp_path / "nhận xét.xlsx"
    assert roster("annotate", first, out, *PLAN).code == 0
    assert out.read_bytes().startswith(b"PK")
    assert roster("annotate", first, tmp_path / "copy.csv", *PLAN).code == 2
    roster("purge", "--today", "2999-01-01")
    assert roster("annotate", first, out, *PLAN).code == 2


def test_the_ledger_names_every_row(first: Path, tmp_path: Path, roster: Callable[..., Ran]) -> None:
    ran = roster("ledger", first.name, *PLAN)
    assert ran.code == 0
    for word in ("Nguyễn Văn An", "Trần Thị Bình"):
        assert word in ran.out
    assert roster("ledger", "unknown.csv", *PLAN).code == 2
    bad = tmp_path / "hỏng.xlsx"
    bad.write_bytes(b"PK\x03\x04 nothing")
    assert roster("import", bad, *PLAN).code == 4
    assert roster("ledger", bad.name, *PLAN).code == 4


def test_purge_also_deletes_what_nobody_put_in(
    first: Path, own_data_folder: Path, roster: Callable[..., Ran]
) -> None:
    folder = own_data_folder / uploads.FOLDER
    uploads.receive(folder, "old.csv", BytesIO(b"x"), by="t", at=datetime.now(UTC))
    assert roster("purge").code == 0
    assert len(uploads.waiting(folder)) == 1
    assert roster("purge", "--today", "2999-01-01").code == 0
    assert list(folder.iterdir()) == []
    with sqlite3.connect(own_data_folder / "roster.db") as database:
        (line,) = database.execute("SELECT detail FROM audit WHERE action = 'uploads.expired'")
    assert json.loads(line[0]) == {"files": 1}


def test_people_are_found_by_name_and_by_number(first: Path, roster: Callable[..., Ran]) -> None:
    assert roster("dedupe", *PLAN).code in (0, 3)
    by_name = roster("find", "nguyen", "van", "an", *PLAN)
    assert by_name.code == 0
    assert ("Nguyễn Văn An" in by_name.out, "Trần Thị Bình" in by_name.out) == (True, False)
    (number,) = findall(r"P\d{6}", by_name.out)
    by_number = roster("find", number.lower(), *PLAN)
    assert (by_number.code, "Nguyễn Văn An" in by_number.out) == (0, True)
    assert roster("find", "P999999", *PLAN).code == 2
    assert (roster("find", "nobody", *PLAN).code, roster("find").code) == (0, 2)
