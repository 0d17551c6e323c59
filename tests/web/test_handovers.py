"""The pages of hand-overs, as an approver and an editor use them."""

import re
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from roster.services.incoming import intake
from tests.services.lists import person, reading
from tests.tools import stand_in_office
from tests.web.officer import book
from tests.web.test_people import keys_on, said
from web import handing_over, house, rendering


@pytest.fixture
def sent(client: FlaskClient) -> bytes:
    """A hand-over with one held row, allowed for a reason; the workbook."""
    content: bytes = client.post("/export/", data={"precedence": "hdnd_first", "allow_reason": "gấp"}).data
    return content


def test_a_hand_over_with_files_points_and_checksums(client: FlaskClient, sent: bytes) -> None:
    assert re.findall(r'data-hand-over="([\d.]+)"', client.get("/hand-overs/").text) == ["1"]
    text = client.get("/hand-overs/1").text
    assert 'data-faults="0"' in text
    assert 'data-points="1"' in text
    assert 'data-point="held"' in text
    assert "gấp" in text
    assert client.get("/hand-overs/1/file/1").data == sent
    assert client.get("/hand-overs/1/file/2").status_code != 200
    assert client.get("/audit/?action=handover.given_out").text.count(sha256(sent).hexdigest()) == 1


def test_one_changed_byte_is_named(filled: Flask, client: FlaskClient, sent: bytes) -> None:
    with filled.app_context():
        (kept,) = handing_over.folder().iterdir()
    kept.chmod(0o600)
    kept.write_bytes(sent[:-1] + b"x")
    assert re.findall(r'data-fault="(\w+)"', client.get("/hand-overs/1").text) == ["file_changed"]
    assert client.get("/hand-overs/1/file/1").status_code != 200


def test_a_copy_at_hand(client: FlaskClient, sent: bytes) -> None:
    def check(content: bytes, name: str) -> list[str]:
        data = {"file": (BytesIO(content), name)}
        client.post("/hand-overs/check-copy", data=data, content_type="multipart/form-data")
        return said(client, "/hand-overs/")

    assert check(sent, "x.xlsx") != ["error"]
    assert check(sent + b"x", "Danh sách đối tượng điều tra xã hội học 2024.xlsx") == ["error"]
    assert check(b"x", "other.xlsx") == ["error"]


def test_the_documents_come_as_one_archive(client: FlaskClient) -> None:
    data = {"allow_reason": "gấp", "letter": "on", "counts": "on"}
    answer = client.post("/export/", data=data)
    names = ZipFile(BytesIO(answer.data)).namelist()
    assert [name.rpartition(".")[2] for name in names] == ["xlsx", "docx", "docx"]


def pdf_state(client: FlaskClient) -> list[str]:
    return re.findall(r'data-pdf="(\w+)"', client.get("/hand-overs/1").text)


