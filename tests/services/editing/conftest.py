"""The fixtures of the services, and a list as its sender wrote it."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from roster.plan import Plan
from roster.services import respondents
from roster.services.respondents import Overview
from roster.services.reviewing import review
from tests.services.conftest import TODAY
from tests.services.conftest import database as database
from tests.services.conftest import plan as plan
from tests.services.conftest import session as session
from tests.services.conftest import url as url
from tests.services.written_lists import AN, BINH, CUONG, receive

FILE = "Sở Nội vụ.csv"


@pytest.fixture
def ours(plan: Plan) -> dict[str, Any]:
    return {"plan": plan, "today": TODAY, "by": "officer"}


@pytest.fixture
def listed(session: Session, tmp_path: Path, plan: Plan) -> Session:
    receive(session, tmp_path / FILE, plan, AN, BINH, CUONG)
    return session


def state(session: Session, plan: Plan) -> Overview:
    review.ensure_compared(session, by="t")
    return respondents.overview(session, plan=plan, today=TODAY)
