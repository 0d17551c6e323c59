"""A session in which the roster that is followed is up to date: made anew first if the roster has changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from roster.services.followup import roster
from web import house

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_AUTHOR = "roster web"  # it is renewed by the page, not by a person


@contextmanager
def followed() -> "Iterator[Session]":
    """For looking only."""
    here = house.current()
    with here.database.reading() as session:
        fresh = roster.is_fresh(session, plan=here.plan)
    if not fresh:
        with here.database.changing() as session:
            roster.ensure(session, plan=here.plan, by=_AUTHOR)
    with here.database.reading() as session:
        yield session
