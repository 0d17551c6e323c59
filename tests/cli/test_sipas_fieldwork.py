"""The fieldwork from the command line: keep, log, replace, sheet, take, undo, papers, milestones, status."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.cli.conftest import Ran
from tests.cli.sipas_files import read, write
from tests.sipas.frames import tree

Roster = Callable[..., Ran]
DAY = ("--today", "2024-12-18")
DESIGN = """
title = "t"
source = "s"
[[stages]]
level = "commune"
method = "pps_systematic"
n = 2
[[stages]]
level = "village"
method = "pps_systematic"
n = 2
[[stages]]
level = "citizen"
method = "simple"
n = 4
reserve = 2
"""
KEYS = {"target", "issued", "collected", "refused", "not_reached", "replaced", "left", "share"}


@pytest.fixture
def files(roster: Roster, tmp_path: Path) -> tuple[Path, Path]:
    """A sealed draw and its frame."""
    frame, design = write(tmp_path / "frame.csv", tree()), tmp_path / "design.toml"
    design.write_text(DESIGN, encoding="utf-8")
    out = tmp_path / "DRAW.json"
    assert roster("sipas", "draw", design, frame, "--seed", "2024", "--out", out).code == 0
    return out, frame


@pytest.fixture
def go(roster: Roster, database_url: str) -> Callable[..., Ran]:
    """`roster sipas …` on a database of its own."""
    return lambda *args: roster("sipas", *args, "--db", database_url, *DAY)


@pytest.fixture
def kept(go: Callable[..., Ran], files: tuple[Path, Path]) -> dict[str, Any]:
    """The draw that is kept."""
    assert go("keep", *files).code == 0
    return read(files[0])


def villages(draw: dict[str, Any]) -> list[str]:
    return [unit["unit_id"] for unit in draw["units"] if unit["level"] == "village"]


def status(go: Callable[..., Ran], tmp_path: Path) -> dict[str, Any]:
    assert go("status", "--json", tmp_path / "status.json").code == 0
    return read(tmp_path / "status.json")


def test_the_status_has_the_keys_of_the_contract(
    go: Callable[..., Ran], kept: dict[str, Any], tmp_path: Path
) -> None:
    village = villages(kept)[0]
    numbers = ("--issued", 4, "--collected", 2, "--refused", 1, "--not-reached", 1)
    assert go("log", village, "--partner", "buu_dien", "--day", "2024-12-17", *numbers).code == 0
    found = status(go, tmp_path)
    assert found["seal"] == kept["seal"]
    assert found["total"].keys() == KEYS
    assert found["total"] | {"target": 16, "issued": 4, "collected": 2, "left": 0} == found["total"]
    assert [one["unit_id"] for one in found["villages"]] == sorted(villages(kept))
    assert found["by_day"]["2024-12-17"]["collected"] == 2
    assert found["by_partner"].keys() == {"buu_dien"}
    for place in (*found["districts"], *found["communes"], *found["villages"]):
        assert place.keys() == {"unit_id", "name", "parent_id", *KEYS}


def test_a_draw_of_another_frame_is_not_kept(
    go: Callable[..., Ran], files: tuple[Path, Path], tmp_path: Path
) -> None:
    other = write(tmp_path / "other.csv", tree(citizens=13))
    assert go("keep", files[0], other).code == 2
    assert go("status").code == 2  # nothing was drawn


def test_somebody_is_replaced_and_the_line_taken_back(
    go: Callable[..., Ran], kept: dict[str, Any], tmp_path: Path
) -> None:
    people = [unit for unit in kept["units"] if unit["level"] == "citizen"]
    person = people[0]["unit_id"]
    reserve = next(
        unit["unit_id"]
        for unit in people
        if unit["parent_id"] == people[0]["parent_id"] and unit["role"] == "reserve"
    )
    ran = go("replace", person, "--reason", "Đã chuyển đi", "--partner", "mat_tran")
    assert ran.code == 0
    assert reserve in ran.out
    assert status(go, tmp_path)["total"]["replaced"] == 1
    assert go("undo", 1).code == 0
    assert status(go, tmp_path)["total"]["replaced"] == 0
    assert go("undo", 1).code == 2


def test_a_sheet_goes_out_filled_in_and_back(
    go: Callable[..., Ran], kept: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "sheet.xlsx"
    assert go("sheet", path, "--partner", "buu_dien").code == 0
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: cell for row in sheet.iter_rows(max_row=6) for cell in row if cell.value}
    for name, value in (("Ngày", "17/12/2024"), ("Phát ra", 4)):
        sheet.cell(heads[name].row + 1, heads[name].column, value)
    book.save(path)
    assert go("take", path).code == 0
    assert status(go, tmp_path)["total"]["issued"] == 4
    assert go("take", path).code == 2  # the same file once


def test_papers_are_written_and_only_lists_name_people(
    go: Callable[..., Ran], kept: dict[str, Any], tmp_path: Path
) -> None:
    for what, named in (("people", True), ("forms", False)):
        path = tmp_path / f"{what}.docx"
        assert go("papers", what, path, "--partner", "buu_dien").code == 0
        cells = [c.text for table in Document(str(path)).tables for row in table.rows for c in row.cells]
        assert any(re.fullmatch(r"Người \d+", text) for text in cells) == named
        assert "\n".join(cells).count(villages(kept)[0]) > 0
    assert go("papers", "people", tmp_path / "x.docx", "--partner", "nobody").code == 2
    assert not (tmp_path / "x.docx").exists()


def test_milestones_of_a_file(go: Callable[..., Ran], kept: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "moc.csv"
    path.write_text("code,day,source\ncollect,2024-12-20,\nsend,2024-12-25,CV 1\n", encoding="utf-8")
    assert go("milestones", path).code == 0
    found = {one["code"]: (one["day"], one["assumed"]) for one in status(go, tmp_path)["milestones"]}
    assert found["collect"] == ("2024-12-20", True)
    assert found["send"] == ("2024-12-25", False)
    assert found["draw"] == (None, False)


def test_known_populations_are_compared(roster: Roster, files: tuple[Path, Path], tmp_path: Path) -> None:
    known = tmp_path / "known.csv"
    known.write_text("unit_id,population\nd0,1000\nnowhere,3\n", encoding="utf-8")
    ran = roster("sipas", "check", files[1], "--known", known, *DAY)
    assert ran.code == 3
    assert "nowhere" in ran.err
    assert "1000" in ran.err
    known.write_text("unit_id,population\nd0,x\nd1,-1\n", encoding="utf-8")
    ran = roster("sipas", "check", files[1], "--known", known, *DAY)
    assert ran.code == 2
    assert "d0" in ran.err
    assert "d1" in ran.err


@pytest.mark.usefixtures("kept")
def test_purge_deletes_names_in_time(
    roster: Roster, go: Callable[..., Ran], database_url: str, tmp_path: Path
) -> None:
    database = ("--db", database_url)
    assert roster("purge", *database).code == 0
    assert go("papers", "people", tmp_path / "a.docx", "--partner", "buu_dien").code == 0
    assert roster("purge", *database, "--today", "2099-01-01").code == 0
    assert go("papers", "people", tmp_path / "b.docx", "--partner", "buu_dien").code == 0

    def named(name: str) -> int:
        tables = Document(str(tmp_path / name)).tables
        return sum(bool(re.fullmatch(r"Người \d+", c.text)) for t in tables for r in t.rows for c in r.cells)

    assert (named("a.docx") > 0, named("b.docx")) == (True, 0)
    assert status(go, tmp_path)["total"]["target"] == 16


def test_a_citizens_name_is_erased(go: Callable[..., Ran], kept: dict[str, Any], tmp_path: Path) -> None:
    unit = kept["units"][-1]["unit_id"]
    asked = go("erase", unit, "--reason", "request")
    assert (asked.code, len(asked.out.splitlines())) == (0, 4)  # nothing was done; what would stay
    assert go("erase", unit, "--reason", "request", "--sure").code == 0
    assert go("erase", unit, "--reason", "request", "--sure").code == 2
    assert go("erase", "nobody", "--reason", "request").code == 2
    assert go("papers", "people", tmp_path / "a.docx", "--partner", "buu_dien").code == 0
    rows = [row.cells for table in Document(str(tmp_path / "a.docx")).tables for row in table.rows]
    nameless = [row for row in rows if unit in {cell.text for cell in row}]
    assert [any("Người" in cell.text for cell in row) for row in nameless] == [False]
