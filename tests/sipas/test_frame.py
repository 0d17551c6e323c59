"""Frames: what is wrong with one, its fingerprint, and what is odd about one before a draw."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

import pyarrow as pa
import pytest

from roster.errors import UserError
from roster.sipas.frame import COLUMNS, NAMED, build, tidy
from roster.sipas.frame_findings import findings
from roster.sipas.levels import load_levels
from roster.sipas.territory import load_units
from tests.sipas.frames import codes_raised, flat, frame_of, tree

DAY = date(2024, 12, 12)


def codes(rows: Sequence[Sequence[str]]) -> list[str]:
    return codes_raised(lambda: frame_of(rows))


def test_the_fingerprint_is_that_of_the_sorted_lines() -> None:
    rows = [("b", "", "xã", "Xã B", "2"), ("a", "", "xã", "Xã A", "")]
    text = "a\t\txã\tXã A\t\nb\t\txã\tXã B\t2\n"
    assert frame_of(rows).sha256 == sha256(text.encode()).hexdigest()


def test_any_value_changes_the_fingerprint_but_not_spaces_or_composition() -> None:
    base = frame_of([("a", "", "xã", "Xã Đắk", "2")]).sha256
    assert frame_of([(" a", "", "xã ", "Xã Đắk", "2 ")]).sha256 == base
    assert frame_of([("a", "", "xã", "Xã Đăk", "2")]).sha256 != base
    assert frame_of([("a", "", "xã", "Xã Đắk", "3")]).sha256 != base


def test_words_for_levels() -> None:
    levels = load_levels()
    assert {levels.code(w) for w in ("Phường", "xã", "thị trấn", "commune")} == {"commune"}
    assert {levels.code(w) for w in ("thôn", "Bon", "buôn", "tổ dân phố")} == {"village"}
    assert levels.code("cụm") == "cụm"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("u000", "", "village", "–", ""), "unit_twice"),
        (("x", "nowhere", "village", "–", ""), "unknown_parent"),
        (("x", "x", "village", "–", ""), "circular_parents"),
        (("", "", "village", "–", ""), "blank_unit_id"),
        (("x", "", "", "–", ""), "no_level"),
        (("x", "", "village", "–", "0"), "bad_unit_size"),
        (("x", "", "village", "–", "-5"), "bad_unit_size"),
        (("x", "", "village", "–", "3.5"), "bad_unit_size"),
        (("x", "", "village", "–", "many"), "bad_unit_size"),
    ],
)
def test_faulty_units(row: tuple[str, ...], code: str) -> None:
    assert codes([*flat((1, 2, 3)), row]) == [code]


@pytest.mark.parametrize(
    "row",
    [
        ("u000", "", "village", "–", ""),
        ("x", "nowhere", "village", "–", ""),
        ("x", "x", "village", "–", ""),
        ("x", "", "", "–", ""),
        ("x", "", "village", "–", "0"),
        ("x", "", "village", "–", "-5"),
    ],
)
def test_a_faulty_unit_is_named(row: tuple[str, ...]) -> None:
    with pytest.raises(UserError) as caught:
        frame_of([*flat((1, 2, 3)), row])
    assert caught.value.params["unit"] == row[0]


def test_all_faults_at_once_the_first_of_a_kind_by_name() -> None:
    rows = [(f"x{at:03}", "", "village", "–", "0") for at in range(NAMED + 5)]
    found = codes([*rows, ("y", "nowhere", "village", "–", "")])
    assert found == ["unknown_parent", *["bad_unit_size"] * NAMED, "more_like_these"]


def test_a_frame_without_units() -> None:
    nothing = {name: tidy(pa.chunked_array([pa.array([], pa.string())])) for name in COLUMNS}
    with pytest.raises(UserError) as caught:
        build(nothing, load_levels())
    assert caught.value.code == "no_units"


def test_what_is_odd_about_a_frame() -> None:
    rows = [
        ("24611", "", "xã", "Phường Nghĩa Đức", "2", ""),
        ("24612", "", "xã", "Phường Nghĩa Thanh", "2", ""),
        ("99999", "", "xã", "Xã Không Có", "", ""),
        ("v1", "24611", "thôn", "Tổ 1", "3", ""),
        ("v2", "24612", "thôn", "Tổ 1", "", ""),
        ("p1", "v1", "người", "A", "", "2006-12-13"),
        ("p2", "v1", "người", "B", "", "2006-12-12"),
        ("p3", "v2", "người", "C", "", "hôm qua"),
        ("p4", "v2", "người", "D", "", "2006"),
    ]
    found = findings(frame_of(rows, "dob"), load_levels(), units=load_units(day=DAY), day=DAY)
    assert [(one.code, one.unit) for one in found] == [
        ("empty_unit", "99999"),
        ("total_differs", "v1"),
        ("other_name", "24612"),
        ("not_official", "99999"),
        ("under_age", "p1"),
        ("bad_birth", "p3"),
    ]


def test_nothing_odd_in_an_even_frame() -> None:
    rows = [(*row[:4], "") if row[2] in {"xã", "thôn"} else row for row in tree()]
    found = {one.code for one in findings(frame_of(rows), load_levels(), units=(), day=DAY)}
    assert found == {"codes_not_checked"}


def test_units_of_the_province() -> None:
    units = load_units(day=DAY)
    communes = [unit for unit in units if unit.level == "commune"]
    assert len(communes) == 71
    assert sorted({unit.kind for unit in communes}) == ["phường", "thị trấn", "xã"]
    assert {unit.parent for unit in communes} == {str(code) for code in range(660, 668)}
    assert load_units(day=date(2025, 7, 1)) == ()
    assert load_units(day=date(2019, 12, 31)) == ()
