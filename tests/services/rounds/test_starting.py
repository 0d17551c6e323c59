"""A round that starts with the roster of another: marked, replaced sender by sender, compared."""

from dataclasses import replace

import pytest

from roster.errors import UserError
from roster.plan import Plan
from roster.services import respondents
from roster.services.incoming import intake
from roster.services.reviewing import review
from roster.services.rounds import book, looking, starting
from roster.services.rounds.looking import Reading
from roster.store import queries
from roster.store.session import Database
from tests.services.conftest import TODAY
from tests.services.lists import delegate, of_agency, person, reading
from tests.services.rounds.conftest import InRound, load

AN = person("Nguyễn Văn An", "1970-01-02", cccd="067070000123", phones=("+84912345678",))
AN_AS_DELEGATE = delegate("Nguyễn Văn An", "1970-01-02", cccd="067070000123", phones=("+84912345678",))
CUC = person("Lê Thị Kim Cúc", "1980-05-06")
HELD = person("Lê ??ng", held="lost_characters")


@pytest.fixture
def begun(database: Database, working: InRound, plan: Plan, next_plan: Plan) -> starting.Brought:
    """Nội vụ with two people, one of them a delegate too, and Tài chính with one; a held row stays behind."""
    dung = person("Phạm Văn Dũng", "1972-02-03", **of_agency(plan, "so_tai_chinh", "lanh_dao_so"))
    with working(plan) as session:
        load(session, AN, CUC, HELD, sender="so_noi_vu")
        load(session, dung, name="tc.xlsx", sender="so_tai_chinh")
        load(session, AN_AS_DELEGATE, name="hdnd.xlsx", sender="van_phong_doan_dbqh_hdnd")
    ours, _ = book.open_for(database, next_plan, next_plan.code, by="t")
    return looking.begin_from(ours, Reading(plan, TODAY, "t"), next_plan)


def roster(working: InRound, plan: Plan) -> dict[str, str]:
    with working(plan) as session:
        review.ensure_compared(session, by="t")
        state = respondents.overview(session, plan=plan, today=TODAY)
    return {one.full_name: one.group for one in state.respondents}


def test_the_final_roster_is_brought_over_by_sender(
    working: InRound, begun: starting.Brought, plan: Plan, next_plan: Plan
) -> None:
    assert (begun.people, begun.senders) == (3, 3)
    assert roster(working, next_plan) == roster(working, plan)
    assert roster(working, plan)[AN.full_name] == "dai_bieu_hdnd"
    with working(next_plan) as session:
        rows = queries.active_imports(session)
        assert {row.sender for row in rows} == {"so_noi_vu", "so_tai_chinh", "van_phong_doan_dbqh_hdnd"}
        assert {row.brought_from for row in rows} == {1}
        assert book.find(session, next_plan.code).begun_from == 1


def test_brought_people_do_not_count_as_a_senders_list(
    working: InRound, begun: starting.Brought, next_plan: Plan
) -> None:
    with working(next_plan) as session:
        review.ensure_compared(session, by="t")
        state = respondents.overview(session, plan=next_plan, today=TODAY)
    assert len(state.silent) == len(next_plan.senders)


def test_a_senders_first_list_takes_their_place_and_no_others(
    working: InRound, begun: starting.Brought, plan: Plan, next_plan: Plan
) -> None:
    new = person("Ama Kông", "1960-01-01")
    with working(next_plan) as session:
        (done,) = intake.add(session, [reading("noi-vu-2025.xlsx", new, sender="so_noi_vu")], by="t")
        assert done.outcome == "replaced"
    assert set(roster(working, next_plan)) == {"Ama Kông", "Phạm Văn Dũng", AN.full_name}
    assert CUC.full_name in roster(working, plan)
    with working(next_plan) as session:
        (gone,) = intake.withdraw(session, ["noi-vu-2025.xlsx"], by="t")
    assert gone.restored
    assert CUC.full_name in roster(working, next_plan)


@pytest.mark.usefixtures("begun")
def test_who_is_new_gone_and_changed_is_shown(
    database: Database, working: InRound, plan: Plan, next_plan: Plan
) -> None:
    promoted = person("Lê Thị Kim Cúc", "1980-05-06", position="Giám đốc Sở", rank=1)
    with working(next_plan) as session:
        load(session, promoted, person("Ama Kông", "1960"), name="2025.xlsx", sender="so_noi_vu")
        intake.withdraw(session, [f"[{plan.code}] {plan.agency('so_tai_chinh').name}"], by="t")  # type: ignore[union-attr]  # it is there
    found = looking.compare(database, Reading(plan, TODAY, "t"), Reading(next_plan, TODAY, "t"))
    assert [one.first.full_name for one in found.new] == ["Ama Kông"]
    assert [one.first.full_name for one in found.gone] == ["Phạm Văn Dũng"]
    assert [(one.after.first.full_name, one.fields) for one in found.changed] == [
        ("Lê Thị Kim Cúc", ("position",))
    ]
    assert [one.first.full_name for one in found.same] == [AN.full_name]
    assert found.before.code == plan.code


def test_a_round_with_lists_takes_no_other_roster(
    database: Database, working: InRound, plan: Plan, next_plan: Plan
) -> None:
    for one in (plan, next_plan):
        with working(one) as session:
            load(session, AN)
    ours, _ = book.open_for(database, next_plan, next_plan.code, by="t")
    with pytest.raises(UserError) as error:
        looking.begin_from(ours, Reading(plan, TODAY, "t"), next_plan)
    assert error.value.code == "round_has_lists"


def test_a_round_whose_plan_is_gone_names_the_file(working: InRound, plan: Plan) -> None:
    with working(plan) as session:
        found = book.find(session, plan.code)
    assert looking.plan_of(found).code == plan.code
    with pytest.raises(UserError) as error:
        looking.plan_of(replace(found, plan_name="gone"))
    assert (error.value.code, error.value.params["name"]) == ("round_without_plan", "gone")
