"""Lists in force through the pages: rows to look at, mending, the ledger, taking a list out."""

from collections.abc import Callable
from io import BytesIO
from re import findall, search

from flask.testing import FlaskClient
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from roster.services.incoming import lists
from tests.web.officer import AN, BINH, CUONG, DUNG, HEADER, Officer, book, facts
from web import house


def test_corrections_follow_into_the_list_that_replaces(stored: Officer) -> None:
    correct(stored, "phone", "0912345679", row=5)
    stored.hand_in(("snv.xlsx", book(AN, BINH, DUNG)))
    assert stored.kind("snv.xlsx") == "same_name"
    stored.put_in("snv.xlsx", replaces="snv.xlsx")
    assert problems(stored) == {6: ["bad_phone"]}
    assert "edits.carried" in stored.actions()


def problems(officer: Officer, name: str = "snv.xlsx") -> dict[int, list[str]]:
    number = officer.in_force()[name].number
    with officer.app.app_context(), house.current().database.reading() as session:
        rows, _ = lists.to_do(session, number, page=1, per_page=50)
        return {row.source.row: [problem.code for problem in row.problems] for row in rows}


def correct(officer: Officer, field: str, value: str, *, row: int, **form: str) -> TestResponse:
    number = officer.in_force()["snv.xlsx"].number
    with officer.app.app_context(), house.current().database.reading() as session:
        found = next(
            one for one in lists.to_do(session, number, page=1, per_page=50)[0] if one.source.row == row
        )
    assert found.record
    sent = {"key": found.record.key, "field": field, "value": value, **form}
    return officer.client.post(f"/lists/{number}/correct", data=sent)


def test_a_row_is_mended_in_place(stored: Officer) -> None:
    assert problems(stored) == {5: ["bad_phone"], 6: ["lost_characters"], 7: ["bad_phone"]}
    correct(stored, "full_name", "Lê Văn Cường", row=6)
    assert problems(stored) == {5: ["bad_phone"], 7: ["bad_phone"]}
    assert stored.in_force()["snv.xlsx"].held == 0


def test_all_rows_that_state_the_same_are_mended_at_once(stored: Officer) -> None:
    correct(stored, "phone", "0912345679", row=5, all="1", stated="091234567")
    assert problems(stored) == {6: ["lost_characters"]}


def test_a_correction_is_taken_back(stored: Officer) -> None:
    answer = correct(stored, "full_name", "Lê Văn Cường", row=6)
    page = stored.client.get(answer.headers["Location"]).text
    act = search(r'name="act" value="(\d+)"', page)
    assert act
    stored.client.post(f"/lists/{stored.in_force()['snv.xlsx'].number}/undo", data={"act": act[1]})
    assert problems(stored)[6] == ["lost_characters"]


def test_a_heading_nobody_knows_is_told_before_and_after(officer: Officer) -> None:
    strange: list[object] = [*HEADER, "Abc xyz"]
    officer.hand_in(("snv.xlsx", book([*AN, "x"], [*BINH, "y"], header=strange)))
    before = officer.client.get(f"/import/files/{officer.on_desk()['snv.xlsx']}").text
    officer.put_in("snv.xlsx")
    after = officer.client.get(f"/lists/{officer.in_force()['snv.xlsx'].number}").text
    assert ['data-code="column_unknown"' in page for page in (before, after)] == [True, True]


def test_other_pages_find_a_row_by_its_place(stored: Officer) -> None:
    asked = {"file": "snv.xlsx", "sheet": "Sheet", "row": 6}
    target = stored.client.get("/lists/row", query_string=asked).headers["Location"]
    assert target.endswith("#row-6")
    assert findall(r'data-row="(\d+)" data-outcome="held"', stored.client.get(target).text) == ["6"]
    assert stored.client.get("/lists/row", query_string={"file": "x"}).status_code == 404


def test_a_correction_that_changes_nothing_is_told(stored: Officer) -> None:
    assert correct(stored, "full_name", "Trần Thị Bình", row=5).status_code == 303
    assert 'data-notice="error"' in stored.client.get("/import/").text


def test_numbers_are_masked_until_somebody_asks_and_that_is_logged(stored: Officer) -> None:
    number = stored.in_force()["snv.xlsx"].number
    assert "091234567" not in stored.client.get(f"/lists/{number}").text
    assert "numbers.shown" not in stored.actions()
    assert "091234567" in stored.client.post(f"/lists/{number}/numbers").text
    assert "numbers.shown" in stored.actions()


def test_every_row_is_in_the_ledger_before_and_after(officer: Officer) -> None:
    officer.hand_in(("snv.xlsx", book(AN, BINH, CUONG)))
    before = officer.client.get(f"/import/files/{officer.on_desk()['snv.xlsx']}/rows").text
    officer.put_in("snv.xlsx")
    after = officer.client.get(f"/lists/{officer.in_force()['snv.xlsx'].number}/rows").text
    wanted = ["ignored"] * 3 + ["person"] * 2 + ["held"]
    assert findall(r'data-row="\d+" data-outcome="(\w+)"', before) == wanted
    assert findall(r'data-row="\d+" data-outcome="(\w+)"', after) == wanted


