"""Positions written out: laws that hold for any cell, and the places where the table must not reach."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roster.positions import Positions, expand, load_positions
from roster.text import fold

POSITIONS = load_positions()
PIECES = [
    *POSITIONS.abbreviations,
    *(entry.short for entry in POSITIONS.in_context),
    *POSITIONS.capitals.posts,
    *POSITIONS.capitals.organisations,
    *POSITIONS.capitals.acronyms,
    *("Đắk R'Lấp", "huyện", "HÀNH CHÍNH", "kiêm", "PhòngHành", ",", "-", ".", "/", "(", ")", "1", "K’Nia"),
]
cells = st.lists(st.sampled_from(PIECES), max_size=7).flatmap(
    lambda pieces: st.sampled_from([" ".join(pieces), " ".join(pieces).upper(), " ".join(pieces).lower()])
)


@example("¼A0bb")
@given(cells | st.text(max_size=30))
def test_expanding_twice_changes_nothing(cell: str) -> None:
    once = expand(cell, POSITIONS)
    assert expand(once, POSITIONS) == once


@given(st.lists(st.sampled_from(["tổ", "chức", "Phó", "GIÁM", "đốc", "X", "Sở", "TN&MT", "Đắk"]), max_size=8))
def test_no_word_is_removed_or_added_without_an_abbreviation(words: list[str]) -> None:
    text = " ".join(word for word in words if word != "X")
    assert fold(expand(text, POSITIONS)) == fold(text)


@pytest.mark.parametrize(
    ("cell", "expanded"),
    [
        ("GIÁM ĐỐC SỞ Y TẾ", "Giám đốc Sở Y tế"),
        ("giám đốc sở y tế", "Giám đốc Sở Y tế"),
        ("TRƯỞNG PHÒNG HÀNH CHÍNH - TỔNG HỢP", "Trưởng phòng Hành chính - Tổng hợp"),
        ("PHÓ CHỦ TỊCH UBND THÀNH PHỐ GIA NGHĨA", "Phó Chủ tịch UBND thành phố Gia Nghĩa"),
        ("CHỦ TỊCH UBND XÃ ĐẮK R'MĂNG KIÊM BÍ THƯ", "Chủ tịch UBND xã Đắk R'Măng kiêm Bí thư"),
        ("PHÓ TRƯỞNG PHÒNG BẢO VỆ MÔI TRƯỜNG", "Phó Trưởng phòng Bảo vệ môi trường"),
        ("TRƯỞNG PHÒNG QUẢN LÝ CƠ SỞ HẠ TẦNG", "Trưởng phòng Quản lý cơ sở hạ tầng"),
        ("GIÁM ĐỐC TRUNG TÂM CNTT", "Giám đốc Trung tâm Công nghệ thông tin"),
        ("TRƯỞNG PHÒNG NGHIỆP VỤ II", "Trưởng phòng Nghiệp vụ II"),
        ("phó trưởng ban kt-ns hđnd tỉnh", "Phó Trưởng ban KT-NS HĐND tỉnh"),
        ("Chuyên viên phòng Nội vụ", "Chuyên viên phòng Nội vụ"),
        ("Phó Giám đốc Sở TT&TT", "Phó Giám đốc Sở TT&TT"),
        ("Trưởng phòng Quản lý CNTT&VT", "Trưởng phòng Quản lý CNTT&VT"),
        ("GĐ/BT Chi bộ", "Giám đốc/Bí thư Chi bộ"),
        ("PGĐ-KTT", "Phó Giám đốc - Kế toán trưởng"),
        ("Phó Giám đốc Sở(phụ trách)", "Phó Giám đốc Sở(phụ trách)"),
        ("PTP.TCCB", "Phó Trưởng phòng Tổ chức cán bộ"),
        ("Bác sĩ CKII", "Bác sĩ CKII"),
        ("", ""),
        ("   ", ""),
        ("...", "..."),
        ("12/2024", "12/2024"),
    ],
)
def test_written_out(positions: Positions, cell: str, expanded: str) -> None:
    assert expand(cell, positions) == expanded


@pytest.mark.parametrize(
    "cell",
    ["Trưởng phòng Công tác KHKT", "Ban QL Khu ĐTM", "Tổ trưởng Tổ TT", "K'Choi", "Y Niê", "SNgV", "Sở CT"],
)
def test_what_no_table_knows_stays(positions: Positions, cell: str) -> None:
    assert expand(cell, positions) == cell
