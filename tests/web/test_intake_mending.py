"""Files that cannot be used as they are: put on record unread, or mended before they are put in."""

from re import findall

from tests.web.officer import AN, BINH, CUONG, DUNG, Officer, book, facts


def record_unread(officer: Officer, name: str, sender: str = "") -> str:
    number = officer.on_desk()[name]
    text = officer.client.get(f"/import/files/{number}").text
    assert 'id="record-unread"' in text
    answer = officer.client.post(f"/import/files/{number}/record-unread", data={"sender": sender})
    return answer.headers["Location"]


def test_a_file_that_cannot_be_read_is_put_on_record_as_received(officer: Officer) -> None:
    officer.hand_in(("scan.xlsx", b"PK\x03\x04 nothing"))
    place = record_unread(officer, "scan.xlsx", "so_noi_vu")
    line = officer.in_force()["scan.xlsx"]
    assert (line.error is not None, line.sender, line.by) == (True, "so_noi_vu", "editor one")
    assert place == f"/lists/{line.number}"
    assert officer.on_desk() == {}
    assert "import.added" in officer.actions()
    board = officer.client.get("/").text
    assert 'data-todo="unread" data-count="1"' in board
    (silent,) = findall(r"<li data-silent>Sở Nội vụ(.*?)</li>", board)
    assert "scan.xlsx" in silent


def test_an_unreadable_file_leaves_the_list_of_its_name_in_force_and_gives_way_to_a_good_one(
    stored: Officer,
) -> None:
    stored.hand_in(("snv.xlsx", b"PK\x03\x04 nothing"))
    record_unread(stored, "snv.xlsx", "nonesuch")
    lines = stored.in_force()
    assert {name: bool(line.error) for name, line in lines.items()} == {
        "snv.xlsx": False,
        "snv (2).xlsx": True,
    }
    assert lines["snv (2).xlsx"].sender is None
    stored.hand_in(("snv (2).xlsx", book(DUNG)))
    stored.put_in("snv (2).xlsx", replaces="")
    assert stored.in_force()["snv (2).xlsx"].error is None


def test_a_readable_file_is_not_put_on_record_as_unreadable(officer: Officer) -> None:
    officer.hand_in(("snv.xlsx", book(AN)))
    number = officer.on_desk()["snv.xlsx"]
    assert 'id="record-unread"' not in officer.client.get(f"/import/files/{number}").text
    officer.client.post(f"/import/files/{number}/record-unread")
    assert officer.in_force() == {}
    assert list(officer.on_desk()) == ["snv.xlsx"]


def mend(officer: Officer, address: str, **form: str) -> None:
    assert officer.client.post(f"{address}/mend", data={"sheet": "Sheet", **form}).status_code == 303


def test_a_held_row_is_mended_before_the_file_is_put_in(officer: Officer) -> None:
    officer.hand_in(("snv.xlsx", book(AN, BINH, CUONG)))
    address = f"/import/files/{officer.on_desk()['snv.xlsx']}"
    mend(officer, address, row="6", field="full_name", value="Lê Văn Cường")
    mend(officer, address, row="5", field="phone", value="09")
    mend(officer, address, row="5", field="phone", value="0912345679")
    text = officer.client.get(address).text
    assert facts(text, "dl") == {"total": "6", "people": "3", "held": "0", "ignored": "3"}
    assert findall(r'data-correction="(\w+)" data-row="(\d)"', text) == [("full_name", "6"), ("phone", "5")]
    assert "data-code" not in text.split('id="to-do"')[-1] or "bad_phone" not in text
    assert "0912345679" not in text
    assert officer.in_force() == {}
    officer.put_in("snv.xlsx")
    line = officer.in_force()["snv.xlsx"]
    assert (line.people, line.held, line.to_do) == (3, 0, {})
    assert officer.actions().count("edit.correct") == 1
    assert list(officer.folder().iterdir()) == []


def test_a_correction_before_putting_in_is_taken_back_and_goes_with_the_file(officer: Officer) -> None:
    officer.hand_in(("snv.xlsx", book(AN, CUONG)))
    address = f"/import/files/{officer.on_desk()['snv.xlsx']}"
    mend(officer, address, row="5", field="full_name", value="Lê Văn Cường")
    mend(officer, address, row="5", field="full_name", back="1")
    assert facts(officer.client.get(address).text, "dl")["held"] == "1"
    mend(officer, address, row="5", field="full_name", value="Lê Văn Cường")
    mend(officer, address, row="99", field="full_name", value="X Y")
    officer.client.post(
        f"{address}/mend", data={"sheet": "Sheet", "row": "5", "field": "nonesuch", "value": "x"}
    )
    text = officer.client.get(address).text
    assert facts(text, "dl")["held"] == "0"
    assert text.count("data-correction") == 2
    officer.client.post(f"{address}/discard")
    assert list(officer.folder().iterdir()) == []


def test_put_in_all_makes_the_corrections_too(officer: Officer) -> None:
    officer.hand_in(("snv.xlsx", book(AN, CUONG)), ("other.xlsx", book(DUNG)))
    address = f"/import/files/{officer.on_desk()['snv.xlsx']}"
    mend(officer, address, row="5", field="full_name", value="Lê Văn Cường")
    officer.client.post("/import/all")
    assert officer.in_force()["snv.xlsx"].held == 0
