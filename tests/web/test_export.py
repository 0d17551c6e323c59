import re
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests.web.test_people import keys_on, said


def checks(client: FlaskClient) -> dict[str, tuple[int, str]]:
    found = re.findall(
        r'data-check="(\w+)" data-number="(\d+)" data-fits="(\w+)"', client.get("/export/").text
    )
    return {code: (int(number), fits) for code, number, fits in found}


def test_what_blocks_is_linked(client: FlaskClient) -> None:
    assert checks(client)["held"] == (1, "no")
    assert checks(client)["unread"] == (1, "yes")
    text = client.get("/export/").text
    assert "state=held" in text
    assert "data-blocked" in text


def test_a_check_that_is_passed_says_so_without_a_number(client: FlaskClient) -> None:
    text = client.get("/export/").text
    (pairs,) = re.findall(
        r'<li data-check="pairs" data-number="0" data-fits="yes" class="passed">\s*(.*?)\s*</li>', text
    )
    assert pairs.startswith("✓")
    assert not re.search(r"\d", pairs)


def test_refused_while_questions_are_open(client: FlaskClient) -> None:
    assert client.post("/export/", data={"precedence": "full"}).status_code == 303
    assert said(client, "/export/") == ["error"]


@pytest.mark.parametrize("precedence", ["hdnd_first", "full"])
def test_the_workbook_and_its_line(client: FlaskClient, precedence: str) -> None:
    answer = client.post("/export/", data={"precedence": precedence, "allow_reason": "gấp"})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    book = load_workbook(BytesIO(answer.data))
    assert any(
        cell == "Nguyễn Văn An" for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    )
    text = client.get("/export/").text
    assert re.findall(r'data-sha256="(\w+)"', text) == [sha256(answer.data).hexdigest()]
    assert "gấp" in text


def test_without_questions_no_reason_is_asked(client: FlaskClient) -> None:
    (held,) = keys_on(client.get("/people/?state=held").text)
    client.post(f"/people/{held}/exclude", data={"reason": "không rõ tên"})
    assert checks(client)["held"] == (0, "yes")
    assert "data-blocked" not in client.get("/export/").text
    assert client.post("/export/").status_code == 200


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("editor", 403), ("approver", 200)])
def test_who_may_hand_over(clients: Callable[[str], FlaskClient], role: str, status: int) -> None:
    assert clients(role).get("/export/").status_code == status
    assert clients(role).post("/export/", data={"allow_reason": "x"}).status_code == status
