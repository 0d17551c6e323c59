"""Sampling from the command line: sizes, allocation, the sealed draw, its replay, its report."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import docx
import pytest

from roster.demo import DEFAULT_SEED
from roster.demo.citizens import invent_frame
from roster.sipas.design import presets
from roster.sipas.sealed import seal
from tests.cli.conftest import Ran
from tests.cli.sipas_files import read, write
from tests.sipas.frames import tree

Roster = Callable[..., Ran]
DAY = ("--today", "2024-12-16")
DESIGN = """
title = "t"
source = "s"
[[stages]]
level = "commune"
method = "pps_systematic"
n = 3
[[stages]]
level = "village"
method = "pps_sampford"
n = 2
[[stages]]
level = "citizen"
method = "simple"
n = 4
reserve = 2
"""


@pytest.fixture
def frame(tmp_path: Path) -> Path:
    return write(tmp_path / "frame.csv", tree())


@pytest.fixture
def design(tmp_path: Path) -> Path:
    path = tmp_path / "design.toml"
    path.write_text(DESIGN, encoding="utf-8")
    return path


def test_draw_says_everything(roster: Roster, tmp_path: Path, frame: Path, design: Path) -> None:
    out = tmp_path / "draw.json"
    assert roster("sipas", "draw", design, frame, "--seed", "2024", "--out", out).code == 0
    draw = read(out)
    assert len(draw["units"]) == 3 + 6 + 24 + 12
    for unit in draw["units"]:
        assert {"stage", "unit_id", "order", "role", "probability", "weight"} <= unit.keys()
        assert unit["weight"] == pytest.approx(1 / unit["probability"])
        assert ("name" in unit) == (unit["stage"] < 3)
    lines = sorted("\t".join(row).encode() + b"\n" for row in tree())
    assert draw["frame_sha256"] == sha256(b"".join(lines)).hexdigest()
    assert draw["design"]["title"] == "t"
    assert draw["seed"] == draw["seed_used"] == "2024"
    assert draw["algorithm"]
    assert draw["seal"] == seal(draw)
    assert draw["design_effect"]["weighting"] >= 1


def test_the_same_draw_is_the_same_file(roster: Roster, tmp_path: Path, frame: Path, design: Path) -> None:
    for name in ("one", "two"):
        roster("sipas", "draw", design, frame, "--seed", "x", "--out", tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_replay(roster: Roster, tmp_path: Path, frame: Path, design: Path) -> None:
    out = tmp_path / "draw.json"
    roster("sipas", "draw", design, frame, "--seed", "x", "--dice", "1463 5212", "--out", out)
    assert read(out)["seed_used"] == "x+dice:14635212"
    assert roster("sipas", "replay", out, frame).code == 0
    turned = write(tmp_path / "turned.csv", tree()[::-1])
    assert roster("sipas", "replay", out, turned).code == 0
    other = write(tmp_path / "other.csv", [*tree(), ("d9", "", "huyện", "Huyện 9", "")])
    assert roster("sipas", "replay", out, other).code == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(seed="y"),
        lambda d: d["units"].pop(),
        lambda d: d["units"][0].update(probability=0.5),
        lambda d: d["design"]["stages"][2].update(n=5),
        lambda d: d.update(seal="0" * 64),
        lambda d: d.update(program="roster 0"),
    ],
)
def test_a_changed_draw_is_different(
    roster: Roster, *, tmp_path: Path, frame: Path, design: Path, change: Callable[[dict[str, Any]], Any]
) -> None:
    out = tmp_path / "draw.json"
    roster("sipas", "draw", design, frame, "--seed", "x", "--out", out)
    document = read(out)
    change(document)
    out.write_text(json.dumps(document), encoding="utf-8")
    assert roster("sipas", "replay", out, frame).code == 1


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"algorithm": "other"}', "not json"])
def test_what_is_no_draw(roster: Roster, tmp_path: Path, frame: Path, content: str) -> None:
    path = tmp_path / "draw.json"
    path.write_text(content, encoding="utf-8")
    assert roster("sipas", "replay", path, frame).code == 2
    assert roster("sipas", "report", path, tmp_path / "r.docx").code == 2
    assert roster("sipas", "replay", tmp_path / "none.json", frame).code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("--seed", ""),
        ("--seed", "a\nb"),
        ("--seed", "x", "--dice", "12345678"),
        ("--seed", "x", "--dice", "1234"),
        ("--seed", "x", "--lottery", "12x456"),
        ("--seed", "x", "--lottery", "123"),
        ("--seed", "x", "--lottery", "123456", "--dice", "12345612"),
    ],
)
def test_seeds_that_are_none(
    roster: Roster, *, tmp_path: Path, frame: Path, design: Path, words: tuple[str, ...]
) -> None:
    out = tmp_path / "draw.json"
    assert roster("sipas", "draw", design, frame, *words, "--out", out).code == 2
    assert not out.exists()


@pytest.mark.parametrize(
    ("row", "unit"),
    [
        (("d0", "", "huyện", "–", ""), "d0"),
        (("new", "nowhere", "thôn", "–", "5"), "nowhere"),
        (("new", "d0c0", "thôn", "–", "0"), "new"),
        (("new", "d0c0", "thôn", "–", "-7"), "new"),
        (("new", "d0c0", "thôn", "–", "5"), "new"),  # nobody lives in it
        (("new", "d0c0", "thon bon", "–", "5"), "thon bon"),
    ],
)
def test_faulty_frames_name_the_unit(
    roster: Roster, *, tmp_path: Path, design: Path, row: tuple[str, ...], unit: str
) -> None:
    frame, out = write(tmp_path / "f.csv", [*tree(), row]), tmp_path / "draw.json"
    ran = roster("sipas", "draw", design, frame, "--seed", "x", "--out", out)
    assert ran.code == 2
    assert unit in ran.err
    assert not out.exists()


def test_a_frame_without_its_columns(roster: Roster, tmp_path: Path, design: Path) -> None:
    frame = write(tmp_path / "f.csv", [("a", "b")], ("unit_id", "name"))
    ran = roster("sipas", "draw", design, frame, "--seed", "x", "--out", tmp_path / "d.json")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 3


@pytest.mark.parametrize("preset", presets())
def test_presets_on_the_invented_frame(roster: Roster, tmp_path: Path, preset: str) -> None:
    heading, *rows = invent_frame(DEFAULT_SEED)
    frame, out = write(tmp_path / "frame.csv", rows, heading), tmp_path / "draw.json"
    assert roster("sipas", "draw", preset, frame, "--seed", "2024", "--out", out).code == 0
    assert roster("sipas", "replay", out, frame).code == 0
    report = tmp_path / "report.docx"
    assert roster("sipas", "report", out, report).code == 0
    draw, word = read(out), docx.Document(str(report))
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert {draw["seal"], draw["frame_sha256"], draw["seed"]} <= cells
    people = {row[3] for row in rows if row[2] == "citizen"}
    assert not cells & people
    wanted = {"sipas-2024": (558, 0), "papi": (240, 120)}[preset]
    last = [u["role"] for u in draw["units"] if u["level"] == "citizen"]
    assert (last.count("main"), last.count("reserve")) == wanted


def test_check_finds_what_is_odd(roster: Roster, tmp_path: Path) -> None:
    heading, *rows = invent_frame(DEFAULT_SEED)
    people = [row for row in rows if row[2] == "citizen"]
    twin = ("twin", *people[0][1:])
    child = ("child", people[1][1], "citizen", "Lê Thị Bé", "", "", "Nữ", "2015-03-04")
    ran = roster("sipas", "check", write(tmp_path / "f.csv", [*rows, twin, child], heading), *DAY)
    assert ran.code == 3
    for unit in ("twin", "child", people[0][1]):
        assert unit in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="prints its own line ends")
def test_no_seed_of_python_changes_a_draw(tmp_path: Path, frame: Path, design: Path) -> None:
    """Sets and hashes of texts differ between processes; a draw must not."""
    seals = set()
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.json"
        code = "import sys; from roster.cli import main; sys.exit(main(sys.argv[1:]))"
        words = ["sipas", "draw", str(design), str(frame), "--seed", "x", "--out", str(out)]
        subprocess.run(
            [sys.executable, "-c", code, *words],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "HOME": str(tmp_path)},
            check=True,
            capture_output=True,
        )
        seals.add(read(out)["seal"])
    assert len(seals) == 1


def test_a_frame_from_official_units_and_a_list_as_sent(roster: Roster, tmp_path: Path) -> None:
    frame = tmp_path / "frame.csv"
    assert roster("sipas", "units", frame, "--district", "660", "--district", "666", *DAY).code == 0
    assert roster("sipas", "units", frame, "--district", "660", *DAY).code == 2  # it is there
    assert roster("sipas", "units", tmp_path / "x.csv", "--district", "999", *DAY).code == 2
    assert (
        roster("sipas", "units", tmp_path / "x.csv", "--district", "660", "--today", "2025-07-01").code == 2
    )
    with frame.open("a", encoding="utf-8") as file:
        file.write("24611-01,24611,thôn,Tổ dân phố 1,3\n")
    listed = tmp_path / "Tổ 1.csv"
    listed.write_text(
        "DANH SÁCH NGƯỜI DÂN\nSTT,Họ và tên,Ngày sinh,Giới tính\n1,NGUYỄN VĂN THỊNH,03/04/1975,Nam\n"
        "2,Trần Thị Bích Hường,12/12/1980,Nữ\n3,H'Bia Niê,1990,Nữ\n",
        encoding="utf-8",
    )
    assert roster("sipas", "add", frame, listed, "--village", "24611-02").code == 2
    assert roster("sipas", "add", frame, listed, "--village", "24611-01").code == 0
    assert roster("sipas", "add", frame, listed, "--village", "24611-01").code == 2  # they are in it
    with frame.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sum(row["level"] == "commune" for row in rows) == 8 + 11
    people = [(r["unit_id"], r["name"], r["dob"], r["gender"]) for r in rows if r["level"] == "citizen"]
    assert people == [
        ("24611-01-0001", "Nguyễn Văn Thịnh", "1975-04-03", "Nam"),
        ("24611-01-0002", "Trần Thị Bích Hường", "1980-12-12", "Nữ"),
        ("24611-01-0003", "H'Bia Niê", "1990", "Nữ"),
    ]


@pytest.mark.parametrize("content", ["", "STT,Họ và tên,Ngày sinh\n1,123,2000\n"])
def test_a_list_that_cannot_be_added_changes_nothing(roster: Roster, tmp_path: Path, content: str) -> None:
    frame = write(tmp_path / "frame.csv", [("v", "", "thôn", "Thôn 1", "3")])
    before, listed = frame.read_bytes(), tmp_path / "list.csv"
    listed.write_text(content, encoding="utf-8")
    assert roster("sipas", "add", frame, listed, "--village", "v").code == 2
    assert frame.read_bytes() == before
