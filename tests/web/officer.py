"""Somebody at a browser who hands files in, and invented lists to hand in."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from re import findall, search

from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from roster.services import audit
from roster.services.incoming import lists
from web import desk, house

TITLE: list[list[object]] = [["SỞ NỘI VỤ"], ["DANH SÁCH LÃNH ĐẠO SỞ"]]
HEADER: list[object] = ["STT", "Họ và tên", "Ngày sinh", "Dân tộc", "Chức vụ", "Đơn vị", "Số điện thoại"]
AN: list[object] = [1, "Nguyễn Văn An", "02/01/1970", "Ê Đê", "Giám đốc Sở", "Lãnh đạo Sở", "0912345678"]
BINH: list[object] = [2, "Trần Thị Bình", "04/03/1975", "Kinh", "Phó Giám đốc Sở", "Lãnh đạo Sở", "091234567"]
CUONG: list[object] = [
    3,
    "Lê Văn C?ờng",
    "06/05/1980",
    "Kinh",
    "Phó Giám đốc Sở",
    "Lãnh đạo Sở",
    "0912345680",
]
DUNG: list[object] = [4, "Phạm Văn Dũng", "07/08/1981", "Kinh", "Phó Giám đốc Sở", "Lãnh đạo Sở", "091234567"]


def book(*rows: list[object], header: list[object] | None = HEADER) -> bytes:
    made = Workbook()
    for row in [*TITLE, *([header] if header else []), *rows]:
        made.worksheets[0].append(row)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


@dataclass
class Officer:
    """Somebody at a browser, and the application behind it."""

    app: Flask
    client: FlaskClient

    def hand_in(self, *files: tuple[str, bytes]) -> TestResponse:
        answer = self.send(*files)
        self.settle()
        return answer

    def send(self, *files: tuple[str, bytes], accept: str = "text/html") -> TestResponse:
        """The request of the form; the client itself would leave a temporary file open for large ones."""
        sent = {"files": [FileStorage(BytesIO(content), name) for name, content in files]}
        boundary, body = encode_multipart(sent)
        form = f"multipart/form-data; boundary={boundary}"
        return self.client.post("/import/", data=body, content_type=form, headers={"Accept": accept})

    def settle(self) -> None:
        with self.app.app_context():
            desk.current().all()
            desk.current().finish()

    def on_desk(self) -> dict[str, str]:
        """File name -> the upload's number."""
        with self.app.app_context():
            return {one.upload.name: one.upload.number for one in desk.current().all()}

    def kinds(self) -> dict[str, str]:
        """Upload number -> what putting it in would mean, as the page says."""
        text = self.client.get("/import/tray").text
        return dict(findall(r'data-upload="(\w+)" data-stage="read" data-kind="(\w+)"', text))

    def kind(self, name: str) -> str:
        return self.kinds()[self.on_desk()[name]]

    def put_in(self, name: str, **form: str) -> TestResponse:
        return self.client.post(f"/import/files/{self.on_desk()[name]}/put-in", data=form)

    def in_force(self) -> dict[str, lists.ListLine]:
        with self.app.app_context(), house.current().database.reading() as session:
            return {line.name: line for line in lists.newest(session, page=1, per_page=50)[0]}

    def actions(self) -> list[str]:
        with self.app.app_context(), house.current().database.reading() as session:
            return [line.action for line in audit.lines(session, page=1, per_page=100).lines]

    def folder(self) -> Path:
        with self.app.app_context():
            return desk.current().folder


def facts(text: str, element: str) -> dict[str, str]:
    """The data- attributes of the first such element."""
    found = search(rf"<{element}(?=[ >])[^>]*>", text)
    assert found
    return dict(findall(r'data-([\w-]+)="([^"]*)"', found[0]))
