import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.cleaned import CellValue
from roster.names import Name, clean_name, title_gender

SYLLABLES = (
    "nguyễn",
    "văn",
    "thị",
    "hoà",
    "thủy",
    "lý",
    "sỹ",
    "đạt",
    "k'choi",
    "h’hồng",
    "niê",
    "mlô",
    "y",
    "ñiăp",
)
names = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=4).map(
    lambda words: " ".join(["trần", *words])
)
titles = st.sampled_from(["", "Ông ", "BÀ ", "đ/c ", "ThS. ", "TS.BS. ", "Linh mục ", "Ông: "])


@pytest.mark.parametrize(
    ("typed", "full_name"),
    [
        ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
        ("nguyễn văn an", "Nguyễn Văn An"),
        ("Nguyễn  văn\nAN ", "Nguyễn Văn An"),
        ("NGuyễn Văn An", "Nguyễn Văn An"),
        ("NGUYễN VĂN HùNG", "Nguyễn Văn Hùng"),
        ("NguyễnVăn An", "Nguyễn Văn An"),
        ("Nguyễn.Văn.An", "Nguyễn Văn An"),
        ("Ng.Văn An", "Ng. Văn An"),
        ("1. Nguyễn Văn An", "Nguyễn Văn An"),
        ("Nguyễn Văn An *", "Nguyễn Văn An"),
        ("TRẦN THỊ HOÀ", "Trần Thị Hoà"),
        ("TRẦN THỊ HÒA", "Trần Thị Hòa"),
        ("LÍ ĐÌNH SĨ", "Lí Đình Sĩ"),
        ("K'CHOI", "K'Choi"),
        ("K’ CHOI", "K’ Choi"),
        ("K`NHIỄU", "K`Nhiễu"),
        ("K'choi", "K'choi"),
        ("k'choi", "K'Choi"),
        ("KA H’HOA", "Ka H’Hoa"),
        ("H' NOEL NIÊ", "H' Noel Niê"),
        ("H ÑIĂP NIÊ", "H Ñiăp Niê"),
        ("Y THANH HÀ NIÊ KĐĂM", "Y Thanh Hà Niê Kđăm"),
        ("B'KRÔNG Y TUR", "B'Krông Y Tur"),
        ("Y-BHIU ÊBAN", "Y-Bhiu Êban"),
        ("RƠ LAN H'TI", "Rơ Lan H'Ti"),
        ("Ê\u0306BAN", "Ê\u0306ban"),
        ("Nguyê\u0303n Va\u0306n A", "Nguyễn Văn A"),
    ],
)
def test_proper_case_in_the_persons_own_spelling(typed: str, full_name: str) -> None:
    assert clean_name(typed) == clean_name(full_name)
    assert clean_name(typed).value.full_name == full_name
    assert clean_name(typed).flags == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Ông Nguyễn Văn Tám", Name("Nguyễn Văn Tám", "Ông")),
        ("BÀ: H'HỒNG", Name("H'Hồng", "Bà")),
        ("Ông/Bà Lê Văn Tám", Name("Lê Văn Tám", "Ông/Bà")),
        ("Ông (bà) Lê Văn Tám", Name("Lê Văn Tám", "Ông/Bà")),
        ("ĐỒNG CHÍ LÊ VĂN TÁM", Name("Lê Văn Tám", "Đồng chí")),
        ("Đ/c Lê Văn Tám", Name("Lê Văn Tám", "Đồng chí")),
        ("ThS. BS.CKII Trần Thị Thủy", Name("Trần Thị Thủy", "ThS.; BSCKII")),
        ("TS.Lê Hoà", Name("Lê Hoà", "TS.")),
        ("Nguyễn Văn Sáu, ThS.", Name("Nguyễn Văn Sáu", "ThS.")),
        ("Linh mục Nguyễn Văn Riễn (Nguyễn Văn Riễn)", Name("Nguyễn Văn Riễn", "Linh mục")),
        ("NGUYỄN VĂN RIỄN(LINH MỤC)", Name("Nguyễn Văn Riễn", "Linh mục")),
        ("Thượng tọa Thích Quảng Tâm", Name("Thích Quảng Tâm", "Thượng tọa")),
        ("Thích Minh Đạo (Nguyễn Văn Sáu)", Name("Thích Minh Đạo", alias="Nguyễn Văn Sáu")),
        ("Nguyễn Văn Sáu (tức Ba Thành)", Name("Nguyễn Văn Sáu", alias="Ba Thành")),
        ("Nguyễn Văn Sáu tức Ba Thành", Name("Nguyễn Văn Sáu", alias="Ba Thành")),
        ("NGUYỄN VĂN SÁU (BA THÀNH)", Name("Nguyễn Văn Sáu", alias="Ba Thành")),
        ("Nguyễn Văn Sáu (nghỉ hưu)", Name("Nguyễn Văn Sáu", remark="nghỉ hưu")),
        ("NGUYỄN VĂN SÁU (NGHỈ HƯU TỪ 01/12)", Name("Nguyễn Văn Sáu", remark="NGHỈ HƯU TỪ 01/12")),
        ("Nguyễn Văn Sáu - Phó Giám đốc", Name("Nguyễn Văn Sáu", remark="Phó Giám đốc")),
        ("Nguyễn Văn Sáu (1)", Name("Nguyễn Văn Sáu", remark="1")),
        ("Già làng Điểu K'Ré", Name("Điểu K'Ré", "Già làng")),
        ("Anh Nguyễn Văn Tuấn", Name("Nguyễn Văn Tuấn", "Anh")),
    ],
)
def test_titles_aliases_and_remarks_are_set_apart(typed: str, expected: Name) -> None:
    assert clean_name(typed).value == expected
    assert clean_name(typed).flags == ()


