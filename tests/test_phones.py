import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.cleaned import CellValue
from roster.phones import clean_phones, is_mobile, national

MOBILE = ("+84905123456",)
PREFIXES = [
    "032",
    "039",
    "070",
    "076",
    "079",
    "081",
    "085",
    "056",
    "058",
    "059",
    "086",
    "088",
    "090",
    "092",
]
mobiles = st.builds(
    lambda prefix, number: f"+84{prefix[1:]}{number:07}", st.sampled_from(PREFIXES), st.integers(0, 9_999_999)
)


@pytest.mark.parametrize(
    "value",
    [
        "0905123456",
        "0905.123.456",
        "0905 123 456",
        "0905-123-456",
        "0905,123,456",
        "+84905123456",
        "84905123456",
        "84 905 1234 56",
        "0084905123456",
        "+84 (0)905 123 456",
        "905123456",
        905123456,
        905123456.0,
        84905123456,
        "'0905123456",
        "ĐT: 0905123456",
        "Zalo0905123456",
        "0905123456 (Zalo)",
        "0905123456, 0905123456",
        "0905\u00a0123\u200b456",
        905.123456,
    ],
)
def test_ways_to_write_one_mobile(value: CellValue) -> None:
    assert clean_phones(value).value == MOBILE
    assert clean_phones(value).flags == ()


@pytest.mark.parametrize(
    ("value", "phones", "flags"),
    [
        ("01201234567", ("+84701234567",), ("old_prefix",)),
        ("0120 123 4567", ("+84701234567",), ("old_prefix",)),
        (1201234567, ("+84701234567",), ("old_prefix",)),
        ("+841681234567", ("+84381234567",), ("old_prefix",)),
        ("01991234567", ("+84591234567",), ("old_prefix",)),
        ("02613544123", ("+842613544123",), ("landline",)),
        ("(0261) 3544 123", ("+842613544123",), ("landline",)),
        (2613544123, ("+842613544123",), ("landline",)),
        ("0261.3544123 máy lẻ 101", ("+842613544123",), ("landline",)),
        ("02613544123 ext. 101", ("+842613544123",), ("landline",)),
        ("02613544123 (101)", ("+842613544123",), ("landline",)),
        ("05013544123", ("+842613544123",), ("old_prefix", "landline")),
        ("+8562055512345", ("+8562055512345",), ("foreign_phone",)),
        ("0012025550123", ("+12025550123",), ("foreign_phone",)),
        ("9.05123456E+08", MOBILE, ("scientific",)),
        ("9.05123456e8", MOBILE, ("scientific",)),
        ("9,05123456E+08", MOBILE, ("scientific",)),
        ("9.05123E+08", (), ("scientific",)),
        ("9.05E+08", (), ("scientific",)),
        ("O905123456", MOBILE, ("lookalike",)),
        ("0905 123 45O", ("+84905123450",), ("lookalike",)),
        ("０９０５１２３４５６", MOBILE, ("lookalike",)),
        ("0905123456/457", MOBILE, ("bad_phone",)),
    ],
)
def test_what_is_flagged(value: CellValue, phones: tuple[str, ...], flags: tuple[str, ...]) -> None:
    assert clean_phones(value).value == phones
    assert clean_phones(value).flags == flags


@pytest.mark.parametrize(
    "between", ["/", " / ", ";", ", ", " - ", "-", "~+", " ", "\n", "_x000D_\n", " và ", "|", " hoặc "]
)
def test_two_numbers_in_a_cell(between: str) -> None:
    cleaned = clean_phones(f"0905123456{between}0912345678")
    assert cleaned.value == ("+84905123456", "+84912345678")
    assert cleaned.flags == ("two_phones",)


def test_numbers_stand_in_the_order_written() -> None:
    cleaned = clean_phones("CQ: 0261 3544 123; DĐ: 0905 123 456")
    assert cleaned.value == ("+842613544123", "+84905123456")
    assert set(cleaned.flags) == {"two_phones", "landline"}


@pytest.mark.parametrize("value", [None, "", "  ", "-", "không có", "0"])
def test_no_phone(value: CellValue) -> None:
    assert clean_phones(value).value == ()
    assert clean_phones(value).flags == ("no_phone",)


@pytest.mark.parametrize(
    "value",
    [
        "12345",
        "abc",
        "3544123",
        "0000000000",
        "1900123456",
        "09051234567",
        "090512345",
        "0471234567",
        True,
        1.5,
    ],
)
def test_bad_phone(value: CellValue) -> None:
    assert clean_phones(value).value == ()
    assert clean_phones(value).flags == ("bad_phone",)


def test_national_form_and_kind() -> None:
    assert national("+84905123456") == "0905123456"
    assert national("+842613544123") == "02613544123"
    assert national("+12025550123") == "+12025550123"
    assert is_mobile("+84905123456")
    assert not is_mobile("+842613544123")
    assert is_mobile("+8562055512345")


@given(mobiles)
def test_every_mobile_survives_each_way_of_writing_it(number: str) -> None:
    typed = national(number)
    grouped = f"{typed[:4]}.{typed[4:7]} {typed[7:]}"
    for value in (number, number[1:], typed, grouped, typed[1:], int(typed), float(typed), f"00{number[1:]}"):
        assert clean_phones(value).value == (number,)
        assert clean_phones(value).flags == ()
    assert is_mobile(number)


@given(mobiles, mobiles, st.sampled_from([" ", "/", "-", ";", "~+"]))
def test_two_mobiles_are_told_apart(one: str, other: str, between: str) -> None:
    cleaned = clean_phones(national(one) + between + national(other))
    assert cleaned.value == tuple(dict.fromkeys((one, other)))


@given(
    st.text(max_size=30) | st.floats() | st.integers() | st.from_regex(r"[0-9 +/.-]{0,30}", fullmatch=True)
)
def test_any_cell_is_answered_and_what_is_read_reads_the_same_again(value: CellValue) -> None:
    cleaned = clean_phones(value)
    assert cleaned.value or set(cleaned.flags) & {"no_phone", "bad_phone", "scientific"}
    for number in cleaned.value:
        assert clean_phones(number).value == (number,)
