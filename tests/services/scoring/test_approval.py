"""After the check: approval and lock, the Ministry's software, its points, explanations until a day."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy.orm import Session

from roster.services.scoring import appraisal, assessments, checking, documents, filling, recording
from roster.services.scoring.documents import About, Place
from roster.services.scoring.recording import Actor
from roster.services.shelf import Shelf
from tests.services.scoring.acting import Agency, at, codes_of
from tests.services.scoring.conftest import DAY, LATE


def test_approval_locks_and_can_be_taken_back(submitted: Session, office: Actor, agency: Agency) -> None:
    actor = agency("so_noi_vu")

    def approve(number: str = "12/QĐ-UBND", day: date = DAY) -> list[str]:
        return codes_of(lambda: checking.approve(submitted, number, day, actor=office))

    assert approve() == ["not_all_accepted"]
    checking.accept_as_scored(submitted, ["1.1.1", "1.1.2"], actor=office)
    assert approve("", date(2024, 12, 21)) == ["day_in_the_future", "number_needed"]
    assert approve() == []
    assert approve() == ["already_approved"]
    assert {at(submitted, code).stage for code in ("1.1.1", "1.1.2")} == {"approved"}
    assert codes_of(lambda: filling.fill(submitted, "1.1.1", {}, "x", actor=actor)) == ["year_locked"]
    assert codes_of(lambda: checking.send_back(submitted, "1.1.1", "x", until=None, actor=office)) == [
        "year_locked"
    ]
    last = at(submitted, "1.1.1").last
    assert last is not None
    assert codes_of(lambda: recording.undo(submitted, "1.1.1", last.number, actor=office)) == ["year_locked"]
    approval = assessments.needed(submitted).approval
    assert approval is not None
    checking.on_software(submitted, ["1.1.1"], actor=actor)
    assert codes_of(lambda: recording.undo_of_year(submitted, approval.number, actor=office)) == [
        "sent_already"
    ]
    marked = at(submitted, "1.1.1").on_software
    assert marked is not None
    recording.undo(submitted, "1.1.1", marked.number, actor=actor)
    recording.undo_of_year(submitted, approval.number, actor=office)
    assert at(submitted, "1.1.1").stage == "accepted"


def test_who_entered_it_at_the_ministry_and_when(approved: Session, agency: Agency, office: Actor) -> None:
    other = agency("so_tu_phap")
    assert codes_of(lambda: checking.on_software(approved, ["1.1.1"], actor=other)) == ["not_your_criterion"]
    checking.on_software(approved, ["1.1.1"], actor=agency("so_noi_vu"))
    marked = at(approved, "1.1.1").on_software
    assert marked is not None
    assert (marked.by, marked.agency) == ("cán bộ so_noi_vu", "so_noi_vu")
    assert codes_of(lambda: checking.on_software(approved, ["1.1.1"], actor=office)) == [
        "already_on_software"
    ]
    assert codes_of(lambda: checking.on_software(approved, ["1.2.1"], actor=office)) == ["not_approved"]


def test_the_ministrys_points_all_or_none(submitted: Session, office: Actor) -> None:
    points = {"1.1.1": Decimal("5"), "9.9": Decimal("1"), "1.2.1": Decimal("4.1")}
    assert codes_of(lambda: appraisal.appraise(submitted, points, text="", actor=office)) == [
        "not_approved",
        "score_out_of_range",
        "unknown_code",
        "score_out_of_range",
    ]
    appraisal.appraise(submitted, {"1.2.1": Decimal("3")}, text="", actor=office)
    assert at(submitted, "1.2.1").stage == "appraised"


def test_the_explanation_round_ends_on_its_day(approved: Session, office: Actor, agency: Agency) -> None:
    def respond(day: date) -> list[str]:
        return codes_of(lambda: filling.respond(approved, "1.1.1", "vì", actor=agency("so_noi_vu", day)))

    assert respond(DAY) == ["not_appraised"]
    assert codes_of(lambda: appraisal.open_explaining(approved, LATE, "", actor=office)) == [
        "nothing_appraised"
    ]
    appraisal.appraise(approved, {"1.1.1": Decimal("1")}, text="", actor=office)
    assert respond(DAY) == ["no_explaining"]
    appraisal.open_explaining(approved, DAY, "", actor=office)
    assert respond(LATE) == ["explaining_over"]
    assert respond(DAY) == []
    assert codes_of(lambda: filling.respond(approved, "1.1.1", " ", actor=agency("so_noi_vu", DAY))) == [
        "text_needed"
    ]
    documents.add(
        approved,
        About("Bổ sung", link="https://daknong.example/bs"),
        Place("1.1.1"),
        where=Shelf(Path()),
        actor=agency("so_noi_vu"),
    )
    assert len(at(approved, "1.1.1").attachments) == 1
