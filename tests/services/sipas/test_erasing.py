"""A drawn citizen's name goes for good before its time; what names nobody stays, and what stays is said."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from roster.services.incoming import uploads
from roster.services.sipas import erasing, fieldwork, frames, keeping
from roster.store import tables
from tests.services.sipas.conftest import BY, DESIGN
from tests.sipas.frames import codes_raised


@pytest.fixture
def folder(session: Session, frame: Path, tmp_path: Path) -> Path:
    """Where the frame lies from which two samples were drawn."""
    folder = tmp_path / frames.FOLDER
    with frame.open("rb") as file:
        kept = frames.receive(session, folder, "khung.csv", file, by=BY)
    for seed in ("2024", "2025"):
        path = uploads.path_of(folder, kept)
        keeping.draw(session, path, DESIGN, seed=seed, public=None, reason="bốc lại", by=BY)
    return folder


@pytest.fixture
def unit(session: Session, folder: Path) -> str:
    """Somebody whom both drew."""
    first, second = ({one.unit_id for one in fieldwork.field(session, number).seats} for number in (1, 2))
    return min(first & second)


def named(session: Session) -> set[str]:
    """Who still has a name, in any draw."""
    return set(session.scalars(select(tables.SipasPerson.unit_id)))


def test_the_name_goes_from_every_draw_and_nothing_else(session: Session, folder: Path, unit: str) -> None:
    before, names = fieldwork.field(session), named(session)
    stays = erasing.erase(session, unit, "request", sure=True, folder=folder, by=BY)
    assert [one.kind for one in stays] == ["citizen", "frames", "papers", "backups"]
    assert (stays[0].params["draws"], stays[1].params["names"]) == ("2, 1", "khung.csv")
    assert all(one.sentence for one in stays)
    after = fieldwork.field(session)
    assert [one.unit_id for one in after.seats] == [one.unit_id for one in before.seats]
    assert [one.unit_id for one in after.seats if not one.name] == [unit]
    assert after.tallies() == before.tallies()
    assert named(session) == names - {unit}
    (line,) = session.scalars(select(tables.Audit).where(tables.Audit.action == "sipas.name_erased")).all()
    assert (line.by, line.subjects) == (BY, [f"unit:{unit}"])
    assert line.detail == {"reason": "request", "names": 2}


def test_who_was_drawn_only_before_is_erased_too(session: Session, folder: Path) -> None:
    first, second = ({one.unit_id for one in fieldwork.field(session, number).seats} for number in (1, 2))
    before = min(first - second)
    stays = erasing.erase(session, before, "request", sure=True, folder=folder, by=BY)
    assert stays[0].params["draws"] == "1"
    assert before not in named(session)


def test_what_cannot_be_erased_is_said_and_nothing_is_done(session: Session, folder: Path, unit: str) -> None:
    names = named(session)

    def erase(unit: str, reason: str = "request", *, sure: bool = True) -> list[str]:
        return codes_raised(lambda: erasing.erase(session, unit, reason, sure=sure, folder=folder, by=BY))

    assert erase("nobody") == ["no_such_citizen"]
    assert erase(unit, "because", sure=False) == ["no_such_reason", "not_sure"]
    assert named(session) == names
    assert erase(unit) == []
    assert erase(unit) == ["nameless"]
    assert named(session) == names - {unit}
