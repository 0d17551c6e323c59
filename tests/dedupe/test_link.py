"""The laws of matching, on records with few values so that everything collides with everything."""

from collections.abc import Sequence
from itertools import combinations
from typing import get_args

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from roster.dedupe import link
from roster.dedupe.components import components
from roster.dedupe.model import Model
from roster.model import Judgement, Matching, PersonRecord, Source, Verdict

NAMES = [
    "Nguyễn Văn Thành",
    "Nguyễn Văn Thanh",
    "Nguyen Van Thanh",
    "Ng. Văn Thành",
    "Trần Thị Hoa",
    "Y Bhăm",
    "Y Bhăm Niê",
]
DATES = [None, "1975", "1975-04", "1975-04-03", "1975-03-04", "1980-12-12"]
PHONES = [(), ("+84905123456",), ("+84978555444",), ("+84905123456", "+842613544111")]
CARDS = [None, None, "067075001234", "067075009876"]


@st.composite
def people(draw: st.DrawFn) -> list[PersonRecord]:
    size = draw(st.integers(2, 9))
    return [
        PersonRecord(
            source=Source(draw(st.sampled_from(["a.xlsx", "b.xlsx", "c.docx"])), "", i + 1),
            key=f"k{i}",
            full_name=draw(st.sampled_from(NAMES)),
            dob=draw(st.sampled_from(DATES)),
            phones=draw(st.sampled_from(PHONES)),
            cccd=draw(st.sampled_from(CARDS)),
            gender=draw(st.sampled_from([None, "Nam", "Nam", "Nữ"])),
            agency_code=draw(st.sampled_from([None, "so_noi_vu", "so_tai_chinh"])),
            group=draw(st.sampled_from(["dai_bieu_hdnd", "lanh_dao_so"])),
        )
        for i in range(size)
    ]


@st.composite
def judged(draw: st.DrawFn) -> tuple[list[PersonRecord], list[Judgement]]:
    records = draw(people())
    pairs = list(combinations([r.key for r in records], 2))
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=4))
    verdicts: st.SearchStrategy[Verdict] = st.sampled_from(get_args(Verdict))
    return records, [Judgement(left, right, draw(verdicts)) for left, right in chosen]


def together(matching: Matching) -> set[tuple[str, str]]:
    return {pair for cluster in matching.clusters for pair in combinations(cluster, 2)}


def asked(matching: Matching) -> set[tuple[str, str]]:
    return {(pair.left, pair.right) for pair in matching.asks}


def joined_by_people(records: Sequence[PersonRecord], judgements: Sequence[Judgement]) -> dict[str, int]:
    position = {r.key: i for i, r in enumerate(records)}
    same = [(position[j.left], position[j.right]) for j in judgements if j.verdict == "same"]
    ends = np.array(same, dtype=np.int64).reshape(-1, 2)
    labels = components(len(records), ends[:, 0], ends[:, 1])
    return {key: int(labels[i]) for key, i in position.items()}


