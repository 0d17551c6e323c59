from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.dedupe.assemble import assemble
from roster.dedupe.checks import count_agencies, count_groups, final_counts
from roster.model import PersonRecord, Source
from roster.plan import PRECEDENCES, Plan, load_plan

HDND, SO, PHONG, HUYEN = "dai_bieu_hdnd", "lanh_dao_so", "lanh_dao_phong", "lanh_dao_huyen"
SENDER = "van_phong_doan_dbqh_hdnd"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


def record(key: str, group: str | None, agency: str | None = None, **fields: object) -> PersonRecord:
    return PersonRecord(
        source=Source("a.xlsx", "", int(key)),
        full_name="Đỗ Quang Vịnh",
        key=key,
        group=group,
        agency_code=agency,
        agency=agency,
        **fields,  # type: ignore[arg-type]
    )


RECORDS = [
    record("1", HDND),
    record("2", SO, "so_noi_vu"),  # the same person as 1
    record("3", SO, "so_noi_vu"),
    record("4", PHONG, "so_noi_vu"),  # the same person as 3
    record("5", SO, "so_y_te"),
    record("6", SO, "so_noi_vu"),  # the same person as 5
    record("7", SO, "so_y_te", flags=("not_eligible",)),
    record("8", SO, "so_y_te", held="bad_name"),
    record("9", None),
    record("10", PHONG, "so_y_te", flags=("not_eligible",)),
    record("11", PHONG, "so_y_te"),  # the same person as 10
]
CLUSTERS = [["1", "2"], ["3", "4"], ["5", "6"], ["7"], ["9"], ["10", "11"]]


def test_count_groups(plan: Plan) -> None:
    counts = count_groups(RECORDS, CLUSTERS, plan=plan, precedence="hdnd_first")
    assert list(counts) == [g.code for g in plan.groups]
    hdnd, so, phong, huyen = (counts[code] for code in (HDND, SO, PHONG, HUYEN))
    assert (hdnd.received, hdnd.distinct, hdnd.moved, hdnd.final) == (1, 1, 0, 1)
    assert (so.received, so.held, so.distinct, so.not_eligible, so.moved, so.final) == (6, 1, 3, 1, 1, 2)
    assert (phong.received, phong.distinct, phong.not_eligible, phong.moved, phong.final) == (3, 2, 0, 0, 2)
    assert (huyen.received, huyen.distinct, huyen.final) == (0, 0, 0)
    assert so.expected == 57
    assert so.gap == 3 - 57


def test_who_was_taken_out_is_counted_apart(plan: Plan) -> None:
    """3 leaves its group and 4 remains; 8 waits no longer."""
    out = [replace(r, excluded="nghỉ hưu") if r.key in {"3", "8"} else r for r in RECORDS]
    counts = count_groups(out, CLUSTERS, plan=plan, precedence="hdnd_first")
    so, phong = counts[SO], counts[PHONG]
    assert (so.received, so.held, so.excluded, so.distinct, so.not_eligible) == (6, 0, 2, 2, 1)
    assert (phong.excluded, phong.distinct, phong.final) == (0, 2, 2)


def test_full_precedence_counts_everybody_once(plan: Plan) -> None:
    counts = count_groups(RECORDS, CLUSTERS, plan=plan, precedence="full")
    assert {code: count.final for code, count in counts.items()} == {HDND: 1, SO: 2, PHONG: 1, HUYEN: 0}
    assert counts[SO].moved == 1


def test_final_counts_give_both_readings(plan: Plan) -> None:
    final = final_counts(RECORDS, CLUSTERS, plan)
    assert final == {
        "hdnd_first": {HDND: 1, SO: 2, PHONG: 2, HUYEN: 0},
        "full": {HDND: 1, SO: 2, PHONG: 1, HUYEN: 0},
    }


def test_count_agencies(plan: Plan) -> None:
    expected = {(SO, "so_noi_vu"): 3, (HUYEN, "huyen_cu_jut"): 2}
    counts = count_agencies(RECORDS, CLUSTERS, plan=plan, precedence="hdnd_first", expected=expected)
    assert list(counts) == [
        (HDND, SENDER),
        (SO, "so_noi_vu"),
        (SO, "so_y_te"),
        (PHONG, "so_noi_vu"),
        (PHONG, "so_y_te"),
        (HUYEN, "huyen_cu_jut"),
    ]
    home, health = counts[SO, "so_noi_vu"], counts[SO, "so_y_te"]
    assert (home.expected, home.received, home.distinct, home.moved, home.gap) == (3, 3, 3, 1, 0)
    assert (health.expected, health.received, health.held, health.distinct) == (None, 3, 1, 1)
    assert (health.not_eligible, health.gap) == (1, None)
    assert home.final + health.final == 2
    silent = counts[HUYEN, "huyen_cu_jut"]
    assert (silent.received, silent.distinct, silent.gap) == (0, 0, -2)


@st.composite
def province(draw: st.DrawFn) -> tuple[list[PersonRecord], list[list[str]]]:
    size = draw(st.integers(0, 20))
    records = [
        record(
            str(i),
            draw(st.sampled_from([HDND, SO, PHONG, HUYEN, None])),
            draw(st.sampled_from(["so_noi_vu", "so_y_te", "huyen_cu_jut", None])),
            flags=draw(st.sampled_from([(), (), ("not_eligible",)])),
            held=draw(st.sampled_from([None, None, None, "bad_name"])),
            rank=draw(st.integers(1, 3)),
        )
        for i in range(size)
    ]
    clusters: dict[int, list[str]] = {}
    for one in records:
        if not one.held:
            clusters.setdefault(draw(st.integers(0, 8)), []).append(one.key)
    return records, list(clusters.values())


@pytest.mark.slow
@given(province())
def test_counts_agree_with_each_other_and_with_the_roster(
    plan: Plan, case: tuple[list[PersonRecord], list[list[str]]]
) -> None:
    records, clusters = case
    final = final_counts(records, clusters, plan)
    for precedence in PRECEDENCES:
        counts = count_groups(records, clusters, plan=plan, precedence=precedence)
        agencies = count_agencies(records, clusters, plan=plan, precedence=precedence)
        respondents = assemble(records, clusters, plan=plan, precedence=precedence)
        for code, count in counts.items():
            of_group = [line for (group, _), line in agencies.items() if group == code]
            assert count.final == final[precedence][code] == sum(r.group == code for r in respondents)
            assert count.final == sum(line.final for line in of_group)
            assert count.received == sum(line.received for line in of_group)
            assert precedence == "full" or count.final == count.distinct - count.moved
        assert sum(count.received for count in counts.values()) == sum(1 for r in records if r.group)
    people = sum(1 for keys in clusters if any(_in_roster(one) for one in records if one.key in keys))
    assert sum(final["full"].values()) == people


def _in_roster(one: PersonRecord) -> bool:
    return bool(one.group) and "not_eligible" not in one.flags
