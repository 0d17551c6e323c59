"""`roster person`: a person's data as a file, and erased; nothing goes without --sure."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import pyzipper

from roster.cli.failures import Exit
from tests.cli.conftest import Ran

ROW = "1,Nguyễn Thị Quyềnhthu,02/01/1970,Giám đốc,Sở Y tế\n"
HEAD = "STT,Họ và tên,Ngày sinh,Chức vụ,Cơ quan\n"


@pytest.fixture
def place(roster: Callable[..., Ran], tmp_path: Path) -> str:
    (tmp_path / "y-te.csv").write_text(HEAD + ROW, encoding="utf-8")
    assert roster("import", str(tmp_path / "y-te.csv")).code == Exit.DONE
    return "y-te.csv:2"


def test_data_and_erasing(
    roster: Callable[..., Ran], place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert roster("person", "data", place, "--out", str(tmp_path / "out"), "--form", "json").code == Exit.DONE
    (file,) = (tmp_path / "out").iterdir()
    (record,) = json.loads(file.read_text(encoding="utf-8"))["parts"]["records"]
    assert "Nguyễn Thị Quyềnhthu" in record["fields"].values()
    monkeypatch.setenv("ROSTER_PASSWORD", "bốn từ dễ nhớ")
    assert roster("person", "data", place, "--out", str(tmp_path / "secret"), "--protect").code == Exit.DONE
    (packed,) = (tmp_path / "secret").iterdir()
    with pyzipper.AESZipFile(packed) as archive:
        archive.setpassword("bốn từ dễ nhớ".encode())
        assert archive.read(archive.namelist()[0])
    assert roster("person", "erase", place, "--reason", "request").code == Exit.DONE
    assert roster("person", "erase", place, "--reason", "because", "--sure").code == Exit.WRONG_USE
    assert roster("person", "erase", place, "--reason", "request", "--sure").code == Exit.DONE
    assert roster("person", "erase", place, "--reason", "request", "--sure").code == Exit.WRONG_USE