@pytest.mark.slow
@given(judged(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=150)
def test_order_plays_no_part(
    model: Model, case: tuple[list[PersonRecord], list[Judgement]], random: object
) -> None:
    records, judgements = case
    shuffled = list(records)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    assert link.match(records, judgements, model=model) == link.match(shuffled, judgements[::-1], model=model)


@pytest.mark.slow
@given(judged())
@settings(deadline=None, max_examples=300)
def test_every_record_is_in_one_cluster_and_judgements_are_obeyed(
    model: Model, case: tuple[list[PersonRecord], list[Judgement]]
) -> None:
    records, judgements = case
    matching = link.match(records, judgements, model=model)
    assert sorted(key for cluster in matching.clusters for key in cluster) == [r.key for r in records]
    merged, questions = together(matching), asked(matching)
    units = joined_by_people(records, judgements)
    different = [j for j in judgements if j.verdict == "different"]
    contradicted = {units[j.left] for j in different if units[j.left] == units[j.right]}
    for judgement in judgements:
        pair = (judgement.left, judgement.right)
        if judgement.verdict == "different":
            assert pair not in merged
            assert pair not in questions
        elif judgement.verdict == "same":
            assert pair in merged or (units[judgement.left] in contradicted and pair in questions | merged)
        elif units[judgement.left] != units[judgement.right]:
            assert pair in questions
    assert not merged & questions


@pytest.mark.slow
@given(people())
@settings(deadline=None, max_examples=300)
def test_contradictions_never_share_a_cluster(model: Model, records: list[PersonRecord]) -> None:
    matching = link.match(records, [], model=model)
    by_key = {r.key: r for r in records}
    for left, right in together(matching):
        a, b = by_key[left], by_key[right]
        assert not (a.cccd and b.cccd and a.cccd != b.cccd)
        assert not (len(a.dob or "") == len(b.dob or "") == 10 and a.dob != b.dob)
        assert not (a.gender and b.gender and a.gender != b.gender)


@pytest.mark.slow
@given(judged())
@settings(deadline=None, max_examples=150)
def test_confirming_what_is_merged_only_answers_questions(
    model: Model, case: tuple[list[PersonRecord], list[Judgement]]
) -> None:
    """A person's word outweighs the machine's and may settle a doubt beside it; nothing comes apart."""
    records, judgements = case
    before = link.match(records, judgements, model=model)
    confirmed = [Judgement(left, right, "same") for left, right in together(before)]
    spoken = {(j.left, j.right) for j in judgements}
    more = [j for j in confirmed if (j.left, j.right) not in spoken]
    units = joined_by_people(records, [*judgements, *more])
    assume(all(units[j.left] != units[j.right] for j in judgements if j.verdict == "different"))
    after = link.match(records, [*judgements, *more], model=model)
    assert together(before) <= together(after)
    for cluster in set(after.clusters) - set(before.clusters):
        assert any({left, right} <= set(cluster) for left, right in asked(before))


@given(people())
@settings(deadline=None, max_examples=100)
def test_comparing_is_symmetric_and_the_bits_add_up(model: Model, records: list[PersonRecord]) -> None:
    left, right, *others = records
    pair = link.compare(left, right, among=others, model=model)
    assert pair == link.compare(right, left, among=others[::-1], model=model)
    assert pair.left < pair.right
    assert sum(e.bits for e in pair.evidence) == pytest.approx(pair.weight)
    assert [e.field for e in pair.evidence].count("prior") == 1


@pytest.mark.slow
@given(people())
@settings(deadline=None, max_examples=100)
def test_compare_says_what_match_says(model: Model, records: list[PersonRecord]) -> None:
    matching = link.match(records, [], model=model)
    by_key = {r.key: r for r in records}
    conflicts = ("cluster", "conflict")
    for pair in matching.scored:
        if conflicts not in [(e.field, e.level) for e in pair.evidence]:
            assert pair == link.compare(by_key[pair.left], by_key[pair.right], among=records, model=model)


def person(key: str, **fields: object) -> PersonRecord:
    fields.setdefault("source", Source(f"{key}.xlsx", "", 1))
    return PersonRecord(full_name=str(fields.pop("full_name", "Đỗ Quang Vịnh")), key=key, **fields)  # type: ignore[arg-type]


def test_no_records(model: Model) -> None:
    assert link.match([], [], model=model) == Matching(())


def test_one_record(model: Model) -> None:
    assert link.match([person("a")], [], model=model).clusters == (("a",),)


def test_a_judgement_joins_records_that_share_nothing(model: Model) -> None:
    records = [person("a"), person("b", full_name="Trần Thị Hoa")]
    assert link.match(records, [Judgement("a", "b", "same")], model=model).clusters == (("a", "b"),)


def test_judgements_about_absent_records_are_passed_over(model: Model) -> None:
    matching = link.match([person("a")], [Judgement("a", "gone", "same")], model=model)
    assert matching.clusters == (("a",),)


def test_the_later_judgement_counts(model: Model) -> None:
    records = [person("a"), person("b")]
    verdicts = [Judgement("a", "b", "different"), Judgement("a", "b", "same")]
    assert link.match(records, verdicts, model=model).clusters == (("a", "b"),)


def test_unsure_is_asked_even_where_the_evidence_is_beyond_doubt(model: Model) -> None:
    records = [person("a", dob="1970-02-03"), person("b", dob="1970-02-03")]
    assert link.match(records, [], model=model).clusters == (("a", "b"),)
    matching = link.match(records, [Judgement("a", "b", "unsure")], model=model)
    assert matching.clusters == (("a",), ("b",))
    assert asked(matching) == {("a", "b")}


def test_a_record_between_two_cards_becomes_two_questions(model: Model) -> None:
    phone = ("+84905123456",)
    records = [
        person("a", cccd="067070001111", phones=phone),
        person("b", phones=phone),
        person("c", cccd="067070002222", phones=phone),
    ]
    matching = link.match(records, [], model=model)
    assert matching.clusters == (("a",), ("b",), ("c",))
    assert {("a", "b"), ("b", "c")} <= asked(matching)
    assert all(
        ("cluster", "conflict") in [(e.field, e.level) for e in pair.evidence]
        for pair in matching.asks
        if "b" in (pair.left, pair.right)
    )


def test_what_is_beyond_doubt_on_one_side_stays_together(model: Model) -> None:
    phone = ("+84905123456",)
    records = [
        person("a1", cccd="067070001111", phones=phone),
        person("a2", cccd="067070001111", phones=phone),
        person("b", phones=phone),
        person("c", cccd="067070002222", phones=phone),
    ]
    assert ("a1", "a2") in link.match(records, [], model=model).clusters


def test_different_holds_through_a_third_record(model: Model) -> None:
    dob = "1970-02-03"
    records = [person("a", dob=dob), person("b", dob=dob), person("c", dob=dob)]
    matching = link.match(records, [Judgement("a", "c", "different")], model=model)
    assert matching.clusters == (("a",), ("b",), ("c",))
    assert asked(matching) == {("a", "b"), ("b", "c")}


def test_contradicting_judgements_are_asked_again(model: Model) -> None:
    records = [person("a"), person("b"), person("c")]
    judgements = [Judgement("a", "b", "same"), Judgement("b", "c", "same"), Judgement("a", "c", "different")]
    matching = link.match(records, judgements, model=model)
    assert matching.clusters == (("a",), ("b",), ("c",))
    assert asked(matching) == {("a", "b"), ("b", "c")}


def test_no_question_between_clusters_judged_different(model: Model) -> None:
    dob = "1970-02-03"
    records = [person("a", dob=dob), person("b", dob=dob), person("c", dob="1970")]
    assert asked(link.match(records, [], model=model)) == {("a", "c"), ("b", "c")}
    assert not link.match(records, [Judgement("a", "c", "different")], model=model).asks


def test_more_records_than_one_person_can_have_are_questions(model: Model) -> None:
    records = [person(f"k{i:03d}", dob="1970-02-03") for i in range(model.clusters.largest + 1)]
    matching = link.match(records, [], model=model)
    assert len(matching.clusters) == len(records)
    assert matching.asks


def test_a_key_shared_by_too_many_is_reported(model: Model) -> None:
    records = [person(f"k{i:03d}") for i in range(model.blocking.largest_block + 1)]
    matching = link.match(records, [], model=model)
    assert matching.dropped_blocks > 0
    assert not matching.asks


def test_a_third_record_does_not_bridge_a_doubt(model: Model) -> None:
    """Two mobiles beside one name and date are a question; a record without phone must not answer it."""
    dob = "1970-02-03"
    records = [
        person("a", dob=dob, phones=("+84905123456",)),
        person("b", dob=dob),
        person("c", dob=dob, phones=("+84978555444",)),
    ]
    matching = link.match(records, [], model=model)
    assert matching.clusters == (("a",), ("b",), ("c",))
    assert asked(matching) == {("a", "b"), ("a", "c"), ("b", "c")}
