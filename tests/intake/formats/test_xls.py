"""Workbooks before 2007, written by xlwt as an old office computer would."""

import io
from datetime import date

import pytest
import xlwt

from roster.intake.formats import xls
from roster.intake.formats.limits import Refused
from roster.model import Merge, Sheet


def saved(book: xlwt.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def sheet() -> Sheet:
    book = xlwt.Workbook()
    page = book.add_sheet("Trang 1")
    page.write_merge(1, 1, 0, 2, "DANH SÁCH")
    page.write(3, 1, "NguyÔn V¨n Hïng", xlwt.easyxf("font: name .VnTime"))
    page.write(3, 2, date(1980, 3, 4), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    page.write(3, 3, 912345678)
    page.write(4, 1, "Điểu Thử", xlwt.easyxf("font: name Arial, struck_out on"))
    page.write(4, 2, "Cũ", xlwt.easyxf("font: struck_out on"))
    page.row(3).hidden = True
    hidden = book.add_sheet("Ẩn")
    hidden.visibility = 1
    first, second = xls.read(saved(book))
    assert (first.hidden, second.hidden) == (False, True)
    return first


def test_values_stand_where_excel_shows_them(sheet: Sheet) -> None:
    assert {row.number: row.cells for row in sheet.rows} == {
        2: ("DANH SÁCH",),
        4: ("", "NguyÔn V¨n Hïng", date(1980, 3, 4), 912345678),
        5: ("", "Điểu Thử", "Cũ"),
    }


def test_merged_areas_hidden_and_struck_rows(sheet: Sheet) -> None:
    assert sheet.merges == (Merge(2, 2, 0, 2),)
    assert [row.number for row in sheet.rows if row.hidden] == [4]
    assert [(row.number, row.struck_cells) for row in sheet.rows if row.struck] == [(5, (1, 2))]


def test_the_commonest_font_of_a_column(sheet: Sheet) -> None:
    assert sheet.fonts[1] == ".VnTime"


def test_dates_counted_from_1904() -> None:
    book = xlwt.Workbook()
    book.dates_1904 = True
    page = book.add_sheet("1")
    page.write(0, 0, date(1980, 3, 4), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    assert xls.read(saved(book))[0].rows[0].cells == (date(1980, 3, 4),)


@pytest.mark.parametrize("kind", [b"\x00\x00", b"\x01\x00"], ids=["xor", "rc4"])
def test_a_password_is_asked_for(kind: bytes) -> None:
    """The record FILEPASS ([MS-XLS] 2.4.117) after the first record of the workbook says it is encrypted."""
    book = xlwt.Workbook()
    book.add_sheet("1").write(0, 0, "x")
    data = saved(book)
    start = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20  # behind the record BOF
    filepass = b"\x2f\x00\x06\x00" + kind + b"\x01\x02\x03\x04"
    with pytest.raises(Refused) as refusal:
        xls.read(data[:start] + filepass + data[start + len(filepass) :])
    assert refusal.value.code == "password"
