"""Entering what happened to people, and taking it back; the log only grows."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from roster.errors import UserError, UserErrors
from roster.plan import Plan
from roster.services.followup import acts, people, roster
from roster.services.followup.acts import Mark
from roster.services.followup.people import OPEN, Wanted
from roster.services.handovers import freezing
from roster.services.handovers.freezing import Order
from roster.services.incoming import intake
from roster.services.shelf import shelf
from roster.store import queries, tables
from tests.services.followup.conftest import AN, BINH, CUONG, DUNG, SENT, TODAY, statuses
from tests.services.lists import person, reading


def enter(session: Session, plan: Plan, status: str, *who: str, day: date = TODAY, channel: str = "") -> int:
    made = Mark(status, day, channel)
    return acts.mark(session, who, made, plan=plan, today=TODAY, by="test").act


def codes(refusal: pytest.ExceptionInfo[UserError | UserErrors]) -> list[str]:
    error = refusal.value
    return (
        [e.code for e in error.exceptions if isinstance(e, UserError)]
        if isinstance(error, UserErrors)
        else [error.code]
    )


def test_every_status_with_its_day_and_history(
    session: Session, plan: Plan, followed: dict[str, str]
) -> None:
    enter(session, plan, "sent", *followed.values(), day=SENT)
    enter(session, plan, "reminded", followed[AN], day=date(2025, 1, 2), channel="zalo")
    enter(session, plan, "reminded", followed[AN], day=date(2025, 1, 4), channel="phone")
    enter(session, plan, "answered", followed[AN], day=date(2025, 1, 5))
    enter(session, plan, "refused", followed[BINH])
    enter(session, plan, "unreachable", followed[CUONG])
    enter(session, plan, "replaced", followed[DUNG])
    assert statuses(session, plan) == {
        AN: "answered",
        BINH: "refused",
        CUONG: "unreachable",
        DUNG: "replaced",
    }
    one = people.person(session, followed[AN], plan=plan)
    assert (one.lines[0].since, one.lines[0].reminders, one.lines[0].reminded_on) == (
        date(2025, 1, 5),
        2,
        date(2025, 1, 4),
    )
    assert [(h.event.status, h.event.channel) for h in one.history] == [
        ("answered", ""),
        ("reminded", "phone"),
        ("reminded", "zalo"),
        ("sent", ""),
    ]


def test_the_newest_entry_that_was_not_taken_back_counts(
    session: Session, plan: Plan, followed: dict[str, str]
) -> None:
    enter(session, plan, "sent", followed[AN], day=SENT)
    refused = enter(session, plan, "refused", followed[AN])
    before = session.scalar(select(func.count(tables.FollowupEvent.id)))
    assert acts.undo(session, refused, plan=plan, by="test").people == 1
    assert statuses(session, plan)[AN] == "sent"
    assert session.scalar(select(func.count(tables.FollowupEvent.id))) == before
    assert [h.act.undone for h in people.person(session, followed[AN], plan=plan).history] == [True, False]
    with pytest.raises(UserError) as refusal:
        acts.undo(session, refused, plan=plan, by="test")
    assert codes(refusal) == ["no_such_act"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("", "reminded"),
        ("answered", "reminded"),
        ("answered", "refused"),
        ("refused", "reminded"),
        ("replaced", "sent"),
    ],
)
def test_what_cannot_follow_is_refused(
    session: Session, plan: Plan, followed: dict[str, str], *, first: str, then: str
) -> None:
    if first:
        enter(session, plan, first, followed[AN])
    with pytest.raises(UserError) as refusal:
        enter(session, plan, then, followed[BINH if first == "" else AN])
    assert codes(refusal) == ["not_possible"]


def test_all_or_none_and_every_fault_at_once(session: Session, plan: Plan, followed: dict[str, str]) -> None:
    enter(session, plan, "answered", followed[AN])
    with pytest.raises(UserErrors) as refusal:
        enter(session, plan, "sent", followed[AN], followed[BINH], "P999999")
    assert codes(refusal) == ["not_possible", "not_listed"]
    assert statuses(session, plan)[BINH] == ""
    with pytest.raises(UserErrors) as refusal:
        enter(session, plan, "gone", followed[AN], day=TODAY + timedelta(days=1), channel="pigeon")
    assert sorted(codes(refusal)) == ["day_in_the_future", "no_such_channel", "no_such_status"]
    with pytest.raises(UserError) as refusal_:
        enter(session, plan, "sent", followed[BINH], day=date(2014, 12, 20))
    assert codes(refusal_) == ["day_before_plan"]


def test_everybody_found_at_once_the_others_counted(
    session: Session, plan: Plan, followed: dict[str, str]
) -> None:
    enter(session, plan, "answered", followed[AN])
    made = Mark("sent", SENT)
    done = acts.mark_found(session, Wanted(), made, plan=plan, today=TODAY, by="test")
    assert (done.people, done.passed_over) == (3, 1)
    done = acts.mark_found(
        session, Wanted(agency="so_y_te"), Mark("reminded", TODAY, "sms"), plan=plan, today=TODAY, by="test"
    )
    assert done.people == 1
    assert people.search(session, Wanted(status=OPEN), plan=plan, page=1, per_page=1)[1] == 3
    with pytest.raises(UserError) as refusal:
        acts.mark_found(session, Wanted(words="Không Có"), made, plan=plan, today=TODAY, by="test")
    assert codes(refusal) == ["nobody_found"]


def test_who_leaves_the_roster_is_not_followed_and_keeps_the_history(
    session: Session, plan: Plan, followed: dict[str, str]
) -> None:
    enter(session, plan, "answered", followed[AN])
    intake.withdraw(session, ["syt.xlsx"], by="test")
    roster.ensure(session, plan=plan, by="test")
    assert statuses(session, plan) == {AN: "answered", BINH: ""}
    intake.supersede(session, [reading("nua.xlsx", person(CUONG, "1980-06-07"))], by="test")
    roster.ensure(session, plan=plan, by="test")
    assert set(statuses(session, plan)) == {AN, BINH, CUONG}


def test_what_was_entered_for_a_number_goes_with_the_person_it_became(
    session: Session, plan: Plan, followed: dict[str, str]
) -> None:
    intake.supersede(
        session, [reading("gnv.xlsx", person("Nguyen Van An", None, position="Chuyên viên"))], by="t"
    )
    roster.ensure(session, plan=plan, by="test")
    old, new = acts.number_of(followed[BINH]), acts.number_of(followed[AN])
    enter(session, plan, "refused", followed[BINH])
    session.get_one(tables.Person, old).became = new
    intake.withdraw(session, ["snv.xlsx"], by="test")
    intake.supersede(
        session, [reading("snv2.xlsx", person(AN, "1970-02-03", phones=("+84912345671",)))], by="t"
    )
    roster.ensure(session, plan=plan, by="test")
    assert statuses(session, plan)[AN] == "refused"


def test_every_act_leaves_a_line_in_the_audit_log_without_names(
    session: Session, plan: Plan, followed: dict[str, str]
) -> None:
    number = enter(session, plan, "sent", followed[AN], day=SENT)
    acts.undo(session, number, plan=plan, by="test")
    lines, _total = queries.audit_lines(session, limit=10, offset=0)
    assert [line.action for line in lines][:2] == ["followup.undo", "followup.mark"]
    assert all("Nguyễn" not in f"{line.detail} {line.subjects}" for line in lines)


def test_after_a_hand_over_the_frozen_roster_is_followed_and_statuses_stay(
    session: Session, plan: Plan, followed: dict[str, str], tmp_path: Path
) -> None:
    enter(session, plan, "sent", *followed.values(), day=SENT)
    with shelf(tmp_path / "kept") as where:
        freezing.freeze(session, where, Order(plan, TODAY, "test", allow_reason="gấp"))
    intake.withdraw(session, ["syt.xlsx"], by="test")
    roster.ensure(session, plan=plan, by="test")
    assert statuses(session, plan) == dict.fromkeys((AN, BINH, CUONG, DUNG), "sent")


def test_very_many_faults_are_counted_at_the_end(
    session: Session, plan: Plan, followed: dict[str, str]
) -> None:
    strangers = [f"P{number:06d}" for number in range(900_000, 900_030)]
    with pytest.raises(UserErrors) as errors:
        acts.mark(session, strangers, Mark("sent", TODAY), plan=plan, today=TODAY, by="t")
    *told, last = [one for one in errors.value.exceptions if isinstance(one, UserError)]
    assert len(told) == 20
    assert (last.code, last.params["count"]) == ("more_refused", 10)
