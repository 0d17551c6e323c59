"""The decisions in force, the latest first, so that each can be looked at again and changed knowingly.

Knows pages of decisions; changes none.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from roster.model import PersonRecord
from roster.services.matching import pair_rows
from roster.services.reviewing import review_pages
from roster.services.reviewing.review_pages import Decision
from roster.store import edit_queries, queries, review_queries

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A decision and the rows it is about; a side is None when no list in force has it any more."""

    pair: str
    decision: Decision
    left: PersonRecord | None
    right: PersonRecord | None


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Some decisions, and how many there are."""

    lines: tuple[Line, ...]
    total: int


def decided(session: Session, *, page: int) -> HistoryPage:
    """A page (the first is 1) of the newest decision of each pair."""
    found = review_queries.decided(session, limit=PER_PAGE, offset=(max(page, 1) - 1) * PER_PAGE)
    keys = list(dict.fromkeys(key for row in found for key in (row.left, row.right)))
    records = {p.key: p for p in queries.people(edit_queries.rows_with_keys(session, keys))}
    lines = []
    for row in found:
        left, right = records.get(row.left), records.get(row.right)
        number = pair_rows.pair_id(row.left, row.right)
        lines.append(Line(number, review_pages.decision_of(row, left, right), left, right))
    total = review_queries.count_decided(session, ("same", "different", "unsure"))
    return HistoryPage(tuple(lines), total)
