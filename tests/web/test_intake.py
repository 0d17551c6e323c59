"""Handing in, checking and putting in through the pages, on real files and a real store."""

import stat
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from re import findall
from zoneinfo import ZoneInfo

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

import web
from roster import privacy
from roster.errors import UserError
from roster.plan import Plan
from roster.services.incoming import originals, uploads
from tests.web.conftest import TODAY
from tests.web.officer import AN, BINH, CUONG, DUNG, Officer, book, facts
from web import desk, house


def test_nothing_counts_before_it_is_put_in(officer: Officer) -> None:
    answer = officer.hand_in(("snv.xlsx", book(AN, BINH, CUONG)))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/import/")
    assert officer.in_force() == {}
    text = officer.client.get(f"/import/files/{officer.on_desk()['snv.xlsx']}").text
    assert facts(text, "dl") == {"total": "6", "people": "2", "held": "1", "ignored": "3"}
    assert facts(text, 'section id="verdict"') == {"kind": "new"}
    assert 'data-code="lost_characters"' in text
    assert 'data-code="bad_phone"' in text


def test_the_name_a_file_lies_under_is_not_taken_for_its_own(officer: Officer) -> None:
    officer.hand_in(("snv.xlsx", book(AN, BINH)), ("snv2.csv", book(CUONG, DUNG)))
    for name, told in (("snv.xlsx", False), ("snv2.csv", True)):
        text = officer.client.get(f"/import/files/{officer.on_desk()[name]}").text
        assert ('data-code="extension"' in text) is told


def test_putting_in_stores_the_list_its_file_and_who_did_it(stored: Officer) -> None:
    line = stored.in_force()["snv.xlsx"]
    assert (line.total, line.people, line.held, line.ignored, line.by) == (7, 3, 1, 3, "editor one")
    assert line.kept_until is not None
    assert list(stored.folder().iterdir()) == []
    assert stored.on_desk() == {}
    assert len(list((stored.folder().parent / originals.FOLDER).iterdir())) == 1


def test_a_column_nobody_needs_stands_on_no_page(officer: Officer) -> None:
    officer.hand_in(("snv.xlsx", book(AN, BINH, CUONG)))
    number = officer.on_desk()["snv.xlsx"]
    pages = [officer.client.get(f"/import/files/{number}{part}").text for part in ("", "/columns", "/rows")]
    officer.put_in("snv.xlsx")
    listed = officer.in_force()["snv.xlsx"].number
    pages += [officer.client.get(f"/lists/{listed}{part}").text for part in ("", "/rows", "/take-out")]
    assert 'data-left-out="1"' in pages[0]
    assert not [page for page in pages if "Ê Đê" in page]


def test_uploads_have_random_names_for_their_owner_only(officer: Officer) -> None:
    uploads.receive(officer.folder(), "..\\..\\Sở Nội vụ.csv", BytesIO(b"x"), by="x", at=datetime.now(UTC))
    officer.hand_in(("../b.csv", b"x"))
    assert sorted(officer.on_desk()) == ["Sở Nội vụ.csv", "b.csv"]
    assert stat.S_IMODE(officer.folder().stat().st_mode) == 0o700
    paths = list(officer.folder().iterdir())
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert len(paths) == 4
    assert not [path for path in paths if "Nội" in path.name]


def test_the_same_file_handed_in_twice_waits_once(officer: Officer) -> None:
    for _ in range(2):
        officer.hand_in(("b.csv", b"x"), ("c.csv", b"x"))
    with officer.app.app_context():
        assert [one.upload.name for one in desk.current().all()] == ["b.csv", "c.csv"]


def test_what_a_stopped_server_had_not_read_is_read_by_the_next(
    officer: Officer, database_url: str, plan: Plan
) -> None:
    content = BytesIO(book(AN, BINH))
    uploads.receive(officer.folder(), "snv.xlsx", content, by="x", at=datetime.now(UTC))
    (officer.folder() / f"{'0' * 32}.part").write_bytes(b"half")
    second = web.create_app(database_url, plan=plan, today=lambda: TODAY)
    with second.app_context():
        desk.current().finish()
        (one,) = desk.current().all()
        assert one.understood
        assert (one.stage, len(one.understood.reading.people)) == ("read", 2)
        house.current().database.close()


