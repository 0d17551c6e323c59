"""The pages of SIPAS: a frame comes in, is checked and drawn from, the fieldwork is entered and printed."""

import csv
import json
import re
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from roster.services.sipas import sampling
from roster.sipas.frame import COLUMNS
from roster.store import tables
from tests.sipas.frames import tree
from tests.web.conftest import signed_in
from web import house

DRAW = {"seed": "2024", "public": "dice", "digits": "14635212", "2-n": "2", "3-n": "2", "4-n": "5"}
RESERVE = DRAW | {"4-reserve": "2"}
PERSON = "Người 1"


@pytest.fixture
def frame(tmp_path: Path) -> Path:
    path = tmp_path / "khung.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *tree()])
    return path


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    return signed_in(app, "admin")


def upload(client: FlaskClient, address: str, path: Path, **more: str) -> str:
    """Hand a file in; the address of the page that follows."""
    with path.open("rb") as file:
        answer = client.post(address, data={"file": (file, path.name), **more})
    assert answer.status_code == 303
    return str(answer.headers["Location"])


@pytest.fixture
def kept(admin: FlaskClient, frame: Path) -> str:
    """The number of the frame handed in."""
    return upload(admin, "/sipas/frames/", frame).rpartition("/")[2]


@pytest.fixture
def drawn(admin: FlaskClient, kept: str) -> str:
    """The address of the draw."""
    answer = admin.post("/sipas/draws/", data={"frame": kept, "design": "sipas-2024", **RESERVE})
    return str(answer.headers["Location"])


def village_of(client: FlaskClient) -> str:
    (first, *_others) = re.findall(
        r"/sipas/fieldwork/villages/([\w-]+)", client.get("/sipas/fieldwork/").text
    )
    return str(first)


def notices(client: FlaskClient) -> list[str]:
    return re.findall(r'data-notice="(\w+)"', client.get("/sipas/fieldwork/map").text)


def test_a_frame_comes_in_is_looked_at_and_goes(
    admin: FlaskClient, kept: str, frame: Path, app: Flask
) -> None:
    text = admin.get(f"/sipas/frames/{kept}").text
    assert re.findall(r'class="number">(\d+)<', text)[:4] == ["2", "8", "40", "480"]
    check = admin.get(f"/sipas/frames/{kept}/check").text
    assert int(re.findall(r'data-findings="(\d+)"', check)[0]) > 0  # no code of the tree is official
    with admin.post(f"/sipas/frames/{kept}/file") as given:
        assert given.data == frame.read_bytes()
    admin.post(f"/sipas/frames/{kept}/discard")
    assert admin.get(f"/sipas/frames/{kept}").status_code == 404
    with app.app_context(), house.current().database.reading() as session:
        actions = [one.action for one in session.scalars(select(tables.Audit)) if "sipas" in one.action]
    assert actions == ["sipas.frame", "sipas.frame_given", "sipas.frame_discarded"]


def test_a_frame_that_cannot_be_read_is_refused_with_each_problem(admin: FlaskClient, tmp_path: Path) -> None:
    bad = tmp_path / "khung.csv"
    bad.write_text("unit_id,parent_id,level,name,size\na,,xã,A,0\na,,xã,B,x\nb,zz,xã,C,1\n", "utf-8")
    upload(admin, "/sipas/frames/", bad)
    page = admin.get("/sipas/frames/").text
    assert page.count('data-notice="error"') >= 3
    assert "data-frame=" not in page


