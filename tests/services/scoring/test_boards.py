"""The boards of points: what is at risk, progress, scores side by side, earlier years, groups."""

from datetime import date
from decimal import Decimal

import pytest

from roster.plan import Plan, load_plan
from roster.services.scoring import boards
from scoring import numbers
from tests.services.scoring.years import DAY, act, attached, year


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


def test_self_appraised_and_final_stand_side_by_side(plan: Plan) -> None:
    made = year(
        [
            act(1, "1.1.1", "filled", answer={"yes": True}),
            act(2, "1.1.1", "submitted"),
            act(3, "1.1.1", "accepted", points=Decimal("0.4")),
            act(4, "1.1.1", "appraised", points=Decimal("0.3")),
            act(5, "1.1.2", "filled", answer={"a": "60", "b": "57"}),
        ]
    )
    board = boards.of_year(made, plan=plan, today=DAY)
    maximum = made.catalogue.by_code["1.1.1"].max
    second = made.components["1.1.2"].self_score
    assert maximum is not None
    assert second is not None
    assert board.totals == {"self": maximum + second, "own": Decimal("0.4"), "appraised": Decimal("0.3")}
    assert board.scored == {"self": 2, "own": 1, "appraised": 1, "final": 0}
    first, *others = board.scores
    assert (first.node.code, first.points["own"], first.points["final"]) == ("1", Decimal("0.4"), None)
    assert first.percent("appraised") == Decimal("3")  # 0.3 of 10
    assert {one.points["self"] for one in others} == {None}


def test_progress_of_agencies_and_fields_counts_every_component(plan: Plan) -> None:
    made = year([act(1, "2.1.1", "filled", answer={"yes": True}), act(2, "2.1.1", "submitted")])
    board = boards.of_year(made, plan=plan, today=DAY)
    for lines in (board.agencies, board.fields):
        assert sum(line.components for line in lines) == 88
        assert sum(line.stages["submitted"] for line in lines) == 1
    agencies = {line.key: line for line in board.agencies}
    assert agencies["so_tu_phap"].stages["submitted"] == 1
    assert agencies["so_tu_phap"].components == len(made.of_agency("so_tu_phap"))
    assert agencies[""].components == 17  # surveys are nobody's, whoever leads their criterion


def test_points_at_risk_by_days_left_and_points(plan: Plan) -> None:
    made = year(
        [
            act(1, "1.1.1", "filled", answer={"yes": True}, text="chưa có văn bản"),
            act(2, "1.1.2", "returned", day=date(2025, 2, 10), text="bổ sung"),
            act(3, "7.1.1", "filled", answer={"not_applicable": True}),
        ],
        [attached("1.2.1", made_of) for made_of in year().catalogue.by_code["1.2.1"].documents],
    )
    board = boards.of_year(made, plan=plan, today=DAY)
    by_code = {risk.code: risk for risk in board.risks}
    assert "1.2.1" not in by_code  # its documents are there
    assert "7.1.1" not in by_code  # does not apply
    assert by_code["1.1.2"].days_left == 31  # longer, as it was returned until then
    assert by_code["1.3.1"].days_left == 21
    assert board.risks[-1].code == "1.1.1"  # explained ones last
    assert board.at_risk == numbers.total(risk.points for risk in board.risks[:-1])


@pytest.mark.parametrize(
    ("points", "group"),
    [("100", "A"), ("90", "A"), ("89.99", "B"), ("80", "B"), ("79.99", "C"), ("70", "C"), ("69.99", None)],
)
def test_groups_of_results(points: str, group: str | None) -> None:
    found = boards.group_of(year(), Decimal(points))
    assert (found.code if found else None) == group


def test_a_province_at_its_maximum_is_in_group_a(plan: Plan) -> None:
    made = year()
    acts = [
        act(at, leaf.code, "appraised", points=leaf.max) for at, leaf in enumerate(made.catalogue.leaves, 1)
    ]
    board = boards.of_year(year(acts), plan=plan, today=DAY)
    group = board.groups["appraised"]
    assert (board.totals["appraised"], group.code if group else "") == (Decimal(100), "A")


def test_earlier_years_stand_beside_with_their_sources(plan: Plan) -> None:
    board = boards.of_year(year(), plan=plan, today=DAY)
    assert [(one.year, one.total, one.rank) for one in board.earlier] == [
        (2023, None, 51),
        (2022, Decimal("84.66"), 37),
    ]
    assert all(one.source for one in board.earlier)
    assert [block.max for block in board.blocks] == [Decimal(text) for text in ("61.5", "6.5", "22", "10")]


def test_the_nine_sectors_only_supply_documents(plan: Plan) -> None:
    made = year(attachments=[attached("evidence:7.3", "Văn bản triển khai")], name="2024-plan")
    board = boards.of_year(made, plan=plan, today=DAY)
    assert [line.task.code for line in board.evidence] == [f"7.{at}" for at in range(1, 10)]
    third = board.evidence[2]
    assert (third.agency, len(third.attachments)) == ("Sở Tài nguyên và Môi trường", 1)
    assert third.missing == ("Công tác kiểm tra", "Các kết luận thanh tra, kiểm tra")
    assert board.totals == {}  # the plan's catalogue has no points
