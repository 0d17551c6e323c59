"""Lists as agencies send them (tests/cases/lists/*.toml), written as real files, read by the whole of intake.

A case holds the cells and what a careful person would take from them; every field it names must come out so.
"""

import tomllib
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Font

from roster.intake.contract import as_json
from roster.intake.reader import read_files
from roster.intake.reading import read_list
from roster.plan import load_plan
from roster.positions import load_positions

CASES = sorted((Path(__file__).parents[1] / "cases/lists").glob("*.toml"))
TODAY = date(2024, 12, 12)


def write_case(case: dict[str, Any], folder: Path) -> Path:
    """The file of a case, in the format its name says."""
    path = folder / str(case["file"])
    writers = {".xlsx": write_xlsx, ".docx": write_docx, ".csv": write_text, ".txt": write_text}
    writers[path.suffix](case, path)
    return path


def write_xlsx(case: dict[str, Any], path: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in case["sheets"]:
        sheet = book.create_sheet(table["name"])
        sheet.sheet_state = "hidden" if table.get("hidden") else "visible"
        for number, row in enumerate(table["rows"], start=1):
            for column, value in enumerate(row, start=1):
                if value != "":
                    cell = sheet.cell(number, column, value)
                    font = table.get("fonts", {}).get(str(column))
                    cell.font = Font(name=font or "Times New Roman")
        for area in table.get("merges", []):
            sheet.merge_cells(area)
    book.save(path)


def write_docx(case: dict[str, Any], path: Path) -> None:
    document = Document()
    for content in case["sheets"]:
        rows = content["rows"]
        table = document.add_table(len(rows), max(map(len, rows)))
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, value in zip(cells.cells, row, strict=False):
                cell.text = str(value)
        document.add_paragraph()
    document.save(str(path))


def write_text(case: dict[str, Any], path: Path) -> None:
    lines = [case["separator"].join(map(str, row)) for row in case["sheets"][0]["rows"]]
    text = "\r\n".join(lines) + "\r\n"
    if case["encoding"] == "cp1258":  # the encoder wants tones as marks of their own
        text = half_decomposed(text)
    path.write_bytes(text.encode(case["encoding"]))


def half_decomposed(text: str) -> str:
    """Letters with their tones apart, as Windows writes cp1258."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    return "".join(tone_last(c, tones) for c in text)


def tone_last(letter: str, tones: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    marks = "".join(c for c in parts if c in tones)
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones)) + marks


def place(key: str, case: dict[str, Any]) -> tuple[str, int]:
    """'Sheet!3' or '3' (on the only sheet) as sheet and row."""
    sheet, _, row = key.rpartition("!")
    return (sheet or case["sheets"][0]["name"]), int(row)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_list(path: Path, tmp_path: Path) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    file = write_case(case, tmp_path)
    raw = read_files([file])[0]
    reading = read_list(raw, plan=load_plan(), positions=load_positions(), today=TODAY)
    answer = as_json([reading])["files"][file.name]
    expected = case["expect"]

    assert answer["error"] is None
    held = {(p["sheet"], p["row"]): p["held"] for p in answer["people"] if p["held"]}
    assert held == {place(k, case): reason for k, reason in expected.get("held", {}).items()}
    if "rejects" in expected:
        rejects = {(r["sheet"], r["row"]): r["reason"] for r in answer["rejects"]}
        assert rejects == {place(k, case): reason for k, reason in expected["rejects"].items()}

    only = case["sheets"][0]["name"]
    people = {(p["sheet"], p["row"], p.get("block", "")): p for p in answer["people"] if not p["held"]}
    wanted = {(p.get("sheet", only), p["row"], p.get("block", "")): p for p in expected.get("people", [])}
    assert people.keys() == wanted.keys()
    for key, want in wanted.items():
        got = people[key]
        assert set(want.get("flags", ())) <= set(got["flags"]), key
        fields = want.keys() - {"sheet", "row", "block", "flags"}
        assert {f: got[f] or "" for f in fields} == {f: want[f] for f in fields}, key


def test_every_case_has_a_file() -> None:
    assert len(CASES) >= 12
