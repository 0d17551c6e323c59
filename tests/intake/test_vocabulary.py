import pytest

from roster.intake.sums import declared_number, says_sum
from roster.intake.vocabulary import load_vocabulary

WORDS = load_vocabulary()


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("unit", "Phòng Tổ chức", True),
        ("unit", "PHÒNG TỔ CHỨC", True),
        ("unit", "Phong To chuc", False),  # without accents one word is too little
        ("unit", "Van phong So", True),
        ("unit", "Trương Văn An", False),
        ("unit", "TRUONG VAN AN", False),
        ("unit", "Bàn Văn An", False),
        ("unit", "Ban Tiếp công dân", True),
        ("agency", "Sở Y tế", True),
        ("agency", "Uỷ ban nhân dân huyện", True),
        ("signature", "KT. GIÁM ĐỐC", True),
        ("signature", "KT. GIAM DOC", True),
        ("signature", "Lãnh đạo đơn vị", False),
        ("vacant", "Khuyết", True),
    ],
)
def test_how_a_text_begins(kind: str, text: str, expected: bool) -> None:
    assert WORDS.starts(kind, text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tổng cộng: 25 người", True),
        ("Tổng: 25", True),
        ("TONG CONG", True),
        ("Cộng (I + II)", True),
        ("Tổng công ty Điện lực", False),
        ("Tống Văn An", False),
    ],
)
def test_what_announces_a_sum(text: str, expected: bool) -> None:
    assert says_sum(text, WORDS) is expected


@pytest.mark.parametrize(
    ("texts", "number"),
    [
        (("Tổng cộng: 25 người (nữ 05)",), 25),
        (("Tổng cộng (I + II): 34 người",), 34),
        (("Tổng cộng", "25"), 25),
        (("Tổng cộng", "10", "15"), None),
        (("Tổng cộng",), None),
        (("Tổng cộng: 25 (Hai mươi lăm) đồng chí",), 25),
    ],
)
def test_the_number_of_a_total(texts: tuple[str, ...], number: int | None) -> None:
    assert declared_number(texts) == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nguyễn Văn An", True),
        ("NGUYEN VAN AN", True),
        ("Truong Van An", True),
        ("Trường Văn An", False),
        ("Y Niê", True),
        ("H' Hương", True),
        ("K'Choi", True),
        ("Ông Lê An", True),
        ("Khối văn xã", False),
        ("Phòng Tổ chức", False),
    ],
)
def test_what_opens_a_name(text: str, expected: bool) -> None:
    assert WORDS.opens_a_name(text) is expected


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("DONVI", "workplace"),
        ("DonVi", "workplace"),
        ("HOVATEN", "full_name"),
        ("SODTDD", "phone"),
        ("DANTOC", "dropped"),
    ],
)
def test_headings_of_programs_run_together(heading: str, field: str) -> None:
    assert WORDS.fields(heading) == (field,)


def test_lists_of_who_has_answered_leave_the_same_columns_unread() -> None:
    answered = load_vocabulary("followup/answered_headers.toml")
    assert answered.fields("Chức vụ cũ") == answered.fields("Họ tên vợ") == ("dropped",)
