"""The invented province: its numbers, who is planted in it, and that an honest reviewer can decide it."""

from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import Any

import phonenumbers
import pytest

from roster.demo import Province, invent
from roster.errors import UserError
from roster.identity_cards import contradictions
from roster.plan import Plan
from roster.text import fold

Row = dict[str, Any]


def _place(row: Row) -> tuple[str, str, int]:
    return row["file"], row["sheet"], row["row"]


@pytest.fixture(scope="module")
def rows(province: Province) -> dict[tuple[str, str, int], Row]:
    return {_place(row): row for row in province.truth["rows"]}


@pytest.fixture(scope="module")
def people(province: Province) -> dict[str, Row]:
    return {person["id"]: person for person in province.truth["people"]}


def test_gross_numbers_are_the_plans(plan: Plan, province: Province) -> None:
    received = province.truth["counts"]["received"]
    assert received == {g.code: g.expected for g in plan.groups}
    assert len(province.truth["rows"]) == sum(g.expected for g in plan.groups) == 446


def test_a_plan_without_the_provinces_agencies_is_refused(plan: Plan) -> None:
    smaller = replace(plan, agencies=plan.agencies[:5])
    with pytest.raises(UserError) as refusal:
        invent(smaller, seed=1)
    assert refusal.value.code == "other_province"


def test_every_sender_of_the_plan_sends(plan: Plan, province: Province) -> None:
    files = province.truth["files"]
    assert {f["sender"] for f in files.values()} == {a.code for a in plan.senders}
    assert 28 <= len(files) <= 31
    assert {f["format"] for f in files.values()} == {"xlsx", "xls", "ods", "docx", "csv", "tab"}


def test_twenty_six_people_stand_in_several_lists(province: Province) -> None:
    truth = province.truth
    times = Counter(row["person"] for row in truth["rows"])
    several = {person for person, n in times.items() if n > 1}
    assert several == {d["person"] for d in truth["duplicates"]}
    assert len(several) == 26
    assert Counter(d["difficulty"] for d in truth["duplicates"]) == {"easy": 9, "medium": 11, "hard": 6}


def test_duplicates_are_all_rows_of_their_person(
    province: Province, rows: dict[tuple[str, str, int], Row]
) -> None:
    for double in province.truth["duplicates"]:
        places = sorted(map(_place, double["rows"]))
        assert places == sorted(p for p, row in rows.items() if row["person"] == double["person"])


def test_the_two_readings_of_precedence_differ(province: Province) -> None:
    final = province.truth["counts"]["final"]
    assert sum(final["full"].values()) == len(province.truth["people"])
    assert sum(final["hdnd_first"].values()) > sum(final["full"].values())
    assert final["hdnd_first"]["dai_bieu_hdnd"] == final["full"]["dai_bieu_hdnd"] == 50


def test_easy_duplicates_agree_on_name_and_birth_or_card(
    province: Province, rows: dict[tuple[str, str, int], Row]
) -> None:
    for double in province.truth["duplicates"]:
        if double["difficulty"] == "easy":
            mine = [rows[_place(r)] for r in double["rows"]]
            assert len({row["full_name"] for row in mine}) == 1
            for field in ("dob", "cccd"):
                values = {row[field] for row in mine}
                if values != {None}:
                    break
            assert len(values) == 1
            assert len(str(next(iter(values)))) >= len("1975-03-04")


@pytest.mark.parametrize("seed", [7, 2024])
def test_medium_duplicates_leave_evidence(plan: Plan, seed: int) -> None:
    truth = invent(plan, seed=seed).truth
    rows = {_place(row): row for row in truth["rows"]}
    for double in truth["duplicates"]:
        if double["difficulty"] == "medium":
            mine = [rows[_place(r)] for r in double["rows"]]
            for left, right in combinations(mine, 2):
                assert left["phone"] == right["phone"] or left["dob"][:4] == right["dob"][:4]
                assert left["phone"] == right["phone"] or left["agency"] == right["agency"]


def test_look_alikes_are_different_people_who_can_be_told_apart(
    province: Province, rows: dict[tuple[str, str, int], Row], people: dict[str, Row]
) -> None:
    pairs = province.truth["look_alikes"]
    assert len(pairs) >= 9
    assert len({pair["kind"] for pair in pairs}) >= 9
    for pair in pairs:
        left, right = (rows[_place(r)] for r in pair["rows"])
        assert left["person"] != right["person"]
        assert people[left["person"]]["cccd"] != people[right["person"]]["cccd"]
        cards = left["cccd"] and right["cccd"] and left["cccd"] != right["cccd"]
        births = len(left["dob"]) == len(right["dob"]) == 10 and left["dob"] != right["dob"]
        assert cards or births or left["full_name"] != right["full_name"], pair["kind"]


def test_only_look_alikes_share_a_folded_name(
    province: Province, people: dict[str, Row], rows: dict[tuple[str, str, int], Row]
) -> None:
    planted = {
        frozenset(rows[_place(r)]["person"] for r in pair["rows"]) for pair in province.truth["look_alikes"]
    }
    for left, right in combinations(people.values(), 2):
        if fold(left["full_name"]) == fold(right["full_name"]):
            assert {left["id"], right["id"]} in planted


def test_personal_data_of_people_is_valid_and_invented(people: dict[str, Row]) -> None:
    for person in people.values():
        assert phonenumbers.is_valid_number(phonenumbers.parse(person["phone"]))
        assert contradictions(person["cccd"], gender=person["gender"], dob=person["dob"]) == ()


def test_mailboxes_are_on_a_domain_that_cannot_exist(province: Province) -> None:
    boxes = [row["email"] for row in province.truth["rows"] if row["email"]]
    assert boxes
    assert all(box.endswith(".example") for box in boxes)


def test_same_seed_same_province_other_seed_other_people(plan: Plan, province: Province) -> None:
    again, other = invent(plan, seed=7), invent(plan, seed=8)
    assert again == province
    names = {person["full_name"] for person in province.truth["people"]}
    assert len(names & {person["full_name"] for person in other.truth["people"]}) < len(names) / 4
    assert other.truth["counts"] == province.truth["counts"]
