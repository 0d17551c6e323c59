import dataclasses

import pandas as pd
import pytest

from benchmarks.linkage import people, rates
from benchmarks.linkage.name_ways import WAYS as NAME_WAYS
from benchmarks.linkage.number_ways import WAYS as NUMBER_WAYS


@pytest.fixture(scope="module", params=rates.QUALITIES)
def invented(request: pytest.FixtureRequest) -> people.Invented:
    return people.invent(3000, rates.load(request.param), seed=7)


def test_every_record_has_its_truth(invented: people.Invented) -> None:
    assert list(invented.records) == list(people.COLUMNS)
    assert invented.records["record_id"].is_unique
    assert invented.records["record_id"].equals(invented.truth["record_id"])
    assert (invented.records["full_name"] != "").all()


def test_a_seed_gives_the_same_people_again() -> None:
    first, again = (people.invent(200, rates.load("rich"), seed=3) for _ in range(2))
    other = people.invent(200, rates.load("rich"), seed=4)
    pd.testing.assert_frame_equal(first.records, again.records)
    assert not first.records.equals(other.records)


def test_people_stand_mostly_once_in_a_list(invented: people.Invented) -> None:
    together = invented.records.assign(person=invented.truth["person_id"])
    assert together.duplicated("person").mean() > 0.2
    assert together.duplicated(["person", "list_id"]).mean() < 0.03


def test_poor_lists_have_no_cards_and_mostly_years() -> None:
    poor = people.invent(3000, rates.load("poor"), seed=1).records
    rich = people.invent(3000, rates.load("rich"), seed=1).records
    assert (poor["cccd"] == "").all()
    assert (rich["cccd"] != "").mean() > 0.5
    assert poor["dob"].str.fullmatch(r"\d{4}").mean() > rich["dob"].str.fullmatch(r"\d{4}").mean() + 0.2


@pytest.mark.parametrize(
    ("way", "name", "typed"),
    [
        ("new_tone", "Nguyễn Thị Hòa", "Nguyễn Thị Hoà"),
        ("new_tone", "Hoàng Văn Toàn", "Hoàng Văn Toàn"),
        ("i_for_y", "Lý Mỹ Quý", "Lí Mĩ Quí"),
        ("i_for_y", "Nguyễn Thị Thúy", "Nguyễn Thị Thúy"),
        ("clan_gone", "Y Thịnh Niê", "Y Thịnh"),
        ("clan_gone", "H'Lan Niê", "H'Lan"),
        ("clan_gone", "Lê Văn Ninh", "Lê Văn Ninh"),
        ("abbreviated", "Nguyễn Văn An", "Ng. Văn An"),
        ("given_first", "Nguyễn Văn An", "An Nguyễn Văn"),
    ],
)
def test_ways_of_names(way: str, name: str, typed: str) -> None:
    assert NAME_WAYS[way](name, 0) == typed


def test_another_tone_stays_on_the_vowel() -> None:
    assert NAME_WAYS["given_accent"]("Phương Giang", 1) == "Phương Giàng"
    assert NAME_WAYS["given_accent"]("Lê Văn Thành", 0) == "Lê Văn Thanh"


def test_old_prefixes_are_those_of_2018() -> None:
    assert NUMBER_WAYS["old_prefix"]("0381234567", 0) == "01681234567"
    assert NUMBER_WAYS["old_prefix"]("0981234567", 0) == "0981234567"


def test_a_way_that_no_table_knows_is_refused() -> None:
    known = rates.load("rich")
    wrong = dataclasses.replace(known, name=rates.NameRates(lists={}, rows={"upside_down": 0.5}))
    with pytest.raises(KeyError):
        people.invent(100, wrong, seed=1)
