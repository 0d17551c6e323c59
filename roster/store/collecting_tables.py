"""The table of what was done to get the agencies' lists. Append-only: a line is taken back by a later one.

Knows agencies by their code; holds no person's name and no number.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from roster.store.base import Base, now
from roster.store.rounds import ActOfRound


class AgencyLog(ActOfRound, Base):
    """An agency's list came on a day (whenever it was imported), or the agency was reminded on it.

    `undone` lines only take another one back.
    """

    __tablename__ = "agency_log"
    __table_args__ = (
        CheckConstraint("kind IN ('received', 'reminded', 'undone')", name="kind"),
        Index("ix_agency_log_agency", "plan", "agency"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(Text)
    agency: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(10))
    day: Mapped[date]
    channel: Mapped[str] = mapped_column(String(10))
    undoes: Mapped[int | None] = mapped_column(ForeignKey("agency_log.id"), unique=True)
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)
