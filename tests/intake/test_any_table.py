"""Laws that hold for any table whatever: reading never raises, and every row is accounted for once."""

from dataclasses import replace
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from roster.cleaned import CellValue
from roster.intake.contract import as_json
from roster.model import FileReading, Merge, RawFile, RawRow, Sheet
from roster.problems import PROBLEMS
from tests.golden import cases
from tests.tools import LONG

WORDS = st.sampled_from(
    (
        "STT", "TT", "Họ và tên", "Họ đệm", "Tên", "Ngày sinh", "Nam", "Nữ", "Chức vụ", "Đơn vị", "CCCD",
        "Điện thoại", "Email", "Ghi chú", "Nhóm", "Dân tộc", "Họ tên, chức vụ", "Chức vụ, đơn vị công tác",
        "x", "nt", "Họ và tên\nTrần Thị Bé",
        "I", "II.", "1.", "a)", "A", "Sở Y tế", "I. Lãnh đạo sở", "Phòng Tổ chức", "DANH SÁCH LÃNH ĐẠO PHÒNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Tổng cộng: 5 người", "Cộng", "Trang 1/2", "NGƯỜI LẬP BIỂU",
        "GIÁM ĐỐC", "(1)", "(2)", "Nguyễn Văn An", "TRẦN THỊ BÉ", "Y Niê", "H' Hương", "Khuyết", "Giám đốc",
        "PTP TCCB", "0905123456", "0905123456 / 02613888999", "3/4/1987", "15/8/1980", "067080000001",
        "an@daknong.gov.vn", "Ngu?n V?n B", "NguyÔn V¨n Hïng", "Nguyeãn Vaên Huøng", "nghỉ hưu", "Ghi chú: x",
    )
)  # fmt: skip
VALUES: st.SearchStrategy[CellValue] = st.one_of(
    st.none(),
    st.just(""),
    WORDS,
    st.text(max_size=12),
    st.integers(-5, 2_000_000_000_000),
    st.floats(allow_nan=False),
    st.booleans(),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - cells have no zone
    st.times(),
)
MERGES = st.builds(
    lambda row, rows, column, columns: Merge(row, row + rows, column, column + columns),
    st.integers(1, 15), st.integers(0, 6), st.integers(0, 5), st.integers(0, 5),
)  # fmt: skip


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    numbers = sorted(draw(st.sets(st.integers(1, 20), max_size=12)))
    rows = tuple(
        RawRow(
            number,
            tuple(draw(st.lists(VALUES, min_size=1, max_size=8))),
            hidden=draw(st.booleans()),
            struck_cells=tuple(draw(st.lists(st.integers(0, 7), max_size=2))),
        )
        for number in numbers
    )
    name = draw(st.sampled_from(("", "Sheet1", "Sở Tư pháp", "table 1", "page 2", "Lãnh đạo phòng")))
    fonts = draw(st.dictionaries(st.integers(0, 7), st.sampled_from((".VnTime", ".VnTimeH", "VNI-Times"))))
    return Sheet(name, rows, tuple(draw(st.lists(MERGES, max_size=4))), draw(st.booleans()), fonts)


MORE = 100 if LONG else 1  # 10,000 tables take ten minutes

HEADINGS = st.sampled_from(
    ("STT", "Họ và tên", "Họ đệm", "Tên", "Ngày sinh", "Nam", "Nữ", "Chức vụ", "Cơ quan", "Đơn vị", "SĐT", "")
)


@st.composite
def headed_sheets(draw: st.DrawFn) -> Sheet:
    """A sheet that begins with a header, so that the rows below are read as a list."""
    header = RawRow(21, ("STT", "Họ và tên", *draw(st.lists(HEADINGS, max_size=8))))
    body = draw(sheets())
    rows = (header, *(replace(row, number=row.number + 21) for row in body.rows))
    merges = tuple(
        replace(merge, first_row=merge.first_row + 20, last_row=merge.last_row + 20) for merge in body.merges
    )
    return replace(body, rows=rows, merges=merges, hidden=False)


def files(*parts: Sheet) -> RawFile:
    """A file of these sheets, each with its own name (file and sheet name a row)."""
    named = {sheet.name: sheet for sheet in parts}
    return RawFile("danh sach.xlsx", "0", tuple(named.values()))


def sources(reading: FileReading) -> list[tuple[str, int, str]]:
    places = [r.source for r in reading.people] + [r.source for r in reading.rejects]
    return [(place.sheet, place.row, place.block) for place in places]


@settings(max_examples=100 * MORE, deadline=None)
@given(st.lists(st.one_of(sheets(), headed_sheets()), max_size=3))
def test_every_row_is_accounted_for_once(parts: list[Sheet]) -> None:
    raw = files(*parts)
    reading = cases.read_raw(raw)
    found = sources(reading)
    assert len(set(found)) == len(found)
    rows = {(sheet.name, row.number) for sheet in raw.sheets for row in sheet.rows}
    assert {(sheet, row) for sheet, row, _ in found} == rows
    assert reading.total == len(found) >= len(rows)


@settings(max_examples=50 * MORE, deadline=None)
@given(st.one_of(sheets(), headed_sheets()))
def test_only_codes_with_a_sentence_and_the_contract_holds(sheet: Sheet) -> None:
    reading = cases.read_raw(files(sheet))
    answer = as_json([reading])["files"]["danh sach.xlsx"]
    codes = {flag for person in answer["people"] for flag in person["flags"]}
    codes |= {person["held"] for person in answer["people"] if person["held"]}
    codes |= {reject["reason"] for reject in answer["rejects"]}
    assert codes <= set(PROBLEMS)
    assert all(person["full_name"] for person in answer["people"] if not person["held"])


@settings(max_examples=25 * MORE, deadline=None)
@given(st.one_of(sheets(), headed_sheets()))
def test_reading_twice_gives_the_same(sheet: Sheet) -> None:
    assert cases.read_raw(files(sheet)) == cases.read_raw(files(sheet))
