"""How a person proves who he or she is: a password, or a link that works once.

Passwords are kept as argon2id hashes (RFC 9106, argon2-cffi's second recommended set), links as SHA-256 of
256 random bits. Knows nothing of browsers.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.services.credentials import accounts, strength
from roster.services.credentials.accounts import Account, account_of
from roster.store import queries
from roster.store.tables import SignInLink, User

_LINK_FOR = timedelta(days=1)
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Link:
    """Whom a one-time link is for: an account, or None to make the first administrator."""

    account: Account | None


def check(session: Session, name: str, password: str) -> Account | None:
    """The account of a name and a password; None where they do not fit or the account is closed.

    A name that does not exist takes as long as a wrong password.
    """
    row = accounts.named(session, name)
    usable = row is not None and row.active and bool(row.password)
    fits = _fits(row.password if row and usable else _nobodys(), password)
    return account_of(row) if row and usable and fits else None


def entered(session: Session, account: Account) -> None:
    """Put on record that an account signed in."""
    _audit(session, "user.sign_in", account)


def confirm(session: Session, account: Account, password: str) -> None:
    """Ask for the present password again, before what would let somebody else in. Raises wrong_password."""
    if not _fits(accounts.stored(session, account.id).password, password):
        raise UserError("wrong_password", "The present password is not right. Type it again.")


def change_password(session: Session, account: Account, *, old: str, new: str) -> None:
    """Give an account a new password and end its sessions.

    Raises `UserError` (wrong_password, weak_password).
    """
    confirm(session, account, old)
    row = accounts.stored(session, account.id)
    strength.need_strong(new, row.name)
    _set_password(session, row, new)


def first_link(session: Session, *, now: datetime) -> str | None:
    """A new token to make the administrator with, while there is no account; earlier ones end."""
    if session.scalars(select(User.id).limit(1)).first():
        return None
    session.execute(delete(SignInLink))
    return _new_link(session, None, now)


def renew(session: Session, user_id: int, *, by: str, now: datetime) -> str:
    """A token with which an account chooses a password; the old one and earlier links no longer count.

    Raises `UserError` (no_such_account).
    """
    row = accounts.stored(session, user_id)
    row.password = ""
    accounts.sign_out(session, row.id)
    session.execute(delete(SignInLink).where(SignInLink.user_id == row.id))
    queries.add_audit(session, "user.link", by=by, subjects=[f"user:{row.id}"])
    return _new_link(session, row.id, now)


def find_link(session: Session, token: str, *, now: datetime) -> Link | None:
    """What a one-time token is for; None for an unknown, used or old one."""
    row = session.get(SignInLink, _hashed(token))
    if row is None or row.until < now:
        return None
    if row.user_id is None:
        return Link(None)
    user = accounts.stored(session, row.user_id)
    return Link(account_of(user)) if user.active else None


def use_link(session: Session, token: str, *, name: str, password: str, now: datetime) -> Account:
    """Choose the password of the link's account, or make the administrator `name`; the link ends.

    Raises `UserError` (link_ended, bad_name, name_taken, weak_password).
    """
    link = find_link(session, token, now=now)
    used_up = session.execute(delete(SignInLink).where(SignInLink.token_sha256 == _hashed(token)))
    if link is None or used_up.rowcount != 1:  # type: ignore[attr-defined]  # a deletion's result counts rows
        raise UserError(
            "link_ended", "This link has been used or is too old. Ask the administrator for a new one."
        )
    strength.need_strong(password, link.account.name if link.account else name)
    account = link.account or accounts.make(session, name, "admin", by=None)
    row = accounts.stored(session, account.id)
    _set_password(session, row, password)
    return account_of(row)


def _set_password(session: Session, row: User, password: str) -> None:
    row.password = _hasher().hash(strength.typed(password))
    accounts.sign_out(session, row.id)
    _audit(session, "user.password", account_of(row))


def _new_link(session: Session, user_id: int | None, now: datetime) -> str:
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    session.add(SignInLink(token_sha256=_hashed(token), user_id=user_id, until=now + _LINK_FOR))
    return token


def _audit(session: Session, action: str, account: Account) -> None:
    queries.add_audit(session, action, by=account.name, subjects=[f"user:{account.id}"])


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobodys() -> str:
    return _hasher().hash(secrets.token_urlsafe(_TOKEN_BYTES))


def _fits(stored: str, password: str) -> bool:
    try:
        return len(password) <= strength.LONGEST and _hasher().verify(stored, strength.typed(password))
    except (VerificationError, InvalidHashError):
        return False
