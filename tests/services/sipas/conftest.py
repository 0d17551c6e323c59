"""A small invented frame in a file, a draw from it that is kept, and the rules of acts."""

import csv
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from roster.plan import Plan
from roster.services.sipas import keeping
from roster.services.sipas.fieldwork import Rules
from roster.sipas.design import Design, Stage
from roster.sipas.frame import COLUMNS
from tests.services.conftest import TODAY
from tests.sipas.frames import tree

BY = "chị Hoa"
PARTNER = "buu_dien"
DESIGN = Design(
    "Thử",
    "công văn số 1",
    (
        Stage("district", "all"),
        Stage("commune", "pps_systematic", n=2),
        Stage("village", "pps_systematic", n=2),
        Stage("citizen", "simple", n=5, reserve=2),
    ),
)


@pytest.fixture
def frame(tmp_path: Path) -> Path:
    path = tmp_path / "frame.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *tree()])
    return path


@pytest.fixture
def drawn(session: Session, frame: Path) -> int:
    """The number of the draw: 2 districts, 4 communes, 8 villages, 40 people and 16 reserves."""
    return keeping.draw(session, frame, DESIGN, seed="2024", public=None, by=BY).number


@pytest.fixture
def rules(plan: Plan) -> Rules:
    return Rules(plan, TODAY, BY)
