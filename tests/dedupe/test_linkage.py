"""Linking one large table: typed texts, fitted weights, the cut, on people invented with their truth."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster import names
from roster.dedupe import blocking, features, fitting, linkage, score, typed
from roster.dedupe.columns import Column, factorise
from roster.dedupe.features import Features
from roster.dedupe.linkage import best_cut
from roster.dedupe.model import Model
from roster.dedupe.untangle import groups
from roster.plan import load_plan
from roster.positions import load_positions
from tests.dedupe.conftest import Maker

READING = typed.Reading(load_positions(), load_plan(), date(2024, 12, 16))


def read(rows: Sequence[Mapping[str, str]], model: Model) -> Features:
    columns = {field: texts([row.get(field, "") for row in rows]) for field in typed.FIELDS}
    return features.from_columns(typed.raw_columns(columns, READING), model, size=len(rows))


def texts(values: Sequence[str]) -> Column[tuple[str, ...]]:
    return factorise(value or None for value in values)


def invented(persons: int, seed: int) -> tuple[list[dict[str, str]], list[int]]:
    """Two lists: the first names everybody, the second every other one, typed in another way."""
    maker = Maker(seed)
    people = [maker.someone("so_noi_vu", "lanh_dao_phong") for _ in range(persons)]
    rows, truth = [], []
    for number, person in enumerate(people):
        dob = person.dob or ""
        row = {
            "list_id": "L1",
            "full_name": person.full_name,
            "dob": dob,
            "phone": "0" + person.phones[0][3:],
        }
        rows.append(row | {"position": person.position or ""})
        truth.append(number)
        if number % 2:
            year, month, day = dob.split("-")
            again = {
                "list_id": "L2",
                "full_name": f"Ông {person.full_name.upper()}",
                "dob": f"{day}/{month}/{year}",
            }
            rows.append(again if number % 3 else again | {"dob": year, "phone": row["phone"]})
            truth.append(number)
    return rows, truth


@pytest.mark.parametrize(
    ("policy", "precision", "recall"), [("balanced", 0.99, 0.95), ("cautious", 1.0, 0.8)]
)
def test_people_are_found_again(
    model: Model, policy: linkage.Policy, precision: float, recall: float
) -> None:
    rows, truth = invented(400, seed=3)
    found = linkage.link(read(rows, model), model=model, policy=policy)
    true, labels = np.array(truth), found.labels
    joined = [(i, int(label)) for i, label in enumerate(labels.tolist()) if label != i]
    right = sum(true[i] == true[label] for i, label in joined)
    assert right >= precision * len(joined)
    assert right >= recall * (len(rows) - 400)


def test_the_order_of_the_rows_plays_no_part(model: Model) -> None:
    rows, _ = invented(60, seed=5)
    order = np.random.default_rng(1).permutation(len(rows))
    first = linkage.link(read(rows, model), model=model, policy="balanced").labels
    again = linkage.link(read([rows[i] for i in order], model), model=model, policy="balanced").labels
    together = {frozenset(np.flatnonzero(first == label).tolist()) for label in first}
    assert together == {frozenset(order[again == label].tolist()) for label in again}


def test_no_records(model: Model) -> None:
    found = linkage.link(read([], model), model=model, policy="balanced")
    assert (len(found.labels), len(found.left), found.asks) == (0, 0, 0)


@given(st.lists(st.floats(-30, 30), max_size=30))
def test_no_other_cut_expects_a_better_f1(weights: list[float]) -> None:
    weight = np.array(weights)
    chance = fitting.probability(weight)

    def expected_f1(cut: float) -> float:
        taken = weight >= cut
        return float(2 * chance[taken].sum() / (taken.sum() + chance.sum())) if taken.any() else 0.0

    best = expected_f1(best_cut(weight))
    assert all(expected_f1(cut) <= best + 1e-9 for cut in weights)


def test_few_records_keep_the_weights_and_many_change_them(model: Model) -> None:
    def fitted_bits(persons: int) -> tuple[float, float]:
        table = read(invented(persons, seed=7)[0], model)
        found = blocking.candidates(table, model.blocking)
        scale = score.prepare(table, model)
        scored = score.score(scale, found.left, found.right)
        sample = fitting.Sample(scored.levels, sum(scored.rarity.values(), np.zeros(len(scored))), 1.0)
        after = fitting.fit(scale, sample, model)
        return (
            float(np.abs(after.tables["phone"].m - scale.tables["phone"].m).max()),
            float(after.prior - scale.prior),
        )

    few, many = fitted_bits(4), fitted_bits(800)
    assert few[0] < many[0]
    assert many[1] > 2  # half of these people are listed twice, far more than expected


@pytest.mark.parametrize(
    ("typed_texts", "expected"),
    [
        (["3/4/1975", "25/12/1980"], ["1975-04-03", "1980-12-25"]),
        (["3/4/1975", "12/25/1980"], ["1975-03-04", "1980-12-25"]),
        (["3/4/1975", "12/25/1980", "25/12/1980"], ["1975-04-03", "1980-12-25", "1980-12-25"]),
    ],
)
def test_a_list_tells_whether_it_writes_the_month_first(typed_texts: list[str], expected: list[str]) -> None:
    columns = {"dob": texts(typed_texts), "list_id": texts(["L1"] * len(typed_texts))}
    dob = typed.raw_columns(columns, READING)["dob"]
    assert [dob.values[code] for code in dob.codes.tolist()] == expected


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Thanh tra huyện, UBND huyện Tân Khánh, tỉnh Hà Nội", "huyen tan khanh"),
        ("UBND HUYỆN TÂN KHÁNH", "huyen tan khanh"),
        ("Sở Ngoại vụ tỉnh Hưng Yên", "so ngoai vu"),
        ("tỉnh Hưng Yên", "tinh hung yen"),
    ],
)
def test_an_agency_without_its_province(text: str, bare: str) -> None:
    assert typed.bare_agency(text) == bare


def test_numbers_of_other_countries_are_compared_by_their_digits() -> None:
    columns = {"phone": texts(["07 4128 93", "x"]), "cccd": texts(["9416-2203", ""])}
    raw = typed.raw_columns(columns, READING)
    assert raw["phone"].values == (("07412893",),)
    assert raw["cccd"].values == ("94162203",)


LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầồộợýKHYÔB'’. ,("


@given(st.text(LETTERS, max_size=24))
def test_plain_names_are_read_as_all_others(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        quick = names._clean.__wrapped__(text)
        patch.setattr(names, "_plain_name", lambda _: None)
        assert names._clean.__wrapped__(text) == quick


def test_a_chain_breaks_where_its_ends_contradict() -> None:
    """a–b and b–c agree, a and c do not: the weaker join goes."""
    assert sorted(map(sorted, groups([(3.0, 0, 1), (5.0, 1, 2), (-9.0, 0, 2)]))) == [[0], [1, 2]]
    assert sorted(map(sorted, groups([(3.0, 0, 1), (5.0, 1, 2), (-2.0, 0, 2)]))) == [[0, 1, 2]]


@given(st.lists(st.floats(-9, 9), min_size=10, max_size=10))
def test_every_group_is_worth_it(weights: list[float]) -> None:
    pairs = [(w, a, b) for w, (a, b) in zip(weights, combinations(range(5), 2), strict=True)]
    found = [set(group) for group in groups(pairs)]
    assert sorted(node for group in found for node in group) == list(range(5))
    for group in found:
        inside = [w for w, a, b in pairs if {a, b} <= group]
        assert not inside or sum(inside) > 0


def test_a_crowd_keeps_its_heavier_joins_only(model: Model) -> None:
    """People who share one name and nothing else are not one person, however many there are."""
    rows = [{"list_id": f"L{n}", "full_name": "Nguyễn Văn Hùng"} for n in range(90)]
    labels = linkage.link(read(rows, model), model=model, policy="balanced").labels
    assert np.bincount(labels).max() <= model.clusters.largest


def test_rare_values_make_pairs_before_common_ones() -> None:
    rows = np.arange(12)
    codes = np.array([0, 0, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2])
    left, right, left_out = blocking.pairs_within(rows, codes, 400, most=5)
    assert sorted(zip(left.tolist(), right.tolist(), strict=True)) == [(0, 1), (2, 3)]
    assert left_out == 1
