"""The table of what people settled about the columns of senders' lists."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from roster.store.base import Base, now


class ColumnMapping(Base):
    """What a person settled about the columns of a sender's layout. Append-only: the newest counts."""

    __tablename__ = "column_mappings"
    __table_args__ = (Index("ix_column_mappings_layout", "sender", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sender: Mapped[str] = mapped_column(Text)  # the plan's code; '' where the list does not say who sends it
    fingerprint: Mapped[str] = mapped_column(String(40))
    mapping: Mapped[dict[str, Any]]  # `services.incoming.mappings` knows its shape
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)
