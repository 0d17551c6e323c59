"""The product's own reader gets from the files what the truth says."""

from typing import Any

import pytest

from roster.demo import Province, write
from roster.intake.contract import as_json
from roster.intake.reader import read_files
from roster.intake.reading import read_list
from roster.plan import Plan
from roster.positions import load_positions

FIELDS = ("full_name", "dob", "gender", "phone", "cccd")
Place = tuple[str, str, int]


@pytest.fixture(scope="module")
def read(plan: Plan, province: Province, tmp_path_factory: pytest.TempPathFactory) -> dict[Place, Any]:
    folder = tmp_path_factory.mktemp("demo") / "lists"
    write(province, folder)
    assert plan.today
    positions = load_positions()
    readings = [
        read_list(raw, plan=plan, positions=positions, today=plan.today)
        for raw in read_files(sorted(folder.iterdir()))
    ]
    return {
        (file, person["sheet"], person["row"]): person
        for file, reading in as_json(readings)["files"].items()
        for person in reading["people"]
    }


def test_every_person_is_read_and_nobody_else(province: Province, read: dict[Place, Any]) -> None:
    assert set(read) == {(row["file"], row["sheet"], row["row"]) for row in province.truth["rows"]}
    assert not [place for place, person in read.items() if person["held"]]


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_read_is_true(province: Province, read: dict[Place, Any], field: str) -> None:
    wrong = {
        place: (row[field], read[place][field])
        for row in province.truth["rows"]
        if read[place := (row["file"], row["sheet"], row["row"])][field] != row[field]
    }
    assert not wrong
