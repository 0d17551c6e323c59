"""The demonstration province: its truth is met, with rows as a correct reader gives them and as ours does."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from roster import demo, units
from roster.dedupe import link
from roster.dedupe.checks import count_groups, final_counts
from roster.dedupe.model import Model
from roster.intake import ledger, reader, reading
from roster.model import Judgement, Matching, PersonRecord, Source
from roster.plan import Plan, load_plan
from roster.positions import load_positions

Truth = Mapping[str, Any]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan("daknong-2024-demo")


def place(row: Mapping[str, Any]) -> str:
    return f"{row['file']}|{row['sheet']}|{row['row']}"


def perfectly_read(truth: Truth, plan: Plan) -> list[PersonRecord]:
    return [_record(row, plan) for row in truth["rows"]]


def _record(row: Mapping[str, Any], plan: Plan) -> PersonRecord:
    agency = units.find_agency(row["agency"], plan) if row["agency"] else None
    return PersonRecord(
        source=Source(row["file"], row["sheet"], row["row"]),
        key=place(row),
        full_name=row["full_name"],
        dob=row["dob"],
        gender=row["gender"],
        phones=(row["phone"],) if row["phone"] else (),
        cccd=row["cccd"],
        email=row["email"],
        position=row["position"],
        agency=row["agency"],
        agency_code=agency.code if agency else None,
        group=row["group"],
    )


def people(truth: Truth) -> dict[str, str]:
    return {place(row): row["person"] for row in truth["rows"]}


def pairs_of(groups: Sequence[Sequence[str]]) -> set[frozenset[str]]:
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def true_pairs(truth: Truth) -> set[frozenset[str]]:
    rows: defaultdict[str, list[str]] = defaultdict(list)
    for row, person in people(truth).items():
        rows[person].append(row)
    return pairs_of(list(rows.values()))


def check(matching: Matching, truth: Truth) -> None:
    merged = pairs_of(matching.clusters)
    asked = {frozenset((pair.left, pair.right)) for pair in matching.asks}
    planted = [d for d in truth["duplicates"] if d["difficulty"] in ("easy", "medium")]
    assert merged <= true_pairs(truth)
    assert pairs_of([[place(row) for row in d["rows"]] for d in planted]) <= merged | asked
    assert not pairs_of([[place(row) for row in d["rows"]] for d in truth["look_alikes"]]) & merged
    assert len(asked) <= 2 * len(truth["duplicates"])


@pytest.mark.parametrize("seed", [demo.province.DEFAULT_SEED, 1, 2, 3])
def test_rows_as_a_correct_reader_gives_them(seed: int, plan: Plan, model: Model) -> None:
    truth = demo.invent(plan, seed=seed).truth
    check(link.match(perfectly_read(truth, plan), [], model=model), truth)


def test_rows_as_our_reader_gives_them(tmp_path: Path, plan: Plan, model: Model) -> None:
    province = demo.invent(plan, seed=demo.province.DEFAULT_SEED)
    demo.write(province, tmp_path / "lists")
    assert plan.today
    read = [
        reading.read_list(raw, plan=plan, positions=load_positions(), today=plan.today)
        for raw in reader.read_files(sorted((tmp_path / "lists").iterdir()))
    ]
    rows = people(province.truth)
    records = [
        _with_place(r, rows)
        for r in ledger.with_keys([p for file in read for p in file.people])
        if not r.held
    ]
    check(link.match(records, [], model=model), province.truth)


def _with_place(record: PersonRecord, rows: Mapping[str, str]) -> PersonRecord:
    source = record.source
    key = place({"file": source.file, "sheet": source.sheet, "row": source.row})
    assert key in rows
    return replace(record, key=key)


def test_once_every_question_is_answered_the_counts_are_the_truth(plan: Plan, model: Model) -> None:
    truth = demo.invent(plan, seed=demo.province.DEFAULT_SEED).truth
    records, person = perfectly_read(truth, plan), people(truth)
    asks = link.match(records, [], model=model).asks
    answers = [
        Judgement(p.left, p.right, "same" if person[p.left] == person[p.right] else "different") for p in asks
    ]
    matching = link.match(records, answers, model=model)
    assert not matching.asks
    assert pairs_of(matching.clusters) == true_pairs(truth)
    counts = count_groups(records, matching.clusters, plan=plan, precedence="hdnd_first")
    assert {code: count.received for code, count in counts.items()} == truth["counts"]["received"]
    assert {code: count.distinct for code, count in counts.items()} == truth["counts"]["distinct"]
    assert final_counts(records, matching.clusters, plan) == truth["counts"]["final"]
