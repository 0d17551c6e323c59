"""A session in which the comparison of all records is fresh, for pages that show what it found.

Knows when it is out of date; bringing it up to date is `renewal`'s matter.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from roster.services.reviewing import review
from web import house
from web.renewal import StillComparingError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@contextmanager
def compared() -> Iterator["Session"]:
    """A session for looking at a fresh comparison.

    Raises `StillComparingError`, which shows a page to wait on, while lists, edits or rules have changed and
    all records are being compared anew.
    """
    here = house.current()
    if not is_fresh() and not here.renewal.is_done():
        raise StillComparingError
    with here.database.reading() as session:
        if not review.is_compared(session):  # changed again meanwhile
            raise StillComparingError
        yield session


def is_fresh() -> bool:
    """Whether the stored comparison fits lists, decisions, edits and rules."""
    with house.current().database.reading() as session:
        return review.is_compared(session)
