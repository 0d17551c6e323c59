"""How every act of scoring is written: a new row, a line in the audit log; and how the newest is taken back.

Knows rows; whether an act is allowed is `scoring.assessment.steps`' matter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.services.scoring import assessments
from roster.store import queries, scoring_queries, tables
from scoring import numbers
from scoring.assessment import steps
from scoring.assessment.model import WHOLE_YEAR, Act, Assessment, Kind


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something on which day; `agency` is that of an agency's account, '' for the province's own."""

    by: str
    today: date
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an act says besides its kind."""

    text: str = ""
    points: Decimal | None = None
    answer: Mapping[str, Any] | None = None
    day: date | None = None
    undoes: int | None = None


def write(session: Session, code: str, kind: Kind, facts: Facts, *, actor: Actor) -> int:
    """Write an act and its audit line; its number."""
    number = scoring_queries.add(
        session,
        tables.ScoringAct(
            code=code,
            kind=kind,
            agency=actor.agency,
            text=facts.text.strip(),
            points=None if facts.points is None else numbers.plain(facts.points),
            answer=dict(facts.answer) if facts.answer is not None else None,
            day=facts.day,
            undoes=facts.undoes,
            by=actor.by,
        ),
    )
    detail = {"act": number, "agency": actor.agency, "undoes": facts.undoes}
    if facts.points is not None:
        detail["points"] = numbers.plain(facts.points)
    audit(session, f"scoring.{kind}", [code], by=actor.by, detail={k: v for k, v in detail.items() if v})
    return number


def audit(session: Session, action: str, codes: Iterable[str], *, by: str, detail: Mapping[str, Any]) -> None:
    """A line in the audit log about components ('' the whole year)."""
    subjects = [f"criterion:{code}" if code else "scoring" for code in codes]
    queries.add_audit(session, action, by=by, subjects=subjects, detail=detail)


def undo(session: Session, code: str, number: int, *, actor: Actor) -> Act:
    """Take back the newest act on a component, who did it or who checks; the act.

    Raises `UserError` (no_such_act, not_the_newest, not_your_act, not_your_criterion, window_closed,
    year_locked).
    """
    assessment = assessments.needed(session)
    one = steps.component(assessment, code)
    act = next((act for act in one.history if act.number == number and not act.undone), None)
    if act is None or act.kind == "undone":
        raise UserError("no_such_act", "There is no such act to take back any more. Look at the history.")
    raise_all(list(_not_by(assessment, code, act, actor)))
    raise_all(list(steps.to_undo(assessment, one, act)))
    write(session, code, "undone", Facts(undoes=number), actor=actor)
    return act


def undo_of_year(session: Session, number: int, *, actor: Actor) -> Act:
    """Take back the approval, an explanation round or a moved last day, the newest of them; the act.

    Raises `UserError` (no_such_act, year_not_the_newest, sent_already).
    """
    assessment = assessments.needed(session)
    in_force = [act for act in assessment.history if not act.undone and act.kind != "undone"]
    act = next((act for act in in_force if act.number == number), None)
    if act is None:
        raise UserError("no_such_act", "There is no such act to take back any more. Look at the history.")
    if act != in_force[-1]:
        raise UserError("year_not_the_newest", "Only the newest act can be taken back.")
    if act.kind == "approved":
        raise_all(list(steps.to_unapprove(assessment)))
    write(session, WHOLE_YEAR, "undone", Facts(undoes=number), actor=actor)
    return act


def undo_moved(session: Session, number: int, *, actor: Actor) -> Act:
    """Take back a moved last day of whatever code, so that the one before holds again; the act.

    Raises `UserError` (no_such_act, already_approved).
    """
    assessment = assessments.needed(session)
    act = next((act for act in assessment.moved if act.number == number), None)
    if act is None:
        raise UserError("no_such_act", "There is no such act to take back any more. Look at the history.")
    raise_all(list(steps.to_move(assessment)))
    write(session, act.code, "undone", Facts(undoes=number), actor=actor)
    return act


def _not_by(assessment: Assessment, code: str, act: Act, actor: Actor) -> Iterable[UserError]:
    """What an agency did it takes back itself, while it may still mend it; the rest is the province's."""
    one = steps.component(assessment, code)
    if actor.agency:
        yield from steps.not_own(assessment, one, actor.agency)
    by_agencies = act.kind in steps.OF_AGENCY
    if act.agency != actor.agency and (actor.agency or by_agencies):
        yield UserError(
            "not_your_act", "{code}: this was done by somebody else, who can take it back.", code=code
        )
    elif act.kind in ("filled", "submitted"):
        yield from steps.closed(one, actor.today)
