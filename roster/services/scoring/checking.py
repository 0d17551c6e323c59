"""What Sở Nội vụ does with what agencies submit: accept with its own points, return, give more time.

Then UBND tỉnh's approval, which locks what was scored, and what stands in the Ministry's software.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.services.collecting.log import future_day
from roster.services.scoring import assessments, recording
from roster.services.scoring.recording import Actor, Facts
from scoring.assessment import steps
from scoring.assessment.model import WHOLE_YEAR


def accept(session: Session, code: str, points: Decimal | None, text: str, *, actor: Actor) -> int:
    """Accept a submission with the points of the check; None only where the component does not apply.

    Raises `UserError`: not_submitted, score_out_of_range, points_needed, remark_needed.
    """
    one = steps.component(assessments.needed(session), code)
    raise_all(list(steps.to_accept(one, points, text)))
    return recording.write(session, code, "accepted", Facts(text=text, points=points), actor=actor)


def accept_as_scored(session: Session, codes: Sequence[str], *, actor: Actor) -> tuple[int, ...]:
    """Accept several submissions with the agencies' own points, all or none. Raises as `accept`."""
    assessment = assessments.needed(session)
    found = [steps.component(assessment, code) for code in codes]
    points = {one.code: one.self_score for one in found}
    raise_all([fault for one in found for fault in steps.to_accept(one, points[one.code], "")])
    return tuple(
        recording.write(session, code, "accepted", Facts(points=points[code]), actor=actor) for code in codes
    )


def send_back(session: Session, code: str, text: str, *, until: date | None, actor: Actor) -> int:
    """Return a component with a remark; it may be mended until that day, or as long as its window is open.

    Raises `UserError`: not_submitted, remark_needed_to_return, day_is_over, year_locked, window_closed.
    """
    assessment = assessments.needed(session)
    one = steps.component(assessment, code)
    refusals = [*steps.to_return(assessment, one, text), *_over(until, actor.today)]
    if until is None:
        refusals += steps.closed(one, actor.today)
    raise_all(refusals)
    return recording.write(session, code, "returned", Facts(text=text, day=until), actor=actor)


def extend(session: Session, code: str, until: date, text: str, *, actor: Actor) -> int:
    """Move the last day of a component, a criterion, a field or, with '', of the year.

    Raises `UserError`: unknown_code, day_is_over, year_locked.
    """
    assessment = assessments.needed(session)
    if code != WHOLE_YEAR and code not in assessment.catalogue.by_code:
        steps.component(assessment, code)
    raise_all([*steps.to_move(assessment), *_over(until, actor.today)])
    return recording.write(session, code, "extended", Facts(text=text, day=until), actor=actor)


def approve(session: Session, number: str, day: date, *, actor: Actor) -> int:
    """Record UBND tỉnh's approval by its document's number and day; what was scored is locked from then on.

    Raises `UserError` or `UserErrors`: not_all_accepted, already_approved, number_needed, day_in_the_future.
    """
    refusals = [*steps.to_approve(assessments.needed(session)), *future_day(day, actor.today)]
    if not number.strip():
        refusals.append(UserError("number_needed", "Enter the number of the document of UBND tỉnh."))
    raise_all(refusals)
    return recording.write(session, WHOLE_YEAR, "approved", Facts(text=number, day=day), actor=actor)


def on_software(session: Session, codes: Sequence[str], *, actor: Actor) -> tuple[int, ...]:
    """Mark components as entered in the Ministry's software, by the agency itself or the province.

    Raises `UserError` or `UserErrors`: not_approved, already_on_software, not_your_criterion.
    """
    assessment = assessments.needed(session)
    found = [steps.component(assessment, code) for code in codes]
    refusals = [fault for one in found for fault in steps.to_software(one)]
    if actor.agency:
        refusals += [f for one in found for f in steps.not_own(assessment, one, actor.agency)]
    raise_all(refusals)
    return tuple(recording.write(session, code, "on_software", Facts(), actor=actor) for code in codes)


def _over(until: date | None, today: date) -> list[UserError]:
    if until is None or until >= today:
        return []
    return [UserError("day_is_over", "{day} is over. Choose today or a later day.", day=f"{until:%d/%m/%Y}")]
