"""The tables of who may use the pages: accounts, browsers, one-time links, second steps.

Tokens are kept as hashes only: whoever reads the database cannot sign in with what stands here.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from roster.store.base import Base, now


class User(Base):
    """One account. `password` is an argon2 hash, '' until its owner has chosen one.

    `agency` is the plan's code of the agency to which an account of that role belongs.
    """

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("role IN ('admin', 'editor', 'approver', 'viewer', 'agency')", name="role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    folded: Mapped[str] = mapped_column(String(80), unique=True)  # the name however its letters are typed
    role: Mapped[str] = mapped_column(String(10))
    agency: Mapped[str | None] = mapped_column(Text)
    password: Mapped[str] = mapped_column(Text)
    active: Mapped[bool]
    at: Mapped[datetime] = mapped_column(default=now)


class WebSession(Base):
    """A browser that has opened the pages; signed in where it has a user."""

    __tablename__ = "web_sessions"

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    kept: Mapped[dict[str, Any]]
    begun: Mapped[datetime] = mapped_column(default=now)
    seen: Mapped[datetime] = mapped_column(default=now, index=True)


class SignInLink(Base):
    """A link that works once: to choose a password, or without a user to make the first administrator."""

    __tablename__ = "sign_in_links"

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    until: Mapped[datetime]


class SecondStep(Base):
    """An account's second step at signing in; it counts since `since`, None until the first code has come.

    `secret` is encrypted, `recovery` holds hashes; `used` is the last code taken, as its number since 1970.
    """

    __tablename__ = "second_steps"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, autoincrement=False)
    secret: Mapped[str] = mapped_column(Text)
    recovery: Mapped[list[str]]
    begun: Mapped[datetime] = mapped_column(default=now)
    since: Mapped[datetime | None]
    used: Mapped[int]
