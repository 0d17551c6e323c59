"""What a page does when somebody changes something: one act in a transaction, then a sentence about it.

Knows transactions and refusals; what is done is the services' matter.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, TypedDict, TypeVar

from roster import messages
from roster.errors import UserError, UserErrors
from roster.plan import Plan
from web import access, house, notices

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

T = TypeVar("T")


class Rules(TypedDict):
    """What every act of a person needs to know."""

    plan: Plan
    today: date
    by: str


def rules() -> Rules:
    """The plan, the day, and who is signed in."""
    here = house.current()
    return {"plan": here.plan, "today": here.today(), "by": access.author()}


def attempt(act: Callable[["Session"], T], done: Callable[[T], str]) -> T | None:
    """Do one act, all of it or nothing; say what was `done`, or why it was refused (None then)."""
    try:
        with house.current().database.changing() as session:
            result = act(session)
    except (UserError, UserErrors) as refusal:
        refuse(refusal)
        return None
    notices.say(done(result))
    return result


def attempt_quietly(act: Callable[["Session"], T]) -> T | None:
    """As `attempt`, for an act whose result speaks for itself: a download."""
    with refusing(), house.current().database.changing() as session:
        return act(session)
    return None


@contextmanager
def refusing() -> Iterator[None]:
    """Around what opens its own transactions: a refusal is said on the next page, what follows is done."""
    try:
        yield
    except (UserError, UserErrors) as refusal:
        refuse(refusal)


def refuse(refusal: UserError | UserErrors) -> None:
    """Say on the next page why something was refused."""
    parts = refusal.exceptions if isinstance(refusal, UserErrors) else (refusal,)
    for part in parts:
        if isinstance(part, UserError):
            notices.say(messages.sentence(part), "error")
