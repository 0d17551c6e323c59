"""Excel workbooks: values where Excel shows them, and what stands beside the values."""

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from roster.intake.formats import xlsx
from roster.intake.formats.limits import Refused
from roster.intake.formats.package import Package
from roster.model import Merge, RawRow, Sheet

Make = Callable[..., bytes]
STRUCK = Font(name="Times New Roman", strike=True)


def read(data: bytes) -> tuple[Sheet, ...]:
    return xlsx.read(Package(data), data)


def cells(data: bytes) -> dict[int, tuple[object, ...]]:
    return {row.number: row.cells for row in read(data)[0].rows}


def row(data: bytes, number: int) -> RawRow:
    return next(row for row in read(data)[0].rows if row.number == number)


def test_rows_and_columns_are_numbered_as_excel_shows_them(workbook: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["C5"], sheet["D9"], sheet["B12"] = "Họ và tên", "x", "  "

    assert cells(workbook(fill)) == {5: ("", "", "Họ và tên"), 9: ("", "", "", "x")}


def test_values_keep_their_types(workbook: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([1, 912345678, 1.5, True, "a\nb", "#N/A", "x"])
        sheet["F1"].data_type = "e"
        sheet.append([datetime(1980, 3, 4), datetime(1980, 3, 4, 5, 6), time(7, 8), timedelta(hours=36)])  # noqa: DTZ001

    data = workbook(fill)
    assert cells(data)[1] == (1, 912345678, 1.5, True, "a\nb", "", "x")
    assert cells(data)[2] == (date(1980, 3, 4), datetime(1980, 3, 4, 5, 6), time(7, 8), 1.5)  # noqa: DTZ001
    assert [type(cell) for cell in cells(data)[1][:4]] == [int, int, float, bool]


def test_dates_of_a_workbook_that_counts_from_1904() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    assert isinstance(book.active, Worksheet)
    book.active["A1"] = date(1980, 3, 4)
    out = io.BytesIO()
    book.save(out)
    assert cells(out.getvalue()) == {1: (date(1980, 3, 4),)}


def test_a_year_typed_into_a_date_cell_stays_the_date_excel_shows(workbook: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = 1997
        sheet["A1"].number_format = "dd/mm/yyyy"

    assert cells(workbook(fill)) == {1: (date(1905, 6, 19),)}


def test_merged_areas_are_reported_and_not_filled(workbook: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A3"] = "Sở Nội vụ"
        sheet.merge_cells("A3:B6")

    [sheet] = read(workbook(fill))
    assert sheet.merges == (Merge(3, 6, 0, 1),)
    assert [r.number for r in sheet.rows] == [3]


def test_hidden_rows_and_hidden_sheets(repack: Make) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for number in range(1, 4):
        sheet.append([number])
    sheet.row_dimensions[2].hidden = True
    sheet.row_dimensions[3].height = 0.1
    for state in ("hidden", "veryHidden"):
        book.create_sheet(state).sheet_state = state
    book.create_chartsheet("Biểu đồ")
    out = io.BytesIO()
    book.save(out)
    first, *others = read(repack(out.getvalue(), replace=[('ht="0.1"', 'ht="0"')]))
    assert [r.hidden for r in first.rows] == [False, True, True]
    assert [(s.name, s.hidden) for s in (first, *others)] == [
        ("Sheet", False),
        ("hidden", True),
        ("veryHidden", True),
    ]


def test_a_struck_row_and_a_struck_cell(workbook: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([1, "Điểu Thử", "Giám đốc"])
        sheet.append([2, "H'Mẫu Niê", "Phó Giám đốc"])
        for cell in (sheet["B1"], sheet["C1"], sheet["B2"], sheet["D1"]):
            cell.font = STRUCK

    data = workbook(fill)
    assert (row(data, 1).struck, row(data, 1).struck_cells) == (True, (1, 2))
    assert (row(data, 2).struck, row(data, 2).struck_cells) == (False, (1,))


RUNS = [((True, True), True), ((True, False), False)]


@pytest.mark.parametrize(("runs", "struck"), RUNS)
def test_text_struck_in_runs(workbook: Make, runs: tuple[bool, ...], struck: bool) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = CellRichText(*(TextBlock(InlineFont(strike=s), "Điểu ") for s in runs))

    assert row(workbook(fill), 1).struck is struck


@pytest.mark.parametrize(("runs", "struck"), RUNS)
def test_text_struck_in_runs_of_a_shared_text(runs: tuple[bool, ...], struck: bool) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        formats = [book.add_format({"font_strikeout": on}) for on in runs]
        pieces = [piece for form in formats for piece in (form, "Điểu ")]
        book.add_worksheet().write_rich_string("A1", *pieces)
    assert row(out.getvalue(), 1).struck is struck


def test_a_plain_run_in_a_struck_cell_is_struck_as_the_cell_is() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        struck = book.add_format({"font_strikeout": True})
        book.add_worksheet().write_rich_string("A1", "Điểu ", struck, "Thử", struck)
    assert row(out.getvalue(), 1).struck


def test_the_commonest_font_of_a_column(workbook: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        for number, name in enumerate(("Arial", ".VnTime", ".VnTime"), start=1):
            sheet.cell(number, 2, "NguyÔn").font = Font(name=name)

    assert read(workbook(fill))[0].fonts == {1: ".VnTime"}


def test_a_formula_without_its_result_is_flagged_and_its_row_is_kept(workbook: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"] = "Điểu Thử", "=1+1"
        sheet["A3"] = "=A1"

    rows = read(workbook(fill))[0].rows
    assert [(r.number, r.cells, r.flags, r.no_value) for r in rows] == [
        (1, ("Điểu Thử",), ("formula_no_value",), (1,)),
        (3, (), ("formula_no_value",), (0,)),
    ]


def test_a_formula_with_its_result_is_read_as_the_result() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", "=UPPER(B1)", None, "ĐIỂU THỬ")
    rows = read(out.getvalue())[0].rows
    assert [(r.cells, r.flags) for r in rows] == [(("ĐIỂU THỬ",), ())]


def test_an_empty_text_is_a_result_of_a_formula(workbook: Make, repack: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"] = "=1+1", "x"

    as_excel = repack(workbook(fill), replace=[('<c r="A1">', '<c r="A1" t="str">')])
    assert row(as_excel, 1) == RawRow(1, ("", "x"))


def test_the_strict_form_of_the_format_reads_the_same(workbook: Make, repack: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B2"], sheet["C2"] = "Điểu Thử", date(1980, 3, 4)
        sheet["B2"].font = STRUCK

    main, links = "spreadsheetml/2006/main", "officeDocument/2006/relationships"
    strict = repack(
        workbook(fill),
        replace=[
            (f"http://schemas.openxmlformats.org/{main}", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
            (
                f"http://schemas.openxmlformats.org/{links}",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            ),
        ],
    )
    assert read(strict) == read(workbook(fill))
    assert row(strict, 2).struck_cells == (1,)


def test_a_lying_dimension_is_not_believed(workbook: Make, repack: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        for number in range(1, 31):
            sheet.append([number, "Điểu Thử"])

    data = repack(workbook(fill), replace=[('<dimension ref="A1:B30"', '<dimension ref="A1:A2"')])
    assert cells(data)[30] == (30, "Điểu Thử")


def test_cells_and_rows_without_references_stand_one_after_the_other(workbook: Make, repack: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([1, "Điểu Thử"])
        sheet.append([2, "H'Mẫu Niê"])
        sheet["B2"].font = STRUCK

    bare = [(f' r="{ref}"', "") for ref in ("A1", "B1", "A2", "B2", "1", "2")]
    data = repack(workbook(fill), replace=bare)
    assert cells(data) == {1: (1, "Điểu Thử"), 2: (2, "H'Mẫu Niê")}
    assert row(data, 2).struck


def test_a_value_in_the_last_cell_of_a_sheet_is_refused(workbook: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["XFD1048576"] = "Họ và tên", "x"

    with pytest.raises(Refused) as refusal:
        read(workbook(fill))
    assert refusal.value.code == "too_large"
    assert refusal.value.params["cell"] == "XFD1048576"


def test_formatting_in_the_last_cell_of_a_sheet_is_harmless(workbook: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "Họ và tên"
        sheet["XFD1048576"].font = STRUCK

    assert cells(workbook(fill)) == {1: ("Họ và tên",)}


def test_a_list_that_starts_far_down_is_read(workbook: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["XFC1048575"] = "Điểu Thử"

    [found] = read(workbook(fill))[0].rows
    assert (found.number, found.cells[-1], len(found.cells)) == (1048575, "Điểu Thử", 16383)


def test_more_cells_than_allowed(workbook: Make, repack: Make) -> None:
    many = "<row>" + "<c><v>1</v></c>" * 3_000_001 + "</row></sheetData>"
    data = repack(workbook(lambda sheet: sheet.append([1])), replace=[("</sheetData>", many)])
    with pytest.raises(Refused) as refusal:
        read(data)
    assert refusal.value.code == "too_large"


def test_a_mark_beyond_the_sampled_rows_is_still_seen(workbook: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        for number in range(5_010):
            sheet.append([number, "Điểu Thử"])
        sheet["B5005"].font = STRUCK
        sheet.row_dimensions[5006].hidden = True

    rows = read(workbook(fill))[0].rows
    assert [r.number for r in rows if r.struck] == [5005]
    assert [r.number for r in rows if r.hidden] == [5006]


def test_damaged_styles_cost_the_marks_and_not_the_values(workbook: Make, repack: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([1, "Điểu Thử"])
        sheet["B1"].font = STRUCK

    data = repack(workbook(fill), replace=[('fontId="1"', 'fontId="một"')])
    assert cells(data) == {1: (1, "Điểu Thử")}
    assert not row(data, 1).struck


def test_macros_are_noticed(workbook: Make, repack: Make) -> None:
    plain = workbook(lambda sheet: sheet.append([1]))
    assert not xlsx.has_macros(Package(plain))
    assert xlsx.has_macros(Package(repack(plain, add={"xl/vbaProject.bin": b"\0"})))
