"""The commands on the invented province, one after the other, as an officer would use them."""

import json
import re
import shlex
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from roster.cli import main
from tests.cli.conftest import Ran

PLAN = ("--plan", "daknong-2024-demo")
GROSS = {"dai_bieu_hdnd": 50, "lanh_dao_so": 57, "lanh_dao_phong": 315, "lanh_dao_huyen": 24}
LISTS = 30


@dataclass(frozen=True)
class Province:
    """The invented lists, and one run on them."""

    folder: Path
    out: Path
    result: dict[str, Any]
    code: int


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Province:
    base = tmp_path_factory.mktemp("province")
    folder, out, json_path = base / "lists", base / "out", base / "out" / "result.json"
    assert main(["demo", str(folder)]) == 0
    code = main(["run", str(folder), *PLAN, "--out", str(out), "--json", str(json_path)])
    return Province(folder, out, json.loads(json_path.read_text(encoding="utf-8")), code)


def few(province: Province, target: Path, count: int = 3) -> Path:
    """A folder with only some of the lists."""
    target.mkdir()
    for path in sorted(province.folder.iterdir())[:count]:
        shutil.copy(path, target)
    return target


def test_demo_writes_the_lists_and_the_truth_beside_them(province: Province) -> None:
    assert len(list(province.folder.iterdir())) == LISTS
    assert (province.folder.parent / "lists-truth.json").is_file()