def test_a_frame_is_begun_with_official_units_and_filled(admin: FlaskClient, tmp_path: Path) -> None:
    answer = admin.post("/sipas/frames/begin", data={"district": ["660"]})
    number = answer.headers["Location"].rpartition("/")[2]
    commune = re.findall(r'<option value="(\d+)"', admin.get(f"/sipas/frames/{number}").text)[0]
    answer = admin.post(
        f"/sipas/frames/{number}/villages", data={"commune": commune, "villages": "Thôn 1; 3\nThôn 2; 4"}
    )
    number = answer.headers["Location"].rpartition("/")[2]
    page = admin.get(f"/sipas/frames/{number}").text
    assert f'value="{commune}-01"' in page
    listed = tmp_path / "thon-1.csv"
    listed.write_text("STT,Họ và tên,Ngày sinh\n1,Nguyễn Văn Ân,01/02/1980\n2,Lê Thị Bưởi,1975\n", "utf-8")
    address = upload(admin, f"/sipas/frames/{number}/people", listed, village=f"{commune}-01")
    assert re.findall(r'class="number">(\d+)<', admin.get(address).text)[-1] == "2"
    refused = admin.post(address + "/villages", data={"commune": commune, "villages": "Thôn ba"})
    assert refused.status_code == 303
    assert 'data-notice="error"' in admin.get(address).text


def test_known_populations_are_compared(admin: FlaskClient, kept: str, tmp_path: Path) -> None:
    before = int(re.findall(r'data-findings="(\d+)"', admin.get(f"/sipas/frames/{kept}/check").text)[0])
    known = tmp_path / "dan-so.csv"
    known.write_text("unit_id,population\nd0,240\nd1,300\nzz,5\n", "utf-8")  # d0 as listed, d1 not
    address = upload(admin, f"/sipas/frames/{kept}/populations", known, source="Niên giám")
    page = admin.get(address).text
    assert int(re.findall(r'data-findings="(\d+)"', page)[0]) == before + 2
    assert 'data-known="3"' in page


def test_designs_are_shown_and_handed_in(admin: FlaskClient, tmp_path: Path) -> None:
    page = admin.get("/sipas/designs/").text
    assert set(re.findall(r'data-design="([\w-]+)"', page)) == {"sipas-2024", "papi"}
    assert "data-assumed" in page
    path = tmp_path / "cua-so.toml"
    path.write_bytes(admin.get("/sipas/designs/papi/file").data)
    upload(admin, "/sipas/designs/", path)
    assert 'data-design="cua-so"' in admin.get("/sipas/designs/").text
    assert admin.get("/sipas/designs/cua-so/file").data == path.read_bytes()
    assert admin.get("/sipas/designs/none/file").status_code == 404


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ("method=yamane&population=1000", "286"),
        ("method=krejcie&population=1000", "278"),
        ("method=cochran&population=1000&margin=0,05", "278"),
        ("method=proportion&deff=2&response=0.8&population=", "961"),
    ],
)
def test_sizes_with_their_formula(admin: FlaskClient, query: str, n: str) -> None:
    text = admin.get(f"/sipas/designs/size?{query}").text
    assert re.findall(r'data-n="(\d+)"', text) == [n]
    assert n in text.split("data-formula>")[1].split("<")[0]


def test_a_size_from_what_is_no_number_names_every_field(admin: FlaskClient) -> None:
    text = admin.get("/sipas/designs/size?method=yamane&population=x&margin=2").text
    assert text.split('role="alert"')[1].split("</ul>")[0].count("<li>") == 2
    assert "data-n=" not in text


def test_a_draw_is_sealed_reported_and_repeated(
    admin: FlaskClient, drawn: str, frame: Path, tmp_path: Path
) -> None:
    file = tmp_path / "DRAW.json"
    file.write_bytes(admin.get(f"{drawn}/draw.json").data)
    document = json.loads(file.read_text("utf-8"))
    assert document["seed_used"] == "2024+dice:14635212"
    assert len(document["design"]["assumed"]) > 2  # the numbers set here without a letter among them
    assert sampling.replay(file, frame) == ()
    page = admin.get(drawn).text
    assert sha256(file.read_bytes()).hexdigest() in page
    assert document["seal"] in page
    word = Document(BytesIO(admin.get(f"{drawn}/report.docx").data))
    assert document["seal"] in [cell.text for table in word.tables for cell in table.columns[-1].cells]
    assert document["seal"] in admin.get(f"{drawn}/report").text
    assert PERSON not in page + file.read_text("utf-8")
    admin.post(f"{drawn}/replay")
    assert 'data-notice="done"' in admin.get(drawn).text


