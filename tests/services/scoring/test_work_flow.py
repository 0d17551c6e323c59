"""The year's work flow: who may do what when, what stays readable, what is taken back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.plan import Plan
from roster.services import audit
from roster.services.scoring import appraisal, assessments, checking, documents, filling, recording, years
from roster.services.scoring.documents import About, Place
from roster.services.scoring.recording import Actor
from roster.services.shelf import Shelf
from scoring.assessment import sums
from tests.services.scoring.acting import Agency, at, codes_of
from tests.services.scoring.conftest import DAY, LATE, WHY


def test_a_year_from_figures_to_final_points(approved: Session, office: Actor, agency: Agency) -> None:
    appraisal.appraise(
        approved,
        {"1.1.1": Decimal("2.5"), "1.1.2": Decimal("2"), "1.2.1": Decimal("3.2")},
        text="",
        actor=office,
    )
    appraisal.open_explaining(approved, date(2025, 3, 1), "", actor=office)
    filling.respond(approved, "1.1.1", "đã hoàn thành", actor=agency("so_noi_vu", date(2025, 2, 28)))
    appraisal.end(approved, "1.1.1", Decimal("3"), "", actor=office)
    appraisal.end_the_rest(approved, actor=office)
    year = assessments.needed(approved)
    totals = {column: found.total for column in sums.COLUMNS if (found := sums.sums(year, column))}
    assert totals == {
        "self": Decimal("5.2"),
        "own": Decimal("5"),
        "appraised": Decimal("7.7"),
        "final": Decimal("8.2"),
    }
    assert {one.stage for one in year.components.values()} == {"final"}
    assert year.approval is not None
    assert (year.approval.text, year.approval.day) == ("12/QĐ-UBND", DAY)
    assert year.components["1.1.1"].response == "đã hoàn thành"


def test_what_was_entered_before_stays_readable(year: Session, agency: Agency) -> None:
    actor = agency("so_noi_vu")
    for b in ("5", "8"):
        filling.fill(year, "1.1.1", {"a": "10", "b": b}, "", actor=actor)
    assert [act.answer for act in at(year, "1.1.1").history] == [{"a": "10", "b": "5"}, {"a": "10", "b": "8"}]
    recording.undo(year, "1.1.1", at(year, "1.1.1").history[-1].number, actor=actor)
    one = at(year, "1.1.1")
    assert (one.answer, one.self_score) == ({"a": "10", "b": "5"}, Decimal("2"))
    assert [act.undone for act in one.history] == [False, True, False]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"score": "4.5"}, "score_out_of_range"),
        ({"a": "0", "b": "0"}, "zero_denominator"),
        ({"a": "10"}, "missing_variable"),
        ({"a": "10", "b": "x"}, "not_a_number"),
    ],
)
def test_a_wrong_answer_is_refused_and_the_one_before_stays(
    year: Session, agency: Agency, answer: dict[str, str], code: str
) -> None:
    actor = agency("so_noi_vu")
    filling.fill(year, "1.1.1", {"a": "10", "b": "5"}, "", actor=actor)
    with pytest.raises(UserError) as refused:
        filling.fill(year, "1.1.1", answer, "", actor=actor)
    assert (refused.value.code, refused.value.params["code"]) == (code, "1.1.1")
    assert at(year, "1.1.1").self_score == Decimal("2")


def test_another_agencys_criterion_is_refused(year: Session, agency: Agency) -> None:
    other = agency("so_tu_phap")
    assert codes_of(lambda: filling.fill(year, "1.1.1", {}, "x", actor=other)) == ["not_your_criterion"]
    assert codes_of(lambda: filling.submit(year, ["1.1.1"], actor=other)) == ["not_your_criterion"]
    assert at(year, "1.1.1").history == ()


def test_a_survey_cannot_be_self_scored(year: Session, agency: Agency) -> None:
    nobody = agency("")
    assert codes_of(lambda: filling.fill(year, "1.2.1", {}, "x", actor=nobody)) == ["survey_not_scored"]
    assert codes_of(lambda: filling.fill(year, "1.2.1", {"score": "4"}, "", actor=nobody)) == [
        "survey_not_scored",
        "survey_self_scored",
    ]
    assert codes_of(lambda: filling.submit(year, ["1.2.1"], actor=nobody)) == ["survey_not_scored"]


@pytest.mark.parametrize(("day", "code"), [(date(2024, 11, 30), "window_not_open"), (LATE, "window_closed")])
def test_outside_of_the_window_nothing_is_entered(
    year: Session, agency: Agency, day: date, code: str
) -> None:
    actor = agency("so_noi_vu", day)
    assert codes_of(lambda: filling.fill(year, "1.1.1", {"a": "1", "b": "1"}, "", actor=actor)) == [code]


def test_the_last_day_can_be_moved_for_a_criterion_and_back(
    year: Session, agency: Agency, office: Actor
) -> None:
    late = agency("so_noi_vu", LATE)
    checking.extend(year, "1.1", LATE, "", actor=office)
    filling.fill(year, "1.1.1", {"a": "1", "b": "1"}, "", actor=late)
    assert at(year, "1.2.1").window != at(year, "1.1.1").window
    assert codes_of(lambda: checking.extend(year, "1.1", date(2024, 1, 1), "", actor=office)) == [
        "day_is_over"
    ]
    assert codes_of(lambda: checking.extend(year, "9", LATE, "", actor=office)) == ["unknown_code"]


def test_without_documents_an_explanation_is_needed(year: Session, agency: Agency) -> None:
    actor = agency("so_noi_vu")
    assert codes_of(lambda: filling.submit(year, ["1.1.1"], actor=actor)) == ["nothing_to_submit"]
    filling.fill(year, "1.1.1", {"a": "10", "b": "8"}, "", actor=actor)
    with pytest.raises(UserError) as refused:
        filling.submit(year, ["1.1.1"], actor=actor)
    assert refused.value.code == "explanation_needed"
    assert refused.value.params["documents"] == "Kế hoạch năm; Báo cáo"
    for wanted in ("Kế hoạch năm", "Báo cáo"):
        documents.add(
            year,
            About(wanted, link="https://daknong.example/kh"),
            Place("1.1.1", wanted),
            where=Shelf(Path()),
            actor=actor,
        )
    filling.submit(year, ["1.1.1"], actor=actor)
    assert at(year, "1.1.1").stage == "submitted"


def test_a_submission_is_taken_back_until_it_is_checked(
    submitted: Session, office: Actor, agency: Agency
) -> None:
    actor = agency("so_noi_vu")
    assert codes_of(lambda: filling.fill(submitted, "1.1.1", {}, "x", actor=actor)) == ["already_submitted"]
    last = at(submitted, "1.1.1").last
    assert last is not None
    assert codes_of(lambda: recording.undo(submitted, "1.1.1", last.number, actor=office)) == ["not_your_act"]
    recording.undo(submitted, "1.1.1", last.number, actor=actor)
    assert at(submitted, "1.1.1").stage == "filled"
    filling.submit(submitted, ["1.1.1"], actor=actor)
    again = at(submitted, "1.1.1").last
    checking.accept_as_scored(submitted, ["1.1.1"], actor=office)
    assert again is not None
    assert codes_of(lambda: recording.undo(submitted, "1.1.1", again.number, actor=actor)) == [
        "not_the_newest"
    ]
    assert codes_of(lambda: recording.undo(submitted, "1.1.1", last.number, actor=actor)) == ["no_such_act"]


def test_what_is_returned_is_mended_after_the_window(
    submitted: Session, office: Actor, agency: Agency
) -> None:
    late = replace(office, today=LATE)
    assert codes_of(lambda: checking.send_back(submitted, "1.1.1", "x", until=None, actor=late)) == [
        "window_closed"
    ]
    assert codes_of(lambda: checking.send_back(submitted, "1.1.1", " ", until=LATE, actor=late)) == [
        "remark_needed_to_return"
    ]
    checking.send_back(submitted, "1.1.1", "thiếu báo cáo", until=LATE, actor=late)
    one = at(submitted, "1.1.1")
    assert (one.stage, one.remark, one.answer) == ("returned", "thiếu báo cáo", {"a": "10", "b": "8"})
    filling.fill(submitted, "1.1.1", {"a": "10", "b": "9"}, WHY, actor=agency("so_noi_vu", LATE))
    filling.submit(submitted, ["1.1.1"], actor=agency("so_noi_vu", LATE))
    assert at(submitted, "1.1.1").self_score == Decimal("3.6")


def test_the_checks_own_points_stand_beside(submitted: Session, office: Actor) -> None:
    def accept(points: Decimal | None, text: str = "") -> list[str]:
        return codes_of(lambda: checking.accept(submitted, "1.1.1", points, text, actor=office))

    assert accept(Decimal("4.01"), "x") == ["score_out_of_range"]
    assert accept(None) == ["points_needed", "remark_needed"]
    assert accept(Decimal("3")) == ["remark_needed"]
    assert accept(Decimal("3"), "thiếu") == []
    one = at(submitted, "1.1.1")
    assert (one.self_score, one.own_score, one.remark) == (Decimal("3.2"), Decimal("3"), "thiếu")
    assert one.last is not None
    recording.undo(submitted, "1.1.1", one.last.number, actor=office)
    assert at(submitted, "1.1.1").stage == "submitted"


def test_what_does_not_apply_has_no_points(year: Session, agency: Agency, office: Actor) -> None:
    actor = agency("so_tu_phap")
    filling.fill(year, "1.1.2", {"not_applicable": True}, "không có", actor=actor)
    filling.submit(year, ["1.1.2"], actor=actor)
    checking.accept(year, "1.1.2", None, "", actor=office)
    own = sums.sums(assessments.needed(year), "own")
    assert own is not None
    assert (own.nodes["1"].max, own.nodes["1.1.2"].applies) == (Decimal("8"), False)


def test_every_change_is_in_the_audit_log(approved: Session) -> None:
    page = audit.lines(approved, page=1, per_page=100)
    assert [line.action for line in reversed(page.lines)] == [
        "scoring.catalogue",
        "scoring.filled",
        "scoring.filled",
        "scoring.submitted",
        "scoring.submitted",
        "scoring.accepted",
        "scoring.accepted",
        "scoring.approved",
    ]
    assert page.lines[2].subjects == ("criterion:1.1.1",)
    assert page.lines[2].detail["points"] == "3"


def test_another_catalogue_only_while_nothing_is_submitted(
    year: Session, plan: Plan, office: Actor, agency: Agency
) -> None:
    filling.fill(year, "1.1.1", {"a": "10", "b": "8"}, WHY, actor=agency("so_noi_vu"))
    years.choose(year, "training", plan=plan, actor=office)
    assert at(year, "1.1.1").self_score is None  # another formula: nothing is guessed
    assert at(year, "1.1.1").answer == {"a": "10", "b": "8"}
    assert len(years.chosen(year)) == 2
    filling.fill(year, "1.1.1", {"yes": True}, WHY, actor=agency("so_noi_vu"))
    filling.submit(year, ["1.1.1"], actor=agency("so_noi_vu"))
    assert codes_of(lambda: years.choose(year, "2024-plan", plan=plan, actor=office)) == ["catalogue_in_use"]


def test_the_plans_catalogue_has_no_points_to_give(session: Session, plan: Plan, agency: Agency) -> None:
    actor = agency("so_noi_vu")
    years.choose(session, "2024-plan", plan=plan, actor=actor)
    assert codes_of(lambda: filling.fill(session, "1.1", {"score": "1"}, "", actor=actor))[:1] == [
        "catalogue_without_points"
    ]
    assert sums.sums(assessments.needed(session), "self") is None
    documents.add(
        session,
        About("Kết luận", link="https://daknong.example/kl"),
        Place("evidence:7.2", "Các kết luận thanh tra, kiểm tra"),
        where=Shelf(Path()),
        actor=agency("so_tai_chinh"),
    )
    assert [one.document.title for one in assessments.needed(session).evidence["7.2"]] == ["Kết luận"]


def test_without_a_catalogue_there_is_no_year(session: Session) -> None:
    assert assessments.read(session) is None
    assert codes_of(lambda: assessments.needed(session)) == ["no_scoring_year"]
