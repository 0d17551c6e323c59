"""The plan file: the shipped one says what the plan says, and every mistake is named with file and key."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from roster.errors import UserError, UserErrors
from roster.plan import Plan, load_plan

HEAD = 'extends = "daknong-2024"\n'

Mistakes = Callable[[str], list[UserError]]


def mistakes_in(raised: BaseException) -> list[UserError]:
    if isinstance(raised, UserError):
        return [raised]
    assert isinstance(raised, UserErrors)
    return [error for error in raised.exceptions if isinstance(error, UserError)]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


@pytest.fixture
def mistakes(tmp_path: Path) -> Mistakes:
    """The errors of a plan that extends the shipped one with the given lines."""

    def load(lines: str) -> list[UserError]:
        path = tmp_path / "other.toml"
        path.write_text(HEAD + lines, encoding="utf-8")
        with pytest.raises((UserError, UserErrors)) as raised:
            load_plan(str(path))
        return mistakes_in(raised.value)

    return load


def codes_and_keys(errors: list[UserError]) -> list[tuple[str, object]]:
    return [(error.code, error.params["key"]) for error in errors]


# --- what the plan says ------------------------------------------------------------------------------


def test_groups_and_expected_counts(plan: Plan) -> None:
    assert [(g.code, g.expected) for g in plan.groups] == [
        ("dai_bieu_hdnd", 50),
        ("lanh_dao_so", 57),
        ("lanh_dao_phong", 315),
        ("lanh_dao_huyen", 24),
    ]
    assert sum(g.expected for g in plan.groups) == 446
    assert all(g.approximate and g.tolerance > 0 and g.source for g in plan.groups)


def test_senders_are_the_agencies_and_districts_and_the_delegates_office(plan: Plan) -> None:
    assert len(plan.senders) == 28
    departments = [a for a in plan.senders if a.kind == "so"]
    assert len(departments) == 19
    assert {a.eligible for a in departments} == {"yes"}
    (office,) = [a for a in plan.senders if a.kind == "van_phong_hdnd"]
    assert (office.declares, office.eligible) == (plan.delegate_group, "ask")


def test_districts_carry_their_official_codes(plan: Plan) -> None:
    districts = [a for a in plan.agencies if a.kind == "huyen"]
    assert [a.unit_code for a in districts] == [str(code) for code in range(660, 668)]
    assert {a.code for a in districts if a.sipas} == {
        "thanh_pho_gia_nghia",
        "huyen_dak_glong",
        "huyen_dak_rlap",
    }


def test_agencies_at_the_edge_send_nothing(plan: Plan) -> None:
    edge = {a.code: a.eligible for a in plan.agencies if not a.sender}
    assert edge["bql_khu_cong_nghiep"] == "ask"
    assert {edge[code] for code in ("cong_an_tinh", "bo_chqs_tinh", "cuc_thue", "bhxh_tinh")} == {"no"}


def test_deadlines_with_their_sources(plan: Plan) -> None:
    days = {d.code: d.day for d in plan.deadlines}
    assert days["send_list"] == date(2024, 12, 20)
    assert days["answers_done"] == date(2025, 1, 10)
    assert days["self_assessment"] == date(2025, 1, 13)
    assert [d.code for d in plan.deadlines if d.assumed] == ["collect_by"]
    assert all(d.source for d in plan.deadlines)


def test_readings_the_plan_leaves_open(plan: Plan) -> None:
    assert plan.precedence == "hdnd_first"
    assert plan.full_order == ("dai_bieu_hdnd", "lanh_dao_so", "lanh_dao_huyen", "lanh_dao_phong")
    assert plan.division_scope == "annex"
    assert plan.inconsistencies


def test_the_demonstration_has_its_own_day(plan: Plan) -> None:
    demo = load_plan("daknong-2024-demo")
    assert demo.today == date(2024, 12, 12)
    assert demo.agencies == plan.agencies
    assert plan.today is None


def test_precedence_can_be_asked_for() -> None:
    assert load_plan(precedence="full").precedence == "full"


def test_look_ups(plan: Plan) -> None:
    assert plan.group("lanh_dao_so").short == "Sở"
    with pytest.raises(KeyError):
        plan.group("lanh_dao")
    found = plan.agency("so_noi_vu")
    assert found is not None
    assert found.name == "Sở Nội vụ"
    assert (plan.agency(None), plan.agency("none"), plan.deadline("none")) == (None, None, None)


# --- what a plan file may not say --------------------------------------------------------------------


def test_unknown_key(mistakes: Mistakes) -> None:
    errors = mistakes('colour = "red"\n')
    assert [(e.code, e.params["file"], e.params["key"]) for e in errors] == [
        ("unknown_key", "other.toml", "colour")
    ]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('precedence = "first_come"', "precedence"),
        ('division_scope = "all"', "division_scope"),
        ('year = "two thousand"', "year"),
        ('today = "hôm nay"', "today"),
    ],
)
def test_wrong_value(mistakes: Mistakes, line: str, key: str) -> None:
    assert codes_and_keys(mistakes(line + "\n")) == [("wrong_value", key)]


def test_wrong_value_inside_a_table_names_its_place(mistakes: Mistakes) -> None:
    text = '[[agencies]]\ncode = "x"\nname = "X"\nkind = "xa"\n'
    assert codes_and_keys(mistakes(text)) == [("wrong_value", "agencies.0.kind")]


def test_missing_key_inside_a_table(mistakes: Mistakes) -> None:
    text = '[[deadlines]]\ncode = "x"\nday = 2024-12-20\nname = "X"\nname_en = "X"\n'
    assert codes_and_keys(mistakes(text)) == [("missing_key", "deadlines.0.source")]


def test_a_group_that_does_not_exist(mistakes: Mistakes) -> None:
    assert codes_and_keys(mistakes('delegate_group = "dai_bieu"\n')) == [("unknown_group", "delegate_group")]


@pytest.mark.parametrize(
    "order",
    [
        '["dai_bieu_hdnd", "lanh_dao_so", "lanh_dao_huyen"]',
        '["dai_bieu_hdnd", "lanh_dao_so", "lanh_dao_so", "lanh_dao_huyen", "lanh_dao_phong"]',
    ],
)
def test_full_order_names_every_group_once(mistakes: Mistakes, order: str) -> None:
    assert codes_and_keys(mistakes(f"full_order = {order}\n")) == [("incomplete_order", "full_order")]


def agency(code: str, name: str, more: str = "") -> str:
    return f'[[agencies]]\ncode = "{code}"\nname = "{name}"\nkind = "so"\n{more}\n'


def test_a_code_used_twice(mistakes: Mistakes) -> None:
    assert codes_and_keys(mistakes(agency("a", "Sở A") + agency("a", "Sở B"))) == [
        ("duplicate_code", "agencies")
    ]


@pytest.mark.parametrize(
    "alias", ["Sở KH&ĐT", "SO KHDT", "Sở KH và ĐT", "Sở  K.H-Đ.T"], ids=["same", "folded", "filler", "spaced"]
)
def test_an_alias_of_two_agencies(mistakes: Mistakes, alias: str) -> None:
    first = agency("a", "Sở A", 'aliases = ["Sở KH&ĐT"]')
    (error,) = mistakes(first + agency("b", "Sở B", f'aliases = ["{alias}"]'))
    assert (error.code, error.params["first"], error.params["second"]) == ("shared_words", "a", "b")


def test_an_alias_that_is_another_agencys_name(mistakes: Mistakes) -> None:
    (error,) = mistakes(agency("a", "Sở A") + agency("b", "Sở B", 'only_alone = ["sở a"]'))
    assert (error.code, error.params["key"]) == ("shared_words", "agencies")


def test_synonyms_count_when_aliases_are_compared(mistakes: Mistakes) -> None:
    (error,) = mistakes(
        agency("a", "Văn phòng Ủy ban nhân dân tỉnh") + agency("b", "B", 'aliases = ["VP UBND tỉnh"]')
    )
    assert error.code == "shared_words"


def group(code: str, more: str) -> str:
    return (
        f'[[groups]]\ncode = "{code}"\nname = "{code}"\nname_en = "{code}"\nshort = "{code}"\n'
        f'expected = 1\nsource = "x"\n{more}\n'
    )


def test_a_phrase_of_two_groups(mistakes: Mistakes) -> None:
    head = 'delegate_group = "a"\nfull_order = ["a", "b"]\nagencies = []\n'
    text = head + group("a", 'phrases = ["lãnh đạo"]') + group("b", 'phrases = ["LÃNH ĐẠO"]')
    assert codes_and_keys(mistakes(text)) == [("shared_words", "groups")]


def test_a_negative_count(mistakes: Mistakes) -> None:
    head = 'delegate_group = "a"\nfull_order = ["a"]\nagencies = []\n'
    assert codes_and_keys(mistakes(head + group("a", "tolerance = -1"))) == [
        ("negative_number", "groups.a.tolerance")
    ]


def test_all_mistakes_at_once(mistakes: Mistakes) -> None:
    errors = mistakes('colour = "red"\nyear = "x"\nprecedence = "none"\n')
    assert {e.code for e in errors} == {"unknown_key", "wrong_value"}
    assert {e.params["key"] for e in errors} == {"colour", "year", "precedence"}


def test_all_contradictions_at_once(mistakes: Mistakes) -> None:
    errors = mistakes(
        'delegate_group = "x"\nfull_order = ["y"]\n'
        + agency("a", "Sở A", 'declares = "z"')
        + agency("b", "Sở A")
    )
    assert codes_and_keys(errors) == [
        ("unknown_group", "delegate_group"),
        ("unknown_group", "full_order"),
        ("unknown_group", "agencies.a.declares"),
        ("incomplete_order", "full_order"),
        ("shared_words", "agencies"),
    ]


def test_no_such_plan() -> None:
    with pytest.raises(UserError) as raised:
        load_plan("nowhere-1999")
    assert raised.value.code == "no_such_plan"
    assert "daknong-2024" in str(raised.value.params["names"]).split(", ")


def test_a_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError) as raised:
        load_plan(str(tmp_path / "nowhere.toml"))
    assert (raised.value.code, raised.value.params["file"]) == (
        "no_such_file",
        str(tmp_path / "nowhere.toml"),
    )
