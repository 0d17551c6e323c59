"""Keeps the last comparison of this process at hand, so that the next one compares only what is new.

Deciding pair after pair, or comparing again when one list of many was replaced, costs what has changed. Knows
records and their comparison; it holds for any database, as records are compared with those of last time.
"""

from collections.abc import Sequence

from roster.dedupe import known
from roster.dedupe.known import Known
from roster.model import PersonRecord
from roster.services.matching import weights

_last: list[tuple[str, Known]] = []  # at most one: replaced as a whole, so two threads at worst compare twice


def of(records: Sequence[PersonRecord], *, rests_on: str) -> Known:
    """These records compared, with the weights in use; `rests_on` says what they are (`kept`)."""
    found = known.know(records, weights.in_use(), _last[0][1] if _last else None)
    _last[:] = [(rests_on, found)]
    return found


def kept(rests_on: str) -> Known | None:
    """What was made of the records that rest on just this, if that is at hand."""
    return next((found for stamp, found in _last if stamp == rests_on), None)
