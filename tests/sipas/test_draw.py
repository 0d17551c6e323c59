"""Whole draws: stages, strata, forced units, reserves, exclusions, and every fault with its unit."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.errors import UserError
from roster.sipas.design import Design, Stage
from roster.sipas.draw import Drawn, draw
from roster.sipas.frame import Frame
from roster.sipas.levels import load_levels
from tests.sipas.frames import Row, codes_raised, flat, frame_of, tree
from tests.tools import LONG

LEVELS = load_levels()
DRAWS = 20_000 if LONG else 500
ALL = Stage("district", "all")
COMMUNES = Stage("commune", "pps_systematic", n=2)
VILLAGES = Stage("village", "pps_sampford", n=2)
CITIZENS = Stage("citizen", "simple", n=4, reserve=3)
FOUR = Design("t", "s", (ALL, COMMUNES, VILLAGES, CITIZENS))


def design(*stages: Stage, exclude: tuple[str, ...] = ()) -> Design:
    return Design("t", "s", stages, exclude=exclude)


def drawn_of(frame: Frame, of: Design, seed: str = "2024") -> tuple[Drawn, ...]:
    return draw(frame, of, LEVELS, seed=seed).units


def ids(frame: Frame, drawn: Sequence[Drawn], stage: int, role: str = "main") -> list[str]:
    return [frame.ids[one.row].as_py() for one in drawn if one.stage == stage and one.role == role]


def codes(frame: Frame, of: Design) -> list[str]:
    """The codes of everything wrong, sorted."""
    return sorted(codes_raised(lambda: drawn_of(frame, of)))


def test_stages_hang_together() -> None:
    frame = frame_of(tree())
    drawn = drawn_of(frame, FOUR)
    assert Counter((one.stage, one.role) for one in drawn) == {
        (1, "main"): 2,
        (2, "main"): 4,
        (3, "main"): 8,
        (4, "main"): 32,
        (4, "reserve"): 24,
    }
    rows = {one.row for one in drawn if one.role == "main"}
    assert all(one.parent in rows for one in drawn if one.stage > 1)
    assert len({one.row for one in drawn}) == len(drawn)


def test_probabilities_multiply_over_the_stages() -> None:
    frame = frame_of(tree())
    drawn = drawn_of(frame, FOUR)
    chance = {one.row: one.probability for one in drawn}
    for one in drawn:
        assert one.probability == one.stage_probability * chance.get(one.parent, Fraction(1))
        assert one.weight == 1 / one.probability
    communes = [one for one in drawn if one.stage == 2]
    sizes = (100, 130, 160, 190)
    assert {one.probability for one in communes} <= {Fraction(2 * size, sum(sizes)) for size in sizes}
    assert {one.stage_probability for one in drawn if one.stage == 4} == {Fraction(4, 12)}


def test_weights_add_up_to_the_frame_where_sizes_are_those_listed() -> None:
    """PPS with an equal number at the end is self-weighting: each citizen has the same chance."""
    rows = [("d", "", "huyện", "Huyện", "")]
    for c, people in enumerate((10, 20, 30, 40)):
        rows.append((f"c{c}", "d", "xã", f"Xã {c}", str(people)))
        rows += [(f"c{c}p{p:02}", f"c{c}", "người", "–", "") for p in range(people)]
    frame = frame_of(rows)
    of = design(Stage("commune", "pps_systematic", n=2), Stage("citizen", "systematic", n=5))
    drawn = [one for one in drawn_of(frame, of) if one.stage == 2]
    assert {one.probability for one in drawn} == {Fraction(1, 10)}
    assert sum(one.weight or 0 for one in drawn) == 100


def test_order_of_the_file_does_not_matter() -> None:
    rows = tree()
    straight, turned = frame_of(rows), frame_of(rows[::-1])
    assert straight.sha256 == turned.sha256
    of = design(ALL, COMMUNES, VILLAGES, replace(CITIZENS, method="systematic"))
    for stage in range(1, 5):
        assert ids(straight, drawn_of(straight, of), stage) == ids(turned, drawn_of(turned, of), stage)


def test_another_seed_draws_others() -> None:
    frame = frame_of(tree())
    assert ids(frame, drawn_of(frame, FOUR, "a"), 4) != ids(frame, drawn_of(frame, FOUR, "b"), 4)


@given(st.text("abc123", min_size=1, max_size=6), st.sampled_from(("simple", "systematic", "pps_sampford")))
def test_forced_in_excluded_out_reserve_apart(seed: str, method: str) -> None:
    frame = frame_of(flat((5, 9, 3, 7, 8, 2, 6)))
    stage = Stage("village", method, n=3, forced=("u001",), reserve=2)  # type: ignore[arg-type]  # one of them
    drawn = drawn_of(frame, design(stage, exclude=("u004",)), seed)
    main, reserve = ids(frame, drawn, 1), ids(frame, drawn, 1, "reserve")
    assert main[0] == "u001"
    assert (len(main), len(reserve)) == (3, 2)
    assert len({*main, *reserve}) == 5
    assert "u004" not in {*main, *reserve}
    assert drawn[0].probability == 1
    assert [one.order for one in drawn] == [1, 2, 3, 1, 2]


def test_what_lies_below_an_excluded_unit_is_out_too() -> None:
    frame = frame_of(tree(communes=3))
    of = design(Stage("commune", "simple", n=2), Stage("citizen", "simple", n=1), exclude=("d0", "d1c1"))
    assert {one[:4] for one in ids(frame, drawn_of(frame, of), 2)} == {"d1c0", "d1c2"}


def test_seats_are_marked_in_a_column() -> None:
    rows = [(*row, "x" if row[0] == "u003" else "") for row in flat((5, 5, 5, 5, 5))]
    frame = frame_of(rows, "seat")
    of = design(Stage("village", "pps_systematic", n=2, forced_column="seat"))
    assert ids(frame, drawn_of(frame, of), 1)[0] == "u003"
    assert codes(frame_of([(*row[:5], "") for row in rows], "seat"), of) == ["nothing_forced"]


def strata_rows() -> list[Row]:
    return [(*row, "A" if at < 30 else "B" if at < 50 else "C") for at, row in enumerate(flat((1,) * 60))]


def test_strata_share_n_and_reserves_stay_in_them() -> None:
    frame = frame_of(strata_rows(), "area")
    drawn = drawn_of(frame, design(Stage("village", "simple", n=12, strata="area", reserve=2)))
    assert Counter((one.stratum, one.role) for one in drawn) == {
        ("A", "main"): 6,
        ("B", "main"): 4,
        ("C", "main"): 2,
        **{(name, "reserve"): 2 for name in "ABC"},
    }
    assert {one.probability for one in drawn} == {Fraction(1, 5)}


def test_neyman_strata_of_a_design() -> None:
    frame = frame_of(strata_rows(), "area")
    stage = Stage(
        "village", "systematic", n=12, strata="area", allocation="neyman", sd={"A": 1.0, "B": 3.0, "C": 3.0}
    )
    drawn = drawn_of(frame, design(stage))
    assert Counter(one.stratum for one in drawn) == {"A": 3, "B": 6, "C": 3}
    assert codes(frame, design(replace(stage, sd={"A": 1.0}))) == ["sd_missing", "sd_missing"]


def test_a_total_is_shared_among_units_that_are_all_taken() -> None:
    frame = frame_of(tree(communes=3, districts=2))
    of = design(ALL, Stage("commune", "simple", total=4, allocation="equal"))
    drawn = [one for one in drawn_of(frame, of) if one.stage == 2]
    assert Counter(one.parent for one in drawn).most_common() == [(drawn[0].parent, 2), (drawn[-1].parent, 2)]


def test_strata_by_the_unit_above() -> None:
    frame = frame_of(tree(communes=4, districts=2))
    drawn = drawn_of(frame, design(Stage("commune", "pps_systematic", n=4, strata="parent")))
    assert Counter(one.stratum for one in drawn) == {"d0": 2, "d1": 2}


def test_systematic_goes_by_the_order_asked_for() -> None:
    rows = [(row[0], *row[1:3], f"{99 - at:02}", row[4]) for at, row in enumerate(flat((1,) * 40))]
    frame = frame_of(rows)
    drawn = drawn_of(frame, design(Stage("village", "systematic", n=4, order=("name",))))
    places = [39 - one.row for one in drawn]
    assert {after - before for before, after in pairwise(places)} == {10}
    assert len(drawn_of(frame, design(Stage("village", "systematic", n=4, order=("random",))))) == 4
    assert len(drawn_of(frame, design(Stage("village", "systematic", n=4, order=("size", "name"))))) == 4


def test_lists_of_drawn_units_alone_give_the_same_upper_stages() -> None:
    whole = tree()
    frame = frame_of(whole)
    stage = replace(CITIZENS, lists="drawn")
    of = design(ALL, COMMUNES, VILLAGES, stage)
    drawn = drawn_of(frame, of)
    kept = set(ids(frame, drawn, 3))
    part = frame_of([row for row in whole if row[2] != "người" or row[1] in kept])
    assert ids(part, drawn_of(part, of), 4) == ids(frame, drawn, 4)
    gone = kept.pop()
    less = frame_of([row for row in whole if row[2] != "người" or (row[1] in kept and row[1] != gone)])
    assert codes(less, of) == ["drawn_unit_without_list"]


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (design(Stage("village", "simple", n=8)), ["too_few_units"]),
        (design(Stage("village", "simple", n=6, reserve=2)), ["too_few_units"]),
        (design(Stage("commune", "simple", n=1)), ["stage_without_frame"]),
        (design(Stage("village", "simple", n=2), Stage("citizen", "simple", n=2)), ["stage_without_frame"]),
        (design(Stage("village", "simple", n=2, forced=("u9",))), ["unknown_unit"]),
        (design(Stage("village", "simple", n=2), exclude=("u9",)), ["unknown_unit_excluded"]),
        (design(Stage("village", "simple", n=1, forced=("u001", "u002"))), ["too_many_forced"]),
        (design(Stage("village", "simple", total=8)), ["larger_than_frame"]),
        (
            design(Stage("village", "simple", n=8, forced=("u9",)), exclude=("u8",)),
            ["too_few_units", "unknown_unit", "unknown_unit_excluded"],
        ),
    ],
)
def test_faults_come_before_any_lot(of: Design, expected: list[str]) -> None:
    assert codes(frame_of(flat((5, 9, 3, 7, 8, 2, 6))), of) == expected


def test_a_village_too_small_is_named_though_it_might_not_be_drawn() -> None:
    rows = [row for row in tree() if not row[0].startswith("d1c3v4p")]
    rows += [("d1c3v4p0", "d1c3v4", "người", "–", "")]
    with pytest.raises(UserError) as caught:
        drawn_of(frame_of(rows), FOUR)
    assert (caught.value.code, caught.value.params["unit"]) == ("too_few_units", "d1c3v4")


def test_units_without_size_or_without_anything_below() -> None:
    rows = [("d9", "", "huyện", "–", ""), ("dx", "d9", "xã", "–", "")]
    assert codes(frame_of([*tree(), *rows]), FOUR) == ["empty_unit", "no_unit_size", "too_few_units"]


def test_a_unit_outside_the_stage_before() -> None:
    rows = [*tree(), ("lost", "", "xã", "–", "10")]
    assert "outside_stages" in codes(frame_of(rows), FOUR)


def test_a_level_nobody_knows() -> None:
    assert codes(
        frame_of([*flat((1, 2)), ("x", "", "vilage", "–", "")]), design(Stage("village", "simple", n=1))
    ) == ["unknown_level"]


def test_frequencies_over_all_stages_are_the_probabilities() -> None:
    """Stages, strata, a forced unit and reserves together: main units come up as often as they say."""
    rows = [(*row, "A" if row[0].endswith(("c0", "c1", "c2")) else "B") for row in tree(5, 4, 6, districts=1)]
    frame = frame_of(rows, "area")
    of = design(
        Stage("commune", "pps_sampford", n=3, strata="area", allocation="equal", forced=("d0c1",)),
        Stage("village", "pps_systematic", n=2),
        Stage("citizen", "systematic", n=2, reserve=1),
    )
    counts: Counter[int] = Counter()
    chances: dict[int, Fraction] = {}
    for turn in range(DRAWS):
        drawn = drawn_of(frame, of, f"seed {turn}")
        counts.update(one.row for one in drawn if one.role == "main")
        chances |= {one.row: one.probability for one in drawn}
    assert sum(chances[row] for row in frame.rows_of("commune").tolist()) == 3
    assert sum(chances[row] for row in frame.rows_of("citizen").tolist()) == 12
    for row in np.flatnonzero(frame.parents >= 0).tolist():
        chance = chances[row]
        error = sqrt(float(chance * (1 - chance)) / DRAWS)
        assert abs(counts[row] / DRAWS - float(chance)) <= 4 * error + 1e-12


def test_units_without_a_chance_are_counted() -> None:
    frame = frame_of(flat((5, 9, 3, 7)))
    sure = Stage("village", "simple", n=1, forced=("u001",), reserve=1)
    sample = draw(frame, design(sure), LEVELS, seed="x")
    assert sample.no_chance == (3,)
    assert sample.units[1].weight is None
    assert draw(frame, design(replace(sure, n=2)), LEVELS, seed="x").no_chance == (0,)
