import hashlib
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.export.form import Form, load_form
from roster.plan import Plan
from roster.services import handover, intake, respondents, review
from roster.services.respondents import Overview
from roster.store import tables
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
    made = handover.document(state)
    assert made.is_draft
    assert (len(made.open_pairs), len(made.held)) == (1, 1)
    assert [row.full_name for row in made.not_eligible] == ["Lê Văn Cường"]
    assert [row.full_name for row in made.unclassified] == ["Phạm Thị Dung"]
    assert [file.name for file in made.unread] == ["x.pdf"]
    assert {p.full_name for p in made.respondents} == {"Nguyễn Văn An", "Trần Thị Bích Bình"}
    assert made.created.date() == TODAY


def test_export_refuses_while_questions_are_open(
    session: Session, state: Overview, form: Form, tmp_path: Path
) -> None:
    with pytest.raises(UserError) as error:
        handover.send(session, tmp_path / "list.xlsx", state, form=form, by="t")
    assert (error.value.code, error.value.params) == ("open_questions", {"pairs": 1, "held": 1})
    assert not (tmp_path / "list.xlsx").exists()


def test_a_list_of_nobody_is_not_sent(session: Session, plan: Plan, form: Form, tmp_path: Path) -> None:
    empty = respondents.overview(session, plan=plan, today=TODAY)
    for reason in ("", "gấp"):
        with pytest.raises(UserError) as error:
            handover.send(session, tmp_path / "x.xlsx", empty, form=form, by="t", allow_reason=reason)
        assert error.value.code == "nobody_listed"
    assert not list(tmp_path.glob("*.xlsx"))


def test_a_reason_allows_it_and_is_kept(
    session: Session, state: Overview, form: Form, tmp_path: Path
) -> None:
    handed = handover.send(session, tmp_path / "out", state, form=form, by="t", allow_reason="gấp")
    assert not handed.document.is_draft
    assert handed.path.parent == tmp_path / "out"
    assert not handed.path.name.startswith("BẢN NHÁP")
    assert handed.sha256 == hashlib.sha256(handed.path.read_bytes()).hexdigest()
    line = session.scalars(select(tables.Audit).where(tables.Audit.action == "export")).one()
    assert line.detail["allow_reason"] == "gấp"
    assert line.detail["sha256"] == handed.sha256


def test_a_settled_list_needs_no_reason(
    session: Session, settled: Overview, form: Form, tmp_path: Path
) -> None:
    handed = handover.send(session, tmp_path / "a.xlsx", settled, form=form, by="t", allow_reason="gấp")
    assert handed.document.allow_reason == ""
    assert handed.path == tmp_path / "a.xlsx"


def test_drafts_are_named_so_and_give_way(
    session: Session, form: Form, tmp_path: Path, *, state: Overview, settled: Overview
) -> None:
    draft = handover.draft_or_list(session, tmp_path, state, form=form, by="t")
    assert draft.path.name.startswith("BẢN NHÁP – còn 1 cặp chưa xem")
    final = handover.draft_or_list(session, tmp_path, settled, form=form, by="t")
    assert list(tmp_path.glob("*.xlsx")) == [final.path]


def test_a_draft_somebody_has_changed_stays(
    session: Session, form: Form, tmp_path: Path, *, state: Overview, settled: Overview
) -> None:
    draft = handover.draft_or_list(session, tmp_path, state, form=form, by="t")
    draft.path.write_bytes(draft.path.read_bytes() + b"note")
    handover.draft_or_list(session, tmp_path, settled, form=form, by="t")
    assert draft.path.exists()
