"""Annotated copies of real files, read back with another library than the one that wrote them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest
import xlwt
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import select
from sqlalchemy.orm import Session

from roster import problems
from roster.errors import UserError
from roster.plan import Plan
from roster.services.incoming import annotation, intake, originals
from roster.store import tables
from tests.services.conftest import TODAY

HEAD = ("STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Số điện thoại", "Dân tộc")
AN = ("1", "Nguyễn Văn An", "02/01/1970", "Giám đốc Sở", "0912345678", "Kinh")
BINH = ("2", "Trần Thị Bình", "31/02/1975", "Phó Giám đốc Sở", "09123", "Mạ")
LOST = ("3", "Lê V?n C??ng", "06/05/1980", "Phó Giám đốc Sở", "0912345680", "Tày")
TITLE = "SỞ NỘI VỤ"
ROWS = ((TITLE,), HEAD, AN, BINH, LOST)

DATE, PHONE, ETHNICITY = 3, 5, 6  # columns as openpyxl counts them


def csv(path: Path, rows: Sequence[Sequence[str]]) -> None:
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")


def xlsx(path: Path, rows: Sequence[Sequence[str]]) -> None:
    book = Workbook()
    assert isinstance(book.active, Worksheet)
    for row in rows:
        book.active.append(list(row))
    book.active.merge_cells("A1:F1")
    book.active["C3"] = datetime(1970, 1, 2)  # noqa: DTZ001 - a cell has no zone
    book.create_sheet("Ẩn").append(["Người", "ẩn"])
    book.worksheets[1].sheet_state = "hidden"
    book.save(path)


def xls(path: Path, rows: Sequence[Sequence[str]]) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    book.save(str(path))


def word(path: Path, rows: Sequence[Sequence[str]]) -> None:
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(0, len(HEAD))
    for row in rows[1:]:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
    document.save(str(path))


@pytest.fixture
def annotate(session: Session, tmp_path: Path, plan: Plan) -> Callable[[Path], Workbook]:
    def run(path: Path) -> Workbook:
        files, folder, out = {path.name: path}, tmp_path / "originals", tmp_path / "out" / "copy.xlsx"
        with originals.shelf(folder) as shelf:
            done = intake.add(session, intake.read(files, plan=plan, today=TODAY), by="t")
            originals.keep(session, shelf, done, files, until=date(2025, 12, 12))
        annotation.annotate(session, path.name, folder, out, plan=plan, by="t")
        return openpyxl.load_workbook(out)

    return run


def commented(sheet: Worksheet) -> dict[str, str]:
    return {c.coordinate: c.comment.text for row in sheet.iter_rows() for c in row if c.comment}


def colour(sheet: Worksheet, place: str) -> str:
    return str(sheet[place].fill.fgColor.rgb) if sheet[place].fill.fill_type else ""


@pytest.mark.parametrize(
    ("write", "ending", "first"), [(csv, "csv", 3), (xlsx, "xlsx", 3), (xls, "xls", 3), (word, "docx", 2)]
)
def test_problem_cells_are_coloured_and_commented(
    annotate: Callable[[Path], Workbook],
    tmp_path: Path,
    write: Callable[[Path, Sequence[Sequence[str]]], None],
    *,
    ending: str,
    first: int,
) -> None:
    path = tmp_path / f"so.{ending}"
    write(path, ROWS)
    book = annotate(path)
    sheet = book.worksheets[0]
    assert len(book.worksheets) == 2
    binh, lost = first + 1, first + 2
    said = commented(sheet)
    assert said[f"C{binh}"] == problems.sentence("bad_date")
    assert said[f"E{binh}"] == problems.sentence("bad_phone")
    assert problems.sentence("lost_characters") in said[f"B{lost}"]
    assert colour(sheet, f"C{binh}") == colour(sheet, f"E{binh}") != ""
    assert {colour(sheet, f"{c}{lost}") for c in "ABCDE"} == {colour(sheet, f"B{lost}")} - {""}
    assert colour(sheet, f"B{lost}") != colour(sheet, f"C{binh}")
    assert not any(colour(sheet, f"{c}{first}") for c in "ABCDE")


def test_the_senders_rows_stay_as_they_were(annotate: Callable[[Path], Workbook], tmp_path: Path) -> None:
    xlsx(tmp_path / "so.xlsx", ROWS)
    sheet = annotate(tmp_path / "so.xlsx").worksheets[0]
    values = [[cell.value for cell in row][:5] for row in sheet.iter_rows(max_row=len(ROWS))]
    assert values[0][0] == TITLE
    assert values[2] == ["1", "Nguyễn Văn An", datetime(1970, 1, 2), "Giám đốc Sở", "0912345678"]  # noqa: DTZ001
    assert values[3:] == [list(BINH[:5]), list(LOST[:5])]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:F1"]


def test_columns_nobody_needs_and_hidden_sheets_stay_out(
    annotate: Callable[[Path], Workbook], tmp_path: Path
) -> None:
    xlsx(tmp_path / "so.xlsx", ROWS)
    book = annotate(tmp_path / "so.xlsx")
    sheet, legend = book.worksheets
    assert [sheet.cell(row, ETHNICITY).value for row in range(2, 6)] == ["Dân tộc", None, None, None]
    assert legend.max_row == 7
    assert "ẩn" not in {cell.value for row in sheet.iter_rows() for cell in row}


def test_text_stays_text(annotate: Callable[[Path], Workbook], tmp_path: Path) -> None:
    formula = '=HYPERLINK("http://example.vn")'
    csv(tmp_path / "so.csv", (*ROWS[:3], ("2", "Trần Thị Bình", "1975", formula, "0912345679", "")))
    sheet = annotate(tmp_path / "so.csv").worksheets[0]
    cell = sheet["D4"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (formula, "s", None)


def test_legacy_encodings_come_back_readable(annotate: Callable[[Path], Workbook], tmp_path: Path) -> None:
    rows = (*ROWS[:2], ("1", "NguyÔn V¨n Hïng", "02/01/1970", "Gi¸m ®èc Së", "0912345678", ""))
    xls(tmp_path / "so.xls", rows)
    sheet = annotate(tmp_path / "so.xls").worksheets[0]
    assert (sheet["B3"].value, sheet["D3"].value) == ("Nguyễn Văn Hùng", "Giám đốc Sở")


def test_without_an_original_there_is_no_copy(session: Session, tmp_path: Path, plan: Plan) -> None:
    csv(tmp_path / "so.csv", ROWS)
    intake.add(session, intake.read({"so.csv": tmp_path / "so.csv"}, plan=plan, today=TODAY), by="t")
    with pytest.raises(UserError) as error:
        annotation.annotate(session, "so.csv", tmp_path, tmp_path / "out.xlsx", plan=plan, by="t")
    assert error.value.code == "original_gone"


def test_a_copy_is_audited_without_names(
    session: Session, annotate: Callable[[Path], Workbook], tmp_path: Path
) -> None:
    csv(tmp_path / "so.csv", ROWS)
    annotate(tmp_path / "so.csv")
    (line,) = session.scalars(select(tables.Audit).where(tables.Audit.action == "list.annotated"))
    assert set(line.detail) == {"cells"}
