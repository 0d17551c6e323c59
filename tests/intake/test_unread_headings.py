"""Columns of the past and of somebody else: known, and never read."""

import json
from pathlib import Path

import pytest

from roster.intake.contract import as_json
from roster.intake.vocabulary import load_vocabulary
from tests.intake.list_cases import load_cases, readings_of

CASE = "cot-nguoi-than"


@pytest.mark.parametrize(
    "heading",
    [
        "Chức vụ cũ", "CHỨC VỤ\n(CŨ)", "CHUC VU CU", "SĐT cũ", "Chức vụ trước khi bổ nhiệm", "Cũ",
        "Chức vụ cao nhất đã qua", "Đơn vị công tác trước đây", "CMND cũ", "Họ tên vợ (chồng)",
        "HO TEN VO", "Họ và tên con", "Năm sinh con", "Thân nhân", "SĐT vợ/chồng", "Họ tên bố, mẹ",
    ],
)  # fmt: skip
def test_headings_of_the_past_and_of_the_family(heading: str) -> None:
    assert load_vocabulary().fields(heading) == ("dropped",)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Chức vụ cụ thể", "position"),
        ("CHUC VU CU THE", "position"),
        ("Chức vụ cũ, mới", "position"),
        ("Chức vụ hiện nay", "position"),
        ("CCCD/CMND cũ", "cccd"),
        ("HO VA TEN CAN BO", "full_name"),
        ("Họ và tên cán bộ", "full_name"),
        ("Số cơ quan", "phone"),
    ],
)
def test_headings_that_only_look_like_them(heading: str, field: str) -> None:
    assert load_vocabulary().fields(heading) == (field,)


def test_nothing_of_a_family_is_kept(tmp_path: Path) -> None:
    case = load_cases()[CASE]
    said = json.dumps(as_json(list(readings_of({CASE: case}, tmp_path).values())), ensure_ascii=False)
    assert "Đống Văn Khởi" in said
    assert not [name for name in ("Người Nhà", "Đống Thị Con", "Đống Văn Cha") if name in said]
    assert not [phone for phone in ("905000432", "905000434", "905000437") if phone in said]
