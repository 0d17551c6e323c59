"""The tokens by which other systems read: kept as hashes, like those of signed-in browsers."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from roster.store.base import Base, now


class ApiToken(Base):
    """One token of one other system. `hour` and `requests` count the requests not yet in the audit log."""

    __tablename__ = "api_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list[str]]
    until: Mapped[datetime]
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)
    revoked_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    hour: Mapped[datetime | None]
    requests: Mapped[int] = mapped_column(default=0)
