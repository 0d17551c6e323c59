"""A hand-over from the first check to the file, and the hand-overs so far by date, author and checksum.

Knows the order of steps and the lines that `handover.send` leaves in the audit log; keeps no workbook.
"""

import tempfile
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from roster.export.form import load_form
from roster.plan import Plan, Precedence
from roster.services import handover, respondents, review
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


@dataclass(frozen=True, slots=True)
class Workbook:
    """A written and verified workbook: its usual name, its content and its checksum."""

    name: str
    content: bytes
    sha256: str


def send(
    session: Session, *, plan: Plan, precedence: Precedence, today: date, by: str, allow_reason: str = ""
) -> Workbook:
    """Compare if something has changed, write the workbook under a reading of the precedence, verify it.

    Raises as `handover.send` does: nobody_listed, and open_questions while no `allow_reason` is given.
    """
    asked = replace(plan, precedence=precedence)
    review.ensure_compared(session, by=by)
    state = respondents.overview(session, plan=asked, today=today)
    with tempfile.TemporaryDirectory(prefix="roster-") as folder:
        handed = handover.send(
            session, Path(folder), state, form=load_form(plan.form), by=by, allow_reason=allow_reason.strip()
        )
        return Workbook(handed.path.name, handed.path.read_bytes(), handed.sha256)


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
