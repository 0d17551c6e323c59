"""Logs: 500 planted people go through a whole run, every logger at debug, and none is found in any log."""

import logging
import re
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import Workbook
from sqlalchemy import inspect, text

from roster.cli import main
from roster.store.session import engine_of
from tests.cli.conftest import Ran
from tests.web.conftest import signed_in
from tests.web.officer import Officer
from web import house

Run = Callable[..., Ran]
PEOPLE = 500
PASSWORD = "mật-khẩu-cài-sẵn-7731"
_FIRST = "Zoa Zuy Zuan Zep Zinh Zoan Zuong Zam Zieu Zoai Zanh Zuyen Zuc Zua Zuom Zit Zet Zot Zut Zang"
_LAST = "Qoa Quyt Quoan Qep Qinh Qoat Quong Qam Qieu Qoai Qanh Quyen Quc Qua Quom Qit Qet Qot Qut Qang"
_MORE = "Qem Qom Qum Qim Qap"


def planted() -> list[dict[str, str]]:
    """People whose names and numbers stand nowhere else."""
    words = [f"{first} {last}" for first in _FIRST.split() for last in f"{_LAST} {_MORE}".split()][:PEOPLE]
    return [
        {
            "name": f"Nguyễn {word}",
            "phone": f"09{81_000_000 + n * 7919 % 1_000_000:08d}",
            "card": f"067{70_000_000 + n * 104_729 % 9_999_999:09d}",
            "email": f"{word.replace(' ', '.').lower()}{n}@planted.example",
        }
        for n, word in enumerate(words)
    ]


def lists(folder: Path) -> None:
    """Ten lists of fifty, some people in two of them, one with a fault that is told."""
    folder.mkdir()
    head = ["STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Đơn vị", "Số điện thoại", "Số CCCD", "Email"]
    people = planted()
    for number in range(10):
        made = Workbook()
        sheet = made.worksheets[0]
        for row in (["SỞ NỘI VỤ"], ["DANH SÁCH LÃNH ĐẠO SỞ"], head):
            sheet.append(row)
        for at, one in enumerate(people[number * 50 : number * 50 + 52], start=1):
            birth = "31/02/1970" if at == 3 else f"0{at % 9 + 1}/02/19{50 + at % 40}"
            values = [
                one["name"],
                birth,
                "Phó Giám đốc Sở",
                "Sở Nội vụ",
                one["phone"],
                one["card"],
                one["email"],
            ]
            sheet.append([at, *values])
        made.save(folder / f"danh-sach-{number}.xlsx")
    (folder / "hong.xlsx").write_bytes(b"PK\x03\x04" + people[0]["name"].encode() * 50)


@pytest.fixture
def everything_logged() -> Iterator[StringIO]:
    """What anybody who turns logging up to debug would get."""
    told = StringIO()
    handler = logging.StreamHandler(told)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield told
    root.removeHandler(handler)
    root.setLevel(before)


def leaked(said: str) -> list[str]:
    """The planted names and numbers found in a text, however numbers are written."""
    digits = re.sub(r"[ .+-]", "", said)
    found = []
    for one in planted():
        local = one["phone"][1:]
        found += [kind for kind in ("name", "email") if one[kind] in said]
        found += ["phone"] if local in digits else []
        found += ["card"] if one["card"] in digits else []
    return found + (["password"] if PASSWORD in said else [])


def audit_of(url: str) -> str:
    engine = engine_of(url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM audit")).all()
    engine.dispose()
    assert rows
    return "\n".join(map(str, rows))


def test_the_planted_are_500_and_would_be_found() -> None:
    people = planted()
    assert (
        len(people) == len({one["phone"] for one in people}) == len({one["name"] for one in people}) == PEOPLE
    )
    assert leaked(f"row {people[7]['name']} +84 {people[7]['phone'][1:4]} {people[7]['phone'][4:]}") == [
        "name",
        "phone",
    ]


@pytest.mark.slow
def test_a_whole_run_tells_no_log_anything(
    roster: Run, tmp_path: Path, everything_logged: StringIO, own_data_folder: Path
) -> None:
    lists(tmp_path / "in")
    db = f"sqlite:///{tmp_path / 'out/roster.db'}"
    assert roster("run", tmp_path / "in", "--out", tmp_path / "out", "--debug").code in (3, 4, 5)
    for words in (
        ("edit", "correct", "danh-sach-1.xlsx:Sheet:5", f"phones={planted()[3]['phone']}"),
        ("check",),
        ("find", planted()[9]["name"]),
        ("export", "--out", tmp_path / "sent", "--allow-unresolved", f"gọi {planted()[1]['phone']} rồi"),
        ("handover", "verify"),
        ("backup",),
        ("doctor",),
    ):
        assert roster(*words, "--db", db, "--debug").code in (0, 2, 3, 5)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("roster.services.reviewing.review.ensure_compared", _break)
        assert main(["dedupe", "--db", db]) in (0, 1)
        main(["check", "--db", db])
    errors = own_data_folder / "errors.log"
    said = {"log": everything_logged.getvalue(), "audit": audit_of(db)}
    said |= {"errors": errors.read_text(encoding="utf-8")} if errors.exists() else {}
    assert {kind: leaked(text) for kind, text in said.items()} == {kind: [] for kind in said}


def _break(*_: object, **__: object) -> None:
    raise ValueError(planted()[0]["name"] + planted()[0]["phone"])


@pytest.mark.slow
def test_the_pages_tell_no_log_anything(
    app: Flask, tmp_path: Path, everything_logged: StringIO, own_data_folder: Path
) -> None:
    officer = Officer(app, signed_in(app, "admin"))
    lists(tmp_path / "in")
    for path in sorted((tmp_path / "in").iterdir())[:3]:
        officer.hand_in((path.name, path.read_bytes()))
        officer.put_in(path.name)
    one = planted()[5]
    for address in (
        "/people/?q=" + one["name"],
        "/people/?q=" + one["phone"],
        "/review",
        "/audit/",
        "/lists/",
    ):
        assert officer.client.get(address, follow_redirects=True).status_code < 500
    officer.client.post("/sign-in", data={"name": one["name"], "password": PASSWORD})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("web.views.counts.render_template", _break)
        assert officer.client.get("/counts/").status_code == 500
    with app.app_context():
        place = house.current().database.engine.url.render_as_string(hide_password=False)
    officer.settle()
    errors = own_data_folder / "errors.log"
    said = {"log": everything_logged.getvalue(), "audit": audit_of(place)}
    said |= {"errors": errors.read_text(encoding="utf-8")} if errors.exists() else {}
    assert {kind: leaked(text) for kind, text in said.items()} == {kind: [] for kind in said}


@pytest.fixture
def app(url: str) -> Iterator[Flask]:
    from datetime import date

    import web
    from roster.plan import load_plan

    made = web.create_app(url, plan=load_plan(), today=lambda: date(2024, 12, 18))
    yield made
    house.of(made).database.close()


def test_a_database_asked_to_tell_everything_shows_no_rows(
    empty_url: str, everything_logged: StringIO
) -> None:
    engine = engine_of(empty_url)
    with engine.connect() as connection:
        connection.execute(text("SELECT :name"), {"name": planted()[0]["name"]}).all()
        assert inspect(connection).get_table_names() == []
    engine.dispose()
    assert leaked(everything_logged.getvalue()) == []
