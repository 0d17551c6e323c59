"""The tables of sampling: designs handed in, sealed draws with what they drew, the log of the fieldwork.

Draws, their units and the log are never changed, and triggers refuse to: another draw is a new one, a line of
the log is taken back by a later one. Names of people stand apart, so that they can be deleted in time.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from roster.store.base import Base, now
from roster.store.rounds import ActOfRound, OfRound


class SipasDraw(ActOfRound, Base):
    """One sealed draw. `document` is DRAW.json as it was written, `sha256` that of its bytes.

    `reason` says why it was drawn again; `frame` names the file it was drawn from, if the pages kept one.
    """

    __tablename__ = "sipas_draws"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    seed: Mapped[str] = mapped_column(Text)
    frame_sha256: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))
    frame: Mapped[str] = mapped_column(String(32))
    sha256: Mapped[str] = mapped_column(String(64))
    document: Mapped[str] = mapped_column(Text)


class SipasUnit(OfRound, Base):
    """A drawn unit, or one above drawn ones (`stage` 0); `name` is '' for people.

    `parent_id` is the unit it lies in, `group` the place whose reserves stand in for it.
    """

    __tablename__ = "sipas_units"
    __table_args__ = (Index("ix_sipas_units_unit", "draw_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("sipas_draws.id"))
    stage: Mapped[int]
    level: Mapped[str] = mapped_column(Text)
    unit_id: Mapped[str] = mapped_column(Text)
    parent_id: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(10))
    order: Mapped[int]
    group: Mapped[str] = mapped_column(Text)


class SipasPerson(OfRound, Base):
    """What a drawn person or household is called; deleted when its time is over."""

    __tablename__ = "sipas_people"

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("sipas_draws.id"), index=True)
    unit_id: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)


class SipasDesign(ActOfRound, Base):
    """A design handed in: `document` is DESIGN.toml as it came, `sha256` that of its bytes."""

    __tablename__ = "sipas_designs"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    document: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)


class SipasLine(ActOfRound, Base):
    """One line of the fieldwork's log; `undoes` is the line that it takes back.

    `source` is '' for what was entered by hand, else the SHA-256 of the sheet it came with.
    """

    __tablename__ = "sipas_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("sipas_draws.id"), index=True)
    village: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    partner: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    number: Mapped[int]
    person: Mapped[str] = mapped_column(Text)
    reserve: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    undoes: Mapped[int | None]
    source: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)
