"""What an agency does with its own components: fill in, explain, submit, explain to the Ministry.

Every act is a new row; what was entered before stays readable.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.services.scoring import assessments, recording
from roster.services.scoring.recording import Actor, Facts
from scoring import answers
from scoring.assessment import steps
from scoring.assessment.model import Assessment, Component


def fill(session: Session, code: str, answer: Mapping[str, Any], explanation: str, *, actor: Actor) -> int:
    """Enter what the formula asks for, or points, and the explanation; an empty `answer` is only explained.

    Raises `UserError` or `UserErrors`: not_your_criterion, window_closed, year_locked, already_submitted,
    survey_not_scored and those of `answers.check`, each naming the code.
    """
    assessment, one = _own(session, code, actor)
    refusals = list(steps.to_fill(assessment, one, actor.today))
    if answer:
        refusals += faults(assessment, code, answer)
    raise_all(refusals)
    kept = {name: value if isinstance(value, bool) else str(value) for name, value in answer.items()}
    return recording.write(session, code, "filled", Facts(text=explanation, answer=kept), actor=actor)


def faults(assessment: Assessment, code: str, answer: Mapping[str, Any]) -> list[UserError]:
    """Everything wrong with an answer to a component."""
    return answers.check(assessment.catalogue, assessment.knowledge, {code: answer})[1]


def submit(session: Session, codes: Sequence[str], *, actor: Actor) -> tuple[int, ...]:
    """Hand components to Sở Nội vụ to be checked, all or none.

    Raises `UserError` or `UserErrors`: those of `fill`, nothing_to_submit, explanation_needed.
    """
    assessment = assessments.needed(session)
    refusals: list[UserError] = []
    for code in codes:
        one = steps.component(assessment, code)
        wrong = list(steps.not_own(assessment, one, actor.agency))
        refusals += wrong or steps.to_submit(assessment, one, actor.today)
    raise_all(refusals)
    return tuple(recording.write(session, code, "submitted", Facts(), actor=actor) for code in codes)


def respond(session: Session, code: str, text: str, *, actor: Actor) -> int:
    """Explain to the Ministry what it gave fewer points for.

    Raises `UserError`: not_your_criterion, not_appraised, no_explaining, explaining_over, text_needed.
    """
    assessment, one = _own(session, code, actor)
    refusals = list(steps.to_respond(assessment, one, actor.today))
    if not text.strip():
        refusals.append(UserError("text_needed", "{code}: write the explanation first.", code=code))
    raise_all(refusals)
    return recording.write(session, code, "responded", Facts(text=text), actor=actor)


def _own(session: Session, code: str, actor: Actor) -> tuple[Assessment, Component]:
    assessment = assessments.needed(session)
    one = steps.component(assessment, code)
    raise_all(list(steps.not_own(assessment, one, actor.agency)))
    return assessment, one
