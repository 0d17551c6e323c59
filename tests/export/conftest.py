"""A small roster of invented people, in each state a document can be in."""

from datetime import UTC, datetime
from typing import Protocol

import pytest

from roster.export.document import (
    AgencyLine,
    ListedRow,
    OpenPair,
    RosterDocument,
    SilentSender,
    UnreadFile,
)
from roster.export.form import Form, load_form
from roster.model import Count, Respondent, Source
from roster.plan import Plan, load_plan


class Make(Protocol):
    """Builds a document; every part can be replaced."""

    def __call__(self, **parts: object) -> RosterDocument: ...


DELEGATE = Respondent(
    group="dai_bieu_hdnd",
    keys=("k1", "k2"),
    full_name="Điểu K'Bình",
    dob="1970-03-04",
    gender="Nam",
    phones=("+84912345678", "+842613544123"),
    agency="Sở Y tế",
    agency_code="so_y_te",
    groups=("dai_bieu_hdnd", "lanh_dao_so"),
    other_posts=("Giám đốc",),
)
LEADER = Respondent(
    group="lanh_dao_so",
    keys=("k3",),
    full_name="Nguyễn Thị Hòa",
    dob="1975",
    gender="Nữ",
    phones=("+84987654321",),
    email="hoa@example.vn",
    position="Phó Giám đốc",
    agency="Sở Nội vụ",
    agency_code="so_noi_vu",
    groups=("lanh_dao_so",),
)
DIVISION = Respondent(
    group="lanh_dao_phong",
    keys=("k4",),
    full_name="H'Hồng Niê",
    position="Trưởng phòng",
    agency="Sở Nội vụ",
    agency_code="so_noi_vu",
    unit="Phòng Tổ chức cán bộ",
    groups=("lanh_dao_phong", "lanh_dao_huyen"),
    also_in=("lanh_dao_huyen",),
)
DISTRICT = Respondent(
    group="lanh_dao_huyen",
    keys=("k4",),
    full_name="H'Hồng Niê",
    position="Phó Chủ tịch UBND huyện",
    agency="UBND huyện Đắk Mil",
    agency_code="huyen_dak_mil",
    groups=("lanh_dao_phong", "lanh_dao_huyen"),
    also_in=("lanh_dao_phong",),
)


def listed(name: str, row: int, remark: str = "") -> ListedRow:
    return ListedRow(name, Source("so-y-te.xlsx", "Sheet1", row), "Phó Giám đốc", "Sở Y tế", remark)


OPEN = {
    "open_pairs": (
        OpenPair(listed("Lê Văn An", 7), listed("Lê Văn Án", 9), ("Trùng ngày sinh", "Khác dấu")),
        OpenPair(listed("Trần Bình", 8), listed("Trần Bình", 12), ("Trùng tên",)),
    ),
    "held": (listed("Phạm ??", 14, "Chữ bị mất"),),
}


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load_plan()


@pytest.fixture(scope="session")
def form() -> Form:
    return load_form("bo-noi-vu")


@pytest.fixture(scope="session")
def make(plan: Plan) -> Make:
    parts: dict[str, object] = {
        "plan": plan,
        "precedence": "hdnd_first",
        "created": datetime(2024, 12, 12, tzinfo=UTC),
        "respondents": (DELEGATE, LEADER, DIVISION, DISTRICT),
        "counts": {g.code: Count(g.expected, 5, 1, 4, 1, 1, 3, 4 - g.expected) for g in plan.groups},
        "final": {
            "hdnd_first": {g.code: 3 for g in plan.groups},
            "full": {g.code: 2 if g.code == "lanh_dao_phong" else 3 for g in plan.groups},
        },
        "agency_counts": (
            AgencyLine("lanh_dao_so", "Sở Nội vụ", Count(3, 3, 0, 2, 0, 0, 2, -1), "Khuyết 01 Phó Giám đốc"),
            AgencyLine("lanh_dao_so", "Sở Y tế", Count(None, 3, 0, 3, 1, 0, 2, None)),
        ),
        "gap_reasons": {"lanh_dao_so": "Biệt phái 01 người"},
        "silent": (SilentSender("Sở Ngoại vụ"), SilentSender("UBND huyện Tuy Đức", 3)),
        "not_eligible": (listed("Đỗ Văn Cường", 20, "Không phải lãnh đạo"),),
        "unclassified": (listed("Ngô Thị Dung", 21, "Chưa rõ nhóm"),),
        "excluded": (listed("Cao Thị Gấm", 22, "Nghỉ hưu từ 01/12"),),
        "unread": (UnreadFile("scan.pdf", "Tệp là ảnh quét"),),
    }

    def build(**changed: object) -> RosterDocument:
        return RosterDocument(**(parts | changed))  # type: ignore[arg-type]  # checked by the tests themselves

    return build
