"""Golden lists (tests/golden/lists/*.toml): what each row of a messy list is and says."""

from datetime import date

import pytest

from roster.intake import ledger
from roster.intake.contract import as_json
from roster.model import RawFile, RawRow, Sheet
from roster.problems import PROBLEMS
from tests.golden import cases

NAMES = sorted(path.stem for path in cases.FOLDER.glob("*.toml"))


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_what_the_golden_file_says(name: str) -> None:
    case = cases.load(name)
    reading = cases.read(case)
    assert cases.as_text(reading) == case["expect"]["rows"]


@pytest.mark.parametrize("name", NAMES)
def test_sender_total_notices_and_problems(name: str) -> None:
    case = cases.load(name)
    reading = cases.read(case)
    expected = case["expect"]
    assert reading.sender == expected.get("sender")
    assert reading.declared_total == expected.get("declared_total")
    assert list(reading.notices) == expected.get("notices", [])
    about_lists = {"declared_total_differs", "hidden_sheet_skipped"}
    about_lists |= {"column_new", "column_gone", "columns_differ"}
    assert [p.code for p in reading.problems if p.code in about_lists] == expected.get("problems", [])


@pytest.mark.parametrize("name", NAMES)
def test_only_known_codes_are_emitted(name: str) -> None:
    reading = cases.read(cases.load(name))
    codes = {flag for record in reading.people for flag in (*record.flags, record.held) if flag}
    codes |= {reject.reason for reject in reading.rejects} | {problem.code for problem in reading.problems}
    assert codes | set(reading.notices) <= set(PROBLEMS)


@pytest.mark.parametrize("name", NAMES)
def test_every_flag_of_a_record_is_a_problem_at_its_place(name: str) -> None:
    reading = cases.read(cases.load(name))
    stated = {(problem.code, problem.source) for problem in reading.problems}
    assert {(flag, record.source) for record in reading.people for flag in record.flags} <= stated
    assert {(record.held, record.source) for record in reading.people if record.held} <= stated


@pytest.mark.parametrize("name", NAMES)
def test_what_decree_13_leaves_out_is_kept_nowhere(name: str) -> None:
    reading = cases.read(cases.load(name))
    kept = "\n".join(text for record in reading.people for text in record.raw.values())
    assert not {"Kinh", "Ê Đê", "Gia Nghĩa"} & set(kept.split("\n"))
    assert "dropped" not in {field for record in reading.people for field in record.raw}


def test_a_list_without_people_is_an_error_that_keeps_its_ledger() -> None:
    rows = (RawRow(1, ("STT", "Họ và tên", "Chức vụ")), RawRow(2, ("1", None, None)))
    reading = cases.read_raw(RawFile("Sở Y tế.xlsx", "0", (Sheet("Sheet1", rows),)))
    assert reading.error is not None
    assert reading.error.code == "no_rows"
    assert [reject.reason for reject in reading.rejects] == ["header_row", "blank_person_row"]
    assert reading.total == 2


def test_a_column_nobody_reads_is_said() -> None:
    rows = (
        RawRow(3, ("STT", "Họ và tên", "Chức vụ", "Sở trường", "Dân tộc")),
        RawRow(4, ("1", "Lê Văn An", "Giám đốc", "bơi", "Kinh")),
    )
    reading = cases.read_raw(RawFile("Sở Y tế.xlsx", "0", (Sheet("Sheet1", rows),)))
    said = [(p.source.row, p.column, p.params) for p in reading.problems if p.code == "column_unknown"]
    assert said == [(3, "D", {"heading": "Sở trường"})]


def test_a_name_lost_altogether_is_held() -> None:
    rows = (
        RawRow(1, ("STT", "Họ và tên", "Chức vụ")),
        RawRow(2, ("1", "Lê Văn An", "Giám đốc")),
        RawRow(3, ("2", "???", "Phó Giám đốc")),
        RawRow(4, ("3", "-", "Phó Giám đốc")),
    )
    reading = cases.read_raw(RawFile("Sở Y tế.xlsx", "0", (Sheet("Sheet1", rows),)))
    assert [(p.source.row, p.held) for p in reading.people] == [(2, None), (3, "lost_characters")]


def test_the_clock_is_an_argument() -> None:
    rows = (RawRow(1, ("STT", "Họ và tên", "Ngày sinh")), RawRow(2, ("1", "Lê Văn An", "1/1/1930")))
    raw = RawFile("a.xlsx", "0", (Sheet("Sheet1", rows),))
    early, late = (cases.read_raw(raw, today=date(year, 1, 2)) for year in (2010, 2024))
    assert "implausible_date" not in early.people[0].flags
    assert "implausible_date" in late.people[0].flags


def test_contract_counts_add_up() -> None:
    for name in NAMES:
        reading = cases.read(cases.load(name))
        ledger.check(reading)
        rows = as_json([reading])["files"][reading.name]["rows"]
        assert rows["total"] == rows["people"] + rows["held"] + rows["ignored"]
