"""Lists as agencies send them (tests/cases/lists/*.toml), written as real files, read by the whole of intake.

A case holds the cells and what a careful person would take from them; every field it names must come out so.
In `expect`: `people` (`flags` must be among the row's flags, `only_flags` are all of them, `not_flags` none
of them), `held`, `rejects` (all of them), and where given `error`, `notices`, `problems` (of the file),
`sender` and `declared`, the total that the list states.
"""

from typing import Any

import pytest

from roster.intake.contract import as_json
from roster.model import FileReading
from roster.problems import NOTICES
from tests.intake.list_cases import Case, load_cases, readings_of

CASES = load_cases()
_PLACE = ("sheet", "row", "block", "flags", "only_flags", "not_flags")
_NO_SHEETS = [{"name": ""}]


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, FileReading]:
    """Every case as read."""
    return readings_of(CASES, tmp_path_factory.mktemp("lists"))


def place(key: str, case: Case) -> tuple[str, int]:
    """'Sheet!3' or '3' (on the only sheet) as sheet and row."""
    sheet, _, row = key.rpartition("!")
    return (sheet or case.get("sheets", _NO_SHEETS)[0]["name"]), int(row)


@pytest.mark.parametrize("name", CASES)
def test_list(name: str, readings: dict[str, FileReading]) -> None:
    case, reading = CASES[name], readings[name]
    answer = as_json([reading])["files"][reading.name]
    expected = case["expect"]

    assert (answer["error"] or {}).get("code", "") == expected.get("error", "")
    held = {(p["sheet"], p["row"]): p["held"] for p in answer["people"] if p["held"]}
    assert held == {place(k, case): reason for k, reason in expected.get("held", {}).items()}
    only = case.get("sheets", _NO_SHEETS)[0]["name"]
    people = {(p["sheet"], p["row"], p.get("block", "")): p for p in answer["people"] if not p["held"]}
    wanted = {(p.get("sheet", only), p["row"], p.get("block", "")): p for p in expected.get("people", [])}
    assert people.keys() == wanted.keys()
    if "rejects" in expected:
        rejects = {(r["sheet"], r["row"]): r["reason"] for r in answer["rejects"]}
        assert rejects == {place(k, case): reason for k, reason in expected["rejects"].items()}
    for key, want in wanted.items():
        assert said(people[key], want) == {f: v for f, v in want.items() if f not in _PLACE}, key
        flags = set(people[key]["flags"])
        assert set(want.get("flags", ())) <= flags, key
        assert flags == set(want.get("only_flags", flags)), key
        assert flags.isdisjoint(want.get("not_flags", ())), key
    check_file(reading, expected)


def said(got: dict[str, Any], want: dict[str, Any]) -> dict[str, Any]:
    """The fields the case names; '' for null, so that TOML can say it."""
    return {field: got[field] or "" for field in want if field not in _PLACE}


def check_file(reading: FileReading, expected: dict[str, Any]) -> None:
    """What the case says of the file as a whole."""
    of_file = {problem.code for problem in reading.problems} & NOTICES
    assert set(expected.get("notices", ())) <= set(reading.notices)
    assert of_file == set(expected.get("problems", of_file))
    assert reading.sender == expected.get("sender", reading.sender)
    assert reading.declared_total == expected.get("declared", reading.declared_total)
