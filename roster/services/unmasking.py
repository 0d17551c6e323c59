"""Showing phone and card numbers in full: a person asks, and it is written down whose numbers they saw.

Knows the audit log; shows nothing itself.
"""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from roster.store import queries

ACTION = "numbers.show"


def note(session: Session, keys: Iterable[str], *, by: str) -> None:
    """Write down that somebody is about to see the numbers of these records in full."""
    queries.add_audit(session, ACTION, by=by, subjects=tuple(keys))
