"""The page on which lists are waited for: standings, blank lists, letters, the log."""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from flask.testing import FlaskClient
from openpyxl import load_workbook

from roster.plan import Plan
from tests.web.test_people import said


def standings(client: FlaskClient) -> dict[str, str]:
    text = client.get("/collecting/").text
    return dict(re.findall(r'data-agency="(\w+)" data-standing="(\w+)"', text))


def test_who_has_sent_and_who_is_late(client: FlaskClient, plan: Plan) -> None:
    found = standings(client)
    assert list(found) == [agency.code for agency in plan.senders]
    assert found["so_y_te"] == "sent"
    assert found["so_noi_vu"] == "late"  # 18/12 is after 16/12
    assert 'data-outlook="unknown"' in client.get("/collecting/").text


def test_the_chart_has_its_table_beside_it(client: FlaskClient) -> None:
    text = client.get("/collecting/").text
    points = int(re.findall(r'data-points="(\d+)"', text)[0])
    assert "data-chart-table" in text
    table = text.split("data-chart-table")[1].split("</table>")[0]
    assert table.count('<th scope="row">') == points
    assert "<script" not in text.split("<main")[1]


def test_blank_lists_of_one_agency_of_any_and_of_all(client: FlaskClient, plan: Plan) -> None:
    one = client.get("/collecting/blank-lists?agency=so_y_te")
    assert "attachment" in one.headers["Content-Disposition"]
    assert load_workbook(BytesIO(one.data)).sheetnames == ["Danh sách", "Hướng dẫn"]
    assert (
        load_workbook(BytesIO(client.get("/collecting/blank-lists").data)).worksheets[0].title == "Danh sách"
    )
    with ZipFile(BytesIO(client.get("/collecting/blank-lists?agency=all").data)) as archive:
        assert len(archive.namelist()) == len(plan.senders) + 1
    assert client.get("/collecting/blank-lists?agency=nowhere").status_code == 404


def test_letter_and_message_name_the_agency_and_nobody(client: FlaskClient) -> None:
    document = Document(BytesIO(client.get("/collecting/agencies/so_noi_vu/letter").data))
    texts = [p.text for p in document.paragraphs]
    texts += [p.text for table in document.tables for cell in table.row_cells(0) for p in cell.paragraphs]
    assert any("Sở Nội vụ" in text for text in texts)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in texts
    message = client.get("/collecting/agencies/so_y_te").text.split("<textarea")[1].split("</textarea>")[0]
    assert "Sở Y tế" in message
    assert "16/12/2024" in message
    for text in (*texts, message):
        assert "Nguyễn Văn An" not in text
        assert not re.search(r"\d{9,}", text)


def test_a_reminder_is_noted_shown_and_taken_back(client: FlaskClient) -> None:
    client.post(
        "/collecting/agencies/so_noi_vu/log",
        data={"kind": "reminded", "channel": "zalo", "day": "2024-12-17"},
    )
    text = client.get("/collecting/").text
    (number,) = re.findall(r'data-note="(\d+)" data-kind="reminded"', text)
    assert "17/12/2024" in text
    client.post(f"/collecting/log/{number}/undo")
    assert "data-note" not in client.get("/collecting/").text.replace("data-notice", "")
    assert client.post(f"/collecting/log/{number}/undo").status_code == 303
    assert said(client, "/collecting/") == ["error"]


def test_the_day_a_list_came_counts_instead_of_the_day_it_was_imported(client: FlaskClient) -> None:
    client.post("/collecting/agencies/so_y_te/log", data={"kind": "received", "day": "12/12/2024"})
    text = client.get("/collecting/").text
    row = text.split('data-agency="so_y_te"')[1].split("</tr>")[0]
    assert "12/12/2024" in row
    client.post("/collecting/agencies/so_noi_vu/log", data={"kind": "received", "day": "2024-12-18"})
    assert standings(client)["so_noi_vu"] == "noted"


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "reminded", "channel": "pigeon", "day": ""},
        {"kind": "reminded", "channel": "zalo", "day": "2024-12-19"},
        {"kind": "reminded", "channel": "zalo", "day": "hôm qua"},
        {"kind": "received", "day": "2030-01-01"},
    ],
)
def test_what_cannot_be_is_refused(client: FlaskClient, data: dict[str, str]) -> None:
    client.post("/collecting/agencies/so_noi_vu/log", data=data)
    assert said(client, "/collecting/") == ["error"]
    assert "data-kind" not in client.get("/collecting/").text


def test_a_viewer_looks_and_notes_nothing(clients: Callable[[str], FlaskClient]) -> None:
    viewer = clients("viewer")
    assert viewer.get("/collecting/").status_code == 200
    assert 'method="post"' not in viewer.get("/collecting/agencies/so_y_te").text.split("<main")[1]
    assert viewer.post("/collecting/agencies/so_y_te/log", data={"channel": "zalo"}).status_code == 403