def test_one_click_puts_in_what_needs_no_decision(officer: Officer) -> None:
    officer.hand_in(
        ("a.xlsx", book(AN, BINH)),
        ("copy.xlsx", b"not a list"),
        ("open.xlsx", book(AN, BINH, header=None)),
    )
    assert (officer.kind("a.xlsx"), officer.kind("copy.xlsx")) == ("new", "unreadable")
    assert officer.kind("open.xlsx") == "columns"
    assert officer.client.post("/import/all").status_code == 303
    assert list(officer.in_force()) == ["a.xlsx"]
    assert sorted(officer.on_desk()) == ["copy.xlsx", "open.xlsx"]


def test_one_click_leaves_what_another_of_the_files_decides(officer: Officer) -> None:
    content = book(AN, BINH)
    officer.hand_in(("a.xlsx", content), ("b.xlsx", content), ("c.xlsx", book(BINH, CUONG)))
    assert set(officer.kinds().values()) == {"new"}
    officer.client.post("/import/all")
    assert list(officer.in_force()) == ["a.xlsx"]
    assert (officer.kind("b.xlsx"), officer.kind("c.xlsx")) == ("copy", "second")


def test_a_protected_file_asks_for_its_password_and_keeps_none(officer: Officer) -> None:
    protected = BytesIO()
    OOXMLFile(BytesIO(book(AN, BINH))).encrypt("bí mật", protected)
    officer.hand_in(("snv.xlsx", protected.getvalue()))
    address = f"/import/files/{officer.on_desk()['snv.xlsx']}"
    assert 'data-error="password"' in officer.client.get(address).text
    officer.client.post(f"{address}/password", data={"password": "another"})
    officer.settle()
    assert officer.kind("snv.xlsx") == "unreadable"
    officer.client.post(f"{address}/password", data={"password": "bí mật"})
    officer.settle()
    assert officer.kind("snv.xlsx") == "new"
    assert not [p for p in officer.folder().iterdir() if "bí mật".encode() in p.read_bytes()]
    officer.put_in("snv.xlsx")
    assert officer.in_force()["snv.xlsx"].people == 2


def test_too_large_a_file_is_refused_and_the_others_kept(officer: Officer) -> None:
    officer.hand_in(("large.csv", b"1" * (uploads.MAX_BYTES + 1)), ("small.csv", b"123"))
    assert list(officer.on_desk()) == ["small.csv"]
    assert len(list(officer.folder().iterdir())) == 2
    assert 'data-notice="error"' in officer.client.get("/import/").text


def test_too_many_files(tmp_path: Path) -> None:
    for number in range(uploads.MAX_WAITING):
        uploads.receive(tmp_path, f"{number}.csv", BytesIO(b"x"), by="x", at=datetime.now(UTC))
    with pytest.raises(UserError) as refusal:
        uploads.receive(tmp_path, "more.csv", BytesIO(b"x"), by="x", at=datetime.now(UTC))
    assert refusal.value.code == "too_many_uploads"
    assert len(uploads.waiting(tmp_path)) == uploads.MAX_WAITING


def test_too_large_a_request(officer: Officer) -> None:
    officer.app.config["MAX_CONTENT_LENGTH"] = 1000
    assert officer.hand_in(("a.csv", b"1" * 2000)).status_code == 413


def test_a_script_is_told_what_was_refused(officer: Officer) -> None:
    kept = officer.send(("a.csv", b"123"), accept="application/json")
    large = ("a.csv", b"1" * (uploads.MAX_BYTES + 1))
    refused = officer.send(large, accept="application/json")
    assert (kept.status_code, kept.json and kept.json["refused"]) == (201, [])
    assert (refused.status_code, refused.json and refused.json["kept"]) == (422, 0)


def test_columns_are_said_once_and_remembered(officer: Officer) -> None:
    officer.hand_in(("open.xlsx", book(AN, BINH, header=None)))
    address = f"/import/files/{officer.on_desk()['open.xlsx']}/columns"
    names = findall(r'<select [^>]*name="(column [^"]+)"', officer.client.get(address).text)
    fields = ["stt", "full_name", "dob", "dropped", "position", "unit", "phone"]
    officer.client.post(address, data=dict(zip(names, fields, strict=True)))
    officer.settle()
    assert officer.kind("open.xlsx") == "new"
    officer.hand_in(("later.xlsx", book(CUONG, DUNG, header=None)))
    assert officer.kind("later.xlsx") == "new"
    assert "columns.remembered" in officer.actions()