def test_the_ledger_opens_where_a_row_stands(officer: Officer) -> None:
    officer.hand_in(
        ("long.xlsx", book(*([n, f"Nguyễn Văn An {chr(96 + n % 26)}", *AN[2:]] for n in range(1, 131))))
    )
    officer.put_in("long.xlsx")
    number = officer.in_force()["long.xlsx"].number
    text = officer.client.get(f"/lists/{number}/rows", query_string={"sheet": "Sheet", "row": 120}).text
    assert findall(r'data-row="(\d+)"', text)[0] == "101"
    assert text.count("data-outcome=") == 33
    assert "marked" in text


def test_the_copy_for_the_sender(stored: Officer) -> None:
    number = stored.in_force()["snv.xlsx"].number
    answer = stored.client.post(f"/lists/{number}/annotated")
    cells = load_workbook(BytesIO(answer.data)).worksheets[0]
    assert cells["G5"].comment is not None
    assert "list.annotated" in stored.actions()


def test_taking_a_list_out_says_what_rests_on_it(stored: Officer) -> None:
    correct(stored, "phone", "0912345679", row=5)
    number = stored.in_force()["snv.xlsx"].number
    text = stored.client.get(f"/lists/{number}/take-out").text
    assert facts(text, 'dl class="sums" id="resting"')["corrections"] == "1"
    stored.client.post(f"/lists/{number}/take-out")
    assert stored.in_force() == {}
    assert stored.client.get(f"/lists/{number}").status_code == 404


def test_taking_a_list_out_brings_back_the_one_before(stored: Officer) -> None:
    stored.hand_in(("snv 2.xlsx", book(AN, DUNG)))
    stored.put_in("snv 2.xlsx", replaces="snv.xlsx")
    stored.client.post(f"/lists/{stored.in_force()['snv 2.xlsx'].number}/take-out")
    assert list(stored.in_force()) == ["snv.xlsx"]


def test_the_kept_file_can_be_read_again(stored: Officer) -> None:
    number = stored.in_force()["snv.xlsx"].number
    answer = stored.client.post(f"/lists/{number}/read-again")
    stored.settle()
    assert stored.kind("snv.xlsx") == "unchanged"
    assert answer.headers["Location"] == f"/import/files/{stored.on_desk()['snv.xlsx']}"


def test_who_may_only_look_hands_nothing_in(clients: Callable[[str], FlaskClient]) -> None:
    viewer = clients("viewer")
    number = 1
    assert viewer.get("/import/").status_code == 403
    assert viewer.post(f"/lists/{number}/correct").status_code == 403
    assert viewer.get("/lists/").status_code == 200
    text = viewer.get(f"/lists/{number}").text
    assert 'action="/lists/' not in text


def test_the_copy_of_a_protected_list_opens_with_its_password_which_is_not_kept(officer: Officer) -> None:
    protected = BytesIO()
    OOXMLFile(BytesIO(book(AN, BINH))).encrypt("bí mật", protected)
    officer.hand_in(("snv.xlsx", protected.getvalue()))
    officer.client.post(
        f"/import/files/{officer.on_desk()['snv.xlsx']}/password", data={"password": "bí mật"}
    )
    officer.settle()
    officer.put_in("snv.xlsx")
    address = f"/lists/{officer.in_force()['snv.xlsx'].number}/annotated"
    for given in ({}, {"password": "another"}):
        answer = officer.client.post(address, data=given)
        assert (answer.status_code, "data-protected" in answer.text) == (422, True)
    assert "list.annotated" not in officer.actions()
    copy, opened = (
        OOXMLFile(BytesIO(officer.client.post(address, data={"password": "bí mật"}).data)),
        BytesIO(),
    )
    copy.load_key(password="bí mật")
    copy.decrypt(opened)
    assert load_workbook(opened).worksheets[0]["G5"].comment is not None
    assert not [
        p for p in officer.folder().parent.rglob("*") if p.is_file() and "bí mật".encode() in p.read_bytes()
    ]


def test_flags_are_marked_as_seen_until_nothing_is_left(stored: Officer) -> None:
    number = stored.in_force()["snv.xlsx"].number
    text = stored.client.get(f"/lists/{number}").text
    assert set(findall(r'data-see="(\w+)"', text)) == {"bad_phone"}
    held = {"code": "lost_characters", "all": "1"}
    stored.client.post(f"/lists/{number}/seen", data=held)
    form = {"code": "bad_phone", "sheet": "Sheet", "row": "5"}
    answer = stored.client.post(f"/lists/{number}/seen", data=form)
    act = findall(r"act=(\d+)", answer.headers["Location"])
    rows = problems(stored)
    assert (5 in rows, "lost_characters" in str(rows)) == (False, True)
    stored.client.post(f"/lists/{number}/seen", data={"code": "bad_phone", "all": "1"})
    assert {code for codes in problems(stored).values() for code in codes} == {"lost_characters"}
    text = stored.client.get(f"/lists/{number}").text
    assert findall(r'data-seen="\d+" data-code="(\w+)" data-rows="(\d)"', text) == [("bad_phone", "1")] * 2
    stored.client.post(f"/lists/{number}/undo", data={"act": act[0]})
    assert 5 in problems(stored)
    assert stored.actions().count("edit.see") == 2
