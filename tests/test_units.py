"""Agencies and groups in the words of real lists: found however they are written, never guessed."""

import pytest

from roster.plan import Plan, load_plan
from roster.units import declared_groups, find_agency


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


def test_every_name_and_alias_is_found_alone(plan: Plan) -> None:
    for agency in plan.agencies:
        for words in (agency.name, *agency.aliases, *agency.only_alone):
            assert find_agency(words, plan) == agency, words
            assert find_agency(words.upper(), plan) == agency, words


def test_every_name_is_found_in_a_sentence(plan: Plan) -> None:
    for agency in plan.agencies:
        assert find_agency(f"Danh sách của {agency.name} - năm 2024", plan) == agency


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # the province's name after it, and other words around it
        ("Trưởng phòng, Sở Nội vụ tỉnh Đắk Nông", "so_noi_vu"),
        ("SỞ NỘI VỤ ĐẮK NÔNG", "so_noi_vu"),
        ("UBND TỈNH ĐẮK NÔNG SỞ TÀI CHÍNH", "so_tai_chinh"),
        ("Thanh tra tỉnh Đăk Nông", "thanh_tra_tinh"),
        ("Văn phòng UBND tỉnh Đắk Nông", "van_phong_ubnd"),
        ("UBND TỈNH ĐẮK NÔNG\nVĂN PHÒNG", "van_phong_ubnd"),
        ("Văn phòng Ủy ban nhân dân tỉnh", "van_phong_ubnd"),
        ("VPUBND tỉnh", "van_phong_ubnd"),
        ("VP UBND", "van_phong_ubnd"),
        # spacing, '&' and 'và', abbreviations
        ("Sở KH & ĐT", "so_khdt"),
        ("sở kh và đt", "so_khdt"),
        ("SởKHĐT", "so_khdt"),
        ("So Ke hoach va Dau tu", "so_khdt"),
        ("Sở LĐ - TB & XH", "so_ldtbxh"),
        ("Sở Lao động, Thương binh và Xã hội", "so_ldtbxh"),
        ("Sở Lao động – Thương binh và Xã hội", "so_ldtbxh"),
        ("Sở Văn hoá, Thể thao và Du lịch", "so_vhttdl"),
        ("SỞ VĂN HÓA - THỂ THAO - DU LỊCH", "so_vhttdl"),
        ("Sở Nông nghiệp & PTNT", "so_nnptnt"),
        ("DS_SNV_2024.xlsx", "so_noi_vu"),
        # units of an agency
        ("Chi cục Kiểm lâm - Sở NN&PTNT", "so_nnptnt"),
        ("Thanh tra Sở Xây dựng", "so_xay_dung"),
        ("Trung tâm Y tế huyện Đắk Mil, Sở Y tế", "so_y_te"),
        ("Sở Nội vụ, thành phố Gia Nghĩa", "so_noi_vu"),
        # districts
        ("UBND huyện Đắk R'Lấp", "huyen_dak_rlap"),
        ("UBND huyện Đăk R’Lấp", "huyen_dak_rlap"),
        ("huyện Đắk R Lấp", "huyen_dak_rlap"),
        ("Dak Rlap", "huyen_dak_rlap"),
        ("UBND H. Đăk Glong", "huyen_dak_glong"),
        ("UBND TP. Gia Nghĩa", "thanh_pho_gia_nghia"),
        ("UBND tp gia nghĩa", "thanh_pho_gia_nghia"),
        ("Phòng Nội vụ huyện Đắk Mil", "huyen_dak_mil"),
        ("Phòng Lao động - Thương binh và Xã hội huyện Cư Jút", "huyen_cu_jut"),
        ("Văn phòng HĐND và UBND huyện Tuy Đức", "huyen_tuy_duc"),
        ("VP HĐND&UBND huyện Tuy Đức", "huyen_tuy_duc"),
        ("Trưởng phòng Tư pháp, huyện Krông Nô", "huyen_krong_no"),
        # the provincial council and its office
        ("Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh", "van_phong_doan_dbqh_hdnd"),
        ("ĐOÀN ĐBQH VÀ HĐND TỈNH ĐẮK NÔNG VĂN PHÒNG", "van_phong_doan_dbqh_hdnd"),
        ("Ban Kinh tế - Ngân sách HĐND tỉnh", "van_phong_doan_dbqh_hdnd"),
        ("Ban Dân tộc HĐND tỉnh", "van_phong_doan_dbqh_hdnd"),
        ("UBND tỉnh - Ban Dân tộc", "ban_dan_toc"),
    ],
)
def test_an_agency_is_found(plan: Plan, text: str, code: str) -> None:
    found = find_agency(text, plan)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Phòng Nội vụ",
        "Phòng Tài chính",
        "Phòng Tài chính - Kế hoạch",
        "Phòng Y tế",
        "Nội vụ",
        "UBND tỉnh Đắk Nông",
        "Tỉnh ủy Đắk Nông",
        "Văn phòng Tỉnh ủy",
        "TT Tỉnh ủy",
        "Các sở, ban, ngành",
        # bodies in a district that are not its UBND
        "Trường THPT Đắk Mil",
        "Công an huyện Đắk Mil",
        "Huyện ủy Đắk Mil",
        "Thành ủy Gia Nghĩa",
        "HĐND huyện Đắk Song",
        "Trung tâm Y tế huyện Cư Jút",
        "TTYT huyện Cư Jút",
        "Hạt Kiểm lâm huyện Đắk Song",
        "Chi cục Thuế khu vực Gia Nghĩa",
        "UBND xã Đắk Sắk, huyện Đắk Mil",
        "Phường Nghĩa Đức, thành phố Gia Nghĩa",
        "Thị trấn Đắk Mil",
        "Hội Nông dân huyện Tuy Đức",
        # two agencies side by side
        "Sở Nội vụ - Sở Tài chính",
        "huyện Đắk Mil, huyện Đắk Song",
    ],
)
def test_no_agency_is_guessed(plan: Plan, text: str) -> None:
    assert find_agency(text, plan) is None


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("DANH SÁCH ĐẠI BIỂU HĐND TỈNH KHÓA IV", ["dai_bieu_hdnd"]),
        ("Danh sách đại biểu Hội đồng nhân dân tỉnh", ["dai_bieu_hdnd"]),
        ("ĐB HĐND", ["dai_bieu_hdnd"]),
        ("HĐND", ["dai_bieu_hdnd"]),
        ("DANH SÁCH LÃNH ĐẠO SỞ NỘI VỤ", ["lanh_dao_so"]),
        ("Lãnh đạo các sở, ban, ngành", ["lanh_dao_so"]),
        ("Giám đốc và các Phó Giám đốc Sở", ["lanh_dao_so"]),
        ("Ban Giám đốc", ["lanh_dao_so"]),
        ("Ban Giám đốc Trung tâm", ["lanh_dao_phong"]),
        ("I. LÃNH ĐẠO CƠ QUAN", ["lanh_dao_so"]),
        ("Sở", ["lanh_dao_so"]),
        ("Lãnh đạo phòng chuyên môn thuộc Sở", ["lanh_dao_phong"]),
        ("Lãnh đạo các phòng, đơn vị trực thuộc", ["lanh_dao_phong"]),
        ("Lãnh đạo đơn vị thuộc, trực thuộc Sở", ["lanh_dao_phong"]),
        ("Trưởng, Phó các phòng chuyên môn", ["lanh_dao_phong"]),
        ("Danh sách Trưởng phòng, các Phó Trưởng phòng và tương đương", ["lanh_dao_phong"]),
        ("ds_lanhdaophong_SNV", ["lanh_dao_phong"]),
        ("LĐ phòng", ["lanh_dao_phong"]),
        ("Phòng", ["lanh_dao_phong"]),
        ("Lãnh đạo UBND huyện Đắk Mil", ["lanh_dao_huyen"]),
        ("LÃNH ĐẠO UBND THÀNH PHỐ GIA NGHĨA", ["lanh_dao_huyen"]),
        ("Chủ tịch, các Phó Chủ tịch UBND huyện", ["lanh_dao_huyen"]),
        ("Thường trực UBND huyện", ["lanh_dao_huyen"]),
        ("lanh_dao_huyen", ["lanh_dao_huyen"]),
        ("Lãnh đạo UBND cấp huyện", ["lanh_dao_huyen"]),
        ("DANH SÁCH LÃNH ĐẠO SỞ, LÃNH ĐẠO PHÒNG", ["lanh_dao_so", "lanh_dao_phong"]),
        ("Lãnh đạo cấp sở, cấp phòng", ["lanh_dao_so", "lanh_dao_phong"]),
        # words that announce no group
        ("", []),
        ("Đại biểu HĐND huyện", []),
        ("Phòng Nội vụ", []),
        ("Sở Nội vụ", []),
        ("Danh sách cán bộ, công chức", []),
        ("Lãnh đạo cơ quan, đơn vị", []),
        ("Lãnh đạo UBND tỉnh", []),
        ("Lãnh đạo UBND xã Đắk Sắk", []),
    ],
)
def test_groups_that_words_announce(plan: Plan, text: str, groups: list[str]) -> None:
    assert list(declared_groups(text, plan)) == groups
