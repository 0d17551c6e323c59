"""Whether a remark says that the person beside it has left the post."""

import pytest

from roster.intake.departures import Holder, names, says_left, speaks_of_somebody, tells_of_somebody
from roster.intake.vocabulary import load_vocabulary
from roster.plan import load_plan

WORDS, PLAN = load_vocabulary(), load_plan()
HOLDER = Holder("Bành Công Chính", PLAN.agency("so_tai_chinh"))


def left(text: str) -> bool:
    return says_left(text, words=WORDS, plan=PLAN, holder=HOLDER)


@pytest.mark.parametrize(
    "text",
    [
        "Nghỉ hưu từ 01/12/2024",
        "Dự kiến nghỉ hưu tháng 3/2025",
        "Nghỉ hưu theo QĐ số 2045/QĐ-UBND",
        "Đ/c Chính nghỉ hưu từ 01/01/2025",
        "Nghỉ hưu từ 01/12/2024, thay bằng đ/c Hà",
        "Phụ trách chế độ; đã nghỉ hưu từ 01/11",
        "Luân chuyển về UBND huyện Đắk Mil từ 10/2024",
        "Chuyển sang làm Phó Trưởng ban Ban Tổ chức Tỉnh ủy",
        "Điều động sang Sở Y tế",
    ],
)
def test_one_who_left(text: str) -> None:
    assert left(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bổ nhiệm từ 01/12/2024, thay đ/c Lò Văn Mùa nghỉ hưu từ 01/11/2024",
        "Kế nhiệm TS. Lò Văn Mùa (nghỉ hưu)",
        "Đ/c Mùa nghỉ hưu",
        "Dự kiến nghỉ hưu năm 2026",
        "Chuyển từ Sở Y tế đến",
        "Chuyển về từ Sở Y tế",
        "Điều động về Sở Tài chính từ 01/6/2024",
        "Mới chuyển về Sở",
        "Chuyển sang phụ trách mảng khác",
    ],
)
def test_one_who_stays(text: str) -> None:
    assert not left(text)


def test_a_heading_speaks_of_nobody_in_particular() -> None:
    assert says_left("Các đồng chí đã nghỉ hưu", words=WORDS, plan=PLAN)
    assert not speaks_of_somebody("Các đồng chí đã nghỉ hưu", "Bành Công Chính", WORDS)
    assert not speaks_of_somebody("(Các đồng chí đã nghỉ hưu)", "", WORDS)


@pytest.mark.parametrize(
    "text", ["(Đồng chí Chính chờ nghỉ hưu)", "Đ/c Hà nghỉ hưu", "Bành Công Chính nghỉ hưu", "(đã nghỉ)"]
)
def test_a_remark_on_one_person(text: str) -> None:
    assert speaks_of_somebody(text, "Bành Công Chính", WORDS)


def test_a_remark_goes_on_after_the_name() -> None:
    assert tells_of_somebody("Đồng chí Hà đang đi học", WORDS)
    assert not tells_of_somebody("Đồng chí Nguyễn Thị Hà", WORDS)
    assert not tells_of_somebody("Đồng chí được phân công", WORDS)


def test_a_remark_names_its_person() -> None:
    assert names("* Ông Chính nghỉ hưu", "Bành Công Chính", WORDS)
    assert not names("Ông Hà nghỉ hưu", "Bành Công Chính", WORDS)
    assert not names("Ông Chính nghỉ hưu", "", WORDS)
