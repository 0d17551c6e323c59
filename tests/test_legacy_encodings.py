import csv
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from roster.legacy_encodings import Encoding, decode, detect, font_encoding, restore
from roster.text import tidy

SAMPLES = Path(__file__).parent / "cases" / "legacy_encoding_samples.csv"
ENCODINGS: tuple[Encoding, ...] = ("tcvn3", "vni")
TONES = ("", *"\u0300\u0301\u0303\u0309\u0323")
ONSETS = ("", "b", "ch", "đ", "gi", "h", "ng", "nh", "ph", "qu", "th", "tr", "v")
OPEN = ("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "oa", "uyê", "ươ", "iê")


def samples() -> Iterator[tuple[Encoding, str, str]]:
    """(encoding, text as read, text meant)."""
    with SAMPLES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for encoding in ENCODINGS:
                yield encoding, row[f"{encoding}_as_latin1_text"], row["unicode_nfc"]


def syllable(onset: str, vowel: str, tone: str, end: str) -> str:
    return unicodedata.normalize("NFC", onset + vowel + tone) + end


syllables = st.builds(
    syllable,
    st.sampled_from(ONSETS),
    st.sampled_from(OPEN),
    st.sampled_from(TONES),
    st.sampled_from(["", "n", "ng"]),
)
names = st.lists(syllables, min_size=1, max_size=4).map(" ".join)


def encoder(encoding: Encoding) -> dict[str, str]:
    """Vietnamese letter -> how it is typed: the Latin-1 text that is decoded to it."""
    latin1 = [chr(code) for code in (*range(0x41, 0x7B), *range(0xA1, 0x100))]
    pairs = [vowel + mark for vowel in "aeouyôöAEOUYÔÖ" for mark in latin1]
    typed_by_letter: dict[str, str] = {}
    for typed in (*pairs, *latin1):
        typed_by_letter.setdefault(decode(typed, encoding), typed)
    return typed_by_letter


ENCODERS = {encoding: encoder(encoding) for encoding in ENCODINGS}


def encode(text: str, encoding: Encoding) -> str:
    return "".join(ENCODERS[encoding].get(letter, letter) for letter in text)


@pytest.mark.parametrize(("encoding", "typed", "meant"), tuple(samples()))
def test_samples_are_detected_and_decoded(encoding: Encoding, typed: str, meant: str) -> None:
    small_initials = {"Huỳnh Ngọc Ẩn", "Vũ Thị Ánh Tuyết"}  # TCVN3 has no capital letters with tones
    expected = meant.replace(" Ẩ", " ẩ").replace(" Á", " á") if encoding == "tcvn3" else meant
    assert (expected == meant) or meant in small_initials
    assert decode(typed, encoding) == expected
    assert detect([typed]) == encoding
    assert restore(typed, encoding) == expected


@pytest.mark.parametrize(("encoding", "typed", "meant"), tuple(samples()))
def test_unicode_is_left_alone(encoding: Encoding, typed: str, meant: str) -> None:
    assert detect([meant, typed.encode("ascii", "ignore").decode()]) is None
    assert restore(meant, encoding) == meant
    assert detect([unicodedata.normalize("NFD", meant)]) is None


@pytest.mark.parametrize(
    "column",
    [
        ["Lê Hùng", "Hà Lê", "Bá Tâm", "Võ Tú", "Lý Hoà"],  # letters that Latin-1 has
        ["Giám đốc", "Phó Giám đốc", "Chánh Văn phòng"],
        ["H'Ñiăp Êban", "Y Ñoan Niê", "K’Choi", "Kpă Ñung"],
        ["René Müller", "Café", "naïve", "São Paulo", "Noël", "Ærø"],
        ["Sở KH&CN – 50 m²", "§ 5", "±5°C", "½", "© Sở Nội vụ", "«Anh»", "Điều 5·"],
        ["", "Nam", "0905123456"],
        [],
    ],
)
def test_proper_unicode_is_never_taken_for_an_old_encoding(column: list[str]) -> None:
    assert detect(column) is None


def test_a_column_may_mix_old_and_new_text() -> None:
    column = ["Lê Hùng", "NguyÔn V¨n Hïng", "Trần Thị Thủy", "Hoµng Lª", "Mai Lan Anh", "Vò Lý"]
    encoding = detect(column)
    assert encoding == "tcvn3"
    restored = [restore(cell, encoding) for cell in column]
    assert restored == ["Lê Hùng", "Nguyễn Văn Hùng", "Trần Thị Thủy", "Hoàng Lê", "Mai Lan Anh", "Vũ Lý"]


def test_fonts_whose_small_letters_look_like_capitals() -> None:
    assert detect(["nguyÔn v¨n hïng"], ".VnTimeH") == "tcvn3_caps"
    assert decode("nguyÔn v¨n hïng", "tcvn3_caps") == "NGUYỄN VĂN HÙNG"
    assert detect(["nguyễn văn hùng"], ".VnTimeH") is None
    assert detect(["Mai Lan Anh"], ".VnTimeH") is None


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".VnArialH", "tcvn3_caps"),
        (".vntimeh", "tcvn3_caps"),
        ("VNI-Times", "vni"),
        ("Times New Roman", None),
        ("Arial", None),
        ("", None),
    ],
)
def test_fonts(font: str, encoding: Encoding | None) -> None:
    assert font_encoding(font) == encoding


def test_one_word_is_enough_where_the_font_agrees() -> None:
    assert detect(["Hïng"]) is None
    assert detect(["Hïng"], ".VnTime") == "tcvn3"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Tr\u00adëng phßng", "Trưởng phòng"),
        ("Tr-ëng phßng", "Trưởng phòng"),
        ("Ph-¬ng", "Phương"),
        ("N'Trang L¬ng", "N'Trang Lơng"),
        ("n\u2212íc", "nước"),
        ("§¬n D\u00ad¬ng", "Đơn Dương"),
        ("T - ¬ng", "T - ơng"),
    ],
)
def test_the_letter_that_programs_take_for_a_hyphen(typed: str, meant: str) -> None:
    assert decode(typed, "tcvn3") == meant


def test_the_soft_hyphen_is_a_letter_only_before_tidying() -> None:
    assert tidy("H\u00adng") == "Hng"
    assert tidy(decode("H\u00adng", "tcvn3")) == "Hưng"


@given(names, st.sampled_from(ENCODINGS))
def test_encoding_and_decoding_gives_the_name_back(name: str, encoding: Encoding) -> None:
    assert decode(encode(name, encoding), encoding) == name


@given(names)
def test_capitals_in_vni(name: str) -> None:
    assert decode(encode(name, "vni").upper(), "vni") == name.upper()


@given(st.lists(names, max_size=8))
def test_columns_in_unicode_are_never_detected(column: list[str]) -> None:
    assume(all(any(letter > "\u00ff" for letter in name) or name.isascii() for name in column))
    assert detect(column) is None
    for name in column:
        assert restore(name, "tcvn3") == name
        assert restore(name, "vni") == name


@given(st.text(), st.sampled_from(("tcvn3", "tcvn3_caps", "vni")))
def test_any_text_is_answered(text: str, encoding: Encoding) -> None:
    decode(text, encoding)
    restore(text, encoding)
    detect([text], ".VnTime")
