"""Protected files on the command line: the password comes from the environment, never from an argument."""

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from tests.cli.conftest import Ran

SECRET = "bí mật-2024"


@pytest.fixture
def protected(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in [("STT", "Họ và tên", "Chức vụ"), ("1", "Điểu Thử", "Giám đốc Sở Nội vụ")]:
        book.worksheets[0].append(row)
    folder = tmp_path / "lists"
    folder.mkdir()
    book.save(tmp_path / "plain.xlsx")
    with (tmp_path / "plain.xlsx").open("rb") as plain, (folder / "so.xlsx").open("wb") as out:
        OOXMLFile(plain).encrypt(SECRET, out)
    return folder


@pytest.mark.parametrize(("password", "code", "people"), [(SECRET, 0, 1), ("khác", 4, 0)])
def test_the_environment_gives_the_password(
    roster: Callable[..., Ran],
    protected: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    password: str,
    code: int,
    people: int,
) -> None:
    monkeypatch.setenv("ROSTER_PASSWORD", password)
    out = protected.parent / "out.json"
    ran = roster("read", protected, "--password", "so.xlsx", "--json", out)
    file = json.loads(out.read_text(encoding="utf-8"))["files"]["so.xlsx"]
    assert (ran.code, len(file["people"])) == (code, people)
    assert (file["error"] or {}).get("code") == (None if people else "password")
    assert password not in ran.out + ran.err + out.read_text(encoding="utf-8")


def test_run_and_import_take_it_too(
    roster: Callable[..., Ran], protected: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROSTER_PASSWORD", SECRET)
    path = protected / "so.xlsx"
    out = protected.parent / "out"
    assert roster("import", path, "--password", path).code == 0
    assert roster("run", protected, "--password", "so.xlsx", "--out", out).code in (0, 3)
    assert SECRET.encode() not in (out / "roster.db").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
@pytest.mark.parametrize(("password", "code"), [(SECRET, 0), ("khác", 4)])
def test_the_terminal_asks_for_it_and_does_not_show_it(protected: Path, password: str, code: int) -> None:
    import pty

    answer = protected.parent / "out.json"
    command = [sys.executable, "-c", "from roster.cli import main; raise SystemExit(main())", "read"]
    words = [str(protected / "so.xlsx"), "--password", str(protected / "so.xlsx"), "--json", str(answer)]
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [*command, *words])
    shown = os.read(terminal, 1_000)
    while b"so.xlsx" not in shown:
        shown += os.read(terminal, 1_000)
    os.write(terminal, password.encode() + b"\n")
    with suppress(OSError):  # the terminal closes
        while more := os.read(terminal, 1_000):
            shown += more
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == code
    assert password.encode() not in shown
    file = json.loads(answer.read_text(encoding="utf-8"))["files"]["so.xlsx"]
    assert len(file["people"]) == (1 if code == 0 else 0)


@pytest.mark.parametrize("named", ["so.xlsx", "other.xlsx"])
def test_nobody_to_ask_and_no_such_file(
    roster: Callable[..., Ran], protected: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.delenv("ROSTER_PASSWORD", raising=False)
    ran = roster("read", protected, "--password", named)
    assert ran.code == 2
    assert named in ran.err


def test_the_annotated_copy_of_a_protected_list_asks_for_its_password(
    roster: Callable[..., Ran], protected: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROSTER_PASSWORD", SECRET)
    path, out = protected / "so.xlsx", protected.parent / "copy.xlsx"
    assert roster("import", path, "--password", path).code == 0
    for password, code in ((None, 2), ("khác", 2), (SECRET, 0)):
        if password is None:
            monkeypatch.delenv("ROSTER_PASSWORD")
        else:
            monkeypatch.setenv("ROSTER_PASSWORD", password)
        assert roster("annotate", "so.xlsx", out).code == code
        assert out.exists() == (code == 0)
    with out.open("rb") as file:
        copy, opened = OOXMLFile(file), BytesIO()
        copy.load_key(password=SECRET)
        copy.decrypt(opened)
    assert openpyxl.load_workbook(opened)
