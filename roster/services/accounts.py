"""Who may use the pages and what each role may do: accounts, passwords, one-time links.

Knows argon2 and roles; knows nothing of browsers. Every change is audited with the account's number.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Literal, TypeAlias

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from roster import text
from roster.errors import UserError
from roster.messages import N_
from roster.store import queries
from roster.store.tables import SignInLink, User, WebSession

Right: TypeAlias = Literal["view", "edit", "decide", "export", "manage"]
RIGHTS: Mapping[str, frozenset[Right]] = {  # of each role; 'agency' has none until its own pages exist
    "admin": frozenset({"view", "edit", "decide", "export", "manage"}),
    "editor": frozenset({"view", "edit"}),
    "approver": frozenset({"view", "edit", "decide", "export"}),
    "viewer": frozenset({"view"}),
    "agency": frozenset(),
}
ROLE_NAMES: Mapping[str, str] = {
    "admin": N_("Administrator"),
    "editor": N_("Data entry"),
    "approver": N_("Approver"),
    "viewer": N_("Viewer"),
    "agency": N_("Agency"),
}
SHORTEST = 12  # OWASP ASVS 4.0.3, 2.1.1
LONGEST = 128  # as above, 2.1.2
LONGEST_NAME = 80
LINK_FOR = timedelta(days=1)
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Account:
    """One account as the pages show it; never its password."""

    id: int
    name: str
    role: str
    active: bool
    has_password: bool
    agency_code: str | None = None

    def may(self, right: Right) -> bool:
        """Whether the account's role has a right."""
        return self.active and right in RIGHTS[self.role]


@dataclass(frozen=True, slots=True)
class Link:
    """Whom a one-time link is for: an account, or None to make the first administrator."""

    account: Account | None


def account_of(row: User) -> Account:
    """The stored account as the pages know it."""
    return Account(row.id, row.name, row.role, row.active, bool(row.password), row.agency_code)


def all_accounts(session: Session) -> tuple[Account, ...]:
    """Every account there ever was, by name."""
    found = session.scalars(select(User).order_by(User.folded))
    return tuple(account_of(row) for row in found)


def check(session: Session, name: str, password: str) -> Account | None:
    """The account of a name and a password, None where they do not fit or the account is closed.

    Takes the same time for a name that does not exist.
    """
    row = session.scalars(select(User).where(User.folded == text.fold(name))).first()
    stored = row.password if row and row.password and row.active else _no_password()
    fits = _fits(stored, password)
    return account_of(row) if row and fits and stored == row.password else None


def first_link(session: Session, *, now: datetime) -> str | None:
    """A new one-time token to make the administrator with, while there is no account; earlier ones end."""
    if session.scalar(select(func.count()).select_from(User)):
        return None
    session.execute(delete(SignInLink))
    return _new_link(session, None, now)


def find_link(session: Session, token: str, *, now: datetime) -> Link | None:
    """What a one-time token is for, None for an unknown, used or old one."""
    row = session.get(SignInLink, _hashed(token))
    if row is None or row.until < now:
        return None
    user = session.get(User, row.user_id) if row.user_id else None
    if user and not user.active:
        return None
    return Link(account_of(user) if user else None)


def use_link(session: Session, token: str, *, name: str, password: str, now: datetime) -> Account:
    """Choose the password of the link's account, or make the administrator `name`; the link ends.

    Raises `UserError` (link_ended, bad_name, weak_password, name_taken).
    """
    link = find_link(session, token, now=now)
    if link is None:
        raise UserError(
            "link_ended", "This link has been used or is too old. Ask the administrator for a new one."
        )
    _need_strong(password, link.account.name if link.account else name)
    if link.account is None:
        row = _new_user(session, name, "admin")
        queries.add_audit(
            session, "user.add", by=row.name, subjects=[f"user:{row.id}"], detail={"role": "admin"}
        )
    else:
        row = _row(session, link.account.id)
        queries.add_audit(session, "user.password", by=row.name, subjects=[f"user:{row.id}"])
    row.password = _hasher().hash(password)
    session.execute(delete(SignInLink).where(SignInLink.token_sha256 == _hashed(token)))
    _sign_out(session, row.id)
    session.flush()
    return account_of(row)


def make(session: Session, name: str, role: str, *, by: str) -> Account:
    """A new account without a password. Raises `UserError` (bad_name, name_taken, bad_role)."""
    if role not in RIGHTS:
        raise UserError("bad_role", "There is no role {role}. Choose one of the list.", role=role)
    row = _new_user(session, name, role)
    queries.add_audit(session, "user.add", by=by, subjects=[f"user:{row.id}"], detail={"role": role})
    return account_of(row)


def _new_user(session: Session, name: str, role: str) -> User:
    tidy = text.tidy(name)
    folded = text.fold(tidy)
    if not folded or len(tidy) > LONGEST_NAME:
        raise UserError(
            "bad_name", "Give the account a name of 1 to {longest} characters.", longest=LONGEST_NAME
        )
    if session.scalars(select(User.id).where(User.folded == folded)).first():
        raise UserError("name_taken", "There is already an account of that name. Choose another one.")
    row = User(name=tidy, folded=folded, role=role, password="", active=True)
    session.add(row)
    session.flush()
    return row


def _row(session: Session, user_id: int) -> User:
    row = session.get(User, user_id)
    if row is None:
        raise UserError("no_such_account", "There is no such account. Go back to the list of accounts.")
    return row


def _new_link(session: Session, user_id: int | None, now: datetime) -> str:
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    session.add(SignInLink(token_sha256=_hashed(token), user_id=user_id, until=now + LINK_FOR))
    return token


def _sign_out(session: Session, user_id: int) -> None:
    session.execute(delete(WebSession).where(WebSession.user_id == user_id))


def _need_strong(password: str, name: str) -> None:
    if not SHORTEST <= len(password) <= LONGEST:
        raise UserError(
            "weak_password",
            "Choose a password of {shortest} to {longest} characters, for example four words.",
            shortest=SHORTEST,
            longest=LONGEST,
        )
    if text.fold(password) == text.fold(name) or len(set(password)) < 5:
        raise UserError(
            "guessable_password",
            "This password is easy to guess. Choose another one, for example four words.",
        )


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _no_password() -> str:
    return _hasher().hash(secrets.token_urlsafe(_TOKEN_BYTES))


def _fits(stored: str, password: str) -> bool:
    try:
        return _hasher().verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