def test_demo_leaves_other_folders_alone(roster: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("x", encoding="utf-8")
    assert roster("demo", tmp_path).code == 2
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["thesis.docx"]


def test_run_does_the_whole_job(province: Province) -> None:
    assert {group: count["received"] for group, count in province.result["counts"].items()} == GROSS
    assert province.code == 3
    (workbook,) = province.out.glob("*.xlsx")
    pairs = re.match(r"BẢN NHÁP – còn (\d+) cặp chưa xem", workbook.name)
    assert pairs
    assert int(pairs[1]) == len(province.result["flags"])


def test_run_again_gives_the_same(province: Province, roster: Callable[..., Ran], tmp_path: Path) -> None:
    again = tmp_path / "again.json"
    assert roster("run", province.folder, *PLAN, "--out", province.out, "--json", again).code == 3
    assert again.read_bytes() == (province.out / "result.json").read_bytes()
    assert len(list(province.out.glob("*.xlsx"))) == 1


def test_run_uses_no_other_database(
    province: Province, roster: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROSTER_DB", str(tmp_path / "env.db"))
    lists = few(province, tmp_path / "lists")
    ran = roster("run", lists, *PLAN, "--out", tmp_path / "out", "--db", tmp_path / "given.db")
    assert sum("--db" in line for line in ran.err.splitlines()) == 1
    assert (tmp_path / "out" / "roster.db").is_file()
    assert not list(tmp_path.glob("*.db"))


def test_run_inside_its_own_folder(province: Province, roster: Callable[..., Ran], tmp_path: Path) -> None:
    lists = few(province, tmp_path / "lists")
    words = ("run", lists, *PLAN, "--out", lists / "out", "--json", lists / "result.json")
    first = roster(*words)
    assert roster(*words).code == first.code
    assert "result.json" not in first.err


def test_run_does_not_write_among_the_lists(province: Province, roster: Callable[..., Ran]) -> None:
    assert roster("run", province.folder, *PLAN, "--out", province.folder).code == 2
    assert len(list(province.folder.iterdir())) == LISTS


def test_unreadable_files_do_not_stop_the_rest(
    province: Province, roster: Callable[..., Ran], tmp_path: Path
) -> None:
    lists = few(province, tmp_path / "lists")
    (lists / "empty.xlsx").touch()
    (lists / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    ran = roster("run", lists, *PLAN, "--out", tmp_path / "out", "--json", tmp_path / "r.json")
    assert ran.code in {4, 5}
    assert {line.split(":")[0] for line in ran.err.splitlines()} >= {"empty.xlsx", "broken.xlsx"}
    assert sum(c["received"] for c in json.loads((tmp_path / "r.json").read_text())["counts"].values()) > 0


def test_read_writes_its_result_also_when_every_file_failed(
    roster: Callable[..., Ran], tmp_path: Path
) -> None:
    (tmp_path / "empty.csv").touch()
    out = tmp_path / "new" / "out.json"
    assert roster("read", tmp_path / "empty.csv", "--json", out).code == 4
    (file,) = json.loads(out.read_text(encoding="utf-8"))["files"].values()
    assert file["error"]["code"] == "empty"
    assert file["people"] == []


def test_read_needs_no_database(
    province: Province, roster: Callable[..., Ran], tmp_path: Path, own_data_folder: Path
) -> None:
    lists = few(province, tmp_path / "lists")
    assert roster("read", lists, *PLAN, "--json", tmp_path / "out.json").code == 0
    files = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["files"]
    assert sorted(files) == sorted(path.name for path in lists.iterdir())
    for file in files.values():
        rows = file["rows"]
        assert rows["total"] == rows["people"] + rows["held"] + rows["ignored"]
    assert not own_data_folder.exists()


def test_a_missing_file_is_wrong_use(roster: Callable[..., Ran], tmp_path: Path) -> None:
    ran = roster("read", tmp_path / "a", tmp_path / "b")
    assert (ran.code, len(ran.err.splitlines())) == (2, 2)


@pytest.mark.slow
def test_from_import_to_export(
    province: Province, roster: Callable[..., Ran], database_url: str, tmp_path: Path
) -> None:
    def do(*words: object) -> Ran:
        return roster(*words, *PLAN, "--db", database_url, "--by", "officer")

    state = tmp_path / "state.json"
    assert do("import", province.folder).code == 0
    assert do("dedupe").code == 0
    listed = do("review", "list")
    ids = re.findall(r"\b[0-9a-f]{8}\b", listed.out)
    assert len(ids) == len(province.result["flags"])
    assert not re.search(r"(\+84|\b0)\d{8,}", listed.out)
    assert do("export", "--out", tmp_path / "list.xlsx").code == 3
    for pair in ids:
        assert do("review", "decide", pair, "different").code in {0, 3}
    do("check", "--reason", "lanh_dao_so", "khuyết", "--json", state)
    shown = json.loads(state.read_text(encoding="utf-8"))
    assert (shown["open"]["pairs"], shown["reasons"]) == (0, {"lanh_dao_so": "khuyết"})
    assert {g: c["final"] for g, c in shown["counts"].items()} == {
        g: c["final"] for g, c in province.result["counts"].items()
    }
    assert do("export", "--out", tmp_path / "list.xlsx", "--allow-unresolved", "held rows").code == 0
    assert (tmp_path / "list.xlsx").stat().st_size > 0


def test_suggested_commands_work_as_they_stand(
    province: Province, roster: Callable[..., Ran], tmp_path: Path
) -> None:
    same = (*PLAN, "--db", str(tmp_path / "a roster.db"))
    lists = few(province, tmp_path / "lists")
    options = shlex.join(same)
    for words in (
        ("import", lists),
        ("dedupe",),
        ("check",),
        ("import", "--undo", *lists.iterdir()),
        ("check",),
        ("export", "--out", tmp_path),
    ):
        ran = roster(*words, *same)
        last = ran.out.rstrip().splitlines()[-1]
        assert last.endswith(options) or "--undo" in words
    assert ran.code == 2
    assert not list(tmp_path.glob("*.xlsx"))


def test_read_shows_the_senders_name(province: Province, roster: Callable[..., Ran], tmp_path: Path) -> None:
    ran = roster("read", few(province, tmp_path / "lists"), *PLAN)
    assert "Ban Dân tộc" in ran.out
    assert "ban_dan_toc" not in ran.out


def test_import_refuses_another_content_unless_told(
    province: Province, roster: Callable[..., Ran], tmp_path: Path
) -> None:
    first, second = sorted(province.folder.glob("*.xlsx"))[:2]
    copy = tmp_path / "list.xlsx"
    shutil.copy(first, copy)
    assert roster("import", copy, *PLAN).code in {0, 3}
    shutil.copy(second, copy)
    assert roster("import", copy, *PLAN).code == 2
    assert roster("import", copy, *PLAN, "--replace").code in {0, 3}
