"""The pages of the follow-up: rates and chart, entering and taking back, lists of answers, call lists."""

import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook

from roster.intake import ledger
from roster.model import FileReading
from roster.services.incoming import intake
from tests.web.conftest import record, signed_in
from tests.web.test_people import said
from web import house

PEOPLE = (
    record(5, "Nguyễn Văn An", dob="1970-02-03", position="Giám đốc", phones=("+84912345678",)),
    record(6, "Trần Thị Bình", dob="1975-04-05", position="Phó Giám đốc", phones=("+84912345679",)),
    record(7, "Lê Hữu Cường", dob="1980-06-07", position="Phó Giám đốc"),
)
DAY = "2024-12-18"


@pytest.fixture
def surveyed(app: Flask) -> Flask:
    people = ledger.with_keys(PEOPLE)
    one = FileReading("so-y-te.xlsx", "a" * 64, people=people, total=3, sender="so_y_te")
    with app.app_context(), house.current().database.changing() as session:
        intake.supersede(session, [one], by="test")
    return app


@pytest.fixture
def browser(surveyed: Flask) -> FlaskClient:
    return signed_in(surveyed, "admin")


def statuses(browser: FlaskClient, query: str = "") -> dict[str, str]:
    return dict(
        re.findall(r'data-person="(P\d+)" data-status="(\w*)"', browser.get(f"/follow-up/people{query}").text)
    )


def enter(browser: FlaskClient, status: str, *people: str, **more: str) -> None:
    browser.post("/follow-up/people", data={"status": status, "day": DAY, "people": list(people), **more})


def hand_in(browser: FlaskClient, *rows: list[object], name: str = "tra-loi.xlsx") -> int:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Cơ quan", "Mã phiếu"])
    for row in rows:
        sheet.append([*row, "BIMAT-1"])
    file = BytesIO()
    book.save(file)
    file.seek(0)
    answer = browser.post("/follow-up/answers/", data={"file": (file, name), "day": DAY})
    return int(re.findall(r"/answers/(\d+)", answer.headers["Location"])[0])


AN = [1, "Nguyễn Văn An", "03/02/1970", "Giám đốc", "Sở Y tế"]
BINH = [2, "Trần Thị Bình", "", "Phó Giám đốc", "Sở Y tế"]


def test_rates_by_group_and_agency_with_a_chart_and_its_table(browser: FlaskClient) -> None:
    first, second, _third = statuses(browser)
    enter(browser, "sent", first, second)
    enter(browser, "answered", first)
    text = browser.get("/follow-up/").text
    assert 'data-group="lanh_dao_so" data-answered="1" data-eligible="3"' in text
    assert 'data-agency="so_y_te" data-answered="1" data-eligible="3"' in text
    assert 'data-total="all" data-answered="1" data-eligible="3"' in text
    assert "33,3" in text
    assert "data-chart-table" in text
    assert '<line class="deadline"' in text  # 10/01/2025
    assert "<script" not in text.split("<main")[1]
    assert "style=" not in text.split("<main")[1]
    assert "AAPOR" in text
    chosen = browser.get("/follow-up/?agency=so_noi_vu").text
    assert 'data-answered="0" data-eligible="0"' in chosen


def test_a_status_for_those_ticked_and_for_everybody_found(browser: FlaskClient) -> None:
    first, *_others = statuses(browser)
    enter(browser, "sent", first)
    enter(browser, "sent", everybody="yes", agency="so_y_te", state="any")
    assert set(statuses(browser).values()) == {"sent"}
    enter(browser, "answered", first)
    assert len(statuses(browser, "?state=open")) == 2
    assert statuses(browser, "?state=answered") == {first: "answered"}
    assert len(statuses(browser, "?words=cuong")) == 1
    enter(browser, "reminded", first)
    assert statuses(browser)[first] == "answered"


def test_acts_are_listed_and_taken_back(browser: FlaskClient) -> None:
    first, *_others = statuses(browser)
    enter(browser, "sent", first)
    enter(browser, "refused", first)
    (number, *_older) = re.findall(r'data-act="(\d+)"', browser.get("/follow-up/").text)
    browser.post(f"/follow-up/acts/{number}/undo")
    assert statuses(browser)[first] == "sent"
    history = re.findall(
        r'data-event="(\w+)" data-undone="(\w+)"', browser.get(f"/follow-up/people/{first}").text
    )
    assert history == [("refused", "yes"), ("sent", "no")]
    assert browser.get("/follow-up/people/P999999").status_code == 404


