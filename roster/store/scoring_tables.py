"""The tables of a year's self-assessment. Append-only: an act is undone by a later one that names it.

Knows columns; what an act means and when it is allowed is `scoring.assessment`.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from roster.store.base import Base, now
from roster.store.rounds import ActOfRound


class ScoringCatalogue(ActOfRound, Base):
    """The catalogue a year is scored by, as its file stood. The newest counts."""

    __tablename__ = "scoring_catalogues"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)  # the shipped catalogue's, or the imported file's
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[str] = mapped_column(Text)  # TOML
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)


class ScoringAct(ActOfRound, Base):
    """Something done to a component, or to the whole year where `code` is ''.

    `agency` is that of the account that did it, '' for the province's own. `points` are all digits of a
    decimal; `answer` holds what the formula asks for; `text` an explanation, remark or document number.
    """

    __tablename__ = "scoring_acts"
    __table_args__ = (Index("ix_scoring_acts_code", "round_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(20))
    undoes: Mapped[int | None] = mapped_column(ForeignKey("scoring_acts.id"), unique=True)
    agency: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    points: Mapped[str | None] = mapped_column(String(60))
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    day: Mapped[date | None]
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)


class ScoringDocument(ActOfRound, Base):
    """A document that proves something: a file kept under a random name, or a link (`kept` is '' then).

    `in_force` is the day the document itself took effect, `at` the moment it was put here.
    """

    __tablename__ = "scoring_documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(Text)  # số ký hiệu
    in_force: Mapped[date | None]
    link: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)  # of the file as it was handed in
    kept: Mapped[str] = mapped_column(String(40))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)


class ScoringAttachment(ActOfRound, Base):
    """That a document proves a component, and where in it; or that it does not any more (`detaches`).

    `code` is a component's, or 'evidence:' with the code of a task that only supplies documents; `wanted` is
    the document of the catalogue's list that it is, '' for another.
    """

    __tablename__ = "scoring_attachments"
    __table_args__ = (Index("ix_scoring_attachments_code", "round_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("scoring_documents.id"), index=True)
    detaches: Mapped[int | None] = mapped_column(ForeignKey("scoring_attachments.id"), unique=True)
    code: Mapped[str] = mapped_column(String(60))
    wanted: Mapped[str] = mapped_column(Text)
    section: Mapped[str] = mapped_column(Text)
    page: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)
