"""The Ministry's points: entered one by one or many at once, explained until a day, then final.

Points of surveys and of SIPAS are entered in the same way, at any time.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.services.scoring import assessments, recording
from roster.services.scoring.recording import Actor, Facts
from scoring.assessment import steps
from scoring.assessment.model import WHOLE_YEAR


def appraise(
    session: Session,
    points: Mapping[str, Decimal],
    *,
    text: str,
    actor: Actor,
    figures: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[int, ...]:
    """Enter the Ministry's points by code, all or none; `text` says where they stand.

    `figures` are what they were computed from, where they were: a survey's mean, the percent of SIPAS.

    Raises `UserError` or `UserErrors`: unknown_code, not_approved, final_already, score_out_of_range.
    """
    assessment = assessments.needed(session)
    refusals: list[UserError] = []
    for code, value in points.items():
        try:
            refusals += steps.to_appraise(steps.component(assessment, code), value)
        except UserError as error:
            refusals.append(error)
    raise_all(refusals)
    return tuple(
        recording.write(
            session, code, "appraised", Facts(text, value, (figures or {}).get(code)), actor=actor
        )
        for code, value in points.items()
    )


def open_explaining(session: Session, until: date, text: str, *, actor: Actor) -> int:
    """Ask the agencies for explanations until a day; a later round or day takes this one's place.

    Raises `UserError`: day_is_over, nothing_appraised.
    """
    assessment = assessments.needed(session)
    refusals = []
    if until < actor.today:
        refusals.append(
            UserError("day_is_over", "{day} is over. Choose today or a later day.", day=f"{until:%d/%m/%Y}")
        )
    if not any(one.stage == "appraised" and not one.survey for one in assessment.components.values()):
        refusals.append(
            UserError("nothing_appraised", "The Ministry has appraised nothing yet. Enter its points first.")
        )
    raise_all(refusals)
    return recording.write(session, WHOLE_YEAR, "explaining", Facts(text=text, day=until), actor=actor)


def end(session: Session, code: str, points: Decimal, text: str, *, actor: Actor) -> int:
    """Enter a component's final points. Raises `UserError`: not_appraised_yet, score_out_of_range."""
    one = steps.component(assessments.needed(session), code)
    raise_all(list(steps.to_end(one, points)))
    return recording.write(session, code, "final", Facts(text=text, points=points), actor=actor)


def end_the_rest(session: Session, *, actor: Actor) -> tuple[int, ...]:
    """Take the Ministry's points as final wherever nothing else was entered; the acts.

    Raises `UserError` (nothing_appraised).
    """
    assessment = assessments.needed(session)
    left = {
        one.code: one.appraised
        for one in assessment.components.values()
        if one.stage == "appraised" and one.appraised is not None
    }
    if not left:
        raise UserError(
            "nothing_appraised", "The Ministry has appraised nothing yet. Enter its points first."
        )
    return tuple(
        recording.write(session, code, "final", Facts(points=value), actor=actor)
        for code, value in left.items()
    )
