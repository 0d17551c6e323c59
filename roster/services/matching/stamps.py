"""What a comparison rests on, in short texts that change with it.

Knows which facts those are; compares nothing.
"""

import hashlib
import json

from sqlalchemy.orm import Session

import roster
from roster.services.matching import weights
from roster.store import edit_queries, review_queries


def of_all(session: Session) -> str:
    """Changes with everything that may change the result: program, weights, lists, edits, decisions."""
    newest = (edit_queries.last_edit(session), review_queries.last_judgement(session))
    return sha256([_rules(), review_queries.lists_in_force(session), newest])


def of_records(session: Session) -> str:
    """Changes with program, weights, lists and edits of records, but with no decision on a pair.

    Good for what is kept in memory: with the moments of lists and acts in it, what a transaction that was
    taken back had seen is never mistaken for what came in its place.
    """
    place, newest = str(session.get_bind().engine.url), review_queries.last_edit_of_records(session)
    return sha256([place, _rules(), review_queries.lists_in_force(session), newest])


def sha256(value: object) -> str:
    """A fingerprint of anything JSON can write."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, default=str).encode()).hexdigest()


def _rules() -> list[str]:
    return [roster.__version__, repr(weights.in_use())]
