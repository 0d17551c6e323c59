import re
from dataclasses import replace

import pytest

from roster.export import columns, tables
from roster.export.columns import Entry
from roster.export.document import RosterDocument
from roster.export.form import ROSTER_FIELDS, TABLE_FIELDS, Form
from roster.model import Respondent
from roster.plan import Plan
from tests.export.conftest import DELEGATE, DIVISION, LEADER, Make


def shown(field: str, person: Respondent, plan: Plan, form: Form) -> object:
    return columns.value(field, Entry(7, person, plan, form))


def test_every_field_of_the_form_has_its_function() -> None:
    assert set(columns.FIELDS) == set(ROSTER_FIELDS)


def test_every_table_of_the_summary_has_its_records() -> None:
    assert {*tables.RECORDS, "open_pairs"} == set(TABLE_FIELDS)


def test_records_hold_the_fields_the_form_may_show(make: Make, form: Form) -> None:
    roster: RosterDocument = make()
    for name, records in tables.RECORDS.items():
        for record in records(roster, form):
            assert {"stt", *record} == set(TABLE_FIELDS[name])


@pytest.mark.parametrize(
    ("field", "person", "value"),
    [
        ("stt", LEADER, 7),
        ("full_name", DELEGATE, "Điểu K'Bình"),
        ("birth_year", DELEGATE, 1970),
        ("birth_year", LEADER, 1975),
        ("birth_year", DIVISION, ""),
        ("dob", DELEGATE, "04/03/1970"),
        ("dob", replace(LEADER, dob="1975-08"), "08/1975"),
        ("dob", LEADER, "1975"),
        ("dob", DIVISION, ""),
        ("phone", DELEGATE, "0912345678; 02613544123"),
        ("phone", DIVISION, ""),
        ("position", DELEGATE, "Đại biểu HĐND tỉnh"),
        ("position", LEADER, "Phó Giám đốc"),
        ("workplace", DELEGATE, "Sở Y tế"),
        ("workplace", DIVISION, "Phòng Tổ chức cán bộ, Sở Nội vụ"),
        ("workplace", replace(DIVISION, position="Trưởng phòng Tổ chức cán bộ"), "Sở Nội vụ"),
        ("workplace", replace(DIVISION, agency=None), "Phòng Tổ chức cán bộ"),
        ("note", DELEGATE, "Chức vụ khác: Giám đốc"),
        ("note", replace(DELEGATE, position="Đại biểu HĐND tỉnh", other_posts=()), ""),
        ("note", replace(DELEGATE, position="Trưởng ban"), "Chức vụ khác: Trưởng ban; Giám đốc"),
        ("note", replace(DELEGATE, position="Giám đốc"), "Chức vụ khác: Giám đốc"),
        ("note", LEADER, ""),
        ("note", DIVISION, "Đồng thời thuộc nhóm: Lãnh đạo UBND cấp huyện"),
        ("group_short", LEADER, "Sở"),
    ],
)
def test_value(field: str, person: Respondent, value: object, *, plan: Plan, form: Form) -> None:
    assert shown(field, person, plan, form) == value


def test_no_field_shows_none(plan: Plan, form: Form) -> None:
    nobody = Respondent(group="lanh_dao_so", keys=("k",), full_name="An Văn Ba")
    values = [shown(field, nobody, plan, form) for field in ROSTER_FIELDS]
    assert not [v for v in values if v is None or re.search("None", str(v))]
