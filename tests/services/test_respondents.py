from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.model import FileReading
from roster.plan import Plan
from roster.services import respondents
from roster.services.incoming import intake
from roster.services.respondents import Overview, joined
from roster.services.reviewing import review
from roster.store import tables
from tests.services.conftest import TODAY
from tests.services.lists import delegate, of_agency, person, reading, unreadable

CARD = {"cccd": "067070000123", "phones": ("+84912345678",)}
SO = reading(
    "so.xlsx",
    person("Nguyễn Văn An", "1970-01-02", **CARD),
    person("Trần Thị Bích Bình", "1975"),
    sender="so_noi_vu",
    declared_total=3,
)
HDND = reading(
    "hdnd.xlsx",
    delegate("Nguyễn Văn An", "1970-01-02", **CARD),
    delegate("Trần Thị Bích Bình", "1975-03-04"),
    sender="van_phong_doan_dbqh_hdnd",
)


def state_of(session: Session, plan: Plan, *readings: FileReading, today: date = TODAY) -> Overview:
    intake.synchronise(session, readings, by="t")
    review.ensure_compared(session, by="t")
    return respondents.overview(session, plan=plan, today=today)


def test_counts_of_both_readings(session: Session, plan: Plan) -> None:
    state = state_of(session, plan, SO, HDND)
    so, hdnd = state.counts["lanh_dao_so"], state.counts["dai_bieu_hdnd"]
    assert (so.received, so.distinct, so.moved, so.final, so.gap) == (2, 2, 1, 1, 2 - 57)
    assert (hdnd.received, hdnd.distinct, hdnd.moved, hdnd.final) == (2, 2, 0, 2)
    assert state.final["hdnd_first"]["lanh_dao_so"] == 1
    assert state.final_if_flags_same["hdnd_first"]["lanh_dao_so"] == 0
    assert set(state.final) == set(state.final_if_flags_same) == {"hdnd_first", "full"}
    assert (len(state.questions), len(state.held), state.open) == (1, 0, 1)


def test_people_in_two_other_groups_differ_between_the_readings(session: Session, plan: Plan) -> None:
    district = of_agency(plan, "huyen_dak_mil", "lanh_dao_huyen")
    other = reading(
        "mil.xlsx", person("Nguyễn Văn An", "1970-01-02", **CARD, **district), sender="huyen_dak_mil"
    )
    final = state_of(session, plan, SO, other).final
    assert (final["hdnd_first"]["lanh_dao_so"], final["hdnd_first"]["lanh_dao_huyen"]) == (2, 1)
    assert (final["full"]["lanh_dao_so"], final["full"]["lanh_dao_huyen"]) == (2, 0)


def test_agencies_are_measured_against_what_they_declare(session: Session, plan: Plan) -> None:
    lines = {(line.group, line.agency): line for line in state_of(session, plan, SO, HDND).agency_lines}
    so = lines["lanh_dao_so", "Sở Nội vụ"].count
    assert (so.expected, so.distinct, so.gap) == (3, 2, -1)


def test_a_total_of_one_list_of_two_is_not_what_the_agency_declares(session: Session, plan: Plan) -> None:
    more = reading("so2.xlsx", person("Phan Văn Dũng", "1971"), sender="so_noi_vu")
    lines = {(line.group, line.agency): line for line in state_of(session, plan, SO, more).agency_lines}
    assert lines["lanh_dao_so", "Sở Nội vụ"].count.expected is None


def test_who_has_sent_nothing(session: Session, plan: Plan) -> None:
    named = delegate("Lê Văn Cường", "1980-05-06", agency="Sở Y tế", agency_code="so_y_te")
    silent = {s.agency for s in state_of(session, plan, SO, reading("hdnd.xlsx", named)).silent}
    assert "Sở Nội vụ" not in silent
    assert {"Sở Y tế", "UBND huyện Đắk Mil"} <= silent


@pytest.mark.parametrize(("today", "late"), [(date(2024, 12, 16), 0), (date(2024, 12, 19), 3)])
def test_lateness_is_measured_against_collect_by(
    session: Session, plan: Plan, today: date, late: int
) -> None:
    state = state_of(session, plan, SO, today=today)
    assert {s.days_late for s in state.silent} == {late}
    left = {deadline.code: days for deadline, days in state.days_left}
    assert (left["collect_by"], left["send_list"]) == (
        (date(2024, 12, 16) - today).days,
        (date(2024, 12, 20) - today).days,
    )


def test_unreadable_files_are_named(session: Session, plan: Plan) -> None:
    assert [file.name for file in state_of(session, plan, SO, unreadable("x.xlsx")).unread] == ["x.xlsx"]


def test_reasons_stand_beside_gaps(session: Session, plan: Plan) -> None:
    def explain(place: str, reason: str) -> tuple[str, str]:
        return respondents.explain_gap(session, place, reason, plan=plan, by="t")

    state_of(session, plan, SO)
    assert explain("lanh_dao_so", "khuyết 2") == ("lanh_dao_so", "")
    assert explain("lanh_dao_so:SNV", "biệt phái") == ("lanh_dao_so", "so_noi_vu")
    state = respondents.overview(session, plan=plan, today=TODAY)
    assert state.gap_reasons == {"lanh_dao_so": "khuyết 2"}
    assert [line.reason for line in state.agency_lines] == ["biệt phái"]
    explain("lanh_dao_so", " ")
    assert respondents.overview(session, plan=plan, today=TODAY).gap_reasons == {}
    assert "khuyết" not in str(session.scalars(select(tables.Audit.detail)).all())


def test_an_agency_the_plan_does_not_know_goes_by_its_own_name(session: Session, plan: Plan) -> None:
    other = person("Lê Văn Cường", "1980-05-06", agency="Báo Đắk Nông", agency_code=None)
    state_of(session, plan, reading("bao.xlsx", other))
    place = respondents.explain_gap(session, "lanh_dao_so:báo đắk nông", "thôi", plan=plan, by="t")
    assert place == ("lanh_dao_so", "Báo Đắk Nông")
    (line,) = respondents.overview(session, plan=plan, today=TODAY).agency_lines
    assert (line.agency, line.reason) == ("Báo Đắk Nông", "thôi")


@pytest.mark.parametrize(
    ("place", "code"), [("lanh_dao", "no_such_group"), ("lanh_dao_so:Sở Không Có", "unknown_agency")]
)
def test_an_unknown_place_is_said(session: Session, plan: Plan, place: str, code: str) -> None:
    with pytest.raises(UserError) as error:
        respondents.explain_gap(session, place, "x", plan=plan, by="t")
    assert error.value.code == code


@given(st.permutations([("d", "c"), ("a", "d"), ("a", "c"), ("f", "g")]))
def test_joining_does_not_depend_on_the_order(pairs: list[tuple[str, str]]) -> None:
    clusters = (("a",), ("b", "c"), ("d",), ("e",), ("f",), ("g",))
    people = {frozenset(keys) for keys in joined(clusters, pairs)}
    assert people == {frozenset("abcd"), frozenset("e"), frozenset("fg")}


def test_joined_clusters() -> None:
    clusters = (("a",), ("b", "c"), ("d",), ("e",))
    assert joined(clusters, []) == clusters
    assert joined(clusters, [("d", "c"), ("a", "d"), ("a", "c")]) == (("a", "b", "c", "d"), ("e",))
