"""The hand-overs so far, a page at a time, those of earlier versions included.

Earlier versions of the program kept only a line in the audit log for a list they wrote: it is shown beside
the hand-overs, as it cannot be checked any more.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from roster.plan import Plan
from roster.services import paging
from roster.services.handovers.freezing import SENT
from roster.store import handover_queries, queries
from roster.survey.hand_over import HandOver


@dataclass(frozen=True, slots=True)
class Sent:
    """One list written before hand-overs were kept. `precedence` is '' where it was not said."""

    at: datetime
    by: str
    sha256: str
    people: int


@dataclass(frozen=True, slots=True)
class HandOverPage:
    """Some hand-overs, newest first, and how many there are in all."""

    lines: tuple[HandOver, ...]
    total: int


def newest(session: Session, *, plan: Plan, page: int, per_page: int) -> HandOverPage:
    """A page (the first is 1) of the plan's hand-overs so far."""
    offset = paging.before(page, per_page)
    found = handover_queries.hand_overs(session, plan=plan.code, limit=per_page, offset=offset)
    return HandOverPage(found, handover_queries.count(session, plan=plan.code))


def everything(session: Session, *, plan: Plan) -> tuple[HandOver, ...]:
    """All hand-overs of the plan, newest first."""
    return handover_queries.hand_overs(session, plan=plan.code)


def before_they_were_kept(session: Session) -> tuple[Sent, ...]:
    """The lists written by versions that kept no hand-overs, newest first."""
    found, _ = queries.audit_lines(session, limit=1_000, offset=0, action=SENT)
    return tuple(
        Sent(line.at, line.by, line.detail["sha256"], line.detail["people"])
        for line in found
        if "hand_over" not in line.detail
    )
