"""The tables of the follow-up: acts and their events, imported lists of who answered, lists given away.

Append-only but for `followed`, which is made anew from the roster and the events whenever either changes.
Who answered stands here; never a ballot's code and never an answer.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from roster.store.base import Base, now
from roster.store.rounds import ActOfRound, OfRound


class FollowupAct(ActOfRound, Base):
    """One act of a person on the follow-up; an act is taken back by a later one that names it.

    `kind`: mark (a status by hand), import (a list of who answered), decide (a row of such a list), undo.
    `detail` holds numbers and checksums only.
    """

    __tablename__ = "followup_acts"
    __table_args__ = (CheckConstraint("kind IN ('mark', 'import', 'decide', 'undo')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(Text, index=True)
    kind: Mapped[str] = mapped_column(String(10))
    undoes: Mapped[int | None] = mapped_column(ForeignKey("followup_acts.id"), unique=True)
    detail: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)


class FollowupEvent(OfRound, Base):
    """What happened to one person on a day, by the person's number; the newest not undone counts."""

    __tablename__ = "followup_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("followup_acts.id"), index=True)
    person: Mapped[int] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(String(12))
    day: Mapped[date]
    channel: Mapped[str] = mapped_column(String(10))


class AnswerRow(OfRound, Base):
    """A row of an imported list of who answered, and what became of it.

    `outcome`: sure, doubled, ask, unknown, refused, not_answered, held. What the row says of its person is
    kept only where somebody has to decide (ask, unknown, held), else ''.
    """

    __tablename__ = "answer_rows"

    id: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("followup_acts.id"), index=True)
    sheet: Mapped[str] = mapped_column(Text)
    row: Mapped[int]
    block: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(12))
    person: Mapped[int | None]
    day: Mapped[date]
    full_name: Mapped[str] = mapped_column(Text)
    dob: Mapped[str | None] = mapped_column(String(10))
    position: Mapped[str] = mapped_column(Text)
    agency: Mapped[str] = mapped_column(Text)
    candidates: Mapped[list[dict[str, Any]]]  # person and weight, the most probable first


class AnswerDecision(OfRound, Base):
    """A person's decision on a row of such a list: whose it is, None for nobody's on the roster."""

    __tablename__ = "answer_decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("followup_acts.id"), index=True)
    row_id: Mapped[int] = mapped_column(ForeignKey("answer_rows.id"), index=True)
    person: Mapped[int | None]


class Disclosure(ActOfRound, Base):
    """A list of names and phones given to somebody outside: to whom, how many, why. It names nobody."""

    __tablename__ = "disclosures"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(Text, index=True)
    recipient: Mapped[str] = mapped_column(Text)  # the plan's code of a partner or an agency
    group: Mapped[str] = mapped_column(Text)  # '' for all
    agency: Mapped[str] = mapped_column(Text)  # '' for all
    form: Mapped[str] = mapped_column(String(10))
    people: Mapped[int]
    purpose: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)


class Followed(OfRound, Base):
    """One line of the roster with the status in force of its person: what pages and counts look at.

    `status` is '' before the first event. `is_first`: the person's first line, so that nobody is counted
    twice. `search` is `finding`'s text.
    """

    __tablename__ = "followed"
    __table_args__ = (
        Index("ix_followed_place", "plan", "place"),
        Index("ix_followed_person", "plan", "person"),
        Index("ix_followed_status", "plan", "status", "group", "agency"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(Text)
    place: Mapped[int]  # in the order of the roster, from 1
    person: Mapped[int]
    is_first: Mapped[bool]
    group: Mapped[str] = mapped_column(Text)
    agency: Mapped[str] = mapped_column(Text)  # the plan's code, else the list's own words
    agency_name: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    position: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(Text)
    search: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(12))
    since: Mapped[date | None]
    reminders: Mapped[int]
    reminded_on: Mapped[date | None]
