import pytest

from roster.intake.groups import Declared, decide, declared
from roster.intake.sections import Section, Stack
from roster.plan import load_plan
from roster.positions import Classification

PLAN = load_plan()
SENDER = PLAN.agency("van_phong_doan_dbqh_hdnd")


def stack(*said: tuple[str, tuple[str, ...]]) -> Stack:
    return tuple(Section(origin, origin=origin, groups=groups) for origin, groups in said)


ALL = stack(
    ("file", ("lanh_dao_so",)),
    ("title", ("lanh_dao_huyen",)),
    ("sheet", ("dai_bieu_hdnd",)),
    ("section", ("lanh_dao_phong",)),
)


@pytest.mark.parametrize(
    ("column", "known", "group", "origin"),
    [
        ("Lãnh đạo sở", ALL, "lanh_dao_so", "column"),
        ("", ALL, "lanh_dao_phong", "section"),
        ("", ALL[:3], "dai_bieu_hdnd", "sheet"),
        ("", ALL[:2], "lanh_dao_huyen", "title"),
        ("", ALL[:1], "lanh_dao_so", "file"),
        ("", (), "dai_bieu_hdnd", "sender"),
    ],
)
def test_the_nearest_declaration_counts(column: str, known: Stack, group: str, origin: str) -> None:
    said = declared(column, known, sender=SENDER, plan=PLAN)
    assert (said.group, said.origin) == (group, origin)


LEADER = Classification("lanh_dao_so", "so.giam_doc", 1)
HEAD = Classification("lanh_dao_phong", "phong.truong_phong", 1)


@pytest.mark.parametrize(
    ("said", "rule", "expected"),
    [
        (Declared(("lanh_dao_so",), "title"), LEADER, ("lanh_dao_so", "declared:title", ())),
        (
            Declared(("lanh_dao_phong",), "section"),
            LEADER,
            ("lanh_dao_phong", "declared:section", ("group_differs",)),
        ),
        (
            Declared(("lanh_dao_phong",), "title"),
            LEADER,
            ("lanh_dao_phong", "declared:title", ("group_differs",)),
        ),
        *(
            (
                Declared(("lanh_dao_so",), origin),
                HEAD,
                ("lanh_dao_phong", "rule:phong.truong_phong", ("group_differs",)),
            )
            for origin in ("sheet", "title", "file", "sender")
        ),
        *(
            (
                Declared(("lanh_dao_so",), origin),
                HEAD,
                ("lanh_dao_so", f"declared:{origin}", ("group_differs",)),
            )
            for origin in ("column", "section", "person")
        ),
        (Declared(("dai_bieu_hdnd",), "title"), LEADER, ("dai_bieu_hdnd", "declared:title", ())),
        (
            Declared(("dai_bieu_hdnd",), "title"),
            Classification(flags=("not_eligible",)),
            ("dai_bieu_hdnd", "declared:title", ()),
        ),
        (
            Declared(("lanh_dao_phong",), "title"),
            Classification(flags=("not_eligible",)),
            ("lanh_dao_phong", "declared:title", ("not_eligible",)),
        ),
        (
            Declared(("lanh_dao_so", "lanh_dao_phong"), "title"),
            LEADER,
            ("lanh_dao_so", "rule:so.giam_doc", ()),
        ),
        (
            Declared(("lanh_dao_huyen", "lanh_dao_phong"), "title"),
            LEADER,
            ("lanh_dao_so", "rule:so.giam_doc", ("group_differs",)),
        ),
        (Declared(unread=True), LEADER, ("lanh_dao_so", "rule:so.giam_doc", ("group_differs",))),
        (Declared(), LEADER, ("lanh_dao_so", "rule:so.giam_doc", ())),
        (Declared(), Classification(), (None, None, ("group_unknown",))),
        (Declared(), Classification(flags=("not_eligible",)), (None, None, ("not_eligible",))),
    ],
)
def test_whose_word_counts_and_a_difference_is_flagged(
    said: Declared, rule: Classification, expected: tuple[str | None, str | None, tuple[str, ...]]
) -> None:
    decision = decide(said, rule, PLAN)
    assert (decision.group, decision.origin, decision.flags) == expected
