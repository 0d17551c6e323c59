"""Headers of two lines, merged cells and the lines around a table."""

from dataclasses import replace

import pytest

from roster.demo import Province, body, frames
from roster.demo.page import PageLine, make_page
from roster.demo.styles import ListStyle, load_styles
from roster.demo.writers.looks import height_of
from roster.model import Merge


@pytest.fixture
def style() -> ListStyle:
    columns = (
        ("stt", "TT"),
        ("dob_male", "Ngày sinh|Nam"),
        ("dob_female", "Ngày sinh|Nữ"),
        ("note", "Ghi chú"),
    )
    return replace(load_styles()[0], columns=columns)


def test_a_header_of_two_lines_is_merged_both_ways(style: ListStyle) -> None:
    page = make_page("A", style.fields, body.header(style), merged_column=None)
    assert [line.cells for line in page.lines] == [
        ("TT", "Ngày sinh", "", "Ghi chú"),
        ("", "Nam", "Nữ", ""),
    ]
    assert set(page.merges) == {Merge(1, 1, 1, 2), Merge(1, 2, 0, 0), Merge(1, 2, 3, 3)}


def test_equal_neighbours_of_one_section_become_one_cell() -> None:
    lines = [PageLine(role, (unit, name)) for role, unit, name in _lines()]
    page = make_page("A", ("unit", "full_name"), lines, merged_column=0)
    assert [line.cells[0] for line in page.lines] == ["A", "", "I", "A", "B"]
    assert page.merges == (Merge(1, 2, 0, 0),)


def _lines() -> list[tuple]:  # type: ignore[type-arg]  # roles stay literals this way
    return [
        ("person", "A", "x"),
        ("person", "A", "y"),
        ("section", "I", ""),
        ("person", "A", "z"),
        ("person", "B", "w"),
    ]


def test_totals_are_written_in_words_or_beside(style: ListStyle) -> None:
    [inside] = frames.total(replace(style, total="Tổng cộng: {n} người"), 25, 4)
    assert (inside.cells[0], inside.spans) == ("Tổng cộng: 25 người", ((0, 3),))
    [beside] = frames.total(replace(style, total="Tổng cộng"), 25, 4)
    assert beside.cells == ("", "Tổng cộng", 25, "")
    assert frames.subtotal(replace(style, subtotal=""), 25, 4) == []


def test_the_header_is_repeated_on_each_printed_page(province: Province) -> None:
    [page] = next(d.pages for d in province.documents if d.style.repeat_header)
    roles = [line.role for line in page.lines]
    assert roles.count("header") == 2
    assert roles[: roles.index("person")].count("header") == 1


def test_long_words_make_a_line_higher() -> None:
    assert height_of(PageLine("person", ("Phó Trưởng phòng Xây dựng chính quyền",)), ("position",)) == 2
    assert height_of(PageLine("title", ("x" * 500,)), ("position",)) == 1