def test_columns_without_a_name_are_refused(officer: Officer) -> None:
    officer.hand_in(("open.xlsx", book(AN, BINH, header=None)))
    address = f"/import/files/{officer.on_desk()['open.xlsx']}/columns"
    names = findall(r'<select [^>]*name="(column [^"]+)"', officer.client.get(address).text)
    officer.client.post(address, data=dict.fromkeys(names, "note"))
    assert "columns.remembered" not in officer.actions()
    assert 'data-notice="error"' in officer.client.get("/import/").text


def test_a_second_delivery_shows_what_it_changes_before_it_is_applied(stored: Officer) -> None:
    stored.hand_in(("snv lan 2.xlsx", book(AN, [*BINH[:4], "Giám đốc Sở", *BINH[5:]], DUNG)))
    assert stored.kind("snv lan 2.xlsx") == "second"
    number = stored.on_desk()["snv lan 2.xlsx"]
    text = stored.client.get(f"/import/files/{number}/compare", query_string={"replaces": "snv.xlsx"}).text
    assert facts(text, 'dl class="sums" id="diff"') == {
        "added": "0",
        "removed": "1",
        "changed": "1",
        "same": "2",
    }
    assert list(stored.in_force()) == ["snv.xlsx"]
    stored.put_in("snv lan 2.xlsx", replaces="snv.xlsx")
    assert list(stored.in_force()) == ["snv lan 2.xlsx"]


def test_a_list_of_the_same_name_can_stand_beside(stored: Officer) -> None:
    stored.hand_in(("snv.xlsx", book(AN, BINH)))
    stored.put_in("snv.xlsx")
    assert sorted(stored.in_force()) == ["snv (2).xlsx", "snv.xlsx"]


def test_the_same_content_is_one_list(officer: Officer) -> None:
    content = book(AN, BINH)
    officer.hand_in(("a.xlsx", content))
    officer.put_in("a.xlsx")
    officer.hand_in(("a.xlsx", content), ("b.xlsx", content))
    assert (officer.kind("a.xlsx"), officer.kind("b.xlsx")) == ("unchanged", "copy")
    officer.put_in("b.xlsx")
    assert list(officer.in_force()) == ["a.xlsx"]


def test_a_discarded_file_is_gone(officer: Officer) -> None:
    officer.hand_in(("a.xlsx", book(AN)))
    number = officer.on_desk()["a.xlsx"]
    officer.client.post(f"/import/files/{number}/discard")
    assert list(officer.folder().iterdir()) == []
    assert officer.client.get(f"/import/files/{number}").status_code == 404


def test_the_page_on_keeping_names_day_law_and_what_never_is(officer: Officer) -> None:
    text = officer.client.get("/import/kept").text
    rules, day = privacy.load_rules(), datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    assert facts(text, 'p id="originals"')["until"] == rules.kept_until(day).isoformat()
    shown = findall(r'data-valid-from="([\d-]+)"', text)
    assert shown == [law.valid_from.isoformat() for law in rules.legal_basis]


def test_files_nobody_put_in_go_after_their_date(officer: Officer) -> None:
    days = privacy.load_rules().waiting_days(TODAY)
    late = datetime.now(UTC) - timedelta(days=days + 1)
    uploads.receive(officer.folder(), "old.csv", BytesIO(b"x"), by="x", at=late)
    uploads.receive(officer.folder(), "new.csv", BytesIO(b"y"), by="x", at=late + timedelta(days=2))
    officer.client.get("/import/")
    officer.settle()
    assert list(officer.on_desk()) == ["new.csv"]
    assert "uploads.expired" in officer.actions()


@pytest.mark.parametrize("number", ["0" * 32, "..", "%2e%2e%2froster.db", "x"])
def test_no_upload_of_that_number(officer: Officer, number: str) -> None:
    assert officer.client.get(f"/import/files/{number}").status_code == 404
