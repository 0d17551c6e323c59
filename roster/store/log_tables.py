"""What is kept about the database as a whole: who did what when, and small facts.

Knows columns; what an audit line may hold is said where it is written (`queries.add_audit`).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from roster.store.base import Base, now
from roster.store.rounds import MadeInRound


class Audit(MadeInRound, Base):
    """Who did what when; keys and numbers only, never a name, phone or card number.

    Written by `audit_chain.append` alone; the database refuses to change or delete a line.
    """

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(String(40))
    subjects: Mapped[list[str]]
    detail: Mapped[dict[str, Any]]
    chain: Mapped[str | None] = mapped_column(String(64))  # of this line and the one before


class Meta(Base):
    """Small facts about the database itself, for example what the stored pairs were computed from."""

    __tablename__ = "meta"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[dict[str, Any]]
