import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from roster.errors import UserError
from roster.export import verify, workbook
from roster.export.form import Form
from tests.export.conftest import DELEGATE, LEADER, OPEN, Make

DANGEROUS = [
    "=1+1",
    "+84912345678",
    "-2+3",
    "@SUM(A1)",
    '=HYPERLINK("http://x","y")',
    "http://x",
    "0123",
    "_x0041_",
]


def opened(content: bytes) -> Any:
    """The workbook as openpyxl reads it; its types promise less than it has."""
    return load_workbook(BytesIO(content))


def texts(sheet: Any) -> list[object]:
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.fixture
def written(tmp_path: Path, make: Make, form: Form) -> Path:
    path = tmp_path / "roster.xlsx"
    workbook.write(path, roster=make(**OPEN), form=form)
    return path


def test_summary_and_a_sheet_per_group(make: Make, form: Form) -> None:
    names = opened(workbook.as_bytes(make(), form)).sheetnames
    assert names == ["Tổng hợp", "HĐND", "Sở", "Phòng", "Huyện"]


def test_every_sheet_of_a_draft_says_so(make: Make, form: Form) -> None:
    warning = "BẢN NHÁP – còn 2 cặp chưa xem, 1 dòng đang giữ lại"
    for sheet in opened(workbook.as_bytes(make(**OPEN), form)):
        assert sheet["A1"].value == warning
        assert warning in sheet.oddHeader.center.text


@pytest.mark.parametrize("parts", [{}, {**OPEN, "allow_reason": "Đã xin ý kiến"}])
def test_a_list_that_may_be_sent_is_no_draft(parts: dict[str, object], make: Make, form: Form) -> None:
    for sheet in opened(workbook.as_bytes(make(**parts), form)):
        assert sheet["A1"].value == "UBND TỈNH ĐẮK NÔNG"
        assert not sheet.oddHeader.center.text


def test_letterhead_titles_and_places_to_sign(make: Make, form: Form) -> None:
    for sheet in opened(workbook.as_bytes(make(), form)):
        found = texts(sheet)
        assert {"SỞ NỘI VỤ", form.nation, form.motto} <= set(found)
        assert {signature.title for signature in form.signatures} <= set(found)
        assert any(str(text).startswith("(Kèm theo Công văn số") for text in found)


def test_prints_on_a4_landscape_with_repeated_header(make: Make, form: Form) -> None:
    for sheet in opened(workbook.as_bytes(make(), form)):
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0  # as many pages as it takes, one page wide
        assert sheet.oddFooter.center.text == "Trang &P/&N"
    header = next(cell for cell in sheet["A"] if cell.value == "STT").row
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.freeze_panes == f"A{header + 1}"


def test_total_row(make: Make, form: Form) -> None:
    assert "Tổng cộng: 1 người" in texts(opened(workbook.as_bytes(make(), form))["Huyện"])


def test_phones_are_text_without_complaint(make: Make, form: Form) -> None:
    content = workbook.as_bytes(make(), form)
    cell = next(c for row in opened(content)["Sở"].iter_rows() for c in row if c.value == "0987654321")
    assert (cell.data_type, cell.number_format) == ("s", "@")
    with zipfile.ZipFile(BytesIO(content)) as parts:
        sheets = [parts.read(n) for n in parts.namelist() if n.startswith("xl/worksheets/sheet")]
    assert all(b'numberStoredAsText="1"' in sheet for sheet in sheets)


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_stays_text(text: str, make: Make, form: Form) -> None:
    person = replace(LEADER, position=text, full_name=text)
    sheet = opened(workbook.as_bytes(make(respondents=(person,)), form))["Sở"]
    cells = [c for row in sheet.iter_rows() for c in row if c.value == text]
    assert [c.data_type for c in cells] == ["s", "s"]
    assert all(c.quotePrefix and c.hyperlink is None for c in cells)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=60))
def test_any_text_survives(tmp_path: Path, make: Make, form: Form, text: str) -> None:
    roster = make(respondents=(replace(LEADER, full_name=text, email=text),), allow_reason=text, **OPEN)
    workbook.write(tmp_path / "any.xlsx", roster=roster, form=form)
    verify.verify(tmp_path / "any.xlsx", roster, form)


def test_same_roster_same_bytes(make: Make, form: Form) -> None:
    assert workbook.as_bytes(make(**OPEN), form) == workbook.as_bytes(make(**OPEN), form)


def test_verifies_what_was_written(written: Path, make: Make, form: Form) -> None:
    verify.verify(written, make(**OPEN), form)


def rename(book: Workbook) -> None:
    book["Sở"].title = "Sở khác"


def change(book: Workbook) -> None:
    sheet = book["HĐND"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == DELEGATE.full_name)
    cell.value = "Điểu K'Bính"


def add(book: Workbook) -> None:
    book["Tổng hợp"]["Z99"] = "thêm"


def to_number(book: Workbook) -> None:
    cell = next(c for row in book["Sở"].iter_rows() for c in row if c.value == "0987654321")
    cell.value = 987654321


@pytest.mark.parametrize("tamper", [rename, change, add, to_number])
def test_finds_what_differs(
    tamper: Callable[[Workbook], None], written: Path, make: Make, form: Form
) -> None:
    book = load_workbook(written)
    tamper(book)
    book.save(written)
    with pytest.raises(UserError) as caught:
        verify.verify(written, make(**OPEN), form)
    assert caught.value.code == "export_differs"


def test_a_file_that_is_no_workbook_differs(tmp_path: Path, make: Make, form: Form) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(UserError) as caught:
        verify.verify(path, make(), form)
    assert caught.value.code == "export_differs"


def test_writes_whole_or_not_at_all(tmp_path: Path, make: Make, form: Form) -> None:
    folder = tmp_path / "taken.xlsx"
    folder.mkdir()
    with pytest.raises(UserError) as caught:
        workbook.write(folder, roster=make(), form=form)
    assert caught.value.code == "in_the_way"
    assert [p.name for p in tmp_path.iterdir()] == ["taken.xlsx"]
