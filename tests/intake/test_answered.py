"""Lists of who answered: statuses, days, provinces, columns left out; other lists are read as before."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from roster import positions
from roster.intake import answered, reader, reading
from roster.intake.answered import AnsweredList, AnsweredRow
from roster.plan import load_plan

PLAN = load_plan()
TODAY = date(2025, 1, 7)
Read = Callable[..., AnsweredList]


@pytest.fixture
def path(tmp_path: Path) -> Callable[..., Path]:
    def write(heads: Sequence[str], *rows: Sequence[object]) -> Path:
        book = Workbook()
        for line in (("STT", "Họ và tên", *heads), *rows):
            book.worksheets[0].append(list(line))
        book.save(tmp_path / "list.xlsx")
        return tmp_path / "list.xlsx"

    return write


def read(path: Path) -> AnsweredList:
    (raw,) = reader.read_files([path])
    return answered.read(raw, plan=PLAN, positions=positions.load_positions(), today=TODAY)


def one(path: Callable[..., Path], head: str, value: object) -> AnsweredRow:
    (row,) = read(path((head,), (1, "Nguyễn Văn An", value))).rows
    return row


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đã trả lời", True),
        ("x", True),
        ("CHƯA", False),
        ("", False),
        ("Chưa hoàn thành", False),
        ("lạ", None),
    ],
)
def test_statuses(path: Callable[..., Path], text: str, expected: bool | None) -> None:
    assert one(path, "Trạng thái", text).answered is expected


def test_a_blank_status_beside_others_has_not_answered(path: Callable[..., Path]) -> None:
    file = path(("Trạng thái",), (1, "Nguyễn Văn An", "Đã trả lời"), (2, "Trần Thị Bình", None))
    assert [row.answered for row in read(file).rows] == [True, False]


def test_a_blank_day_beside_others_is_asked_about(path: Callable[..., Path]) -> None:
    file = path(("Ngày trả lời",), (1, "Nguyễn Văn An", "05/01/2025"), (2, "Trần Thị Bình", None))
    assert [row.answered for row in read(file).rows] == [True, None]


def test_a_status_and_a_day_that_contradict_are_asked_about(path: Callable[..., Path]) -> None:
    heads = ("Trạng thái", "Ngày trả lời")
    file = path(
        heads, (1, "Nguyễn Văn An", "Chưa trả lời", "05/01/2025"), (2, "Trần Thị Bình", None, "05/01/2025")
    )
    assert [row.answered for row in read(file).rows] == [None, None]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("05/01/2025 10:22", date(2025, 1, 5)),
        ("2025-01-05T10:22:00", date(2025, 1, 5)),
        (datetime(2025, 1, 5, 10, 22), date(2025, 1, 5)),  # noqa: DTZ001 - as spreadsheets have it
        ("31/02/2025", None),
        ("hôm qua", None),
    ],
)
def test_days(path: Callable[..., Path], value: object, expected: date | None) -> None:
    assert one(path, "Ngày trả lời", value).day == expected


@pytest.mark.parametrize(
    ("head", "value", "expected"),
    [
        ("Tỉnh/thành phố", "Tỉnh Lâm Đồng", "Lâm Đồng"),
        ("Tỉnh/thành phố", "Đăk Nông", ""),
        ("Tỉnh/thành phố", "Tỉnh Đắk Nông", ""),
        ("Cơ quan", "Sở Nội vụ tỉnh Lâm Đồng", "Lâm Đồng"),
        ("Cơ quan", "Sở Nội vụ tỉnh Đắk Nông", ""),
        ("Cơ quan", "UBND thành phố Gia Nghĩa", ""),
        ("Cơ quan", "Văn phòng UBND tỉnh", ""),
    ],
)
def test_other_provinces(path: Callable[..., Path], *, head: str, value: str, expected: str) -> None:
    assert one(path, head, value).elsewhere == expected


def test_columns_left_out_are_named_and_their_values_nowhere(path: Callable[..., Path]) -> None:
    heads = ("Mã phiếu", "Câu 12. Ông/Bà đánh giá mức độ nào?", "Kết quả điểm", "Chức vụ")
    found = read(path(heads, (1, "Nguyễn Văn An", "BIMAT", "BIMAT", "BIMAT", "Giám đốc")))
    assert [column[0] for column in found.left_out] == ["C", "D", "E"]
    (row,) = found.rows
    assert "BIMAT" not in str({name: row.record.raw[name] for name in row.record.raw})
    assert row.record.position == "Giám đốc"


def test_lists_of_agencies_know_nothing_of_these_headings(path: Callable[..., Path]) -> None:
    file = path(("Trạng thái", "Chức vụ"), (1, "Nguyễn Văn An", "Đã trả lời", "Giám đốc"))
    (raw,) = reader.read_files([file])
    found = reading.read_list(raw, plan=PLAN, positions=positions.load_positions(), today=TODAY)
    assert "answer_status" not in found.people[0].raw
    assert {problem.code for problem in found.problems} >= {"column_unknown"}
