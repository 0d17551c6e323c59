"""A roster of invented people to follow up, and lists of who answered as files."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy.orm import Session

from roster.plan import Plan
from roster.services.followup import people, roster
from roster.services.followup.people import Wanted
from roster.services.incoming import intake
from tests.services.conftest import database as database
from tests.services.conftest import plan as plan
from tests.services.conftest import session as session
from tests.services.conftest import url as url
from tests.services.lists import delegate, of_agency, person, reading

SENT = date(2024, 12, 20)
TODAY = date(2025, 1, 6)
AN, BINH, CUONG, DUNG = "Nguyễn Văn An", "Trần Thị Bình", "Lê Hữu Cường", "Phạm Quốc Dũng"
HEADS = ("STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Cơ quan")


@pytest.fixture
def followed(session: Session, plan: Plan) -> dict[str, str]:
    """Four people, of two groups and agencies; their numbers by name."""
    health = of_agency(plan, "so_y_te", "lanh_dao_phong")
    lists = [
        reading(
            "snv.xlsx",
            person(AN, "1970-02-03", phones=("+84912345671",)),
            person(BINH, "1975-04-05", phones=("+84912345672",)),
        ),
        reading(
            "syt.xlsx",
            person(
                CUONG, "1980-06-07", position="Trưởng phòng Nghiệp vụ Y", phones=("+84912345673",), **health
            ),
            delegate(DUNG, "1965-08-09", phones=("+84912345674",)),
        ),
    ]
    intake.supersede(session, lists, by="test")
    roster.ensure(session, plan=plan, by="test")
    return numbers(session, plan)


def numbers(session: Session, plan: Plan) -> dict[str, str]:
    found, _total = people.search(session, Wanted(), plan=plan, page=1, per_page=1000)
    return {one.name: one.person for one in found}


def statuses(session: Session, plan: Plan) -> dict[str, str]:
    found, _total = people.search(session, Wanted(), plan=plan, page=1, per_page=1000)
    return {one.name: one.status for one in found}


Answers = Callable[..., Path]


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    """Writes a list of who answered: the rows, under more headings than the usual ones."""

    def write(
        *rows: Sequence[object], more: Sequence[str] = (), name: str = "tra-loi.xlsx", title: str = ""
    ) -> Path:
        book = Workbook()
        sheet = book.worksheets[0]
        if title:
            sheet.append([title])
        sheet.append([*HEADS, *more])
        for row in rows:
            sheet.append(list(row))
        book.save(tmp_path / name)
        return tmp_path / name

    return write
