"""The boards of points in the pages: drawings with their tables, reminders, papers, the package, surveys."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from roster.services.scoring import documents, filling, years
from roster.services.scoring.documents import About, Place
from roster.services.scoring.recording import Actor
from roster.services.shelf import shelf
from tests.web.conftest import TODAY
from tests.web.test_people import said
from web import house


@pytest.fixture
def scored(filled: Flask, client: FlaskClient) -> FlaskClient:
    """The administrator's browser on a year by the training catalogue with one component submitted."""
    office, agency = Actor("t", TODAY), Actor("t", TODAY, "so_noi_vu")
    with filled.app_context():
        database = house.current().database
        folder = database.base / documents.FOLDER
        with shelf(folder) as where, database.changing() as session:
            years.choose(session, "training", plan=house.current().plan, actor=office)
            about = About(
                "Kế hoạch CCHC", "12/KH-UBND", date(2024, 1, 5), name="kh.pdf", file=BytesIO(b"%PDF")
            )
            place = Place("1.1.1", "Kế hoạch CCHC năm", "II", "3")
            documents.add(session, about, place, where=where, actor=agency)
            filling.fill(session, "1.1.1", {"yes": True}, "", actor=agency)
            filling.submit(session, ["1.1.1"], actor=agency)
    return client


PAGES = ("/scoring/board/", "/scoring/output/", "/scoring/surveys/")


@pytest.mark.parametrize("path", PAGES)
def test_before_a_year_is_begun_the_pages_say_so(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "data-no-year" in answer.text


def test_the_board_draws_and_tells(scored: FlaskClient) -> None:
    text = scored.get("/scoring/board/").text
    assert re.findall(r'data-column="(\w+)"', text) == ["self"]
    assert re.findall(r'data-earlier="(\d+)"', text) == ["2023", "2022"]
    assert len(re.findall(r'data-field="', text)) == 8
    assert re.findall(r'data-shape="(\w+)"', text) == ["self"]
    assert re.findall(r'data-bar="(\w+)"', text) == ["self"]  # of the one field with a score
    assert 'data-risk="1.1.2"' in text
    assert 'data-risk="1.1.1"' not in text
    assert 'data-training="true"' in text
    assert "<script" not in text.split("<main")[1]
    assert "style=" not in text.split("<main")[1]


def test_progress_stands_by_agency_and_field(scored: FlaskClient) -> None:
    text = scored.get("/scoring/board/").text
    keys = re.findall(r'data-progress="([^"]+)"', text)
    assert {"agencies:so_noi_vu", "agencies:", "by-field:1", "by-field:8"} <= set(keys)


def test_the_reminder_of_an_agency(scored: FlaskClient) -> None:
    text = scored.get("/scoring/board/agencies/so_tu_phap").text
    assert 'data-line="2.1.1"' in text
    assert "Sở Tư pháp" in text.split("<textarea")[1].split("</textarea>")[0]
    letter = scored.get("/scoring/board/agencies/so_tu_phap/letter")
    assert "attachment" in letter.headers["Content-Disposition"]
    assert any("Sở Tư pháp" in one.text for one in Document(BytesIO(letter.data)).paragraphs)
    assert scored.get("/scoring/board/agencies/nowhere").status_code == 404


def test_table_and_report(scored: FlaskClient) -> None:
    table = scored.get("/scoring/output/papers/table")
    assert load_workbook(BytesIO(table.data)).sheetnames == ["Tổng hợp năm"]
    report = Document(BytesIO(scored.get("/scoring/output/papers/report").data))
    assert any("BÁO CÁO" in one.text for one in report.paragraphs)
    assert scored.get("/scoring/output/papers/else").status_code == 404


def test_the_package_streams_out_and_is_logged(scored: FlaskClient) -> None:
    assert 'data-files="1" data-links="0"' in scored.get("/scoring/output/").text
    answer = scored.post("/scoring/output/package")
    assert answer.is_streamed
    with ZipFile(BytesIO(answer.data)) as archive:
        assert archive.read("Tài liệu/1.1.1/0001 kh.pdf") == b"%PDF"
    assert "scoring.packaged" in scored.get("/audit/").text


def test_a_document_that_is_gone_is_named_instead(scored: FlaskClient, filled: Flask) -> None:
    folder = house.of(filled).database.base / documents.FOLDER
    for path in folder.iterdir():
        path.unlink()
    assert 'data-refusal="document_gone"' in scored.get("/scoring/output/").text
    assert scored.post("/scoring/output/package").status_code == 303
    assert said(scored, "/scoring/output/") == ["error"]


def test_survey_results_are_entered_and_imported(scored: FlaskClient) -> None:
    given = {"code": "8.1.1", "figure": "percent", "value": "81,5", "source": "CV 99"}
    scored.post("/scoring/surveys/", data=given)
    assert said(scored, "/scoring/surveys/") == ["done"]
    assert "81,5" in scored.get("/scoring/surveys/").text
    book = load_workbook(BytesIO(scored.get("/scoring/surveys/template").data))
    book.worksheets[0].cell(2, 3, 0.25)
    book.worksheets[0].cell(2, 5, "CV 99")
    code = str(book.worksheets[0].cell(2, 1).value)
    book.save(content := BytesIO())
    content.seek(0)
    scored.post("/scoring/surveys/file", data={"file": (content, "ket-qua.xlsx")})
    assert said(scored, "/scoring/surveys/") == ["done"]
    assert f'data-survey="{code}" data-points="0,25"' in scored.get("/scoring/surveys/").text


def test_a_wrong_file_is_refused_with_its_rows(scored: FlaskClient) -> None:
    content = "Mã;Điểm công bố;Nguồn\n8.1.1;99;CV\n1.1.1;1;CV\n".encode()
    scored.post("/scoring/surveys/file", data={"file": (BytesIO(content), "ket-qua.csv")})
    assert said(scored, "/scoring/surveys/") == ["error", "error"]
    typed = {"code": "8.1.1", "figure": "percent", "value": "120", "source": "CV 9"}
    answer = scored.post("/scoring/surveys/", data=typed)
    assert (answer.status_code, 'data-errors="1"' in answer.text) == (422, True)
    for field in ('value="8.1.1" selected', 'value="percent" selected', 'value="120"', 'value="CV 9"'):
        assert field in answer.text
    assert 'data-survey="8.1.1" data-points="–"' in scored.get("/scoring/surveys/").text


def test_a_viewer_looks_and_enters_nothing(
    scored: FlaskClient, clients: Callable[[str], FlaskClient]
) -> None:
    viewer = clients("viewer")
    for path in ("/scoring/board/", "/scoring/surveys/"):
        assert 'method="post"' not in viewer.get(path).text.split("<main")[1]
    assert viewer.post("/scoring/surveys/", data={}).status_code == 403
    assert viewer.get("/scoring/output/").status_code == 403
