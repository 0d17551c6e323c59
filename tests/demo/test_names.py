"""Composed names have the shares that were counted, and are nobody's."""

from collections import Counter
from random import Random

import pytest

from roster.demo.changes import NAMES
from roster.demo.name_tables import load_name_tables
from roster.demo.names import KINH, NameSource, compose, one_tone_off, other_clan, pick_origin
from roster.demo.people import open_registry
from roster.names import clean_name
from roster.text import fold

PEOPLE = 2000


@pytest.fixture(scope="module")
def source() -> NameSource:
    return open_registry(1).names


def test_kinh_names_have_the_counted_shares(source: NameSource) -> None:
    rng = Random(1)
    women = [compose(source, rng, gender="Nữ", origin=KINH).split() for _ in range(PEOPLE)]
    men = [compose(source, rng, gender="Nam", origin=KINH).split() for _ in range(PEOPLE)]
    lengths = Counter(map(len, women + men))
    assert lengths[3] / (2 * PEOPLE) == pytest.approx(0.68, abs=0.03)
    assert lengths[4] / (2 * PEOPLE) == pytest.approx(0.31, abs=0.03)
    assert sum(name[1] == "Thị" for name in women) / PEOPLE == pytest.approx(0.66, abs=0.03)
    assert sum(name[1] == "Văn" for name in men) / PEOPLE == pytest.approx(0.17, abs=0.02)
    assert not any("Thị" in name[1:-1] for name in men)


def test_local_names_follow_their_customs(source: NameSource) -> None:
    rng = Random(1)
    men = [compose(source, rng, gender="Nam", origin="ede") for _ in range(200)]
    women = [compose(source, rng, gender="Nữ", origin="ede") for _ in range(200)]
    assert all(name.startswith("Y ") for name in men)
    assert all(name.startswith("H'") for name in women)
    mnong = [compose(source, rng, gender="Nam", origin="mnong") for _ in range(PEOPLE)]
    clans = tuple(f" {clan}" for o in source.tables.origins for clan in o.clans)
    assert sum(name.endswith(clans) for name in mnong) / PEOPLE == pytest.approx(0.465, abs=0.03)


def test_share_of_local_peoples_can_be_set(source: NameSource) -> None:
    rng = Random(1)
    assert {pick_origin(source, rng, local_share=0.0) for _ in range(200)} == {KINH}
    assert KINH not in {pick_origin(source, rng, local_share=1.0) for _ in range(200)}


def test_no_name_of_a_well_known_person(source: NameSource) -> None:
    never = {fold(name) for name in load_name_tables().never.names}
    assert "ho chi minh" in never
    rng = Random(2)
    names = {fold(compose(source, rng, gender="Nam", origin=KINH)) for _ in range(PEOPLE)}
    assert not names & never


def test_a_reader_keeps_every_composed_name_as_it_is(source: NameSource) -> None:
    rng = Random(3)
    for origin in (KINH, "mnong", "ma", "ede"):
        for gender in ("Nam", "Nữ"):
            for _ in range(50):
                name = compose(source, rng, gender=gender, origin=origin)
                assert clean_name(name).value.full_name == name
                assert clean_name(name.upper()).value.full_name == name


@pytest.mark.parametrize(
    ("way", "name", "spelt"),
    [
        ("no_accents", "Đỗ Thị Hằng", ("Do Thi Hang", "Do Thi Hang")),
        ("new_tone", "Lê Thúy Hòa", ("Lê Thuý Hoà", "Lê Thuý Hoà")),
        ("new_tone", "Hoàng Văn Quý", ("Hoàng Văn Quý", "Hoàng Văn Quý")),
        ("y_to_i", "Lý Thị Mỹ", ("Lí Thị Mĩ", "Lí Thị Mĩ")),
        ("degree", "Lê An", ("BS.CKII. Lê An", "Lê An")),
        ("alias", "Lê Văn An", ("Lê Văn An (Ba An)", "Lê Văn An")),
        ("other_d", "Đỗ Đức", ("\u00d0ỗ \u00d0ức", "Đỗ Đức")),
        ("initials", "Nguyễn Văn An", ("Ng. Văn An", "Ng. Văn An")),
        ("no_clan", "H'Djuê Buôn Yă", ("H'Djuê", "H'Djuê")),
        ("no_clan", "Lê Văn An", ("Lê Văn An", "Lê Văn An")),
    ],
)
def test_changed_names(source: NameSource, way: str, name: str, spelt: tuple[str, str]) -> None:
    changed = NAMES[way](name, source)
    assert (changed.cell, changed.name) == spelt


def test_names_for_look_alikes(source: NameSource) -> None:
    assert one_tone_off(source, "Nữ", "Trần Thị Hiển") == "Trần Thị Hiền"
    assert one_tone_off(source, "Nam", "Trần Văn Ba") == "Trần Văn Ba"
    other = other_clan(source, Random(1), origin="ede", name="Y Sên Niê")
    assert other.startswith("Y Sên ")
    assert other != "Y Sên Niê"
