"""Replacements from order to addendum, reserves in order, the roster of any moment."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from roster.errors import UserError, UserErrors
from roster.plan import Plan
from roster.services.editing import edits
from roster.services.handovers import addenda
from roster.services.replacements import history, ordering
from roster.services.replacements.ordering import NEXT, Order, Rules
from roster.store import base, tables
from tests.services.conftest import TODAY
from tests.services.replacements.conftest import GROUP, PEOPLE, WAITING, send

AN, BINH, CUONG = (one.full_name for one in PEOPLE)
DUNG, EM = (one.full_name for one in WAITING)


def order(person: str, **changed: object) -> Order:
    usual = Order(person, "retired", "Quyết định 12", "Giám đốc Sở Nội vụ", date(2025, 1, 1))
    return replace(usual, **changed)  # type: ignore[arg-type]  # a short way to write tests


def names(session: Session, plan: Plan, moment: datetime | None = None) -> list[str]:
    found = history.as_of(session, moment or base.now(), plan=plan)
    return [str(one.values["full_name"]) for one in found.lines]


@pytest.fixture
def sent(session: Session, numbers: dict[str, str], rules: Rules, tmp_path: Path) -> dict[str, str]:
    """Three on the roster, two standing by in this order."""
    ordering.stand_by(session, GROUP, [numbers[EM], numbers[DUNG]], rules)
    send(session, rules.plan, tmp_path / "kept")
    return numbers


def test_reserves_are_off_the_roster_and_the_next_is_proposed(
    session: Session, sent: dict[str, str], plan: Plan
) -> None:
    assert sorted(names(session, plan)) == sorted((AN, BINH, CUONG))
    (group,) = history.standing_by(session, plan=plan)
    assert (group.group, group.wanted, group.source) == (GROUP, 2, "invented")
    assert [one.person for one in group.people] == [sent[EM], sent[DUNG]]
    assert group.next == group.people[0]


def test_the_next_reserve_takes_the_place_and_an_addendum_follows(
    session: Session, sent: dict[str, str], rules: Rules
) -> None:
    plan = rules.plan
    places = names(session, plan)
    ordering.replace(session, order(sent[BINH], successor=NEXT), rules)
    assert names(session, plan) == [EM if name == BINH else name for name in places]
    (group,) = history.standing_by(session, plan=plan)
    assert group.next
    assert group.next.person == sent[DUNG]
    pending = addenda.pending(session, plan=plan)
    assert pending
    assert {(one.kind, one.listed.person) for one in pending.changes} == {
        ("removed", sent[BINH]),
        ("added", sent[EM]),
    }
    (told,) = history.ordered(session)
    assert (told.reason, told.allowed_by, told.day) == ("retired", "Giám đốc Sở Nội vụ", date(2025, 1, 1))
    lines = session.scalars(select(tables.Audit).where(tables.Audit.action == "replacement.replace"))
    assert [line.subjects for line in lines] == [[sent[BINH], sent[EM]]]


def test_somebody_new_or_nobody_comes(session: Session, sent: dict[str, str], rules: Rules) -> None:
    ordering.replace(
        session, order(sent[AN], texts={"full_name": "Hồ Văn Mới", "position": "Giám đốc Sở"}), rules
    )
    ordering.replace(session, order(sent[CUONG], reason="moved"), rules)
    assert sorted(names(session, rules.plan)) == sorted(("Hồ Văn Mới", BINH))


def test_the_roster_of_every_moment_is_as_it_was_shown(
    session: Session, sent: dict[str, str], rules: Rules
) -> None:
    plan, shown = rules.plan, {}

    def remember() -> None:
        shown[base.now()] = names(session, plan)

    remember()
    first = ordering.replace(session, order(sent[AN], successor=NEXT), rules)
    remember()
    second = ordering.replace(session, order(sent[EM], successor=sent[DUNG]), rules)
    remember()
    ordering.undo(session, second, rules)
    remember()
    ordering.undo(session, first, rules)
    remember()
    assert {moment: names(session, plan, moment) for moment in shown} == shown
    assert len({tuple(one) for one in shown.values()}) == 3
    today = base.now().astimezone().date()
    assert [one.name for one in history.on_day(session, today, plan=plan).lines] == names(session, plan)
    with pytest.raises(UserError) as error:
        history.on_day(session, today - timedelta(days=1), plan=plan)
    assert error.value.code == "not_handed_over_then"


def test_undo_puts_everything_back_in_order(session: Session, sent: dict[str, str], rules: Rules) -> None:
    plan, before = rules.plan, names(session, rules.plan)
    first = ordering.replace(session, order(sent[AN], successor=NEXT), rules)
    second = ordering.replace(session, order(sent[EM], successor=NEXT), rules)
    for number, code in ((first, "replaced_since"), (99, "no_such_replacement")):
        with pytest.raises(UserError) as error:
            ordering.undo(session, number, rules)
        assert error.value.code == code
    ordering.undo(session, second, rules)
    ordering.undo(session, first, rules)
    with pytest.raises(UserError) as error:
        ordering.undo(session, first, rules)
    assert error.value.code == "replaced_back_before"
    assert names(session, plan) == before
    pending = addenda.pending(session, plan=plan)
    assert pending
    assert pending.changes == ()
    assert [one.undone for one in history.ordered(session)] == [True, True]


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"reason": "bored", "allowed_by": " "}, ["no_such_reason", "allowed_by_needed"]),
        ({"successor": NEXT, "texts": {"full_name": "x"}}, ["two_successors"]),
        ({"person": "P000099"}, ["no_such_person"]),
        ({"person": "reserve"}, ["not_on_roster"]),
        ({"successor": "P000099"}, ["not_in_reserve"]),
        ({"texts": {"full_name": "Hồ Văn Mới", "dob": "không rõ", "group": "dai_bieu"}}, ["no_such_group"]),
    ],
)
def test_what_cannot_be_ordered_is_refused(
    session: Session, sent: dict[str, str], rules: Rules, *, changed: dict[str, object], codes: list[str]
) -> None:
    if changed.get("person") == "reserve":
        changed = {"person": sent[EM]}
    with pytest.raises((UserError, UserErrors)) as error:
        ordering.replace(session, replace(order(sent[AN]), **changed), rules)  # type: ignore[arg-type]  # test data
    parts = error.value.exceptions if isinstance(error.value, UserErrors) else [error.value]
    assert [one.code for one in parts if isinstance(one, UserError)] == codes


def test_reserves_only_as_the_plan_asks(session: Session, numbers: dict[str, str], rules: Rules) -> None:
    for group, people, code in (
        ("lanh_dao_phong", [numbers[EM]], "no_reserve_asked"),
        (GROUP, [numbers[EM], numbers[DUNG], numbers[AN]], "reserve_full"),
        (GROUP, [numbers[EM], numbers[EM]], "in_reserve_already"),
    ):
        with pytest.raises(UserError) as error:
            ordering.stand_by(session, group, people, rules)
        assert error.value.code == code


def test_standing_by_is_taken_back_like_any_act(session: Session, sent: dict[str, str], rules: Rules) -> None:
    (act,) = session.scalars(select(tables.Edit.id).where(tables.Edit.kind == "exclude"))
    edits.undo(session, act, plan=rules.plan, today=TODAY, by="t")
    (group,) = history.standing_by(session, plan=rules.plan)
    assert group.people == ()


def test_before_anything_was_sent_there_is_nobody_to_replace(
    session: Session, numbers: dict[str, str], rules: Rules
) -> None:
    with pytest.raises(UserError) as error:
        ordering.replace(session, order(numbers[AN]), rules)
    assert error.value.code == "not_handed_over_then"


def test_where_nobody_stands_by_any_more(session: Session, sent: dict[str, str], rules: Rules) -> None:
    for goes in (AN, BINH):
        ordering.replace(session, order(sent[goes], successor=NEXT), rules)
    with pytest.raises(UserError) as error:
        ordering.replace(session, order(sent[CUONG], successor=NEXT), rules)
    assert (error.value.code, error.value.params["group"]) == ("no_reserve", GROUP)


def test_who_would_not_be_on_the_roster_takes_no_place(
    session: Session, sent: dict[str, str], rules: Rules
) -> None:
    held = {"full_name": "Lê ??ng", "position": "Giám đốc Sở"}
    with pytest.raises(UserError) as error:
        ordering.replace(session, order(sent[AN], texts=held), rules)
    assert error.value.code == "successor_not_listed"
