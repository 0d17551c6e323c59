"""HTML pages as web systems give them out."""

import pytest

from roster.intake.formats import html
from roster.intake.formats.limits import Refused
from roster.model import Merge, Sheet


def read(body: str, *, encoding: str = "utf-8") -> tuple[Sheet, ...]:
    return html.read(f"<html><body>{body}</body></html>".encode(encoding))


def test_every_table_counts_with_the_text_above_it() -> None:
    first, second = read(
        "<div><p>SỞ NỘI VỤ</p></div><table><tr><td>a</td></tr></table><p>DANH SÁCH<br>lãnh đạo</p>"
        "<table><thead><tr><th>STT<th>Họ tên</tr></thead><tr><td>1<td>Điểu\n  Thử<br>Phó</tr></table>"
    )
    assert (first.name, first.above) == ("table 0", ("SỞ NỘI VỤ",))
    assert (second.name, second.above) == ("table 1", ("DANH SÁCH", "lãnh đạo"))
    assert [(r.number, r.cells) for r in second.rows] == [(1, ("STT", "Họ tên")), (2, ("1", "Điểu Thử\nPhó"))]


def test_spans_push_cells_to_their_place() -> None:
    [sheet] = read(
        "<table><tr><td rowspan=2>a<td colspan=2>b<td>c</tr><tr><td>d<td>e<td>f</tr><tr><td>g</tr></table>"
    )
    assert [r.cells for r in sheet.rows] == [("a", "b", "", "c"), ("", "d", "e", "f"), ("g",)]
    assert set(sheet.merges) == {Merge(1, 2, 0, 0), Merge(1, 1, 1, 2)}


def test_a_nested_table_is_a_table_of_its_own() -> None:
    outer, inner = read("<table><tr><td>a<table><tr><td>b</table></td><td>c</table>")
    assert outer.rows[0].cells == ("a", "c")
    assert inner.rows[0].cells == ("b",)


def test_hidden_and_struck_rows() -> None:
    [sheet] = read(
        "<table><tr style='display:none'><td>a</tr><tr><td>1<td><s>Điểu Thử</s></tr>"
        "<tr style='text-decoration: line-through'><td>b</tr><tr><td><s>c</s> d</tr></table>"
    )
    assert [r.hidden for r in sheet.rows] == [True, False, False, False]
    assert [r.struck for r in sheet.rows] == [False, True, True, False]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_encodings(encoding: str) -> None:
    [sheet] = read("<table><tr><td>Sân bay Đà Lôi</table>", encoding=encoding)
    assert sheet.rows[0].cells == ("Sân bay Đà Lôi",)


def test_a_page_that_says_its_encoding() -> None:
    head = "<?xml version='1.0' encoding='windows-1252'?><meta charset=windows-1252>"
    page = f"{head}<table><tr><td>NguyÔn</table>"
    assert html.read(page.encode("cp1252"))[0].rows[0].cells == ("NguyÔn",)


def test_absurd_spans_are_cut_as_a_browser_cuts_them() -> None:
    [sheet] = read("<table><tr><td colspan=999999999 rowspan=999999999>a<td>b</tr></table>")
    assert sheet.rows[0].cells[1000] == "b"


def test_more_columns_than_a_sheet_may_have() -> None:
    with pytest.raises(Refused) as refusal:
        read(f"<table><tr>{'<td colspan=1000>a' * 17}</tr></table>")
    assert refusal.value.code == "too_large"


def test_more_tags_than_a_tree_may_have() -> None:
    with pytest.raises(Refused) as refusal:
        html.read(b"<table><tr>" + b"<td>" * 3_000_000)
    assert refusal.value.code == "too_large"


def test_a_page_without_tables_has_no_rows() -> None:
    with pytest.raises(Refused) as refusal:
        read("<p>Không có dữ liệu</p>")
    assert refusal.value.code == "no_rows"
