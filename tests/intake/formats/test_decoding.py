"""Which encoding a text has when nothing says so; the samples are one text in every encoding met."""

import csv
import unicodedata
from pathlib import Path

import pytest

from roster.intake.formats.decoding import decode
from roster.intake.formats.limits import Refused

SAMPLES = Path(__file__).parents[2] / "cases" / "legacy_encoding_samples.csv"
with SAMPLES.open(encoding="utf-8-sig", newline="") as lines:
    ROWS = list(csv.DictReader(lines))
LIST = "STT;Họ và tên;Chức vụ\r\n1;Điểu Thử Nghiệm;Phó Giám đốc\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_with_and_without_mark(encoding: str) -> None:
    assert decode(LIST.encode(encoding)) == LIST


def test_utf16_big_endian_with_its_mark() -> None:
    assert decode(b"\xfe\xff" + LIST.encode("utf-16-be")) == LIST


@pytest.mark.parametrize("sample", ROWS, ids=lambda s: s["unicode_nfc"])
def test_vietnamese_windows(sample: dict[str, str]) -> None:
    text = decode(bytes.fromhex(sample["cp1258_bytes_hex"]))
    assert unicodedata.normalize("NFC", text) == sample["unicode_nfc"]


@pytest.mark.parametrize("column", ["tcvn3_as_latin1_text", "vni_as_latin1_text"])
@pytest.mark.parametrize("sample", ROWS, ids=lambda s: s["unicode_nfc"])
def test_texts_in_old_fonts_keep_each_byte_as_its_latin_1_character(
    sample: dict[str, str], column: str
) -> None:
    assert decode(sample[column].encode("latin-1")) == sample[column]


def test_a_soft_hyphen_survives() -> None:
    assert decode("Tr­ëng phßng L­îng".encode("latin-1")) == "Tr­ëng phßng L­îng"


def test_quotes_of_windows_and_bytes_without_character() -> None:
    assert decode(b"\x93Nguy\xd4n\x94 \x81") == "“NguyÔn” \x81"


def test_lines_pasted_from_another_program_are_decoded_by_themselves() -> None:
    mixed = "Điểu Thử\nH'Mẫu Niê\n".encode() + "NguyÔn V¨n Hïng\n".encode("latin-1")
    assert decode(mixed) == "Điểu Thử\nH'Mẫu Niê\nNguyÔn V¨n Hïng\n"


def test_the_end_of_file_mark_of_dos_is_no_binary() -> None:
    assert decode(LIST.encode() + b"\x1a").startswith(LIST)


@pytest.mark.parametrize("data", [bytes(range(32)) * 20, b"a;b\n\x00\x00c"])
def test_binary_data_is_no_text(data: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        decode(data)
    assert refusal.value.code == "not_a_spreadsheet"
