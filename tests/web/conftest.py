"""The application on a new database, empty or with a few invented people."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from waitress.server import create_server  # type: ignore[import-untyped]  # it has no types

import web
from roster.intake import ledger
from roster.model import FileError, FileReading, PersonRecord, Source
from roster.plan import Plan, load_plan
from roster.services import intake
from web import house

TODAY = date(2024, 12, 18)


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


@pytest.fixture
def app(tmp_path: Path, plan: Plan) -> Iterator[Flask]:
    made = web.create_app(f"sqlite:///{tmp_path / 'roster.db'}", plan=plan, today=lambda: TODAY)
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


@pytest.fixture
def address(filled: Flask) -> Iterator[str]:
    """The filled application, served on this machine."""
    server = create_server(filled, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}/"
    server.close()
    thread.join(timeout=5)
