import pytest

from roster.intake.letterhead import (
    covering_letter_agency,
    letterhead_agency,
    section_of_name,
    sections_of,
    title_of,
)
from roster.intake.sections import (
    Section,
    agency_of,
    groups_in,
    groups_of,
    heading_of,
    push,
    read_section,
    split_marker,
    unit_within,
    units_of,
)
from roster.intake.vocabulary import load_vocabulary
from roster.plan import load_plan
from roster.units import find_agency

PLAN = load_plan()
WORDS = load_vocabulary()


def section(text: str) -> Section:
    return read_section(*split_marker(text), plan=PLAN, words=WORDS)


def code(found: Section) -> str | None:
    return found.agency.code if found.agency else None


@pytest.mark.parametrize(
    ("text", "marker", "words"),
    [
        ("I. Sở Y tế", "roman", "Sở Y tế"),
        ("II - Lãnh đạo phòng (05 người)", "roman", "Lãnh đạo phòng"),
        ("A/ Lãnh đạo sở: 3 đồng chí", "upper", "Lãnh đạo sở"),
        ("1. Văn phòng Sở:", "number", "Văn phòng Sở"),
        ("1.2. Phòng Tổ chức", "decimal", "Phòng Tổ chức"),
        ("a) Tổ công tác", "lower", "Tổ công tác"),
        ("- Thanh tra Sở", "dash", "Thanh tra Sở"),
        ("Chi cục Kiểm lâm", "", "Chi cục Kiểm lâm"),
        ("Đội Quản lý thị trường số 1", "", "Đội Quản lý thị trường số 1"),
        ("Y tế", "", "Y tế"),
        ("VI", "roman", ""),
    ],
)
def test_markers(text: str, marker: str, words: str) -> None:
    assert split_marker(text) == (marker, words)


def test_heading_in_two_cells() -> None:
    assert heading_of(("II", "Sở Y tế (5 người)")) == ("roman", "Sở Y tế")
    assert heading_of(("Sở Y tế", "5")) == ("", "Sở Y tế")


@pytest.mark.parametrize(
    ("text", "agency", "unit", "groups"),
    [
        ("I. Sở Y tế", "so_y_te", None, ()),
        ("Lãnh đạo Sở Y tế", "so_y_te", None, ("lanh_dao_so",)),
        ("Chi cục Kiểm lâm - Sở NN&PTNT", "so_nnptnt", "Chi cục Kiểm lâm", ()),
        ("Phòng Nội vụ", None, "Phòng Nội vụ", ()),
        ("Lãnh đạo Chi cục Kiểm lâm", None, "Chi cục Kiểm lâm", ("lanh_dao_phong",)),
        ("Lãnh đạo phòng chuyên môn, trung tâm", None, None, ("lanh_dao_phong",)),
        ("Ban Giám đốc", None, None, ("lanh_dao_so",)),
        ("Văn phòng UBND tỉnh", "van_phong_ubnd", None, ()),
    ],
)
def test_what_a_heading_says(
    text: str, agency: str | None, unit: str | None, groups: tuple[str, ...]
) -> None:
    found = section(text)
    assert (code(found), found.unit, found.groups) == (agency, unit, groups)


def test_an_agency_the_plan_does_not_have_keeps_its_words() -> None:
    assert section("II. Liên minh Hợp tác xã tỉnh").agency_name == "Liên minh Hợp tác xã tỉnh"
    assert not section("Khối văn xã").says_something


def test_sections_of_one_kind_follow_each_other() -> None:
    stack = push((), section("A. Lãnh đạo sở"))
    stack = push(stack, section("I. Sở Y tế"))
    stack = push(stack, section("1. Văn phòng Sở"))
    assert (units_of(stack)[0], groups_of(stack)) == ("Văn phòng Sở", (("lanh_dao_so",), "section"))
    stack = push(stack, section("II. Sở Tư pháp"))
    agency, _ = agency_of(stack)
    assert agency
    assert (agency.code, units_of(stack)) == ("so_tu_phap", ())
    stack = push(stack, section("B. Lãnh đạo phòng"))
    assert (agency_of(stack), groups_of(stack)[0]) == ((None, None), ("lanh_dao_phong",))


def test_leadership_is_over_where_a_unit_follows() -> None:
    stack = push(push((), section("Sở Y tế")), section("Ban Giám đốc"))
    assert groups_of(stack)[0] == ("lanh_dao_so",)
    stack = push(stack, section("Phòng Nghiệp vụ y"))
    agency, _ = agency_of(stack)
    assert agency
    assert (agency.code, units_of(stack)[0], groups_of(stack)[0]) == ("so_y_te", "Phòng Nghiệp vụ y", ())