def test_a_list_of_answers_is_read_asked_about_and_taken_back(browser: FlaskClient) -> None:
    first, second, third = statuses(browser)
    number = hand_in(browser, AN, BINH, [3, "Vũ Thị Lạ", "", "", ""])
    text = browser.get(f"/follow-up/answers/{number}").text
    assert "BIMAT" not in text
    assert statuses(browser) == {first: "answered", second: "", third: ""}
    rows = dict(re.findall(r'data-row="(\d+)" data-outcome="(\w+)"', text))
    assert list(rows.values()) == ["ask", "unknown"]
    asked, unknown = rows
    browser.post(
        f"/follow-up/answers/{number}",
        data={f"row-{asked}": second, f"row-{unknown}": "other", f"number-{unknown}": third.lower()},
    )
    assert set(statuses(browser).values()) == {"answered"}
    browser.post(f"/follow-up/acts/{number}/undo")
    assert set(statuses(browser).values()) == {""}
    assert browser.get(f"/follow-up/answers/{number}").status_code == 303


def test_clear_rows_are_accepted_together_and_nobody_is_an_answer_too(browser: FlaskClient) -> None:
    number = hand_in(browser, BINH, [3, "Vũ Thị Lạ", "", "", ""])
    assert 'data-clear="1"' in browser.get(f"/follow-up/answers/{number}").text
    browser.post(f"/follow-up/answers/{number}/clear")
    text = browser.get(f"/follow-up/answers/{number}").text
    ((row, _outcome),) = [
        pair for pair in re.findall(r'data-row="(\d+)" data-outcome="(\w+)"', text) if pair[1] == "unknown"
    ]
    browser.post(f"/follow-up/answers/{number}", data={f"row-{row}": "-"})
    assert 'data-open="0"' in browser.get("/follow-up/answers/").text


def test_an_empty_form_and_a_broken_file_are_refused(browser: FlaskClient) -> None:
    statuses(browser)
    browser.post("/follow-up/answers/", data={})
    browser.post("/follow-up/answers/", data={"file": (BytesIO(b"PK\x03\x04 nothing"), "x.xlsx")})
    browser.post("/follow-up/answers/", data={"file": (BytesIO(b"a;b"), "x.csv"), "day": "mai"})
    assert said(browser, "/follow-up/answers/") == ["error"] * 3
    assert "data-import" not in browser.get("/follow-up/answers/").text


def test_a_call_list_as_workbook_and_page_is_put_on_record(browser: FlaskClient) -> None:
    first, *_others = statuses(browser)
    enter(browser, "answered", first)
    asked = {"recipient": "buu_dien", "purpose": "nhắc trả lời phiếu", "form": "xlsx"}
    answer = browser.post("/follow-up/calls/", data=asked)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    (sheet,) = load_workbook(BytesIO(answer.data)).worksheets
    told = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None}
    assert {"Trần Thị Bình", "0912345679", "Lê Hữu Cường"} <= told
    assert "Nguyễn Văn An" not in told
    page = browser.post("/follow-up/calls/", data={**asked, "form": "print"}).text
    assert "0912345679" in page
    assert re.findall(r'data-disclosure="(\d+)"', page) == ["2"]
    log = browser.get("/follow-up/calls/").text.split("<section")[1]
    assert re.findall(r'data-given="\d+" data-people="(\d+)"', log) == ["2", "2"]
    assert "Trần Thị Bình" not in log
    browser.post("/follow-up/calls/", data={**asked, "purpose": ""})
    assert said(browser, "/follow-up/calls/") == ["error"]


def test_messages_name_nobody(browser: FlaskClient) -> None:
    text = browser.get("/follow-up/").text
    for message in re.findall(r'data-text="\w+">(.*?)</textarea>', text, re.DOTALL):
        assert "10/01/2025" in message or "cảm ơn" in message
        assert not re.search(r"\d{5,}|Nguyễn Văn An", message)


@pytest.mark.parametrize(("role", "calls"), [("viewer", 403), ("editor", 403), ("approver", 200)])
def test_who_may_give_phones_away(surveyed: Flask, role: str, calls: int) -> None:
    browser = signed_in(surveyed, role)
    assert browser.get("/follow-up/").status_code == 200
    assert browser.get("/follow-up/calls/").status_code == calls
    assert "0912345678" not in browser.get("/follow-up/people").text


def test_a_viewer_sees_no_form(surveyed: Flask) -> None:
    viewer = signed_in(surveyed, "viewer")
    assert "checkbox" not in viewer.get("/follow-up/people").text.split("<main")[1]
    assert viewer.post("/follow-up/people", data={"status": "sent"}).status_code == 403