@pytest.mark.parametrize(
    ("typed", "full_name"),
    [
        ("Ông Thị Hoa", "Ông Thị Hoa"),
        ("Ông Ích Khiêm", "Ông Ích Khiêm"),
        ("Ông Văn Hữu Chiến", "Văn Hữu Chiến"),
        ("Anh Tuấn", "Anh Tuấn"),
    ],
)
def test_a_title_may_be_a_name(typed: str, full_name: str) -> None:
    assert clean_name(typed).value.full_name == full_name


@pytest.mark.parametrize(
    ("title", "gender"),
    [
        ("Ông", "Nam"),
        ("Bà", "Nữ"),
        ("ThS.; Bà", "Nữ"),
        ("Linh mục", "Nam"),
        ("Ni sư", "Nữ"),
        ("TS.", None),
        ("", None),
    ],
)
def test_some_titles_tell_the_sex(title: str, gender: str | None) -> None:
    assert title_gender(title) == gender


@pytest.mark.parametrize(
    "value",
    [
        "0905123456",
        "A",
        "-",
        "***",
        "Nguyễn Văn A1",
        "Nguyễn Văn A / Trần Thị B",
        "Nguyễn Văn A, Trần Thị B",
        "Nguyễn Văn A và Lê Thị B",
        "a@b.vn",
        "Ông",
        "Жук",
        5,
        1.5,
        True,
    ],
)
def test_what_is_no_name(value: CellValue) -> None:
    assert clean_name(value).value.full_name == ""
    assert clean_name(value).flags[-1] == "bad_name"


@pytest.mark.parametrize(
    "typed", ["Nguy?n Văn A", "Nguyễn Th? Hoa", "? Văn A", "Nguy\ufffdn", "Lê ? An", "Nguy？n"]
)
def test_lost_letters_are_refused(typed: str) -> None:
    assert clean_name(typed).value.full_name == ""
    assert "lost_characters" in clean_name(typed).flags


@pytest.mark.parametrize("value", [None, "", "  ", "\u200b"])
def test_a_blank_cell_is_no_fault(value: CellValue) -> None:
    assert clean_name(value).value == Name()
    assert clean_name(value).flags == ()


@pytest.mark.parametrize(
    ("typed", "full_name"),
    [("Ðặng Văn Ðạt", "Đặng Văn Đạt"), ("ТRẦN VĂN AN", "Trần Văn An"), ("Ｎｇｕｙễｎ Ａn", "Nguyễn An")],
)
def test_lookalike_letters_are_repaired(typed: str, full_name: str) -> None:
    assert clean_name(typed).value.full_name == full_name
    assert clean_name(typed).flags == ("lookalike",)


@pytest.mark.parametrize(
    "typed", ["Nguyen Van Hung", "TRAN THI HOA", "Le Anh", "Mai Thi Lan", "Cao Ngoc Anh"]
)
def test_missing_accents_are_flagged(typed: str) -> None:
    assert clean_name(typed).flags == ("no_diacritics",)


@pytest.mark.parametrize(
    "typed",
    ["Mai Lan Anh", "Cam Minh Linh", "Cao Thanh Long", "Kim Trang", "Ka Bris", "K'Choi", "Y Tam", "Long"],
)
def test_names_that_have_no_accents(typed: str) -> None:
    assert clean_name(typed).flags == ()


@given(titles, names)
def test_cleaning_is_idempotent_and_does_not_see_case_or_title(title: str, typed: str) -> None:
    cleaned = clean_name(title + typed.upper()).value.full_name
    assert clean_name(cleaned).value.full_name == cleaned
    assert clean_name(typed).value.full_name == cleaned


@given(st.text(max_size=40))
def test_any_text_is_answered(typed: str) -> None:
    cleaned = clean_name(typed)
    assert clean_name(cleaned.value.full_name).value.full_name == cleaned.value.full_name
