"""`roster replace` from the sent list to the list of a day."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from roster.cli.failures import Exit
from tests.cli.conftest import Ran

LIST = """STT,Họ và tên,Ngày sinh,Chức vụ
1,Nguyễn Văn An,02/01/1970,Giám đốc Sở
2,Trần Thị Bình,04/03/1975,Phó Giám đốc Sở
"""


@pytest.fixture
def options(tmp_path: Path, database_url: str, roster: Callable[..., Ran]) -> tuple[object, ...]:
    path = tmp_path / "Sở Nội vụ.csv"
    path.write_text(LIST, encoding="utf-8")
    options = ("--db", database_url, "--plan", "daknong-2024-demo")
    assert roster("import", path, *options).code == Exit.DONE
    assert roster("export", "--out", tmp_path / "out", *options).code == Exit.DONE
    return options


def test_replaced_listed_and_looked_back_at(options: tuple[object, ...], roster: Callable[..., Ran]) -> None:
    ordered = ("replace", "order", "P000001", "--reason", "retired", "--allowed-by", "Giám đốc")
    new = ("full_name=Hồ Văn Mới", "position=Giám đốc Sở", "agency=Sở Nội vụ")
    assert roster(*ordered, *new, *options).code == Exit.DONE
    assert roster(*ordered, *options).code == Exit.WRONG_USE  # nobody goes twice
    tomorrow = f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d}"
    assert "Hồ Văn Mới" in roster("replace", "list", *options).out
    assert "Nguyễn Văn An" not in roster("replace", "as-of", tomorrow, *options).out
    assert roster("replace", "as-of", "2020-01-01", *options).code == Exit.WRONG_USE
    assert roster("replace", "undo", "1", *options).code == Exit.DONE
    assert "Nguyễn Văn An" in roster("replace", "as-of", tomorrow, *options).out
    assert roster("replace", "reserve", "lanh_dao_so", "P000002", *options).code == Exit.WRONG_USE
