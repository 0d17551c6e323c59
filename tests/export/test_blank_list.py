"""The blank list for agencies: what it offers and checks; our own intake reads it back as it was filled."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from roster import positions
from roster.errors import UserErrors
from roster.export import blank_list, list_form
from roster.export.list_form import ListForm
from roster.intake import reader, reading
from roster.model import FileReading, PersonRecord
from roster.plan import Plan, load_plan

TODAY = date(2024, 12, 12)
DIVISION = "Lãnh đạo phòng, đơn vị thuộc sở và tương đương"
DEPARTMENT = [
    ("Nguyễn Văn An", date(1970, 2, 3), "Nam", "Giám đốc", "", "Lãnh đạo sở và tương đương", "0912345678"),
    ("Trần Thị Bình", 1975, "Nữ", "Phó Giám đốc", "", "Lãnh đạo sở và tương đương", "0912 345 679"),
    ("Điểu K'Ré", date(1980, 6, 5), "Nam", "Trưởng phòng", "Phòng Nghiệp vụ Y", DIVISION, "0987654321"),
    ("H'Bia Niê", date(1982, 1, 9), "Nữ", "Giám đốc", "Trung tâm Y tế dự phòng", DIVISION, "02613544123"),
]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


@pytest.fixture(scope="module")
def form(plan: Plan) -> ListForm:
    return list_form.load_list_form(plan)


def book_of(plan: Plan, form: ListForm, code: str | None) -> Workbook:
    return load_workbook(BytesIO(blank_list.as_bytes(plan, form, plan.agency(code) if code else None)))


def filled(book: Workbook, rows: Sequence[tuple[object, ...]], agency: str, path: Path) -> Path:
    sheet = book.worksheets[0]
    head = next(row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value == "STT")
    for at, (name, dob, gender, post, unit, group, phone) in enumerate(rows, start=1):
        values = (at, name, dob, gender, post, unit, agency, group, phone, f"so{at}@example.vn", "")
        for column, value in enumerate(values, start=1):
            if value != "":
                sheet.cell(head + at, column, value)  # type: ignore[call-overload]  # values of a cell
    book.save(path)
    return path


def read_back(path: Path, plan: Plan) -> FileReading:
    (raw,) = reader.read_files([path])
    return reading.read_list(raw, plan=plan, positions=positions.load_positions(), today=TODAY)


def stated(person: PersonRecord) -> tuple[object, ...]:
    fields = ("full_name", "dob", "gender", "position", "agency_code", "group", "phones", "email")
    return tuple(getattr(person, name) for name in fields)


def test_a_list_filled_in_is_read_back_as_it_was_filled(plan: Plan, form: ListForm, tmp_path: Path) -> None:
    path = filled(book_of(plan, form, "so_y_te"), DEPARTMENT, "Sở Y tế", tmp_path / "syt.xlsx")
    found = read_back(path, plan)
    so, phong = "lanh_dao_so", "lanh_dao_phong"
    assert [stated(person) for person in found.people] == [
        (
            "Nguyễn Văn An",
            "1970-02-03",
            "Nam",
            "Giám đốc",
            "so_y_te",
            so,
            ("+84912345678",),
            "so1@example.vn",
        ),
        ("Trần Thị Bình", "1975", "Nữ", "Phó Giám đốc", "so_y_te", so, ("+84912345679",), "so2@example.vn"),
        (
            "Điểu K'Ré",
            "1980-06-05",
            "Nam",
            "Trưởng phòng",
            "so_y_te",
            phong,
            ("+84987654321",),
            "so3@example.vn",
        ),
        ("H'Bia Niê", "1982-01-09", "Nữ", "Giám đốc", "so_y_te", phong, ("+842613544123",), "so4@example.vn"),
    ]
    assert [person.unit for person in found.people][2:] == ["Phòng Nghiệp vụ Y", "Trung tâm Y tế dự phòng"]
    assert found.sender == "so_y_te"
    assert found.error is None
    assert {problem.code for problem in found.problems} <= {"partial_date", "landline"}  # they only tell
    assert not [person for person in found.people if person.held]


@pytest.mark.parametrize(
    ("code", "group", "post"),
    [
        ("huyen_dak_mil", "lanh_dao_huyen", "Chủ tịch"),
        ("van_phong_doan_dbqh_hdnd", "dai_bieu_hdnd", "Đại biểu HĐND tỉnh"),
        (None, "lanh_dao_so", "Giám đốc"),
    ],
)
def test_every_kind_of_list_comes_back_without_a_problem(
    plan: Plan, tmp_path: Path, *, code: str | None, group: str, post: str
) -> None:
    form = list_form.load_list_form(plan)
    agency = plan.agency(code if code != "van_phong_doan_dbqh_hdnd" else "so_y_te") or plan.agency("so_y_te")
    assert agency is not None
    rows = [
        ("Nguyễn Văn An", date(1970, 2, 3), "Nam", post, "", plan.group(group).name, "0912345678"),
        ("Trần Thị Bình", date(1971, 3, 4), "Nữ", post, "", plan.group(group).name, "0912345679"),
    ]
    found = read_back(filled(book_of(plan, form, code), rows, agency.name, tmp_path / "list.xlsx"), plan)
    assert [(p.full_name, p.group, p.agency_code) for p in found.people] == [
        ("Nguyễn Văn An", group, agency.code),
        ("Trần Thị Bình", group, agency.code),
    ]
    assert found.problems == ()
    assert found.sender == code


def test_an_empty_list_names_nobody(plan: Plan, form: ListForm, tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    book_of(plan, form, "so_y_te").save(path)
    assert read_back(path, plan).people == ()


def test_what_may_be_chosen_and_what_is_checked(plan: Plan, form: ListForm) -> None:
    book = book_of(plan, form, "so_y_te")
    sheet, guide = book.worksheets
    assert [one.sheet_state for one in book.worksheets] == ["visible", "visible"]
    rules = {
        str(rule.sqref).rstrip("0123456789").split(":")[0][0]: rule
        for rule in sheet.data_validations.dataValidation
    }
    fields = {column.field: chr(65 + at) for at, column in enumerate(form.columns)}
    assert {field for field, letter in fields.items() if letter in rules} == {
        *("dob", "gender", "position", "agency", "group", "phone")
    }
    assert rules[fields["gender"]].formula1 == '"Nam,Nữ"'
    assert rules[fields["agency"]].errorStyle in {None, "stop"}
    assert rules[fields["position"]].errorStyle == "warning"
    place = str(rules[fields["agency"]].formula1).rpartition("!")[2].replace("$", "")
    assert [cell.value for row in guide[place] for cell in row] == ["Sở Y tế"]
    place = str(rules[fields["group"]].formula1).rpartition("!")[2].replace("$", "")
    assert [cell.value for row in guide[place] for cell in row] == [
        plan.group(code).name for code in ("lanh_dao_so", "lanh_dao_phong")
    ]
    assert all(len(rule.prompt or "") <= 255 for rule in rules.values())


def test_the_general_list_offers_every_sender_and_group(plan: Plan, form: ListForm) -> None:
    sheet, guide = book_of(plan, form, None).worksheets
    texts = {cell.value for row in guide.iter_rows() for cell in row if cell.value}
    assert {agency.name for agency in plan.senders} <= texts
    assert {group.name for group in plan.groups} <= texts
    assert any("16/12/2024" in str(text) for text in texts)  # the deadline of the plan
    assert sheet.title == form.sheet


def test_the_same_plan_gives_the_same_bytes(plan: Plan, form: ListForm) -> None:
    agency = plan.agency("so_y_te")
    assert blank_list.as_bytes(plan, form, agency) == blank_list.as_bytes(plan, form, agency)


def test_mistakes_of_the_file_are_named_all_at_once(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from roster import datafiles

    text = datafiles.shipped("collecting/list.toml").read_text(encoding="utf-8")
    own = tmp_path / "collecting/list.toml"
    own.parent.mkdir()
    own.write_text(text.replace('field = "note"', 'field = "cccd"').replace('["lanh_dao_huyen"]', '["xa"]'))
    monkeypatch.setenv("ROSTER_DATA", str(tmp_path))
    with pytest.raises(UserErrors) as refused:
        list_form.load_list_form(plan)
    assert {error.code for error in refused.value.exceptions if hasattr(error, "code")} == {
        "unknown_field",
        "unknown_group",
    }


def test_dates_are_kept_as_dates(plan: Plan, form: ListForm, tmp_path: Path) -> None:
    path = filled(book_of(plan, form, "so_y_te"), DEPARTMENT[:1], "Sở Y tế", tmp_path / "one.xlsx")
    sheet = load_workbook(path).worksheets[0]
    assert any(isinstance(cell.value, datetime) for row in sheet.iter_rows() for cell in row)
