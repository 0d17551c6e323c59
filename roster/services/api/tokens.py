"""Tokens by which other systems read: made for a time and for scopes, shown once, revoked at any moment.

Only the hash of a token is kept. Requests are counted and go into the audit log hour by hour.
"""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.messages import N_
from roster.store import queries
from roster.store.tables import ApiToken

Scope: TypeAlias = Literal["status", "counts", "roster", "personal"]
SCOPES: Mapping[Scope, str] = {
    "status": N_("how far the work is"),
    "counts": N_("counts per group and agency"),
    "roster": N_("the roster, names and numbers hidden"),
    "personal": N_("names, births, phones and e-mail addresses in the roster"),
}
MOST_DAYS = 366
LONGEST_NAME = 80
_PREFIX = "roster_"  # by which scanners of code recognise a token that was published by mistake
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is shown: never the token itself. Moments in UTC."""

    id: int
    name: str
    scopes: frozenset[Scope]
    until: datetime
    at: datetime
    by: str
    revoked_at: datetime | None
    used_at: datetime | None

    def works(self, now: datetime) -> bool:
        """Whether it lets anybody in."""
        return self.revoked_at is None and now < self.until


def make(
    session: Session, name: str, scopes: Iterable[str], *, days: int, now: datetime, by: str
) -> tuple[Token, str]:
    """A new token for a system, and its text, which nobody can find out later.

    Raises `UserError`s: token_without_name, token_name_too_long, token_without_scope, no_such_scope,
    token_days.
    """
    wanted, shown = list(dict.fromkeys(scopes)), name.strip()
    raise_all(list(_refusals(shown, wanted, days)))
    text = _PREFIX + secrets.token_urlsafe(_BYTES)
    row = ApiToken(
        name=shown, token_sha256=_hashed(text), scopes=wanted, until=now + timedelta(days=days), at=now, by=by
    )
    session.add(row)
    session.flush()
    queries.add_audit(
        session, "token.made", by=by, subjects=[_subject(row)], detail={"scopes": wanted, "days": days}
    )
    return _token(row), text


def all_tokens(session: Session) -> tuple[Token, ...]:
    """Every token there ever was, the newest first."""
    return tuple(map(_token, session.scalars(select(ApiToken).order_by(ApiToken.id.desc()))))


def revoke(session: Session, number: int, *, now: datetime, by: str) -> Token:
    """Let a token in no longer. Raises `UserError` (no_such_token)."""
    row = session.get(ApiToken, number)
    if row is None:
        raise UserError(
            "no_such_token",
            "There is no token {number}. Take the number from the list of tokens.",
            number=number,
        )
    if row.revoked_at is None:
        row.revoked_at = now
        _close_hour(session, row)
        queries.add_audit(session, "token.revoked", by=by, subjects=[_subject(row)])
    return _token(row)


def use(session: Session, text: str, *, now: datetime) -> Token | None:
    """The token of this text, counted as used; None for one that lets nobody in."""
    found = session.scalars(select(ApiToken).where(ApiToken.token_sha256 == _hashed(text))).first()
    if found is None or not _token(found).works(now):
        return None
    hour = now.replace(minute=0, second=0, microsecond=0)
    if found.hour != hour:
        _close_hour(session, found)
        found.hour = hour
    found.requests += 1
    found.used_at = now
    return _token(found)


def close_hours(session: Session, *, now: datetime) -> None:
    """Put the requests of hours that are over into the audit log; those of this hour are still counted."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    for row in session.scalars(select(ApiToken).where(ApiToken.hour < hour)):
        _close_hour(session, row)


def _close_hour(session: Session, row: ApiToken) -> None:
    if row.hour is None or not row.requests:
        return
    detail = {"hour": row.hour.isoformat(), "requests": row.requests}
    queries.add_audit(session, "api.requests", by=row.name, subjects=[_subject(row)], detail=detail)
    row.hour, row.requests = None, 0


def _refusals(name: str, scopes: list[str], days: int) -> Iterable[UserError]:
    known = get_args(Scope)
    if not name:
        yield UserError("token_without_name", "Give the name of the system that will use the token.")
    if len(name) > LONGEST_NAME:
        yield UserError(
            "token_name_too_long", "The name has more than {most} letters. Shorten it.", most=LONGEST_NAME
        )
    if not scopes:
        yield UserError("token_without_scope", "Choose at least one thing that the token may read.")
    for scope in scopes:
        if scope not in known:
            yield UserError(
                "no_such_scope",
                "There is no scope {scope}. Use {scopes}.",
                scope=scope,
                scopes=", ".join(known),
            )
    if not 1 <= days <= MOST_DAYS:
        yield UserError(
            "token_days", "A token is valid for 1 to {most} days, not {days}.", most=MOST_DAYS, days=days
        )


def _subject(row: ApiToken) -> str:
    return f"token:{row.id}"


def _token(row: ApiToken) -> Token:
    scopes = frozenset(scope for scope in SCOPES if scope in row.scopes)
    return Token(row.id, row.name, scopes, row.until, row.at, row.by, row.revoked_at, row.used_at)


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
