"""Draws are kept as they were written; nobody can change them; names go when their time is over."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.services.sipas import designs, fieldwork, keeping, lists, retention, sampling
from roster.sipas.public_seed import public_seed
from roster.store import tables
from tests.services.sipas.conftest import BY, DESIGN
from tests.sipas.frames import codes_raised


def test_the_document_is_kept_byte_for_byte(session: Session, frame: Path, drawn: int) -> None:
    made = keeping.find(session, drawn)
    document = json.loads(made.document)
    assert made.sha256 == sha256(made.document.encode()).hexdigest()
    assert (made.seal, made.frame_sha256) == (document["seal"], document["frame_sha256"])
    assert keeping.differences(made, frame) == ()


def test_a_draw_from_a_file_is_kept_as_it_stands(session: Session, frame: Path, tmp_path: Path) -> None:
    preset = tmp_path / "design.toml"
    preset.write_text(
        'title = "t"\nsource = "s"\n[[stages]]\nlevel = "commune"\nmethod = "simple"\nn = 2\n', "utf-8"
    )
    out = tmp_path / "DRAW.json"
    sampling.draw(str(preset), frame, out, seed="x")
    loose = json.dumps(json.loads(out.read_text("utf-8")), indent=3)  # another way to write the same
    number = keeping.keep(session, loose, frame, by=BY)
    assert keeping.find(session, number).document == loose
    assert codes_raised(lambda: keeping.keep(session, loose, frame, reason="r", by=BY)) == ["drawn_already"]


def test_what_is_no_draw_or_of_another_frame_is_refused(
    session: Session, frame: Path, drawn: int, tmp_path: Path
) -> None:
    document = keeping.find(session, drawn).document
    other = tmp_path / "other.csv"
    other.write_text(frame.read_text("utf-8").replace("Huyện 0", "Huyện không"), "utf-8")
    assert codes_raised(lambda: keeping.keep(session, "{}", frame, by=BY)) == ["bad_draw"]
    assert codes_raised(lambda: keeping.keep(session, "no", frame, by=BY)) == ["bad_draw"]
    assert codes_raised(lambda: keeping.keep(session, document, other, by=BY)) == ["not_repeated"]
    assert codes_raised(lambda: keeping.find(session, 99)) == ["no_such_draw"]


def test_drawing_again_needs_a_reason_and_is_a_new_draw(session: Session, frame: Path, drawn: int) -> None:
    def again(reason: str) -> int:
        return keeping.draw(session, frame, DESIGN, seed="2025", public=None, reason=reason, by=BY).number

    assert codes_raised(lambda: again("")) == ["reason_needed"]
    assert again("khung mẫu sai") == drawn + 1
    assert [one.number for one in keeping.all_draws(session)] == [drawn + 1, drawn]


def test_a_public_seed_is_part_of_what_is_kept(session: Session, frame: Path) -> None:
    made = keeping.draw(session, frame, DESIGN, seed="2024", public=public_seed("dice", "1463 5212"), by=BY)
    assert made.seed == "2024+dice:14635212"


@pytest.mark.parametrize("table", ["sipas_draws", "sipas_units"])
@pytest.mark.parametrize("what", ["UPDATE {} SET round_id = 7", "DELETE FROM {}"])
def test_the_database_refuses_to_change_a_draw(session: Session, drawn: int, table: str, what: str) -> None:
    with pytest.raises(DatabaseError), session.begin_nested():
        session.execute(text(what.format(table)))
    assert keeping.find(session, drawn)


def test_names_of_people_stand_apart_and_go_in_time(session: Session, drawn: int, tmp_path: Path) -> None:
    people = [one.unit_id for one in fieldwork.field(session).seats]
    stored = session.scalars(select(tables.SipasUnit.name).where(tables.SipasUnit.unit_id.in_(people)))
    assert set(stored) == {""}
    assert all(one.name for one in fieldwork.field(session).seats)
    soon, late = datetime.now(UTC), datetime.now(UTC) + timedelta(days=11)
    assert retention.purge(session, tmp_path / "none", now=soon, days=10, by=BY).names == 0
    assert retention.purge(session, tmp_path / "none", now=late, days=10, by=BY).names == len(people) == 56
    assert not any(one.name for one in fieldwork.field(session).seats)
    assert session.scalar(select(func.count()).select_from(tables.SipasUnit)) == 2 + 4 + 8 + 56


def test_looking_at_names_and_giving_lists_is_put_on_record(
    session: Session, drawn: int, rules: fieldwork.Rules
) -> None:
    village = fieldwork.field(session).villages[0].unit_id
    shown = lists.show(session, village, by=BY)
    assert (len(shown.asked), len(shown.reserves)) == (5, 2)
    lists.give(session, [village], partner="buu_dien", rules=rules)
    session.flush()
    audit = list(session.scalars(select(tables.Audit).order_by(tables.Audit.id)))[-2:]
    assert [one.action for one in audit] == ["sipas.names_shown", "sipas.lists_given"]
    assert [one.subjects for one in audit] == [[f"village:{village}"]] * 2
    assert audit[1].detail == {"partner": "buu_dien", "people": 7}
    assert "Người" not in str([one.detail for one in audit])
    assert codes_raised(lambda: lists.give(session, [], partner="x", rules=rules)) == ["unknown_partner"]


def test_a_design_is_kept_as_it_came(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    text_ = '# của Sở\ntitle = "t"\nsource = "s"\n[[stages]]\nlevel = "commune"\nmethod = "simple"\nn = 2\n'
    path.write_text(text_, "utf-8")
    with path.open("rb") as file:
        kept = designs.hand_in(session, "C:\\mẫu\\ours.toml", file, by=BY)
    assert kept.name == "ours"
    assert designs.text_of(session, "ours") == text_
    assert designs.find(session, "ours").title == "t"
    path.write_text(text_.replace("n = 2", "n = 0"), "utf-8")
    with path.open("rb") as file:
        assert codes_raised(lambda: designs.hand_in(session, "b.toml", file, by=BY)) == ["bad_size_of_stage"]
    path.write_text(text_.replace("n = 2", "n = 3"), "utf-8")
    with path.open("rb") as file, pytest.raises(UserError) as refused:
        designs.hand_in(session, "ours.toml", file, by=BY)
    assert refused.value.code == "design_there"
    assert codes_raised(lambda: designs.find(session, "nowhere")) == ["no_such_design"]


def test_a_number_without_its_letter_is_assumed() -> None:
    (setting, *_others) = designs.settings(DESIGN)
    assert designs.adjusted(DESIGN, {setting.key: 3}).stages[1].n == 3
    assert len(designs.adjusted(DESIGN, {setting.key: 3}).assumed) == 1
    named = designs.adjusted(DESIGN, {setting.key: 3}, source="công văn số 2")
    assert (named.assumed, named.source) == ((), "công văn số 2")
    assert codes_raised(lambda: designs.adjusted(DESIGN, {setting.key: 0})) == ["bad_size_of_stage"]
