"""The tables about survey rounds: which there are, facts about each, and who may be whom in the round before.

Knows columns; how rounds are kept apart is `store.rounds`' matter.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Double, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from roster.store.base import Base, now
from roster.store.rounds import OfRound


class Round(Base):
    """One survey of one plan. `code` is the plan's; None until the first plan is used with an old database.

    `plan_name` is by what the plan was asked for, a name or a path; `begun_from` the round whose roster it
    started with; `kept_until` the last day on which its people may be kept, None for what `privacy` says.
    """

    __tablename__ = "rounds"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(String(80), unique=True)
    plan_name: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    year: Mapped[int | None]
    begun_at: Mapped[datetime] = mapped_column(default=now)
    begun_by: Mapped[str] = mapped_column(Text)
    begun_from: Mapped[int | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(Text)
    kept_until: Mapped[date | None]
    purged_at: Mapped[datetime | None]
    purged_by: Mapped[str | None] = mapped_column(Text)


class RoundFact(OfRound, Base):
    """Small facts about one round, for example what its stored pairs were computed from."""

    __tablename__ = "round_facts"

    round_id: Mapped[int] = OfRound.made(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[dict[str, Any]]


class Recognition(OfRound, Base):
    """A record of this round and one of an earlier round that may be one person: for somebody to decide."""

    __tablename__ = "recognitions"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40))
    other_key: Mapped[str] = mapped_column(String(40))
    other_number: Mapped[int]  # the person's in the earlier round
    other_round: Mapped[int]
    weight: Mapped[float] = mapped_column(Double)
    evidence: Mapped[list[dict[str, Any]]]
