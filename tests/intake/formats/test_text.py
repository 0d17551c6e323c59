"""Delimited text: delimiters, physical lines, quotation marks, surplus fields."""

import pytest

from roster.intake.formats import text
from roster.model import RawRow


def rows(content: str) -> tuple[RawRow, ...]:
    [sheet] = text.read(content.encode())
    assert sheet.name == ""
    return sheet.rows


def lines(content: str) -> list[tuple[int, tuple[object, ...]]]:
    return [(row.number, row.cells) for row in rows(content)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(delimiter: str, line_end: str) -> None:
    table = (("STT", "Họ và tên"), ("1", "Điểu Thử"), ("2", "H'Mẫu Niê"))
    content = line_end.join(delimiter.join(row) for row in table)
    assert lines(content) == list(enumerate(table, start=1))


def test_commas_inside_the_words_of_a_semicolon_list() -> None:
    content = (
        "Họ tên;Chức vụ, đơn vị\nĐiểu Thử;Trưởng phòng, Sở Nội vụ, Đắk Nông\nH'Mẫu;Phó, Văn phòng, Sở Y tế"
    )
    assert [cells for _, cells in lines(content)] == [tuple(line.split(";")) for line in content.split("\n")]


def test_a_declared_delimiter_is_no_row() -> None:
    assert lines("sep=;\na;b\n") == [(2, ("a", "b"))]


def test_a_record_is_numbered_by_the_line_it_starts_on() -> None:
    content = 'a,b\n\n"Phó\nGiám đốc",x\n,\nc,"d ""e"""\n'
    assert lines(content) == [(1, ("a", "b")), (3, ("Phó\nGiám đốc", "x")), (6, ("c", 'd "e"'))]


def test_a_quotation_mark_that_is_never_closed_swallows_nobody() -> None:
    content = "a,b,c\n1,\"Điểu Thử,x\n2,Điểu Mẫu,y\n3,H'Thử,z\n"
    assert lines(content) == [
        (1, ("a", "b", "c")),
        (2, ("1", "Điểu Thử", "x")),
        (3, ("2", "Điểu Mẫu", "y")),
        (4, ("3", "H'Thử", "z")),
    ]


def test_every_field_is_kept_and_surplus_blank_ones_are_flagged() -> None:
    content = "a,b,c\n1,Điểu Thử,\n2,Điểu Mẫu,x,,\n3,Điểu Giả,x,y\n4,H'Thử\n"
    assert [(row.cells, row.flags) for row in rows(content)] == [
        (("a", "b", "c"), ()),
        (("1", "Điểu Thử", ""), ()),
        (("2", "Điểu Mẫu", "x", "", ""), ("extra_empty_fields",)),
        (("3", "Điểu Giả", "x", "y"), ()),
        (("4", "H'Thử"), ()),
    ]


def test_a_letterhead_above_the_table_does_not_choose_the_delimiter() -> None:
    content = "SỞ NỘI VỤ\nDANH SÁCH, lãnh đạo, quản lý\n\nSTT\tHọ tên\n1\tĐiểu Thử\n2\tĐiểu Mẫu\n"
    assert lines(content)[-1] == (6, ("2", "Điểu Mẫu"))
    assert lines(content)[1] == (2, ("DANH SÁCH, lãnh đạo, quản lý",))


def test_text_without_any_delimiter_is_one_column() -> None:
    assert lines("Điểu Thử\nĐiểu Mẫu") == [(1, ("Điểu Thử",)), (2, ("Điểu Mẫu",))]
