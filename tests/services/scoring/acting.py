"""How the tests of a year's work flow look at refusals and components."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from roster.errors import UserError, UserErrors
from roster.services.scoring import assessments
from roster.services.scoring.recording import Actor
from scoring.assessment.model import Component

Agency = Callable[..., Actor]


def codes_of(act: Callable[[], object]) -> list[str]:
    """The codes of every refusal of an act."""
    try:
        act()
    except UserErrors as errors:
        return [error.code for error in errors.exceptions if isinstance(error, UserError)]
    except UserError as error:
        return [error.code]
    return []


def at(session: Session, code: str) -> Component:
    return assessments.needed(session).components[code]
