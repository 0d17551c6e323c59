"""Comparing only what is new gives what comparing all gives, whatever lists come and go."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roster.dedupe import link
from roster.dedupe.known import Known, know, part
from roster.dedupe.model import Model
from roster.model import Judgement, Matching, PersonRecord
from tests.dedupe.conftest import make
from tests.dedupe.test_link import judged, people

POSTS = [None, "Trưởng phòng", "Trưởng phòng Tư pháp", "Trưởng", "Cán bộ"]
EMAILS = [None, "a@b.vn", "A@b.vn", "vanthu@b.vn"]


@st.composite
def revisions(draw: st.DrawFn) -> list[list[PersonRecord]]:
    """A set of records, and what becomes of it step by step: records come, go and are corrected."""
    steps = [[_with_more(draw, record) for record in draw(people())]]
    for _ in range(draw(st.integers(1, 3))):
        fresh = {record.key: _with_more(draw, record) for record in draw(people())}
        before = {record.key: record for record in steps[-1]}
        taken = {key: draw(st.sampled_from(["stay", "go", "change", "come"])) for key in before | fresh}
        after = [before[key] for key, what in taken.items() if key in before and what in ("stay", "come")]
        after += [
            fresh[key]
            for key, what in taken.items()
            if key in fresh and (what == "change" or (what == "come" and key not in before))
        ]
        steps.append(after)
    return steps


def _with_more(draw: st.DrawFn, record: PersonRecord) -> PersonRecord:
    return replace(record, position=draw(st.sampled_from(POSTS)), email=draw(st.sampled_from(EMAILS)))


def same(one: Known, other: Known) -> bool:
    return (
        one.records == other.records
        and np.array_equal(one.candidates.codes, other.candidates.codes)
        and all(
            np.array_equal(levels, other.candidates.levels[f]) for f, levels in one.candidates.levels.items()
        )
    )


@pytest.mark.slow
@given(revisions())
@settings(deadline=None, max_examples=200)
def test_what_is_known_is_what_comparing_all_gives(model: Model, steps: list[list[PersonRecord]]) -> None:
    last: Known | None = None
    for records in steps:
        last = know(records, model, last)
        assert same(last, know(records, model))
        assert link.settle(last, []) == link.match(records, [], model=model)


@pytest.mark.slow
@given(judged(), people())
@settings(deadline=None, max_examples=100)
def test_judgements_on_what_was_known(
    model: Model, case: tuple[list[PersonRecord], list[Judgement]], before: list[PersonRecord]
) -> None:
    records, judgements = case
    last = know(records, model, know(before, model))
    assert link.settle(last, judgements) == link.match(records, judgements, model=model)


@pytest.mark.slow
@given(judged(), st.data())
@settings(deadline=None, max_examples=300)
def test_settling_what_hangs_together_is_settling_all(
    model: Model, case: tuple[list[PersonRecord], list[Judgement]], data: st.DataObject
) -> None:
    """Clusters and pairs of a part are those of the whole, wherever no pair of interest leads out of it."""
    records, judgements = case
    others = [replace(record, key=f"x{record.key}") for record in data.draw(people())]
    whole = know([*records, *others], model)
    everything = link.settle(whole, judgements)
    keys = _hanging_together(everything, {data.draw(st.sampled_from(records)).key})
    found = link.settle(part(whole, keys | {"nobody"}), judgements)
    assert found.clusters == tuple(one for one in everything.clusters if one[0] in keys)
    assert found.asks == tuple(pair for pair in everything.asks if pair.left in keys)
    assert found.scored == tuple(pair for pair in everything.scored if pair.left in keys)


def _hanging_together(matching: Matching, keys: set[str]) -> set[str]:
    ends = [{pair.left, pair.right} for pair in (*matching.scored, *matching.asks)]
    while more := [pair for pair in ends if len(pair & keys) == 1]:
        keys = keys.union(*more)
    return keys


def test_only_pairs_with_a_changed_record_are_compared(model: Model) -> None:
    records = make(1).records
    first = know(records, model)
    assert first.fresh == len(first.candidates.codes) > 0
    assert know(records[::-1], model, first) is first
    changed = replace(records[0], dob="1950-05-05")
    second = know([changed, *records[1:]], model, first)
    place = [r.key for r in second.records].index(changed.key)
    n = len(second.records)
    touching = (second.candidates.codes // n == place) | (second.candidates.codes % n == place)
    known_before = np.isin(second.candidates.codes, first.candidates.codes)
    assert second.fresh == int((touching | ~known_before).sum()) < first.fresh / 2
    assert same(second, know(second.records, model))
