"""The hand-overs so far: which workbook was sent when and by whom, by its checksum.

Knows the lines that `handover.send` leaves in the audit log; keeps no workbook.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from roster.services import handover
from roster.store import queries


@dataclass(frozen=True, slots=True)
class Sent:
    """One hand-over. `precedence` is '' for those of versions that did not say it."""

    at: datetime
    by: str
    sha256: str
    people: int
    open_pairs: int
    held: int
    precedence: str
    allow_reason: str


@dataclass(frozen=True, slots=True)
class SentPage:
    """Some hand-overs, newest first, and how many there are in all."""

    lines: tuple[Sent, ...]
    total: int


def newest(session: Session, *, page: int, per_page: int) -> SentPage:
    """A page (the first is 1) of the hand-overs so far."""
    found, total = queries.audit_lines(
        session, limit=per_page, offset=(max(page, 1) - 1) * per_page, action=handover.SENT
    )
    return SentPage(
        tuple(
            Sent(
                line.at,
                line.by,
                sha256=line.detail["sha256"],
                people=line.detail["people"],
                open_pairs=line.detail["open_pairs"],
                held=line.detail["held"],
                precedence=line.detail.get("precedence", ""),
                allow_reason=line.detail.get("allow_reason", ""),
            )
            for line in found
        ),
        total,
    )
