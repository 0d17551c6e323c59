"""One list in every wrapping (tests/cases/wrappings.toml): `roster read --json` gives the same people.

The command runs as an officer runs it, over all files at once, with its parsing child.
"""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from roster.cli import main
from tests.intake.list_files import write_case
from tests.intake.saved_otherwise import PASSWORD

CASE = tomllib.loads((Path(__file__).parents[1] / "cases/wrappings.toml").read_text(encoding="utf-8"))
WRAPPINGS = {wrapping["name"]: wrapping for wrapping in CASE["wrappings"]}
ANYWHERE = ("sheet", "row", "email", "position_raw", "held", "phone")


def wrapped(wrapping: dict[str, Any]) -> dict[str, Any]:
    """The list as a case that `write_case` writes."""
    rows = CASE["rows"]
    looks = {"protected": wrapping.get("protected", False)}
    if "fonts" in wrapping:
        looks["fonts"] = {str(column): wrapping["fonts"] for column in range(1, 9)}
    if wrapping.get("documents"):
        return {**wrapping, "sheets": [{"name": "DS", "rows": rows, "above": CASE["above"]}]}
    letterhead = [[line] for line in CASE["above"]]
    return {**wrapping, "sheets": [{"name": "DS", "rows": [*letterhead, *rows], **looks}]}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The machine-readable answer for every wrapping, by the name of its file."""
    folder = tmp_path_factory.mktemp("wrappings")
    out = tmp_path_factory.mktemp("out") / "read.json"
    for wrapping in WRAPPINGS.values():
        write_case(wrapped(wrapping), folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROSTER_DATA", str(out.parent / "data"))
        patch.setenv("ROSTER_PASSWORD", PASSWORD)
        protected = [one["file"] for one in WRAPPINGS.values() if "password" in one.get("saved", ())]
        asked = [word for file in protected for word in ("--password", file)]
        assert main(["read", str(folder), "--json", str(out), *asked]) == 0
    files: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))["files"]
    return files


@pytest.mark.parametrize("name", WRAPPINGS)
def test_the_same_people_whatever_the_wrapping(name: str, answers: dict[str, Any]) -> None:
    answer = answers[WRAPPINGS[name]["file"]]
    assert answer["error"] is None
    people = [{f: v for f, v in person.items() if f not in ANYWHERE} for person in answer["people"]]
    assert [{**one, "flags": sorted(one["flags"])} for one in people] == CASE["expect"]["people"]
    assert not any(person["held"] for person in answer["people"])
    assert answer["notices"] == WRAPPINGS[name].get("notices", [])
    rows = answer["rows"]
    assert rows["total"] == rows["people"] + rows["held"] + rows["ignored"]


def test_no_two_wrappings_share_a_file() -> None:
    assert len({wrapping["file"] for wrapping in WRAPPINGS.values()}) == len(WRAPPINGS) > 35
