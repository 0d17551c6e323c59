"""Columns of real files: suggested, corrected, remembered in a real store, used by the next reading."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from roster.errors import UserError, UserErrors
from roster.intake.mapping import ColumnMapping
from roster.model import FileReading
from roster.plan import Plan
from roster.services.incoming import intake, mapping_files, mappings
from roster.store import tables

TODAY = date(2024, 12, 12)
PEOPLE: list[list[object]] = [
    [1, "Nguyễn Văn An", "Trưởng phòng", "0905000001", "3/4/1975"],
    [2, "Trần Thị Bé", "Phó Trưởng phòng", "0905000002", "12/5/1980"],
]
TITLE: list[list[object]] = [["SỞ TÀI CHÍNH"], ["DANH SÁCH LÃNH ĐẠO PHÒNG"]]


def write(path: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "DS"
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def headless(tmp_path: Path) -> Path:
    return write(tmp_path / "ds.xlsx", [*TITLE, *PEOPLE])


def settle(path: Path, plan: Plan, **changes: str) -> tuple[ColumnMapping, ...]:
    """What `show --save`, an editor and `remember` do between them."""
    suggestion = mappings.suggest(path, plan=plan)
    target = path.with_suffix(".toml")
    mapping_files.write(target, suggestion)
    lines = target.read_text(encoding="utf-8").split("\n")
    for place, line in enumerate(lines):
        letter = line.partition(" = ")[0]
        if letter in changes:
            lines[place] = f'{letter} = "{changes[letter]}"'
    target.write_text("\n".join(lines), encoding="utf-8")
    return mapping_files.read(target, suggestion, plan=plan)


def read(session: Session, path: Path, plan: Plan) -> FileReading:
    (reading,) = intake.read({path.name: path}, plan=plan, today=TODAY, mappings=mappings.recall(session))
    return reading


def test_a_list_without_header_is_suggested_by_its_values(headless: Path, plan: Plan) -> None:
    suggestion = mappings.suggest(headless, plan=plan)
    assert (suggestion.file, suggestion.sender) == ("ds.xlsx", "so_tai_chinh")
    (layout,) = suggestion.layouts
    assert (layout.sheet, layout.first_row, layout.fingerprint) == ("DS", 3, "no header: 5")
    assert [column.fields for column in layout.columns] == [
        ("stt",),
        ("full_name",),
        ("position",),
        ("phone",),
        ("dob",),
    ]
    assert {column.origin for column in layout.columns} == {"values"}


def test_a_known_header_is_suggested_by_its_headings(tmp_path: Path, plan: Plan) -> None:
    head: list[list[object]] = [["TT", "Họ và tên", "Chức vụ", "Điện thoại", "Ký hiệu riêng"]]
    (layout,) = mappings.suggest(write(tmp_path / "a.xlsx", [*head, *PEOPLE]), plan=plan).layouts
    by_letter = {column.letter: (column.heading, column.fields, column.origin) for column in layout.columns}
    assert by_letter["B"] == ("Họ và tên", ("full_name",), "heading")
    assert by_letter["E"] == ("Ký hiệu riêng", ("dob",), "values")
    assert layout.first_row == 2


def test_two_sheets_of_one_layout_are_one_question(tmp_path: Path, plan: Plan) -> None:
    book = Workbook()
    for title in ("Phòng A", "Phòng B"):
        sheet = book.create_sheet(title)
        for row in (["TT", "Họ và tên", "Chức vụ"], *(person[:3] for person in PEOPLE)):
            sheet.append(row)
    book.remove(book.worksheets[0])
    book.save(tmp_path / "a.xlsx")
    assert [one.sheet for one in mappings.suggest(tmp_path / "a.xlsx", plan=plan).layouts] == ["Phòng A"]


def test_what_is_remembered_is_used_by_the_next_list_of_the_sender(
    session: Session, headless: Path, plan: Plan
) -> None:
    assert {p.held for p in read(session, headless, plan).people} == {"needs_mapping"}
    mappings.remember(session, settle(headless, plan), by="Bình")
    later = write(
        headless.with_name("bo sung.xlsx"),
        [TITLE[0], ["(bổ sung)"], TITLE[1], [1, "Lê Văn Cường", "Trưởng phòng", "0905000009", "1/2/1970"]],
    )
    reading = read(session, later, plan)
    (person,) = reading.people
    assert (person.full_name, person.dob, person.phones, person.held) == (
        "Lê Văn Cường",
        "1970-02-01",
        ("+84905000009",),
        None,
    )
    assert "mapping_used" in reading.notices
    assert reading.total == len(reading.people) + len(reading.rejects)


def test_a_known_file_is_read_anew_once_its_columns_are_settled(
    session: Session, headless: Path, plan: Plan
) -> None:
    intake.add(session, [read(session, headless, plan)], by="t")
    mappings.remember(session, settle(headless, plan), by="t")
    (delivery,) = intake.add(session, [read(session, headless, plan)], by="t")
    assert (delivery.outcome, delivery.reading.held) == ("replaced", 0)


def test_a_correction_counts_instead_of_the_heading(session: Session, tmp_path: Path, plan: Plan) -> None:
    head: list[list[object]] = [["SỞ TÀI CHÍNH"], ["TT", "Họ và tên", "Chức vụ", "Điện thoại", "Ghi chú"]]
    path = write(tmp_path / "a.xlsx", [*head, *PEOPLE])
    assert read(session, path, plan).people[0].dob is None
    mappings.remember(session, settle(path, plan, E="dob"), by="t")
    person = read(session, path, plan).people[0]
    assert (person.dob, person.note) == ("1975-04-03", None)


def test_a_column_left_unread_is_kept_nowhere_and_not_asked_about_again(
    session: Session, tmp_path: Path, plan: Plan
) -> None:
    head: list[list[object]] = [["SỞ TÀI CHÍNH"], ["TT", "Họ và tên", "Chức vụ", "Điện thoại", "Ký hiệu"]]
    path = write(tmp_path / "a.xlsx", [*head, *PEOPLE])
    assert "column_unknown" in {p.code for p in read(session, path, plan).problems}
    mappings.remember(session, settle(path, plan, D="", E=""), by="t")
    reading = read(session, path, plan)
    assert "column_unknown" not in {p.code for p in reading.problems}
    assert {field for person in reading.people for field in person.raw} == {"full_name", "position"}


def test_new_columns_of_a_known_layout_are_told_once(session: Session, tmp_path: Path, plan: Plan) -> None:
    head: list[list[object]] = [["SỞ TÀI CHÍNH"], ["TT", "Họ và tên", "Chức vụ", "Điện thoại", "Ngày sinh"]]
    path = write(tmp_path / "a.xlsx", [*head, *PEOPLE])
    mappings.remember(session, settle(path, plan), by="t")
    head[1].append("Ký hiệu")
    later = write(tmp_path / "b.xlsx", [*head, *([*person, "k7"] for person in PEOPLE)])
    told = [(p.code, p.column) for p in read(session, later, plan).problems]
    assert told == [("column_new", "F")]


def test_mappings_of_another_sender_are_not_used(session: Session, headless: Path, plan: Plan) -> None:
    mappings.remember(session, settle(headless, plan), by="t")
    other = write(headless.with_name("x.xlsx"), [["SỞ NỘI VỤ"], TITLE[1], *PEOPLE])
    assert {p.held for p in read(session, other, plan).people} == {"needs_mapping"}


def test_the_newest_counts_and_history_stays(session: Session, headless: Path, plan: Plan) -> None:
    first = settle(headless, plan)
    second = settle(headless, plan, D="")
    assert mappings.remember(session, first, by="An") == first
    assert mappings.remember(session, first, by="An") == ()  # known already
    assert mappings.remember(session, second, by="Bình") == second
    assert mappings.recall(session) == second
    assert [row.by for row in session.scalars(select(tables.ColumnMapping))] == ["An", "Bình"]
    suggested = mappings.suggest(headless, plan=plan, remembered=mappings.recall(session)).layouts[0]
    assert [(c.fields, c.origin) for c in suggested.columns][3] == ((), "remembered")


def test_who_settled_it_is_on_record_without_anybodys_data(
    session: Session, headless: Path, plan: Plan
) -> None:
    mappings.remember(session, settle(headless, plan), by="Bình")
    (line,) = session.scalars(select(tables.Audit))
    assert (line.by, line.action, line.subjects) == ("Bình", "columns.remembered", ["sender:so_tai_chinh"])
    kept = f"{line.detail}{[row.mapping for row in session.scalars(select(tables.ColumnMapping))]}"
    assert not [word for word in ("Nguyễn", "0905", "1975") if word in kept]


def test_the_file_to_correct_shows_nobodys_data(headless: Path, plan: Plan) -> None:
    settle(headless, plan)
    said = headless.with_suffix(".toml").read_text(encoding="utf-8")
    assert not [word for word in ("Nguyễn", "Bé", "0905", "1975") if word in said]


def test_every_mistake_in_a_mapping_file_is_told(headless: Path, plan: Plan) -> None:
    path = headless.with_suffix(".toml")
    path.write_text(
        'sender = "nobody"\n'
        '[[layouts]]\nfingerprint = "no header: 9"\n[layouts.columns]\nA = "stt"\n'
        '[[layouts]]\nfingerprint = "no header: 5"\n[layouts.columns]\n'
        'A = "stt"\nB = "nmae"\nC = "position"\nD = "phone, email"\nZ = "note"\n',
        encoding="utf-8",
    )
    with pytest.raises(UserErrors) as errors:
        mapping_files.read(path, mappings.suggest(headless, plan=plan), plan=plan)
    codes = [error.code for error in errors.value.exceptions if isinstance(error, UserError)]
    assert codes == [
        "unknown_sender",
        "other_layout",
        "unknown_column",
        "column_missing",
        "unknown_field",
        "no_name_column",
    ]


@pytest.mark.parametrize(("content", "code"), [(b"", "empty"), (b"%PDF-1.4", "scanned_pdf")])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, plan: Plan, content: bytes, code: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(UserError) as error:
        mappings.suggest(path, plan=plan)
    assert error.value.code == code
