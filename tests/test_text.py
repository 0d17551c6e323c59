import csv
import re
import unicodedata
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster import text
from roster.cleaned import CellValue

SAMPLES = Path(__file__).parent / "cases" / "legacy_encoding_samples.csv"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        ("  Sở\u00a0Nội \r\n vụ\t", "Sở Nội vụ"),
        ("Nguyễn\u200bVăn\ufeff", "NguyễnVăn"),
        ("Sở_x000D_\nNội vụ", "Sở Nội vụ"),
        (1987, "1987"),
        (1987.0, "1987"),
        (0.1, "0.1"),
        (905123456.0, "905123456"),
        (float("nan"), ""),
        (True, "TRUE"),
        (date(1987, 4, 3), "03/04/1987"),
        (datetime(1987, 4, 3), "03/04/1987"),  # noqa: DTZ001 - a cell has no time zone
        (datetime(1987, 4, 3, 8, 30), "03/04/1987 08:30"),  # noqa: DTZ001
        (time(8, 30), "08:30"),
    ],
)
def test_tidy_reads_as_one_line(value: CellValue, expected: str) -> None:
    assert text.tidy(value) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "Nguyê\u0303n",  # semi-decomposed, as Windows keyboards and cp1258 give it
        "Nguye\u0302\u0303n",
        "Nguye\u0303\u0302n",  # the tone before the circumflex
        unicodedata.normalize("NFD", "Nguyễn"),
    ],
)
def test_tidy_composes_every_way_of_typing_a_letter(typed: str) -> None:
    assert text.tidy(typed) == "Nguyễn"


def test_tidy_composes_what_cp1258_and_others_leave_apart() -> None:
    with SAMPLES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            assert text.tidy(row["cp1258_semi_decomposed"]) == row["unicode_nfc"]
            assert text.tidy(bytes.fromhex(row["cp1258_bytes_hex"]).decode("cp1258")) == row["unicode_nfc"]
            assert text.tidy(row["unicode_nfd"]) == row["unicode_nfc"]


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Đặng Thị  Hòa", "dang thi hoa"),
        ("Sở NN&PTNT", "so nn ptnt"),
        ("Đắk R’Lấp", "dak r lap"),
        ("HỌ VÀ TÊN\n(khai sinh)", "ho va ten khai sinh"),
        ("Ｈọ tên", "ho ten"),
        ("H' Ñiăp", "h niap"),
        ("...", ""),
    ],
)
def test_fold(typed: str, folded: str) -> None:
    assert text.fold(typed) == folded


@pytest.mark.parametrize(
    ("typed", "repaired"),
    [
        ("Ðặng", "Đặng"),  # U+00D0
        ("Ɖặng", "Đặng"),  # U+0189
        ("ðạt", "đạt"),
        ("Тrần", "Trần"),  # Cyrillic Te
        ("Nа\u0301m", "Nám"),  # Cyrillic a with a tone
        ("Ｎｇｕｙ", "Nguy"),
        ("Nguyễn", "Nguyễn"),
        ("H'Ñiăp Êban", "H'Ñiăp Êban"),
    ],
)
def test_repair_lookalikes(typed: str, repaired: str) -> None:
    assert text.repair_lookalikes(typed) == repaired


@pytest.mark.parametrize("typed", ["", " ", "-", "…", "không có", "Chưa có", "N/A", "x", "0"])
def test_a_cell_may_say_that_it_says_nothing(typed: str) -> None:
    assert text.says_nothing(typed)


@pytest.mark.parametrize("typed", ["Hà", "0905", "Nam", "?1"])
def test_a_value_says_something(typed: str) -> None:
    assert not text.says_nothing(typed)


@pytest.mark.parametrize("letter", [c for c in map(chr, range(0x3000)) if re.match(f"[{text.ACCENTED}]", c)])
def test_letters_taken_as_they_are_would_come_out_the_same(letter: str) -> None:
    assert unicodedata.normalize("NFC", letter) == letter
    assert text.tidy(f" {letter}") == letter
    assert text.repair_lookalikes(f"{letter}\n") == f"{letter}\n"


@given(st.text())
def test_tidy_and_fold_are_idempotent(typed: str) -> None:
    tidied = text.tidy(typed)
    assert text.tidy(tidied) == tidied
    assert unicodedata.is_normalized("NFC", tidied)
    folded = text.fold(typed)
    assert text.fold(folded) == folded
    assert folded.isascii()


@given(st.text())
def test_fold_does_not_see_composition_or_case(typed: str) -> None:
    folded = text.fold(typed.lower())
    assert text.fold(unicodedata.normalize("NFD", typed.lower())) == folded


@given(st.text())
def test_repairing_twice_changes_nothing_more(typed: str) -> None:
    repaired = text.repair_lookalikes(typed)
    assert text.repair_lookalikes(repaired) == repaired
