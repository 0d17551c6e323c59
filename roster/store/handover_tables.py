"""The tables of what was handed over: nothing in them is ever changed, and triggers refuse to.

Who entered the Ministry's software is a table of its own: it goes on after the hand-over.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from roster.store.base import Base, now
from roster.store.rounds import ActOfRound, OfRound


class HandOver(ActOfRound, Base):
    """One sending of the roster (`addendum` 0), or one addendum to the sending of that number."""

    __tablename__ = "hand_overs"
    __table_args__ = (UniqueConstraint("plan", "number", "addendum"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(Text)
    number: Mapped[int]
    addendum: Mapped[int]
    day: Mapped[date]  # as the plan's clock has it
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)
    precedence: Mapped[str] = mapped_column(String(20))
    allow_reason: Mapped[str] = mapped_column(Text)
    points: Mapped[list[dict[str, Any]]]  # `survey.hand_over.Point` each
    form: Mapped[str] = mapped_column(Text)
    form_sha256: Mapped[str] = mapped_column(String(64))
    counts: Mapped[dict[str, Any]]
    rows_sha256: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))


class HandOverRow(OfRound, Base):
    """One line of the roster at that hand-over, as exported; of an addendum the whole roster after it.

    `change` is '', or of an addendum 'added', 'removed' (a line of before, not of the roster any more) or
    'changed'; `was` holds the values of before.
    """

    __tablename__ = "hand_over_rows"
    __table_args__ = (Index("ix_hand_over_rows_line", "hand_over_id", "person", "group"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hand_over_id: Mapped[int] = mapped_column(ForeignKey("hand_overs.id"))
    person: Mapped[int] = mapped_column(index=True)
    group: Mapped[str] = mapped_column(Text)
    order: Mapped[int]
    agency: Mapped[str] = mapped_column(Text)
    agency_code: Mapped[str | None] = mapped_column(Text)
    position: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text)
    dob: Mapped[str | None] = mapped_column(String(10))
    gender: Mapped[str | None] = mapped_column(String(10))
    phones: Mapped[list[str]]
    values: Mapped[dict[str, Any]]
    change: Mapped[str] = mapped_column(String(10))
    was: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    sha256: Mapped[str] = mapped_column(String(64))


class HandOverFile(OfRound, Base):
    """One file of a hand-over, kept beside the database under a random name."""

    __tablename__ = "hand_over_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    hand_over_id: Mapped[int] = mapped_column(ForeignKey("hand_overs.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    kept: Mapped[str] = mapped_column(String(40))


class Rendering(OfRound, Base):
    """A PDF of a file of a hand-over, made after the freeze: only added, one under each name."""

    __tablename__ = "hand_over_renderings"
    __table_args__ = (UniqueConstraint("hand_over_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hand_over_id: Mapped[int] = mapped_column(ForeignKey("hand_overs.id"))
    name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    kept: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)
    seal: Mapped[str] = mapped_column(String(64))


class Entered(ActOfRound, Base):
    """That somebody stands in the Ministry's software, or was ticked by mistake. The newest line counts."""

    __tablename__ = "entered"
    __table_args__ = (Index("ix_entered_person", "plan", "person"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(Text)
    person: Mapped[int]
    entered: Mapped[bool]
    source: Mapped[str] = mapped_column(Text)  # '' for a tick by hand, else the SHA-256 of the imported list
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)
