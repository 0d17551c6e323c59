"""How much may be handed in: the size of a file, of a request, how many wait; odd names end nowhere else."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from roster.errors import UserError
from roster.services.incoming import uploads
from tests.web.officer import AN, Officer, book

NAMES = (
    "../../x.xlsx",
    "..\\..\\x.xlsx",
    "/etc/cron.d/x.xlsx",
    "C:\\x.xlsx",
    "x\r\nSet-Cookie: a=b.xlsx",
    "a\x00.xlsx",
    "\u202egpj.xlsx",
    "CON.xlsx",
    "x" * 5000 + ".xlsx",
)


def test_a_file_that_is_too_large_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UserError) as error:
        uploads.receive(tmp_path, "a.xlsx", io.BytesIO(b"x" * 1001), by="t", at=datetime.now(UTC), most=1000)
    assert error.value.code == "upload_too_large"
    assert list(tmp_path.iterdir()) == []


def test_a_request_that_is_too_large_is_refused(officer: Officer) -> None:
    most = officer.app.config["MAX_CONTENT_LENGTH"]
    assert most
    assert most <= 1024 * 1024 * 1024
    sent = {"content_type": "multipart/form-data; boundary=x", "data": b"--x--"}
    answer = officer.client.post("/import/", environ_overrides={"CONTENT_LENGTH": str(most + 1)}, **sent)
    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/sign-in", "/account/password", "/people/add", "/language"])
def test_forms_without_files_take_little(officer: Officer, path: str) -> None:
    assert officer.client.post(path, data={"name": "x" * 3_000_000}).status_code == 413


def test_nobody_sends_files_without_an_account(officer: Officer) -> None:
    stranger = officer.app.test_client()
    sent = {"files": [FileStorage(io.BytesIO(b"x" * 3_000_000), "x.xlsx")]}
    boundary, body = encode_multipart(sent)
    kind = f"multipart/form-data; boundary={boundary}"
    for path in ("/sign-in", "/import/", "/language"):
        assert stranger.post(path, data=body, content_type=kind).status_code in {303, 413}
    assert officer.on_desk() == {}


@pytest.mark.parametrize("name", NAMES)
def test_an_odd_name_of_a_file_ends_in_no_other_folder(officer: Officer, name: str) -> None:
    sent = {"files": [FileStorage(io.BytesIO(book(AN)), name)]}
    boundary, body = encode_multipart(sent)
    kind = f"multipart/form-data; boundary={boundary}"
    before = {path for path in officer.folder().parent.rglob("*") if path.suffix == ".xlsx"}
    answer = officer.client.post("/import/", data=body, content_type=kind)
    officer.settle()
    assert answer.status_code in {200, 303, 400, 422}
    assert {path for path in officer.folder().parent.rglob("*") if path.suffix == ".xlsx"} == before
    assert not any("/" in shown or "\\" in shown or len(shown) > 200 for shown in officer.on_desk())
