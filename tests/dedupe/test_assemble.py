from collections.abc import Sequence
from dataclasses import replace

import pytest

from roster.dedupe.assemble import assemble
from roster.model import PersonRecord, Respondent, Source
from roster.plan import Plan, Precedence, load_plan

HDND, SO, PHONG, HUYEN = "dai_bieu_hdnd", "lanh_dao_so", "lanh_dao_phong", "lanh_dao_huyen"
MOBILE, OTHER, LINE = "+84905123456", "+84978555444", "+842613544111"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


def record(key: str, group: str | None, **fields: object) -> PersonRecord:
    fields.setdefault("full_name", "Đỗ Quang Vịnh")
    fields.setdefault("source", Source(f"{key}.xlsx", "", 1))
    return PersonRecord(key=key, group=group, **fields)  # type: ignore[arg-type]


def roster(
    plan: Plan, records: Sequence[PersonRecord], *, precedence: Precedence = "hdnd_first"
) -> tuple[Respondent, ...]:
    """All records as one person."""
    return assemble(records, [[r.key for r in records]], plan=plan, precedence=precedence)


def director(**fields: object) -> PersonRecord:
    stated = {"position": "Giám đốc", "agency": "Sở Nội vụ", "agency_code": "so_noi_vu", "rank": 1}
    return record("so", SO, **(stated | fields))


def delegate(**fields: object) -> PersonRecord:
    return record("hdnd", HDND, **({"position": "Cán bộ"} | fields))


def test_a_delegate_is_written_once_with_the_workplace(plan: Plan) -> None:
    [one] = roster(plan, [delegate(), director()])
    assert (one.group, one.groups, one.also_in) == (HDND, (HDND, SO), ())
    assert one.position == plan.group(HDND).name
    assert (one.agency, one.agency_code) == ("Sở Nội vụ", "so_noi_vu")
    assert one.other_posts == ("Giám đốc",)
    assert one.keys == ("hdnd", "so")
    assert one.origins["position"] == "hdnd"
    assert one.origins["agency"] == "so"


def test_the_day_job_of_the_delegates_list_counts_only_without_another(plan: Plan) -> None:
    [one] = roster(plan, [delegate(position="Giám đốc Sở Y tế", agency="Sở Y tế", agency_code="so_y_te")])
    assert one.other_posts == ("Giám đốc Sở Y tế",)
    assert one.agency_code == "so_y_te"


@pytest.mark.parametrize("field", ["full_name", "dob", "gender", "email", "phones"])
def test_a_chosen_value_stands_before_a_better_one(field: str, plan: Plan) -> None:
    better = {"full_name": "Đỗ Quang Vịnh", "dob": "1970-01-02", "gender": "Nam", "email": "a@so.vn"}
    worse = {"full_name": "Đỗ Q. Vịnh", "dob": "1970", "gender": "Nữ", "email": "b@hdnd.vn"}
    agency, council = director(**better, phones=(MOBILE,)), delegate(**worse, phones=(LINE,))
    [usual] = roster(plan, [council, agency])
    assert getattr(usual, field) == getattr(agency, field)
    [chosen] = roster(plan, [replace(council, chosen=(field,)), agency])
    assert getattr(chosen, field) == getattr(council, field)
    assert chosen.origins[field] == "hdnd"


def test_a_chosen_record_speaks_for_its_person_in_a_group(plan: Plan) -> None:
    deputy = record("phu", SO, position="Phó Giám đốc", agency="Sở Y tế", agency_code="so_y_te", rank=11)
    [usual] = roster(plan, [director(), deputy])
    [one] = roster(plan, [director(), replace(deputy, chosen=("position",))])
    assert (usual.agency_code, one.agency_code) == ("so_noi_vu", "so_y_te")
    assert (one.position, one.other_posts) == ("Phó Giám đốc", ("Giám đốc – Sở Nội vụ",))


def test_who_was_taken_out_is_no_respondent(plan: Plan) -> None:
    assert not roster(plan, [director(excluded="nghỉ hưu")])


@pytest.mark.parametrize("bare", ["Đại biểu HĐND tỉnh", "Đại biểu Hội đồng nhân dân tỉnh khóa IV", None])
def test_the_bare_role_is_no_other_post(bare: str | None, plan: Plan) -> None:
    [one] = roster(plan, [delegate(position=bare, rule_group=HDND)])
    assert one.other_posts == ()
    assert one.position == plan.group(HDND).name


def test_the_day_job_beside_the_role_is_another_post(plan: Plan) -> None:
    [one] = roster(plan, [delegate(position="Đại biểu HĐND tỉnh, Giám đốc Sở Y tế", rule_group=HDND)])
    assert one.other_posts == ("Giám đốc Sở Y tế",)


def test_a_post_in_the_council_stays(plan: Plan) -> None:
    [one] = roster(plan, [delegate(position="Phó Chủ tịch HĐND tỉnh", rule_group=HDND, rank=2), director()])
    assert one.position == "Phó Chủ tịch HĐND tỉnh"
    assert one.other_posts == ("Giám đốc", "Phó Chủ tịch HĐND tỉnh")


