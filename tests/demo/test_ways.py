"""Each way of writing a value, and that the product's own cleaners take from it what the truth says."""

from datetime import date

import pytest

from roster import dates, emails, identity_cards, phones
from roster.demo import ways
from roster.demo.changes import BIRTHS, CARDS, EMAILS

TODAY = date(2024, 12, 12)
BIRTH = date(1987, 4, 3)
NUMBERS = ways.Numbers("0382345678", "0912345678", "02613500101", "01682345678")
CARD = "001087123456"


@pytest.mark.parametrize("way", sorted(ways.DATES))
def test_dates_mean_what_the_truth_says(way: str) -> None:
    written = ways.write_birth(BIRTH, way)
    assert dates.clean_date(written.cell, today=TODAY).value == written.means


def test_the_official_way_writes_small_months_with_a_zero() -> None:
    assert ways.DATES["official"](date(1979, 1, 2)) == "02/01/1979"
    assert ways.DATES["official"](BIRTH) == "03/4/1987"
    assert ways.DATES["year_in_date"](date(1997, 1, 1)) == date(1905, 6, 19)


@pytest.mark.parametrize("way", sorted(BIRTHS))
def test_changed_births_mean_what_the_truth_says(way: str) -> None:
    written = ways.write_birth(BIRTHS[way](BIRTH), "official")
    assert dates.clean_date(written.cell, today=TODAY).value == written.means


@pytest.mark.parametrize(
    ("way", "born"),
    [
        ("swapped", date(1987, 3, 4)),
        ("day_off", date(1987, 4, 4)),
        ("year", 1987),
        ("none", None),
        ("impossible", "31/4/1987"),
        ("too_young", date(2012, 4, 3)),
    ],
)
def test_changed_births(way: str, born: object) -> None:
    assert BIRTHS[way](BIRTH) == born


def test_a_day_that_cannot_be_swapped_or_moved_stays() -> None:
    assert BIRTHS["swapped"](date(1987, 4, 13)) == date(1987, 4, 13)
    assert BIRTHS["day_off"](date(1987, 2, 28)) == date(1987, 2, 28)
    assert BIRTHS["day_off"](date(1987, 2, 19)) == date(1987, 2, 18)


@pytest.mark.parametrize("way", sorted(ways.PHONES))
def test_phones_mean_what_the_truth_says(way: str) -> None:
    written = ways.PHONES[way](NUMBERS)
    read = phones.clean_phones(written.cell).value
    assert (read[0] if read else None) == written.means


def test_a_phone_typed_as_a_number_loses_its_zero() -> None:
    assert ways.PHONES["number"](NUMBERS).cell == 382345678
    assert ways.PHONES["old"](NUMBERS).cell == "01682345678"


@pytest.mark.parametrize("way", sorted(ways.CARDS))
def test_cards_mean_what_the_truth_says(way: str) -> None:
    for card in (CARD, CARDS["too_short"](CARD)):
        written = ways.write_card(card, way)
        assert identity_cards.clean_card(written.cell).value == written.means


def test_faulty_cards_and_mailboxes_are_faulty() -> None:
    other = CARDS["other_sex"](CARD)
    assert identity_cards.contradictions(other, gender="Nam", dob="1987-04-03") == ("cccd_gender_mismatch",)
    assert emails.clean_email(EMAILS["broken"]("an@snv.daknong.example")).value is None
