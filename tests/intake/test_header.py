import pytest

from roster.intake.columns import letters, map_columns
from roster.intake.grid import Grid, build
from roster.intake.header import find_headers
from roster.intake.vocabulary import load_vocabulary
from roster.model import Merge, RawRow, Sheet

WORDS = load_vocabulary()


def grid(*rows: str, merges: tuple[Merge, ...] = ()) -> Grid:
    raw = tuple(RawRow(n, tuple(map(str.strip, row.split("|")))) for n, row in enumerate(rows, 1))
    return build(Sheet("Sheet1", raw, merges))


@pytest.mark.parametrize(
    ("heading", "fields"),
    [
        ("STT", ("stt",)),
        ("HỌ VÀ\nTÊN", ("full_name",)),
        ("(2) Họ và tên đại biểu", ("full_name",)),
        ("Ho va ten", ("full_name",)),
        ("Ngày, tháng, năm sinh", ("dob",)),
        ("Năm sinh (Nữ)", ("dob", "female")),
        ("Nam", ("male",)),
        ("Năm", ("year",)),
        ("Giới tính (Nam/Nữ)", ("gender",)),
        ("Chức vụ, đơn vị công tác", ("position", "workplace")),
        ("Cơ quan, đơn vị", ("workplace",)),
        ("Cơ quan (phòng ban)", ("workplace",)),
        ("Điện thoại cơ quan", ("phone",)),
        ("Điện thoại, email", ("phone", "email")),
        ("Địa chỉ email", ("email",)),
        ("Địa chỉ", ("dropped",)),
        ("Chức vụ Đảng", ("dropped",)),
        ("Chức vụ Đảng, chính quyền", ("position",)),
        ("Ngày vào Đảng", ("dropped",)),
        ("Dân tộc, tôn giáo", ("dropped",)),
        ("Đơn vị bầu cử", ("dropped",)),
        ("Hệ số lương", ("dropped",)),
        ("Nguyễn Văn An", ()),
        ("Trưởng phòng", ()),
    ],
)
def test_heading_words(heading: str, fields: tuple[str, ...]) -> None:
    assert WORDS.fields(heading) == fields


def test_header_of_two_rows_without_merged_cells() -> None:
    sheet = grid("STT|Họ và tên|Ngày sinh||Chức vụ", "||Nam|Nữ|", "1|Lê Văn An|1970||Giám đốc")
    [header] = find_headers(sheet.rows, WORDS)
    assert (header.first, header.last) == (0, 1)
    assert header.fields == {
        0: ("stt",),
        1: ("full_name",),
        2: ("dob_male",),
        3: ("dob_female",),
        4: ("position",),
    }


def test_parent_row_above_the_names() -> None:
    sheet = grid("|Thông tin cá nhân||Liên hệ|", "STT|Họ và tên|Giới tính|Di động|Email", "1|Lê An|Nam||")
    [header] = find_headers(sheet.rows, WORDS)
    assert (header.first, header.last) == (0, 1)
    assert header.fields[3] == ("phone",)


def test_title_right_above_the_header_is_no_header() -> None:
    sheet = grid(
        "DANH SÁCH SỐ ĐIỆN THOẠI LÃNH ĐẠO",
        "STT|Họ và tên|Điện thoại",
        merges=(Merge(1, 1, 0, 2),),
    )
    [header] = find_headers(sheet.rows, WORDS)
    assert header.first == 1


def test_children_of_a_phone_heading_are_phones_and_of_a_dropped_one_dropped() -> None:
    sheet = grid(
        "STT|Họ và tên|Điện thoại||Trình độ|",
        "||Cơ quan|Di động|Chuyên môn|Chính trị",
        merges=(Merge(1, 1, 2, 3), Merge(1, 1, 4, 5)),
    )
    [header] = find_headers(sheet.rows, WORDS)
    assert [header.fields[c] for c in range(2, 6)] == [("phone",), ("phone",), ("dropped",), ("dropped",)]


def test_a_row_of_people_is_no_header() -> None:
    sheet = grid("1|Lê Văn An|Giám đốc|0905000001", "Tổng cộng|1")
    assert find_headers(sheet.rows, WORDS) == ()


def test_values_decide_what_a_bare_nam_column_holds() -> None:
    ticks = grid("STT|Họ tên|Nam|Nữ|Chức vụ", "1|Lê Văn An|x||Giám đốc")
    dates = grid("STT|Họ tên|Nam|Nữ|Chức vụ", "1|Lê Văn An|1970||Giám đốc")
    for sheet, field in ((ticks, "gender_male"), (dates, "dob_male")):
        [header] = find_headers(sheet.rows, WORDS)
        [columns] = map_columns(header, sheet.rows[1:], WORDS)
        assert columns.of(field) == (2,)


@pytest.mark.parametrize(
    ("given", "names"), [(("An", "Bình", "Hà"), (1, 2)), (("Nam", "Nữ", "Nam"), (1,)), (("", "", ""), (1,))]
)
def test_an_unnamed_second_column_of_given_names(given: tuple[str, ...], names: tuple[int, ...]) -> None:
    people = ("Nguyễn Văn", "Trần Thị", "Lê Thu")
    sheet = grid("STT|Họ và tên||Chức vụ", *(f"1|{p}|{g}|TP" for p, g in zip(people, given, strict=True)))
    [header] = find_headers(sheet.rows, WORDS)
    [columns] = map_columns(header, sheet.rows[1:], WORDS)
    assert columns.names == names


def test_tables_side_by_side() -> None:
    sheet = grid("STT|Họ và tên|Chức vụ||STT|Họ và tên|Chức vụ|Ghi chú", "1|Lê An|TP||2|Lê Hà|TP|")
    [header] = find_headers(sheet.rows, WORDS)
    left, right = map_columns(header, sheet.rows[1:], WORDS)
    assert (left.label, right.label) == ("A:C", "E:H")
    assert (left.names, right.names) == ((1,), (5,))


def test_column_letters() -> None:
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