def test_posts_of_two_agencies_say_which(plan: Plan) -> None:
    second = record("ban", SO, position="Trưởng ban", agency="Ban Dân tộc", agency_code="ban_dan_toc", rank=5)
    [one] = roster(plan, [delegate(), director(), second])
    assert one.other_posts == ("Giám đốc", "Trưởng ban – Ban Dân tộc")


def test_two_groups_the_plan_does_not_order_are_both_kept(plan: Plan) -> None:
    head = record(
        "phong", PHONG, position="Trưởng phòng", agency="Sở Nội vụ", agency_code="so_noi_vu", rank=10
    )
    in_so, in_phong = roster(plan, [head, director()])
    assert (in_so.group, in_so.position, in_so.also_in) == (SO, "Giám đốc", (PHONG,))
    assert (in_phong.group, in_phong.position, in_phong.also_in) == (PHONG, "Trưởng phòng", (SO,))
    assert in_so.other_posts == in_phong.other_posts == ()


def test_full_precedence_keeps_one_and_notes_the_other_post(plan: Plan) -> None:
    head = record(
        "phong", PHONG, position="Trưởng phòng", agency="Sở Nội vụ", agency_code="so_noi_vu", rank=10
    )
    [one] = roster(plan, [head, director()], precedence="full")
    assert (one.group, one.groups, one.also_in) == (SO, (SO, PHONG), ())
    assert one.other_posts == ("Trưởng phòng",)


def test_who_is_not_eligible_is_no_respondent(plan: Plan) -> None:
    assert not roster(plan, [director(flags=("not_eligible",))])
    assert not roster(plan, [record("x", None)])
    assert not roster(plan, [director(held="bad_name")])


def test_values_of_the_agencys_list_survive(plan: Plan) -> None:
    [one] = roster(
        plan,
        [
            delegate(full_name="Do Quang Vinh", dob="1970", phones=(LINE, OTHER), gender="Nam"),
            director(dob="1970-02-03", phones=(MOBILE,), email="vinhdq@daknong.gov.vn"),
        ],
    )
    assert one.full_name == "Đỗ Quang Vịnh"
    assert one.dob == "1970-02-03"
    assert one.gender == "Nam"
    assert one.phones == (MOBILE, OTHER)
    assert one.email == "vinhdq@daknong.gov.vn"
    assert {field: one.origins[field] for field in ("full_name", "dob", "gender", "phones", "email")} == {
        "full_name": "so",
        "dob": "so",
        "gender": "hdnd",
        "phones": "so",
        "email": "so",
    }


def test_a_complete_date_of_the_delegates_list_beats_a_year(plan: Plan) -> None:
    [one] = roster(plan, [delegate(dob="1970-02-03"), director(dob="1970")])
    assert (one.dob, one.origins["dob"]) == ("1970-02-03", "hdnd")


def test_a_number_shared_with_others_comes_last(plan: Plan) -> None:
    colleague = record("khac", PHONG, full_name="Trần Thị Hoa", phones=(MOBILE,))
    records = [director(phones=(MOBILE,)), delegate(phones=(OTHER,)), colleague]
    respondents = assemble(records, [["so", "hdnd"], ["khac"]], plan=plan, precedence="hdnd_first")
    assert [one.phones for one in respondents] == [(OTHER,), (MOBILE,)]


def test_no_value_has_no_origin(plan: Plan) -> None:
    [one] = roster(plan, [director()])
    assert one.dob is None
    assert one.phones == ()
    assert set(one.origins) == {"full_name", "position", "agency"}


def test_order_of_groups_agencies_rank_and_given_name(plan: Plan) -> None:
    def listed(key: str, group: str, agency: str | None, rank: int, name: str) -> PersonRecord:  # noqa: PLR0917
        return record(key, group, agency=agency or "Hội X", agency_code=agency, rank=rank, full_name=name)

    expected = [
        listed("z", HDND, None, 9, "Lê Thị Bưởi"),
        listed("y", SO, "so_noi_vu", 1, "Trần Văn Vinh"),
        listed("x", SO, "so_noi_vu", 2, "Trần Văn Ánh"),
        listed("w", SO, "so_noi_vu", 2, "Bùi Văn Bình"),
        listed("v", SO, "so_noi_vu", 2, "Đỗ Văn Bình"),
        listed("u", SO, "so_tu_phap", 1, "An An"),
        listed("t", SO, None, 1, "An An"),
        listed("s", PHONG, "so_noi_vu", 1, "An An"),
        listed("r", HUYEN, "huyen_cu_jut", 1, "An An"),
    ]
    shuffled = sorted(expected, key=lambda r: r.key)
    respondents = assemble(shuffled, [[r.key] for r in shuffled], plan=plan, precedence="hdnd_first")
    assert [one.keys[0] for one in respondents] == [r.key for r in expected]
