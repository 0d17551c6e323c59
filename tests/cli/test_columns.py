"""`roster columns`: a list without header from held to read, as an officer would do it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran

ROWS = (
    "SỞ TÀI CHÍNH\nDANH SÁCH LÃNH ĐẠO PHÒNG\n"
    "1;Nguyễn Văn An;3/4/1975;Trưởng phòng;0905000001\n"
    "2;Trần Thị Bé;12/5/1980;Phó Trưởng phòng;0905000002\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "lists" / "ds.csv"
    path.parent.mkdir()
    path.write_text(ROWS, encoding="utf-8")
    return path


def held(roster: Callable[..., Ran], out: Path, *options: object) -> int:
    roster("check", "--json", out, *options)
    return int(json.loads(out.read_text(encoding="utf-8"))["open"]["held"])


def test_from_held_to_read(roster: Callable[..., Ran], file: Path, tmp_path: Path) -> None:
    mapping, out = tmp_path / "ds.toml", tmp_path / "out.json"
    assert roster("import", file).code == 0
    assert held(roster, out) == 2
    shown = roster("columns", "show", file, "--save", mapping)
    assert shown.code == 0
    assert "Nguyễn" not in shown.out + mapping.read_text(encoding="utf-8")
    assert roster("columns", "remember", file, mapping, "--by", "Bình").code == 0
    assert roster("import", file).code == 0
    assert held(roster, out) == 0


def test_run_uses_what_its_own_database_remembers(
    roster: Callable[..., Ran], file: Path, tmp_path: Path
) -> None:
    out, mapping = tmp_path / "out", tmp_path / "ds.toml"
    database = ("--db", out / "roster.db")
    assert roster("run", file.parent, "--out", out).code == 3
    assert roster("columns", "show", file, "--save", mapping, *database).code == 0
    assert roster("columns", "remember", file, mapping, *database).code == 0
    roster("run", file.parent, "--out", out)
    assert held(roster, tmp_path / "state.json", *database) == 0


@pytest.mark.parametrize("words", [("show",), ("remember", "x.toml")])
def test_a_list_that_is_not_there(roster: Callable[..., Ran], tmp_path: Path, words: tuple[str, ...]) -> None:
    command, *rest = words
    assert roster("columns", command, tmp_path / "none.csv", *rest).code == 2
    assert roster("columns", command, tmp_path, *rest).code == 2


def test_a_mapping_that_is_wrong_changes_nothing(
    roster: Callable[..., Ran], file: Path, tmp_path: Path
) -> None:
    mapping = tmp_path / "ds.toml"
    roster("columns", "show", file, "--save", mapping)
    mapping.write_text(mapping.read_text(encoding="utf-8").replace('"full_name"', '"note"'), encoding="utf-8")
    assert roster("columns", "remember", file, mapping).code == 2
    roster("import", file)
    assert held(roster, tmp_path / "out.json") == 2
