from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from roster.export.form import Form, load_form
from roster.plan import Plan
from roster.services import respondents
from roster.services.handovers import document, drafts
from roster.services.incoming import intake
from roster.services.respondents import Overview
from roster.services.reviewing import review
from tests.services.conftest import TODAY
from tests.services.lists import person, reading, unreadable
from tests.services.test_respondents import HDND, SO

HELD = person("", held="bad_name")
OUTSIDE = person("Lê Văn Cường", "1980-05-06", flags=("not_eligible",), group="lanh_dao_phong")
UNCLEAR = person("Phạm Thị Dung", "1981-05-06", group=None)


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form("bo-noi-vu")


@pytest.fixture
def state(session: Session, plan: Plan) -> Overview:
    """A pair, a held row, a person outside the plan's scope, one without group, an unread file."""
    rest = reading("rest.xlsx", HELD, OUTSIDE, UNCLEAR)
    intake.synchronise(session, [SO, HDND, rest, unreadable("x.pdf")], by="t")
    review.ensure_compared(session, by="t")
    return respondents.overview(session, plan=plan, today=TODAY)


@pytest.fixture
def settled(session: Session, plan: Plan) -> Overview:
    intake.synchronise(session, [SO], by="t")
    review.ensure_compared(session, by="t")
    return respondents.overview(session, plan=plan, today=TODAY)


def test_everything_is_on_the_document(state: Overview) -> None:
    made = document.document(state)
    assert made.is_draft
    assert (len(made.open_pairs), len(made.held)) == (1, 1)
    assert [row.full_name for row in made.not_eligible] == ["Lê Văn Cường"]
    assert [row.full_name for row in made.unclassified] == ["Phạm Thị Dung"]
    assert [file.name for file in made.unread] == ["x.pdf"]
    assert {p.full_name for p in made.respondents} == {"Nguyễn Văn An", "Trần Thị Bích Bình"}
    assert made.created.date() == TODAY


def test_every_open_question_is_a_point(state: Overview) -> None:
    pair, held = document.points(state)
    assert (pair.kind, pair.subject) == ("pair", state.questions[0].id)
    assert (held.kind, held.subject) == ("held", state.held[0].key)
    assert all(name in pair.said for name in ("hdnd.xlsx", "so.xlsx", "Trần Thị Bích Bình"))


def test_drafts_are_named_so_and_give_way(
    session: Session, form: Form, tmp_path: Path, *, state: Overview, settled: Overview
) -> None:
    draft = drafts.draft_or_list(session, tmp_path, state, form=form, by="t")
    assert draft.path.name.startswith("BẢN NHÁP – còn 1 cặp chưa xem")
    final = drafts.draft_or_list(session, tmp_path, settled, form=form, by="t")
    assert list(tmp_path.glob("*.xlsx")) == [final.path]


def test_a_draft_somebody_has_changed_stays(
    session: Session, form: Form, tmp_path: Path, *, state: Overview, settled: Overview
) -> None:
    draft = drafts.draft_or_list(session, tmp_path, state, form=form, by="t")
    draft.path.write_bytes(draft.path.read_bytes() + b"note")
    drafts.draft_or_list(session, tmp_path, settled, form=form, by="t")
    assert draft.path.exists()
