"""Signed-in browsers: kept in the database under the hash of their token, for a while.

Knows the limits in time; knows nothing of cookies. Limits: OWASP's Session Management Cheat Sheet, an office
day and an hour without a click.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from roster.services.credentials.accounts import Account, account_of
from roster.store.tables import Meta, User, WebSession

IDLE = timedelta(hours=1)
LONGEST = timedelta(hours=12)
_TOUCH = timedelta(minutes=5)  # how exactly the last click is known: not every page need write
_TOKEN_BYTES = 32
_KEY = "signing_key"  # the fact in `meta`


@dataclass(frozen=True, slots=True)
class Kept:
    """What a browser's session holds; `account` of who is signed in, `stale` when it should be touched."""

    account: Account | None
    values: Mapping[str, Any]
    stale: bool


def find(session: Session, token: str, *, now: datetime) -> Kept | None:
    """The session of a token, None for an unknown or ended one. An account that was closed is signed out."""
    query = (
        select(WebSession, User)
        .outerjoin(User, WebSession.user_id == User.id)
        .where(WebSession.token_sha256 == _hashed(token))
    )
    found = session.execute(query).first()
    if found is None:
        return None
    row, user = found
    if row.seen + IDLE < now or row.begun + LONGEST < now or (user and not user.active):
        return None
    return Kept(account_of(user) if user else None, row.kept, row.seen + _TOUCH < now)


def begin(session: Session, values: Mapping[str, Any], *, user_id: int | None, now: datetime) -> str:
    """Keep a new session; returns its token, which stands nowhere else. Ended ones are swept out."""
    ended = or_(WebSession.seen < now - IDLE, WebSession.begun < now - LONGEST)
    session.execute(delete(WebSession).where(ended))
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    row = WebSession(token_sha256=_hashed(token), user_id=user_id, kept=dict(values), begun=now, seen=now)
    session.add(row)
    return token


def keep(session: Session, token: str, values: Mapping[str, Any], *, now: datetime) -> None:
    """Write what a session holds now, and that it was seen."""
    query = update(WebSession).where(WebSession.token_sha256 == _hashed(token))
    session.execute(query.values(kept=dict(values), seen=now))


def end(session: Session, token: str) -> None:
    """Forget a session."""
    session.execute(delete(WebSession).where(WebSession.token_sha256 == _hashed(token)))


def signing_key(session: Session) -> str:
    """The key that signs the tokens of forms, made once for each database."""
    kept = session.get(Meta, _KEY)
    if kept is None:
        kept = Meta(key=_KEY, value={"key": secrets.token_hex(_TOKEN_BYTES)})
        session.add(kept)
    return str(kept.value["key"])


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
