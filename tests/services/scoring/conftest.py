"""A year scored by a small invented catalogue of two agencies, with a survey."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from roster.plan import Plan
from roster.services.scoring import checking, filling, years
from roster.services.scoring.recording import Actor

DAY = date(2024, 12, 20)
LATE = date(2025, 2, 1)
WHY = "Tài liệu đang trình ký"
CATALOGUE = """
title = "Bộ tiêu chí thử"
year = 2024
training = true
total = "10"

[window]
opens = 2024-12-01
closes = 2025-01-13

[agencies]
so_noi_vu = "Sở Nội vụ"
so_tu_phap = "Sở Tư pháp"

[[node]]
code = "1"
name = "Chỉ đạo"
max = "10"

[[node]]
code = "1.1"
parent = "1"
name = "Kế hoạch"
max = "6"
method = "self_score"
lead = "so_noi_vu"

[[node]]
code = "1.1.1"
parent = "1.1"
name = "Tỷ lệ hoàn thành"
max = "4"
documents = ["Kế hoạch năm", "Báo cáo"]
formula = { kind = "ratio", a = "Số nhiệm vụ", b = "Hoàn thành" }

[[node]]
code = "1.1.2"
parent = "1.1"
name = "Đúng hạn"
max = "2"
lead = "so_tu_phap"
formula = { kind = "yes_no" }

[[node]]
code = "1.2"
parent = "1"
name = "Khảo sát"
max = "4"
method = "survey"

[[node]]
code = "1.2.1"
parent = "1.2"
name = "Đánh giá của lãnh đạo"
max = "4"
formula = { kind = "survey_mean", lowest = "1", highest = "5" }

[[evidence]]
code = "7.1"
name = "Phân cấp"
lead = "so_tu_phap"
documents = ["Văn bản triển khai"]
"""


@pytest.fixture
def office() -> Actor:
    return Actor("Phòng CCHC", DAY)


@pytest.fixture
def agency() -> Callable[..., Actor]:
    """An account of an agency, on a day."""
    return lambda code, day=DAY: Actor(f"cán bộ {code}", day, code)


@pytest.fixture
def year(session: Session, tmp_path: Path, plan: Plan, office: Actor) -> Session:
    """A session in which the small catalogue is chosen."""
    path = tmp_path / "thu.toml"
    path.write_text(CATALOGUE, encoding="utf-8")
    years.choose(session, str(path), plan=plan, actor=office)
    return session


@pytest.fixture
def submitted(year: Session, agency: Callable[..., Actor]) -> Session:
    filling.fill(year, "1.1.1", {"a": "10", "b": "8"}, WHY, actor=agency("so_noi_vu"))
    filling.fill(year, "1.1.2", {"yes": True}, WHY, actor=agency("so_tu_phap"))
    filling.submit(year, ["1.1.1"], actor=agency("so_noi_vu"))
    filling.submit(year, ["1.1.2"], actor=agency("so_tu_phap"))
    return year


@pytest.fixture
def approved(submitted: Session, office: Actor) -> Session:
    checking.accept(submitted, "1.1.1", Decimal("3"), "thiếu một nhiệm vụ", actor=office)
    checking.accept_as_scored(submitted, ["1.1.2"], actor=office)
    checking.approve(submitted, "12/QĐ-UBND", DAY, actor=office)
    return submitted
