"""Tables drawn in pieces: which frames belong together, and what becomes of the lines between them."""

from roster.intake.formats import pdf
from roster.model import Sheet
from tests.intake.pdf_files import Paper, document

WIDTHS = (30, 130, 110)
HEAD = ("TT", "Họ và tên", "Chức vụ")


def rows(sheet: Sheet) -> list[tuple[str, ...]]:
    return [tuple(map(str, row.cells)) for row in sheet.rows]


def drawn(*between: str, second: tuple[str, str, str]) -> tuple[Sheet, ...]:
    """A table, lines of text as close as rows, and a frame with the same columns."""
    paper = Paper()
    bottom = paper.table(60, WIDTHS, [HEAD, ("1", "Điểu Thử", "Giám đốc")])
    for number, text in enumerate(between):
        paper.write(74, bottom + 4 + 18 * number, text)
    paper.table(bottom + 18 * max(len(between), 1), WIDTHS, [second])
    return pdf.read(document([paper]))


def test_lines_between_two_pieces_are_rows() -> None:
    [sheet] = drawn("Phòng Thử", "Tổ Mẫu", second=("2", "H'Mẫu Niê", "Trưởng phòng"))
    assert rows(sheet)[2:] == [("", "Phòng Thử"), ("", "Tổ Mẫu"), ("2", "H'Mẫu Niê", "Trưởng phòng")]
    assert [row.number for row in sheet.rows] == [1, 2, 3, 4, 5]


def test_a_frame_with_headings_is_another_table() -> None:
    first, second = drawn("Phòng Thử", second=HEAD)
    assert rows(first) == [HEAD, ("1", "Điểu Thử", "Giám đốc")]
    assert (rows(second), second.above) == ([HEAD], ("Phòng Thử",))


def test_a_frame_far_below_is_another_table() -> None:
    _, second = drawn(second=("2", "H'Mẫu Niê", "Trưởng phòng"))
    assert rows(second) == [("2", "H'Mẫu Niê", "Trưởng phòng")]
