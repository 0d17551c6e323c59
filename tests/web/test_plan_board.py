"""The plan's board in the pages: the table, what is late, entering and taking back, difficulties."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.web.test_people import said


def standings(client: FlaskClient) -> dict[str, str]:
    return dict(re.findall(r'data-task="([^"]+)" data-standing="(\w+)"', client.get("/plan/").text))


def numbers(client: FlaskClient, path: str) -> dict[str, int]:
    return {
        kind: int(at)
        for at, kind in re.findall(r'data-line="(\d+)" data-kind="(\w+)"', client.get(path).text)
    }


def test_the_whole_plan_stands_on_one_page(client: FlaskClient) -> None:
    text = client.get("/plan/").text
    assert len(standings(client)) == 27 + 6
    assert len(re.findall(r"data-heading=", text)) == 11
    assert all(f'data-task="III.{at}"' in text for at in range(1, 7))
    assert "Báo Đắk Nông" in text
    assert re.findall(r'data-late="([^"]+)"', text) == []  # on 18/12/2024
    assert standings(client)["II.1"] == "running"
    assert standings(client)["IV"] == "on_request"


def test_entered_as_done_and_taken_back(client: FlaskClient) -> None:
    client.post("/plan/tasks/II.1/done", data={"agency": "so_noi_vu", "day": "2024-12-18"})
    assert said(client, "/plan/") == ["done"]
    assert standings(client)["II.1"] == "done"
    number = numbers(client, "/plan/tasks/II.1")["done"]
    client.post(f"/plan/lines/{number}/undo")
    assert standings(client)["II.1"] == "running"


def test_asked_for_by_a_day(client: FlaskClient) -> None:
    client.post("/plan/tasks/IV/due", data={"day": "10/12/2024", "document": "CV 12/BNV"})
    assert standings(client)["IV"] == "late"
    assert 'data-late="IV"' in client.get("/plan/").text


def test_a_difficulty_goes_its_way(client: FlaskClient) -> None:
    client.post(
        "/plan/difficulties",
        data={
            "task": "I.4.1",
            "agency": "so_tai_chinh",
            "text": "Chưa có <b>tài khoản</b>",
            "day": "17/12/2024",
        },
    )
    page = "/plan/difficulties/1"
    assert "&lt;b&gt;" in client.get(page).text
    for kind, state in (("proposed", "proposed"), ("answered", "answered"), ("settled", "settled")):
        client.post(f"{page}/steps", data={"kind": kind, "text": "…", "day": "18/12/2024"})
        assert f'data-state="{state}"' in client.get(page).text
    assert "data-difficulty" not in client.get("/plan/").text
    assert 'data-difficulty="1"' in client.get("/plan/difficulties").text
    client.post(f"/plan/lines/{numbers(client, page)['settled']}/undo")
    assert 'data-difficulty="1" data-state="answered"' in client.get("/plan/").text


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("lines/99/undo", {}),
        ("tasks/IX/done", {"agency": "so_noi_vu"}),
        ("difficulties/99/steps", {"kind": "proposed", "text": "…"}),
    ],
)
def test_what_is_not_there_cannot_be_changed(client: FlaskClient, path: str, data: dict[str, str]) -> None:
    client.post(f"/plan/{path}", data=data)
    assert said(client, "/plan/") == ["error"]
    assert set(standings(client).values()) == {"running", "to_come", "on_request"}


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("tasks/III.5/done", {"agency": "so_y_te", "document": "12/BC"}),
        ("tasks/II.1/done", {"agency": "so_noi_vu", "day": "2030-01-01", "document": "12/BC"}),
        ("tasks/II.1/done", {"agency": "so_noi_vu", "day": "hôm qua"}),
        ("tasks/IV/due", {"day": "hôm nay", "document": "CV 12/BNV"}),
        ("difficulties", {"agency": "so_y_te", "task": "I.7.7", "text": " ", "document": "7/BC-SYT"}),
        ("difficulties", {"agency": "so_y_te", "text": "Chưa có tài khoản", "day": "2030-01-01"}),
    ],
)
def test_what_is_refused_stays_typed(client: FlaskClient, path: str, data: dict[str, str]) -> None:
    answer = client.post(f"/plan/{path}", data=data)
    assert answer.status_code == 422
    assert 'data-errors="1"' in answer.text
    for name in {"day", "document"} & set(data):
        assert f'value="{data[name]}"' in answer.text
    for name in {"text"} & set(data):
        assert f">{data[name]}</textarea>" in answer.text
    assert set(standings(client).values()) == {"running", "to_come", "on_request"}
    assert "data-difficulty" not in client.get("/plan/difficulties").text


def test_a_step_that_is_refused_stays_typed(client: FlaskClient) -> None:
    client.post("/plan/difficulties", data={"agency": "so_y_te", "text": "Chưa có tài khoản"})
    form = {"kind": "answered", "text": "Đồng ý cấp", "day": "2024-12-01", "document": "9/UBND"}
    answer = client.post("/plan/difficulties/1/steps", data=form)
    assert answer.status_code == 422
    for typed in ('value="answered" selected', ">Đồng ý cấp</textarea>", 'value="9/UBND"'):
        assert typed in answer.text


@pytest.mark.parametrize("path", ["tasks/IX", "difficulties/99"])
def test_what_is_not_there(client: FlaskClient, path: str) -> None:
    assert client.get(f"/plan/{path}").status_code == 404


def test_a_viewer_looks_and_enters_nothing(clients: Callable[[str], FlaskClient]) -> None:
    viewer = clients("viewer")
    for path in ("/plan/", "/plan/tasks/II.1", "/plan/difficulties"):
        assert 'method="post"' not in viewer.get(path).text.split("<main")[1]
    assert viewer.post("/plan/tasks/II.1/done", data={"agency": "so_noi_vu"}).status_code == 403
