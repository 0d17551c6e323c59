"""What Decree 13/2023 gives nobody a reason to keep stands in no database, output, workbook or log."""

import json
import logging
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.conftest import Ran

PLAN = ("--plan", "daknong-2024-demo")
NEVER = ("Xơ Đăng Bí Mật", "Phật giáo Kín", "03/02/1999", "7.28 hệ số", "Bạch Thị Vợ", "Chức Vụ Đã Cũ")
HEADINGS = ("Dân tộc", "Tôn giáo", "Ngày vào Đảng", "Hệ số lương", "Họ tên vợ (chồng)", "Chức vụ cũ")
ROWS = (
    (1, "Điểu Thị Thử", "02/01/1970", "Giám đốc", "0912345678", *NEVER),
    (2, "Y Thử Niê", "04/03/1980", "Trưởng phòng Công chức", "091234567", *NEVER),
)


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A list with columns that nobody needs, full of words that stand nowhere else."""
    book, path = Workbook(), tmp_path / "Sở Nội vụ.xlsx"
    head = ("STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Số điện thoại", *HEADINGS)
    for row in (("SỞ NỘI VỤ",), ("DANH SÁCH LÃNH ĐẠO SỞ, LÃNH ĐẠO PHÒNG",), head, *ROWS):
        book.worksheets[0].append(row)
    book.save(path)
    return path


def inside(path: Path) -> bytes:
    """All bytes of a file, those in a workbook inflated."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as package:
        return b"".join(map(package.read, package.namelist()))


def told(data: bytes) -> list[str]:
    return [word for word in NEVER if any(word.encode(e) in data for e in ("utf-8", "utf-16-le"))]


def test_columns_nobody_needs_are_kept_nowhere(
    listed: Path,
    tmp_path: Path,
    own_data_folder: Path,
    *,
    roster: Callable[..., Ran],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    out = tmp_path / "out"
    out.mkdir()
    said = [
        roster("read", listed, *PLAN, "--json", out / "read.json"),
        roster("import", listed, *PLAN),
        roster("dedupe", *PLAN),
        roster("export", "--out", out, *PLAN, "--allow-unresolved", "thử"),
        roster("ledger", listed.name, *PLAN),
        roster("find", "Điểu Thị Thử", *PLAN),
        roster("annotate", listed.name, out / "lại.xlsx", *PLAN),
    ]
    assert [(ran.code, ran.err) for ran in said if ran.code] == []
    assert told("".join(ran.out + ran.err for ran in said).encode()) == []
    assert told(caplog.text.encode()) == []
    people = json.loads((out / "read.json").read_text(encoding="utf-8"))["files"][listed.name]["people"]
    assert [person["full_name"] for person in people] == ["Điểu Thị Thử", "Y Thử Niê"]
    kept = [path for path in own_data_folder.rglob("*") if path.is_file() and path.parent.name != "originals"]
    assert {path.name: told(inside(path)) for path in (*kept, *out.iterdir())} == {
        path.name: [] for path in (*kept, *out.iterdir())
    }
    with sqlite3.connect(own_data_folder / "roster.db") as database:
        assert database.execute("SELECT count(*) FROM records").fetchone() == (2,)
    database.close()
