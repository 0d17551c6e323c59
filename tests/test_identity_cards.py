import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.cleaned import CellValue
from roster.identity_cards import CardFacts, clean_card, contradictions, facts

CARD = "067087001234"
cards = st.builds(
    lambda province, sex, year, number: f"{province}{sex}{year:02}{number:06}",
    st.sampled_from(["001", "008", "066", "067", "068", "096"]),
    st.integers(0, 3),
    st.integers(0, 99),
    st.integers(0, 999_999),
)


@pytest.mark.parametrize(
    ("value", "card", "flags"),
    [
        (CARD, CARD, ()),
        ("067 087 001 234", CARD, ()),
        ("067.087.001.234", CARD, ()),
        ("'067087001234", CARD, ()),
        ("CCCD: 067087001234 cấp ngày 01/01/2021", CARD, ()),
        ("245123456/067087001234", CARD, ()),
        (67087001234, CARD, ("cccd_zero_restored",)),
        ("67087001234", CARD, ("cccd_zero_restored",)),
        (67087001234.0, CARD, ("cccd_zero_restored",)),
        ("67087001234.0", CARD, ("cccd_zero_restored",)),
        ("067087001234.0", CARD, ()),
        (1087001234, "001087001234", ("cccd_zero_restored",)),
        ("245123456", "245123456", ("cmnd_9_digits",)),
        (245123456, "245123456", ("cmnd_9_digits",)),
        ("999087001234", "999087001234", ("cccd_province_unknown",)),
        ("6.70870E+10", None, ("bad_cccd", "scientific")),
        ("B1234567", None, ("bad_cccd",)),
        ("1234", None, ("bad_cccd",)),
        ("99087001234", None, ("bad_cccd",)),  # 099 is no province
        ("067487001234", None, ("bad_cccd",)),  # born after 2099
        ("000000000000", None, ("bad_cccd",)),
        ("0670870012345", None, ("bad_cccd",)),
        (True, None, ("bad_cccd",)),
        (None, None, ()),
        ("", None, ()),
        ("không có", None, ()),
    ],
)
def test_clean_card(value: CellValue, card: str | None, flags: tuple[str, ...]) -> None:
    assert clean_card(value).value == card
    assert clean_card(value).flags == flags


def test_what_a_card_says() -> None:
    assert facts(CARD) == CardFacts("067", "Đắk Nông", "Nam", 1987)
    assert facts("001301001234") == CardFacts("001", "Hà Nội", "Nữ", 2001)
    assert facts("245123456") is None
    assert facts(None) is None


@pytest.mark.parametrize(
    ("gender", "dob", "flags"),
    [
        ("Nam", "1987-04-03", ()),
        ("Nam", "1987", ()),
        (None, None, ()),
        ("Nữ", "1987", ("cccd_gender_mismatch",)),
        ("Nam", "1986-12", ("cccd_year_mismatch",)),
        ("Nữ", "1986", ("cccd_gender_mismatch", "cccd_year_mismatch")),
    ],
)
def test_contradictions(gender: str | None, dob: str | None, flags: tuple[str, ...]) -> None:
    assert contradictions(CARD, gender=gender, dob=dob) == flags
    assert contradictions("245123456", gender=gender, dob=dob) == ()


@given(cards)
def test_cards_survive_a_spreadsheet(card: str) -> None:
    assert clean_card(card).value == card
    assert clean_card(int(card)).value == card
    assert clean_card(float(card)).value == card


@given(st.text(max_size=20) | st.integers() | st.floats())
def test_any_cell_is_answered(value: CellValue) -> None:
    card = clean_card(value).value
    assert card is None or (len(card) in (9, 12) and clean_card(card).value == card)