def test_a_draw_that_cannot_be_made_names_why_and_keeps_nothing(admin: FlaskClient, kept: str) -> None:
    for wrong in ({"4-n": "99"}, {"seed": " "}, {"digits": "9"}, {"public": ""}):
        answer = admin.post("/sipas/draws/", data={"frame": kept, "design": "sipas-2024", **RESERVE, **wrong})
        assert answer.headers["Location"].startswith("/sipas/draws/new")
        assert 'data-notice="error"' in admin.get(answer.headers["Location"]).text
    assert "data-draw=" not in admin.get("/sipas/draws/").text


def test_a_day_is_entered_shown_and_taken_back(admin: FlaskClient, drawn: str) -> None:
    village = village_of(admin)
    address = f"/sipas/fieldwork/villages/{village}"
    entered = {"partner": "buu_dien", "day": "2024-12-17", "issued": "5", "collected": "3"}
    admin.post(address, data=entered)
    board = admin.get("/sipas/fieldwork/").text
    assert 'data-target="60"' not in board
    assert re.findall(r'data-target="(\d+)" data-collected="(\d+)"', board) == [("40", "3")]
    assert 'data-day="2024-12-17"' in board
    page = admin.get(address).text
    (line,) = re.findall(r'data-line="(\d+)" data-kind="collected"', page)
    admin.post(f"{address}/lines/{line}/undo")
    assert 'data-collected="0"' in admin.get("/sipas/fieldwork/").text
    assert f'data-undoes="{line}"' in admin.get(address).text
    admin.post(address, data=entered | {"issued": "x"})
    assert notices(admin) == ["error"]


def test_names_are_masked_until_asked_for_and_lists_hold_them(admin: FlaskClient, drawn: str) -> None:
    village = village_of(admin)
    address = f"/sipas/fieldwork/villages/{village}"
    masked = admin.get(address).text
    assert not re.search(r"Người \d", masked)
    assert "N• " in masked
    assert re.search(r"Người \d", admin.post(f"{address}/names").text)
    assert not re.search(r"Người \d", admin.get("/sipas/fieldwork/papers/forms?partner=buu_dien").text)
    asked = {"partner": "buu_dien", "village": village}
    page = admin.post("/sipas/fieldwork/papers/people", data=asked).text
    assert re.findall(r'data-list="([\w-]+)"', page) == [village]
    assert "Bưu điện tỉnh" in page
    for answer in (
        admin.post("/sipas/fieldwork/papers/people", data=asked | {"as": "docx"}),
        admin.get("/sipas/fieldwork/papers/forms?partner=buu_dien&as=docx"),
    ):
        assert Document(BytesIO(answer.data)).tables
    admin.post("/sipas/fieldwork/papers/people", data={"partner": "nobody"})
    assert notices(admin) == ["error"]


def test_somebody_is_replaced_by_the_next_reserve(admin: FlaskClient, drawn: str) -> None:
    address = f"/sipas/fieldwork/villages/{village_of(admin)}"
    people = re.findall(r'data-person="([\w-]+)"', admin.get(address).text)
    admin.post(
        f"{address}/replace", data={"person": people[0], "partner": "mat_tran", "reason": "Đã chuyển đi"}
    )
    after = re.findall(r'data-person="([\w-]+)"', admin.get(address).text)
    assert set(people) - set(after) == {people[0]}
    assert people[5] in after[:5]  # the first reserve is one of those to ask now
    admin.post(f"{address}/replace", data={"person": people[0], "partner": "mat_tran", "reason": "x"})
    assert notices(admin) == ["error"]


