"""Settles the few records anew that a decision may move, and leaves all others as they are.

Knows what hangs together; the outcome is that of settling all, which `services.reviewing.review` does.
"""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from roster.dedupe import known, link
from roster.dedupe.known import Known
from roster.model import Judgement
from roster.services import persons
from roster.services.matching import pair_rows
from roster.store import pair_queries, person_queries


def around(session: Session, whole: Known, keys: Collection[str]) -> Known:
    """What is known of these records and of all that pairs kept by the last comparison connect with them."""
    return known.part(whole, pair_queries.connected(session, keys))


def settle(session: Session, part: Known, decided: Sequence[Judgement]) -> None:
    """Store clusters, pairs and the order of the questions, as these decisions make them of a part."""
    keys = [record.key for record in part.records]
    matching = link.settle(part, decided)
    rows = person_queries.compared(session, keys)
    persons.settle(session, rows, matching.clusters, person_queries.numbers_around(session, rows))
    pair_queries.update(session, pair_rows.made(matching, decided), among=keys)
    pair_queries.number_asked(session, pair_rows.asking_order)
