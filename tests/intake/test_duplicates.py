from dataclasses import replace
from typing import Any

import pytest

from roster.intake.duplicates import flag_duplicates
from roster.model import PersonRecord, Source

AN = PersonRecord(Source("a", "", 1), "Lê Văn An", dob="1970-01-02", position="Giám đốc", agency="Sở Y tế")


@pytest.mark.parametrize(
    ("change", "flag"),
    [
        ({"position": "Trưởng phòng"}, "same_person_other_role"),
        ({"position": "Trưởng phòng", "full_name": "LÊ VĂN AN"}, "same_person_other_role"),
        ({"position": "Trưởng phòng", "dob": "1971-01-02"}, None),
        ({"position": "Trưởng phòng", "dob": None}, None),
        ({}, None),
    ],
)
def test_same_person_in_another_role(change: dict[str, Any], flag: str | None) -> None:
    records, problems = flag_duplicates([AN, replace(AN, source=Source("a", "", 2), **change)])
    assert [record.flags for record in records] == [((flag,) if flag else ())] * 2
    assert len(problems) == (2 if flag else 0)


def test_one_card_with_two_people() -> None:
    left = replace(AN, cccd="067070000001")
    right = replace(left, source=Source("a", "", 2), full_name="Trần Thị Bé", dob="1980")
    records, _ = flag_duplicates([left, right])
    assert [record.flags for record in records] == [("cccd_duplicate",)] * 2


def test_held_rows_are_left_out() -> None:
    left = replace(AN, cccd="067070000001", held="bad_name")
    records, problems = flag_duplicates([left, replace(left, source=Source("a", "", 2))])
    assert (records[0].flags, problems) == ((), [])
