from roster.export import summary
from roster.export.cells import SheetLayout
from roster.export.form import Form
from tests.export.conftest import OPEN, Make


def rows(layout: SheetLayout) -> list[list[object]]:
    """The values of each line, without the empty ones."""
    return [[cell.value for cell in line.cells if cell.value != ""] for line in layout.lines]


def section(layout: SheetLayout, number: str) -> list[list[object]]:
    """The lines of the table whose title begins with this number, from its header to the next empty line."""
    lines = rows(layout)
    start = next(i for i, line in enumerate(lines) if line and str(line[0]).startswith(f"{number}. "))
    return lines[start + 1 : lines.index([], start)]


def test_counts_with_total_and_reason(make: Make, form: Form) -> None:
    found = section(summary.layout("x", make(), form), "I")
    assert found[2] == [2, "Lãnh đạo sở và tương đương", 57, 5, 1, 4, 1, 1, 0, 3, -53, "Biệt phái 01 người"]
    assert found[5] == ["Tổng cộng", 446, 20, 4, 16, 4, 4, 0, 12, -430]


def test_both_readings_side_by_side_and_the_one_in_use(make: Make, form: Form) -> None:
    found = section(summary.layout("x", make(precedence="full"), form), "II")
    assert found[3] == [3, "Lãnh đạo phòng, đơn vị thuộc sở và tương đương", 3, 2, -1]
    assert found[5] == ["Tổng cộng", 12, 11, -1]
    assert form.summary.readings.full in str(found[6])


def test_agencies_without_a_declared_number_have_no_gap_and_no_total(make: Make, form: Form) -> None:
    found = section(summary.layout("x", make(), form), "III")
    assert found[1][-1] == "Khuyết 01 Phó Giám đốc"
    assert found[2] == [2, "Sở Y tế", "Lãnh đạo sở và tương đương", 3, 0, 3, 1, 0, 0, 2]
    assert found[3] == ["Tổng cộng", 6, 0, 0, 4]


def test_who_has_sent_nothing(make: Make, form: Form) -> None:
    found = section(summary.layout("x", make(), form), "IV")
    assert found[1:] == [
        [1, "Sở Ngoại vụ", form.summary.in_time],
        [2, "UBND huyện Tuy Đức", "Quá hạn 3 ngày"],
    ]


def test_people_in_two_groups_stand_there_once(make: Make, form: Form) -> None:
    found = section(summary.layout("x", make(), form), "V")
    assert len(found) == 2
    assert found[1][1] == "H'Hồng Niê"
    assert "Lãnh đạo UBND cấp huyện" in str(found[1][-1])


def test_open_pairs_with_both_sides_and_evidence(make: Make, form: Form) -> None:
    found = section(summary.layout("x", make(**OPEN), form), "VI")
    assert found[1:3] == [
        [1, "Lê Văn An", "Sở Y tế", "so-y-te.xlsx", "Sheet1", 7, "Trùng ngày sinh\nKhác dấu"],
        ["Lê Văn Án", "Sở Y tế", "so-y-te.xlsx", "Sheet1", 9],
    ]


def test_lists_of_rows_and_files(make: Make, form: Form) -> None:
    layout = summary.layout("x", make(**OPEN), form)
    assert section(layout, "VII")[1][1::6] == ["Phạm ??", "Chữ bị mất"]
    assert section(layout, "VIII")[1][1::6] == ["Đỗ Văn Cường", "Không phải lãnh đạo"]
    assert section(layout, "IX")[1][1::6] == ["Ngô Thị Dung", "Chưa rõ nhóm"]
    assert section(layout, "X")[1][1::6] == ["Cao Thị Gấm", "Nghỉ hưu từ 01/12"]
    assert section(layout, "XI")[1:] == [[1, "scan.pdf", "Tệp là ảnh quét"]]


def test_an_empty_table_says_so(make: Make, form: Form) -> None:
    assert section(summary.layout("x", make(), form), "VI") == [[form.summary.none]]


def test_the_reason_for_sending_with_open_questions(make: Make, form: Form) -> None:
    layout = summary.layout("x", make(**OPEN, allow_reason="Đã xin ý kiến"), form)
    assert any("Đã xin ý kiến" in str(line) for line in rows(layout))


def test_says_that_the_columns_are_assumed(make: Make, form: Form) -> None:
    found = rows(summary.layout("x", make(), form))
    assert all([note] in found for note in form.summary.notes)
