from dataclasses import replace

from roster.intake.contract import as_json
from roster.messages import set_language
from roster.model import FileError, FileReading, PersonRecord, Problem, Reject, Source

RECORD = PersonRecord(
    Source("a.xlsx", "DS", 5, "A:D"),
    "Lê Văn An",
    phones=("+84905000001", "+842613888999"),
    position="Giám đốc",
    position_raw="GĐ",
    flags=("landline",),
)


def test_file_with_people() -> None:
    held = PersonRecord(Source("a.xlsx", "DS", 6), "", held="needs_mapping")
    reject = Reject(Source("a.xlsx", "DS", 1), "letterhead")
    reading = FileReading("a.xlsx", "0", people=(RECORD, held), rejects=(reject,), total=3)
    answer = as_json([reading])["files"]["a.xlsx"]
    assert answer["rows"] == {"total": 3, "people": 1, "held": 1, "ignored": 1}
    assert answer["rejects"] == [{"sheet": "DS", "row": 1, "reason": "letterhead"}]
    assert answer["error"] is None
    first, second = answer["people"]
    assert first == {
        "sheet": "DS",
        "row": 5,
        "block": "A:D",
        "full_name": "Lê Văn An",
        "dob": None,
        "gender": None,
        "phone": "+84905000001",
        "phones": ["+84905000001", "+842613888999"],
        "cccd": None,
        "email": None,
        "position": "Giám đốc",
        "position_raw": "GĐ",
        "agency": None,
        "unit": None,
        "group": None,
        "flags": ["landline"],
        "held": None,
    }
    assert (second["full_name"], second["held"], second["phone"]) == (None, "needs_mapping", None)
    assert "block" not in second


def test_file_with_error_says_what_to_do() -> None:
    set_language("en")
    answer = as_json([FileReading("b.xlsx", "0", error=FileError("corrupt"))])["files"]["b.xlsx"]
    assert answer["error"]["code"] == "corrupt"
    assert answer["error"]["message"]
    assert answer["people"] == answer["rejects"] == []


def test_the_phone_is_the_first_mobile() -> None:
    numbers = ("+842613888999", "+84905000001", "+84905000002")
    records = [replace(RECORD, phones=numbers), replace(RECORD, phones=numbers[:1])]
    first, second = as_json([FileReading("a.xlsx", "0", people=tuple(records))])["files"]["a.xlsx"]["people"]
    assert (first["phone"], first["phones"]) == ("+84905000001", list(numbers))
    assert second["phone"] == "+842613888999"


def test_notices_say_what_is_said_of_sheets_and_columns_too() -> None:
    source = Source("a.xlsx", "DS", 1)
    said = [
        Problem(code, "notice", source) for code in ("column_unknown", "declared_total_differs", "bad_phone")
    ]
    reading = FileReading("a.xlsx", "0", notices=("macro",), problems=(*said, said[0]))
    notices = as_json([reading])["files"]["a.xlsx"]["notices"]
    assert notices == ["macro", "column_unknown", "declared_total_differs"]
