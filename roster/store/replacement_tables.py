"""The tables of ordered replacements and of who stands by. Append-only: nothing is overwritten."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from roster.store.base import Base, now
from roster.store.rounds import ActOfRound, OfRound


class Replacement(ActOfRound, Base):
    """One replacement, or taking one back (`undoes`). `out` and `into` are lines of the roster as they were.

    `edits` are the acts on records that it was done by; `day` is when the change of post took effect.
    """

    __tablename__ = "replacements"

    id: Mapped[int] = mapped_column(primary_key=True)
    undoes: Mapped[int | None] = mapped_column(ForeignKey("replacements.id"), unique=True)
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    reason: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    allowed_by: Mapped[str] = mapped_column(Text)
    out: Mapped[list[dict[str, Any]]]
    into: Mapped[list[dict[str, Any]]]
    edits: Mapped[list[int]] = mapped_column(JSON)


class Reserve(OfRound, Base):
    """Somebody who stands by for a group; in force while the act that took him or her off the roster is."""

    __tablename__ = "reserves"

    id: Mapped[int] = mapped_column(primary_key=True)
    group: Mapped[str] = mapped_column(Text)
    order: Mapped[int]
    person: Mapped[int]
    edit_id: Mapped[int] = mapped_column(ForeignKey("edits.id"))