def test_pdf_files_are_made_after_the_freeze(
    filled: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stand_in_office(monkeypatch, tmp_path)
    (tmp_path / "soffice").write_text("#!/bin/sh\nexit 0\n")
    data = {"allow_reason": "gấp", "letter": "on", "pdf": "on"}
    names = ZipFile(BytesIO(client.post("/export/", data=data).data)).namelist()
    assert [name.rpartition(".")[2] for name in names] == ["xlsx", "docx"]
    with filled.app_context():
        rendering.current().finish()
    assert pdf_state(client) == ["refused", "missing"]
    stand_in_office(monkeypatch, tmp_path)
    for _ in range(2):  # asked for twice, made once
        assert client.post("/hand-overs/1/pdf").status_code == 303
    with filled.app_context():
        rendering.current().finish()
    assert pdf_state(client) == []
    text = client.get("/hand-overs/1").text
    assert 'data-faults="0"' in text
    assert len(re.findall(r"data-sha256=", text)) == 4
    assert client.get("/hand-overs/1/file/3").data.startswith(b"%PDF")
    assert client.get("/audit/?action=handover.rendered").text.count("data-line=") == 2


def test_the_page_says_while_pdf_files_are_made(
    filled: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stand_in_office(monkeypatch, tmp_path)
    go_on = tmp_path / "go-on"
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nuntil [ -e '{go_on}' ]; do /bin/sleep 0.05; done\n{program.read_text()}")
    client.post("/export/", data={"allow_reason": "gấp", "pdf": "on"})
    assert pdf_state(client) == ["making"]
    assert 'http-equiv="refresh"' in client.get("/hand-overs/1").text
    go_on.touch()
    with filled.app_context():
        rendering.current().finish()
    assert pdf_state(client) == []


def test_nothing_is_frozen_where_pdf_files_cannot_be_made(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert client.post("/export/", data={"allow_reason": "gấp", "pdf": "on"}).status_code == 303
    assert said(client, "/export/") == ["error"]
    assert 'data-total="0"' in client.get("/hand-overs/").text


def test_a_password_that_is_too_short(client: FlaskClient) -> None:
    data = {"allow_reason": "gấp", "password": "123"}
    assert client.post("/export/", data=data).status_code == 303
    assert said(client, "/export/") == ["error"]
    assert 'data-total="0"' in client.get("/hand-overs/").text


def test_changes_are_shown_before_they_are_frozen(client: FlaskClient, sent: bytes) -> None:
    assert 'data-changes="0"' in client.get("/hand-overs/changes").text
    people = client.get("/people/?state=counted").text
    key = next(key for key in keys_on(people) if "Nguyễn Văn An" in client.get(f"/people/{key}").text)
    client.post(f"/people/{key}/exclude", data={"reason": "nghỉ hưu"})
    text = client.get("/hand-overs/changes").text
    assert re.findall(r'data-change="(\w+)" data-person="(\w+)"', text) == [("removed", "P000001")]
    answer = client.post("/hand-overs/changes", data={"allow_reason": "gấp"})
    assert load_workbook(BytesIO(answer.data)).sheetnames == ["Thêm", "Bớt", "Sửa"]
    assert re.findall(r'data-hand-over="([\d.]+)"', client.get("/hand-overs/").text) == ["1.1", "1"]
    assert re.findall(r'data-change="(\w+)"', client.get("/hand-overs/1.1").text) == ["removed"]


def test_many_changes_have_pages(filled: Flask, client: FlaskClient, sent: bytes) -> None:
    people = [person(f"Trần Thị {letter}") for letter in map(chr, range(0x100, 0x100 + 60))]
    with house.of(filled).database.changing() as session:
        intake.add(session, [reading("new.xlsx", *people)], by="test")
    pages = [client.get(f"/hand-overs/changes?page={number}").text for number in (1, 2)]
    assert [text.count("data-change=") for text in pages] == [50, 10]
    assert all('data-changes="60"' in text for text in pages)
    client.post("/hand-overs/changes", data={"allow_reason": "gấp"})
    pages = [client.get(f"/hand-overs/1.1?page={number}").text for number in (1, 2)]
    assert [text.count("data-change=") for text in pages] == [50, 10]


def test_too_many_rows_are_written_on_the_server(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_over, "MOST_ROWS", 2)
    assert client.post("/export/", data={"allow_reason": "gấp"}).status_code == 303
    assert said(client, "/export/") == ["error"]
    assert 'data-total="0"' in client.get("/hand-overs/").text


def test_ticks_by_hand(clients: Callable[[str], FlaskClient], client: FlaskClient, sent: bytes) -> None:
    editor = clients("editor")
    assert 'data-done="0" data-all="2"' in editor.get("/hand-overs/entered/").text
    editor.post("/hand-overs/entered/", data={"person": ["P000001"]})
    text = editor.get("/hand-overs/entered/?show=all").text
    assert dict(re.findall(r'data-person="(\w+)" data-entered="(\w+)"', text)) == {
        "P000001": "yes",
        "P000002": "no",
    }
    editor.post("/hand-overs/entered/undo", data={"person": ["P000001"]})
    assert 'data-done="0"' in editor.get("/hand-overs/entered/").text


def test_ticks_from_the_ministrys_list(client: FlaskClient, sent: bytes) -> None:
    content = book(
        [1, "Nguyễn Văn An", "03/02/1970", "Giám đốc", "Sở Y tế", "0912345678"],
        [2, "Hồ Thị Xa", "05/06/1980", "Giám đốc", "Sở Y tế", "0987654321"],
    )
    data = {"file": (BytesIO(content), "bo.xlsx")}
    text = client.post("/hand-overs/entered/list", data=data, content_type="multipart/form-data").text
    assert 'data-recognised="1" data-ticked="1"' in text
    assert 'data-unknown="1"' in text
    assert 'data-done="1"' in client.get("/hand-overs/entered/").text


def columns(client: FlaskClient, change: Callable[[list[list[object]]], None]) -> BytesIO:
    workbook = load_workbook(BytesIO(client.get("/hand-overs/columns/workbook").data))
    sheet = workbook.worksheets[0]
    rows: list[list[object]] = [[cell.value for cell in row] for row in sheet.iter_rows()]
    change(rows)
    sheet.delete_rows(1, sheet.max_row)
    for row in rows:
        sheet.append(row)
    made = BytesIO()
    workbook.save(made)
    made.seek(0)
    return made


def test_other_columns_are_tried_then_used(client: FlaskClient) -> None:
    def change(rows: list[list[object]]) -> None:
        del rows[3:]
        rows.append(["dob", "Ngày, tháng, năm sinh", "12,5"])

    data = {"file": (columns(client, change), "mau.xlsx")}
    text = client.post("/hand-overs/columns/", data=data, content_type="multipart/form-data").text
    assert "Ngày, tháng, năm sinh" in text
    assert 'data-author=""' in client.get("/hand-overs/columns/").text
    hidden = {
        name: re.findall(rf'name="{name}" value="([^"]*)"', text) for name in ("field", "title", "width")
    }
    client.post("/hand-overs/columns/use", data=hidden)
    page = client.get("/hand-overs/columns/").text
    assert re.findall(r'data-column="(\w+)"', page) == ["stt", "full_name", "dob"]
    assert 'data-author="admin' in page
    made = load_workbook(BytesIO(client.post("/export/", data={"allow_reason": "x"}).data))
    heads = [[c.value for c in row] for row in made["Sở"].iter_rows() if row[0].value == "STT"]
    assert heads == [["STT", "Họ và tên", "Ngày, tháng, năm sinh"]]
    client.post("/hand-overs/columns/reset")
    assert 'data-author=""' in client.get("/hand-overs/columns/").text


@pytest.mark.parametrize("sent", [{}, {"field": ["stt", "full_name"], "title": ["STT"], "width": ["5"]}])
def test_columns_that_no_page_showed(client: FlaskClient, sent: dict[str, list[str]]) -> None:
    assert client.post("/hand-overs/columns/use", data=sent).status_code == 303
    assert said(client, "/hand-overs/columns/") == ["error"]
    assert 'data-author=""' in client.get("/hand-overs/columns/").text


def test_every_mistake_in_the_columns_at_once(client: FlaskClient) -> None:
    def change(rows: list[list[object]]) -> None:
        rows[2][0] = "họ tên"
        rows[3][1] = None
        rows[4][2] = "rộng"
        rows[5][0] = rows[6][0]

    data = {"file": (columns(client, change), "mau.xlsx")}
    answer = client.post("/hand-overs/columns/", data=data, content_type="multipart/form-data")
    assert answer.status_code == 303
    # the unknown field, the heading, the width, the doubled field in both rows, no column of names
    assert said(client, "/hand-overs/columns/") == ["error"] * 6
