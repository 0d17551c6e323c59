"""Groups of positions: order of people, several posts in a cell, plans that differ."""

from dataclasses import replace

import pytest

from roster.errors import UserError
from roster.plan import Plan
from roster.positions import Classification, Positions, classify


def rank(position: str, code: str, plan: Plan, positions: Positions) -> int:
    return classify(position, agency=plan.agency(code), unit=None, plan=plan, positions=positions).rank


@pytest.mark.parametrize(
    ("code", "order"),
    [
        (
            "so_noi_vu",
            [
                "Giám đốc",
                "Quyền Giám đốc",
                "Phó Giám đốc phụ trách",
                "Phó Giám đốc Thường trực",
                "Phó Giám đốc",
                "Trưởng phòng",
                "Quyền Trưởng phòng",
                "Phó Trưởng phòng phụ trách",
                "Phó Trưởng phòng",
                "Chuyên viên",
            ],
        ),
        ("so_nnptnt", ["Trưởng phòng", "Chi cục trưởng", "Phó Trưởng phòng", "Phó Chi cục trưởng"]),
        ("huyen_dak_mil", ["Chủ tịch", "Phó Chủ tịch Thường trực", "Phó Chủ tịch"]),
        (
            "van_phong_doan_dbqh_hdnd",
            [
                "Chủ tịch HĐND tỉnh",
                "Phó Chủ tịch HĐND tỉnh",
                "Trưởng Ban Pháp chế HĐND tỉnh",
                "Phó Trưởng Ban Pháp chế HĐND tỉnh",
                "Đại biểu HĐND tỉnh",
            ],
        ),
    ],
)
def test_people_of_an_agency_stand_in_order(
    plan: Plan, positions: Positions, code: str, order: list[str]
) -> None:
    ranks = [rank(position, code, plan, positions) for position in order]
    assert ranks == sorted(set(ranks))


def test_the_order_of_posts_in_a_cell_does_not_matter(plan: Plan, positions: Positions) -> None:
    agency = plan.agency("so_nnptnt")
    posts = ["Phó Giám đốc Sở", "Chi cục trưởng Chi cục Kiểm lâm"]
    found = {
        classify(f"{one} kiêm {other}", agency=agency, unit=None, plan=plan, positions=positions)
        for one, other in (posts, reversed(posts))
    }
    assert found == {Classification("lanh_dao_so", "so.giam_doc", 20)}


def test_no_position_is_no_group(plan: Plan, positions: Positions) -> None:
    agency = plan.agency("so_noi_vu")
    assert classify(None, agency=agency, unit=None, plan=plan, positions=positions) == Classification()


def test_an_unknown_post_beside_a_party_post_is_not_outside(plan: Plan, positions: Positions) -> None:
    found = classify("Giám đốc, Bí thư Đảng ủy", agency=None, unit=None, plan=plan, positions=positions)
    assert found == Classification()


def test_an_agency_that_needs_a_decision_only_flags_its_own_posts(plan: Plan, positions: Positions) -> None:
    office = plan.agency("van_phong_doan_dbqh_hdnd")
    own, elsewhere = (
        classify(text, agency=office, unit=None, plan=plan, positions=positions).flags
        for text in ("Trưởng phòng", "Giám đốc Sở Y tế")
    )
    assert (own, elsewhere) == (("eligibility_open",), ())


def test_a_plan_without_the_rules_groups_is_refused(plan: Plan, positions: Positions) -> None:
    groups = tuple(replace(g, code="x" if g.code == "lanh_dao_huyen" else g.code) for g in plan.groups)
    other = replace(plan, groups=groups)
    with pytest.raises(UserError) as raised:
        classify("Chủ tịch", agency=None, unit=None, plan=other, positions=positions)
    assert (raised.value.code, raised.value.params["key"]) == ("unknown_group", "rules.huyen.ubnd.group")
