"""Hand-overs from the command line, on a handful of people."""

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

from roster.store.session import open_database
from tests.cli.conftest import Ran
from tests.store.contents import everything, in_files
from tests.tools import stand_in_office
from tests.web.officer import AN, DUNG, book


@pytest.fixture
def do(roster: Callable[..., Ran], database_url: str, tmp_path: Path) -> Callable[..., Ran]:
    """A command on a database with two people on the list."""
    source = tmp_path / "snv.xlsx"
    source.write_bytes(book(AN, DUNG))
    options = ("--db", database_url)
    assert roster("import", source, *options).code == 0
    return lambda *words: roster(*words, *options)


def numbers(ran: Ran) -> list[int]:
    """Of the hand-overs that a check names, one a line."""
    return [int(found[0]) for line in ran.out.splitlines() if (found := re.findall(r"\d+", line))]


def entered(ran: Ran) -> tuple[int, ...]:
    """How many of how many lines are entered."""
    return tuple(map(int, re.findall(r"\d+", ran.out.splitlines()[0])))


def sent(do: Callable[..., Ran], tmp_path: Path) -> Path:
    reason = ("--allow-unresolved", "gấp")
    assert do("handover", "freeze", "--out", tmp_path / "out", "--letter", "--counts", *reason).code == 0
    (workbook,) = (tmp_path / "out").glob("*.xlsx")
    return workbook


def test_freezing_writes_keeps_and_numbers(do: Callable[..., Ran], base: Path, tmp_path: Path) -> None:
    sent(do, tmp_path)
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".docx", ".docx", ".xlsx"]
    assert len(list((base / "handovers").iterdir())) == 3
    assert do("export", "--out", tmp_path / "again.xlsx", "--allow-unresolved", "gấp").code == 0
    assert numbers(do("handover", "verify")) == [2, 1]


def test_pdf_files_are_made_after_the_freeze(
    do: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in_office(monkeypatch, tmp_path)
    words = ("--letter", "--pdf", "--allow-unresolved", "gấp")
    assert do("handover", "freeze", "--out", tmp_path / "out", *words).code == 0
    written = {path.suffix: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert sorted(written) == [".docx", ".pdf", ".xlsx"]
    assert len(list((tmp_path / "out").iterdir())) == 4
    assert do("handover", "verify", "1").code == 0
    assert do("handover", "pdf", "1", "--out", tmp_path / "again").code == 0
    for path in (tmp_path / "again").iterdir():
        assert path.read_bytes() == (tmp_path / "out" / path.name).read_bytes()
        assert do("handover", "verify", path).code == 0
    assert do("handover", "pdf", "7", "--out", tmp_path / "again").code == 2
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert do("handover", "freeze", "--out", tmp_path / "no", *words).code == 2
    assert numbers(do("handover", "verify")) == [1]


def test_what_cannot_be_written_is_not_handed_over(
    do: Callable[..., Ran], base: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    words = ("--out", tmp_path / "file" / "x", "--allow-unresolved", "gấp")
    assert do("handover", "freeze", *words).code == 2
    assert not list((base / "handovers").glob("*"))
    assert numbers(do("handover", "verify")) == []


def test_one_changed_byte_is_detected_and_named(do: Callable[..., Ran], base: Path, tmp_path: Path) -> None:
    workbook = sent(do, tmp_path)
    assert do("handover", "verify").code == 0
    assert do("handover", "verify", "1").code == 0
    assert do("handover", "verify", workbook).code == 0
    workbook.write_bytes(workbook.read_bytes() + b"x")
    copy = do("handover", "verify", workbook)
    assert (copy.code, workbook.name in copy.err) == (3, True)
    kept = next(p for p in (base / "handovers").iterdir() if p.stat().st_size + 1 == workbook.stat().st_size)
    kept.chmod(0o600)
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    changed = do("handover", "verify", "1")
    assert (changed.code, workbook.name in changed.err) == (3, True)
    assert do("handover", "verify", "7").code == 2
    assert do("handover", "verify", tmp_path / "nothing.xlsx").code == 2


def test_changes_are_shown_then_frozen(do: Callable[..., Ran], tmp_path: Path) -> None:
    sent(do, tmp_path)
    assert "Dũng" not in do("handover", "addendum").out
    assert do("edit", "exclude", "snv.xlsx:4", "--reason", "nghỉ hưu").code == 0
    shown = do("handover", "addendum").out
    assert ("Dũng" in shown) != ("An" in shown)
    assert do("handover", "addendum", "--out", tmp_path / "more", "--allow-unresolved", "gấp").code == 0
    (made,) = (tmp_path / "more").glob("*.xlsx")
    assert load_workbook(made).sheetnames == ["Thêm", "Bớt", "Sửa"]
    assert do("handover", "addendum", "--out", tmp_path / "more", "--allow-unresolved", "x").code == 2


def test_a_password_is_never_on_the_command_line(
    do: Callable[..., Ran], database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("handover", "freeze", "--out", tmp_path / "p", "--protect", "--allow-unresolved", "gấp")
    assert do(*words).code == 2
    monkeypatch.setenv("ROSTER_PASSWORD", "mật khẩu 123")
    assert do(*words).code == 0
    (made,) = (tmp_path / "p").iterdir()
    assert not made.read_bytes().startswith(b"PK")
    with closing(open_database(database_url)) as database:
        assert "mật khẩu 123" not in str(everything(database))
        assert "mật khẩu 123".encode() not in in_files(database)


def test_ticks(do: Callable[..., Ran], tmp_path: Path) -> None:
    workbook = sent(do, tmp_path)
    assert do("handover", "entered", "p000001").code == 0
    assert entered(do("handover", "entered")) == (1, 2)
    assert do("handover", "entered", "P000001", "--undo").code == 0
    assert entered(do("handover", "entered")) == (0, 2)
    assert do("handover", "entered", "P000009").code == 2
    read = do("handover", "entered", "--from", workbook)
    assert entered(read) == (1, 1)  # one beyond doubt; of the other nothing but name and year agree
    assert "Dũng" in read.out
    assert entered(do("handover", "entered")) == (1, 2)


def test_columns_replaced_without_code(do: Callable[..., Ran], tmp_path: Path) -> None:
    model = tmp_path / "mau.xlsx"
    assert do("handover", "form", "export", "--out", model).code == 0
    book_ = load_workbook(model)
    book_.worksheets[0]["B3"] = "Họ, chữ đệm và tên"
    book_.worksheets[0].delete_rows(7, 20)
    book_.save(model)
    assert do("handover", "form", "use", model).code == 0
    assert "Họ, chữ đệm và tên" not in do("handover", "form", "export", "--out", tmp_path / "a.xlsx").out
    assert do("handover", "form", "use", model, "--yes").code == 0
    workbook = sent(do, tmp_path)
    heads = [
        [c.value for c in row] for row in load_workbook(workbook)["Sở"].iter_rows() if row[0].value == "STT"
    ]
    assert heads[0] == ["STT", "Họ, chữ đệm và tên", "Giới tính", "Năm sinh", "Chức vụ"]
    book_.worksheets[0]["A3"] = "ten"
    book_.worksheets[0]["C4"] = "-"
    book_.save(model)
    wrong = do("handover", "form", "use", model, "--yes")
    assert (wrong.code, len(wrong.err.strip().splitlines())) == (2, 3)
    assert do("handover", "form", "reset").code == 0