def test_the_map_has_a_tile_and_a_row_for_each_commune(admin: FlaskClient, drawn: str) -> None:
    village = village_of(admin)
    for entered in ({"issued": "5"}, {"collected": "5"}):
        admin.post(f"/sipas/fieldwork/villages/{village}", data={"partner": "buu_dien", **entered})
    text = admin.get("/sipas/fieldwork/map").text
    tiles = dict(re.findall(r'data-tile="(\w+)" data-step="(\w+)"', text))
    assert sorted(tiles.values()) == ["0", "0", "0", "2"]
    assert re.findall(r'data-place="(\w+)"', text) == sorted(tiles)
    assert "http" not in text.split("<main")[1]


def test_the_sheet_goes_out_and_comes_back(admin: FlaskClient, drawn: str, tmp_path: Path) -> None:
    path = tmp_path / "phieu.xlsx"
    path.write_bytes(admin.get("/sipas/fieldwork/sheet?partner=buu_dien").data)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: cell for row in sheet.iter_rows(max_row=6) for cell in row if cell.value}
    row = heads["Ngày"].row + 1
    sheet.cell(row, heads["Ngày"].column, "17/12/2024")
    sheet.cell(row, heads["Phát ra"].column, 5)
    book.save(path)
    upload(admin, "/sipas/fieldwork/sheet", path)
    page = admin.get("/sipas/fieldwork/").text
    assert 'data-notice="done"' in page
    assert 'data-day="2024-12-17"' in page
    sheet.cell(row, heads["Phát ra"].column, "năm")
    book.save(path)
    upload(admin, "/sipas/fieldwork/sheet", path)
    assert 'data-notice="error"' in admin.get("/sipas/fieldwork/").text


def test_milestones_are_assumed_until_a_letter_is_named(admin: FlaskClient, tmp_path: Path) -> None:
    admin.post("/sipas/fieldwork/milestones", data={"day-collect": "2024-12-20"})
    assert admin.get("/sipas/fieldwork/").text.count("data-assumed") == 1
    path = tmp_path / "moc.csv"
    path.write_text("code,day,source\ncollect,2024-12-21,CV 1/BNV\n", "utf-8")
    upload(admin, "/sipas/fieldwork/milestones/file", path)
    text = admin.get("/sipas/fieldwork/").text
    assert "data-assumed" not in text
    assert "21/12/2024" in text


def test_the_status_is_that_of_the_command(admin: FlaskClient, drawn: str) -> None:
    found = admin.get("/sipas/fieldwork/status.json").get_json()
    assert found["total"]["target"] == 40
    assert {"draw", "districts", "communes", "villages", "by_day", "by_partner", "milestones"} <= found.keys()


def test_before_any_draw_the_pages_say_so(admin: FlaskClient) -> None:
    for address in ("/sipas/fieldwork/", "/sipas/fieldwork/map", "/sipas/draws/", "/sipas/frames/"):
        assert admin.get(address).status_code == 200
    for address in ("/sipas/fieldwork/sheet", "/sipas/fieldwork/papers", "/sipas/fieldwork/status.json"):
        assert admin.get(address).status_code == 422


@pytest.mark.usefixtures("drawn")
def test_a_citizens_name_is_erased_from_a_page_of_its_own(admin: FlaskClient) -> None:
    village = admin.get(f"/sipas/fieldwork/villages/{village_of(admin)}").text
    (page, *others) = re.findall(r'href="(/sipas/fieldwork/citizens/[^"]+)"', village)
    shown = admin.get(page).text
    assert 'data-named="1"' in shown
    assert PERSON.split()[0] not in shown  # who looks at a name is put on record, which this page is not
    assert re.findall(r'data-stays="(\w+)"', shown) == ["citizen", "frames", "papers", "backups"]
    admin.post(f"{page}erase", data={"reason": "request"})
    assert 'data-named="1"' in admin.get(page).text
    admin.post(f"{page}erase", data={"reason": "request", "sure": "1"})
    erased = admin.get(page).text
    assert 'data-named="0"' in erased
    assert 'data-action="sipas.name_erased"' in erased
    assert [admin.get(one).text.count('data-named="1"') for one in others] == [1] * len(others)
    assert admin.get("/sipas/fieldwork/citizens/nobody/").status_code == 404