def test_plain_headings_nest_by_what_they_say() -> None:
    stack = push(push((), section("Sở Y tế")), section("Văn phòng Sở"))
    stack = push(stack, section("Phòng Nghiệp vụ Y"))
    assert units_of(stack)[0] == "Phòng Nghiệp vụ Y"
    stack = push(stack, section("Sở Tư pháp"))
    assert units_of(stack) == ()


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Danh sách lãnh đạo Sở, các phòng chuyên môn", ("lanh_dao_so", "lanh_dao_phong")),
        ("Lãnh đạo phòng, Sở Nội vụ", ("lanh_dao_phong",)),
        ("Lãnh đạo Sở Văn hóa, Thể thao và Du lịch", ("lanh_dao_so",)),
        ("Lãnh đạo Ban, lãnh đạo phòng", ("lanh_dao_so", "lanh_dao_phong")),
    ],
)
def test_groups_joined_in_one_heading(text: str, groups: tuple[str, ...]) -> None:
    assert groups_in(text, PLAN.agency("ban_dan_toc"), PLAN) == groups


LETTERHEAD = (
    "UBND TỈNH ĐẮK NÔNG",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "SỞ Y TẾ",
    "Độc lập - Tự do - Hạnh phúc",
)


def test_sender_stands_in_the_letterhead_not_in_place_or_recipient() -> None:
    lines = (*LETTERHEAD, "Gia Nghĩa, ngày 12 tháng 12 năm 2024", "Kính gửi: Sở Nội vụ", "DANH SÁCH")
    agency = letterhead_agency(lines, plan=PLAN, words=WORDS)
    assert agency
    assert agency.code == "so_y_te"


def test_office_under_its_body() -> None:
    agency = letterhead_agency(("UBND TỈNH ĐẮK NÔNG", "VĂN PHÒNG"), plan=PLAN, words=WORDS)
    assert agency
    assert agency.code == "van_phong_ubnd"


def test_title_leaves_out_what_only_refers_to_other_papers() -> None:
    lines = (
        "DANH SÁCH LÃNH ĐẠO PHÒNG",
        "theo Công văn số 5 của Sở Nội vụ",
        "Đắk Nông, ngày 1 tháng 12 năm 2024",
    )
    assert title_of(lines, WORDS) == ("DANH SÁCH LÃNH ĐẠO PHÒNG",)


def test_covering_letter_names_the_sender() -> None:
    agency = covering_letter_agency(("(Kèm theo Công văn số 12/SYT-VP của Sở Y tế)",), PLAN)
    assert agency
    assert agency.code == "so_y_te"


def test_numbered_lines_above_a_table_are_sections_not_title() -> None:
    lines = ("DANH SÁCH LÃNH ĐẠO SỞ, LÃNH ĐẠO PHÒNG", "I. LÃNH ĐẠO SỞ")
    stack = sections_of(lines, plan=PLAN, words=WORDS)
    assert groups_of(stack) == (("lanh_dao_so",), "section")


@pytest.mark.parametrize(
    ("name", "agency", "groups"),
    [
        ("DS_LanhDaoPhong_SoYTe.xlsx", "so_y_te", ("lanh_dao_phong",)),
        ("Danh sach lanh dao So Tu phap (2).xlsx", "so_tu_phap", ("lanh_dao_so",)),
        ("danh sach.xlsx", None, ()),
    ],
)
def test_file_names(name: str, agency: str | None, groups: tuple[str, ...]) -> None:
    found = section_of_name(name, "file", plan=PLAN)
    assert (code(found), found.groups) == (agency, groups)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Sở Văn hóa, Thể thao và Du lịch", None),
        ("Sở Văn hóa, Thể thao và Du lịch tỉnh Đăk Nông", None),
        ("Phòng Người có công, Sở Lao động - Thương binh và Xã hội", "Phòng Người có công"),
        ("Văn phòng UBND tỉnh", None),
        ("UBND H.Krông Nô", None),
        ("Chi cục Kiểm lâm thuộc Sở NN&PTNT", "Chi cục Kiểm lâm"),
    ],
)
def test_the_commas_of_an_agency_divide_nothing(text: str, unit: str | None) -> None:
    agency = find_agency(text, PLAN)
    assert agency
    assert unit_within(text, agency, plan=PLAN, words=WORDS) == unit
