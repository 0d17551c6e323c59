"""A session in which the comparison of all records is fresh, for pages that show what it found.

Knows when to compare; what a comparison is, the services know.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from roster.services import review
from web import house

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_AUTHOR = "roster web"  # the comparison is renewed by the page, not by a person


@contextmanager
def compared() -> Iterator["Session"]:
    """A session for looking; compares first if lists, decisions, edits or rules have changed."""
    database = house.current().database
    with database.reading() as session:
        if review.is_compared(session):
            yield session
            return
    with database.changing() as session:
        review.ensure_compared(session, by=_AUTHOR)
        yield session
