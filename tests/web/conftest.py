"""The application on a new database, empty or with a few invented people."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from waitress.server import create_server  # type: ignore[import-untyped]  # it has no types

import web
from roster.cli import main
from roster.intake import ledger
from roster.model import FileError, FileReading, PersonRecord, Source
from roster.plan import Plan, load_plan
from roster.services.credentials import accounts, web_sessions
from roster.services.incoming import intake
from tests.web.officer import AN, BINH, CUONG, DUNG, Officer, book
from web import house, sessions

TODAY = date(2024, 12, 18)
DEMO_PLAN = "daknong-2024-demo"


def record(row: int, name: str, **known: object) -> PersonRecord:
    about: dict[str, object] = {"group": "lanh_dao_so", "agency": "Sở Y tế", "agency_code": "so_y_te"}
    source = Source("so-y-te.xlsx", "Sheet1", row)
    return PersonRecord(source, name, **(about | known))  # type: ignore[arg-type]  # a short way to write tests


RECORDS = (
    record(5, "Nguyễn Văn An", dob="1970-02-03", position="Giám đốc", phones=("+84912345678",)),
    record(6, "<b>Trần</b> Thị Bình", dob="1975-04-05", position="Phó Giám đốc"),
    record(7, "Lê ??ng", held="lost_characters"),
)


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load_plan()


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTER_DATA", str(tmp_path / "data-folder"))


@pytest.fixture
def app(database_url: str, plan: Plan) -> Iterator[Flask]:
    made = web.create_app(database_url, plan=plan, today=lambda: TODAY)
    yield made
    with made.app_context():
        house.current().database.close()


@pytest.fixture
def filled(app: Flask) -> Flask:
    people = ledger.with_keys(RECORDS)
    list_ = FileReading("so-y-te.xlsx", "a" * 64, people=people, total=3, sender="so_y_te", declared_total=3)
    scan = FileReading("scan.pdf", "b" * 64, error=FileError("scanned_pdf"))
    with app.app_context(), house.current().database.changing() as session:
        intake.supersede(session, (list_, scan), by="test")
    return app


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the demonstration's province, its lists read and compared; copy it before writing."""
    folder = tmp_path_factory.mktemp("province")
    main(["demo", str(folder / "lists")])
    main(["run", str(folder / "lists"), "--plan", DEMO_PLAN, "--out", str(folder / "out")])
    return folder / "out/roster.db"


@pytest.fixture
def demo(province: Path, copy_of: Callable[[Path], str]) -> Iterator[Flask]:
    """The application on a copy of the demonstration's province."""
    database, plan = copy_of(province), load_plan(DEMO_PLAN)
    made = web.create_app(database, plan=plan, plan_name=DEMO_PLAN, today=lambda: plan.today or TODAY)
    yield made
    house.of(made).database.close()


def token_of(app: Flask, role: str) -> str:
    """The cookie of a browser in which somebody of this role is signed in."""
    with house.of(app).database.changing() as session:
        there = {account.role: account for account in accounts.page(session, limit=50, offset=0)[0]}
        account = there.get(role) or accounts.make(session, f"{role} one", role, by="test")
        return web_sessions.begin(session, {}, user_id=account.id, now=datetime.now(UTC))


def signed_in(app: Flask, role: str) -> FlaskClient:
    """A browser of a person of this role whose forms need no token; `test_forms` tries those that do."""
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.set_cookie(sessions.COOKIE, token_of(app, role))
    return client


@pytest.fixture
def client(filled: Flask) -> FlaskClient:
    """The administrator's browser on a few people."""
    return signed_in(filled, "admin")


@pytest.fixture
def clients(filled: Flask) -> Callable[[str], FlaskClient]:
    """Browsers on a few people, by role."""
    return lambda role: signed_in(filled, role)


@contextmanager
def running(server: Any) -> Iterator[int]:
    """A waitress server while it runs in a thread; its port. It is closed from within, where it waits."""
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield int(server.effective_port)
    server.trigger.pull_trigger(server.close)
    thread.join(timeout=5)
    server.task_dispatcher.shutdown()


@pytest.fixture
def address(filled: Flask) -> Iterator[str]:
    """The filled application, served on this machine."""
    with running(create_server(filled, host="127.0.0.1", port=0)) as port:
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture
def officer(app: Flask) -> Iterator[Officer]:
    one = Officer(app, signed_in(app, "editor"))
    yield one
    one.settle()


@pytest.fixture
def stored(officer: Officer) -> Officer:
    officer.hand_in(("snv.xlsx", book(AN, BINH, CUONG, DUNG)))
    officer.put_in("snv.xlsx")
    return officer
