"""An open database of each kind with a list, a decision's worth of people and a hand-over in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from roster.plan import Plan
from roster.services.handovers import freezing
from roster.services.handovers.freezing import Order
from roster.services.incoming import intake, originals
from roster.services.rounds import book
from roster.services.shelf import shelf
from roster.store.session import Database, open_database
from roster.survey import seals
from tests.cli.conftest import roster as roster
from tests.services.conftest import TODAY
from tests.services.conftest import plan as plan
from tests.services.lists import person, reading
from tests.services.test_respondents import HDND, SO
from tests.store.conftest import empty_url as empty_url
from tests.store.conftest import url as url

REST = reading("rest.xlsx", person("Lê ??ng", held="lost_characters"))


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Beside the database's file, as in the usual place."""
    monkeypatch.setenv("ROSTER_DATA", str(tmp_path))
    monkeypatch.delenv("ROSTER_DB", raising=False)
    return tmp_path


@pytest.fixture
def database(url: str, plan: Plan) -> Iterator[Database]:
    opened, _ = book.open_for(open_database(url), plan, "daknong-2024-demo", by="t")
    yield opened
    opened.close()


@pytest.fixture
def filled(database: Database, plan: Plan, tmp_path: Path) -> Database:
    fill(database, plan, tmp_path)
    return database


def fill(database: Database, plan: Plan, folder: Path) -> None:
    """Lists, one of them kept as received, and a hand-over with its files on the shelf."""
    base = database.base
    received = folder / "received.xlsx"
    received.write_bytes(b"as received")
    with database.changing() as session:
        delivered = intake.synchronise(session, [SO, HDND, REST], by="t")
    with originals.shelf(base / originals.FOLDER) as kept, database.changing() as session:
        row = intake.in_force(session, delivered[0].reading.name)
        row.sha256 = seals.of_content(received.read_bytes())
        session.flush()
        until = TODAY.replace(year=2099)
        originals.keep(session, kept, delivered[:1], {row.file_name: received}, until=until)
    received.unlink()
    with shelf(base / freezing.FOLDER) as where, database.changing() as session:
        freezing.freeze(session, where, Order(plan, TODAY, "t", allow_reason="gấp"))
