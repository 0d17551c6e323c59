"""Who may use the pages and what each role may do.

Knows accounts and rights; passwords and links are `services.credentials.sign_in`'s matter. Every change is
audited with the account's number, and signs the account out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from roster import text
from roster.errors import UserError
from roster.messages import N_
from roster.plan import Plan
from roster.store import queries
from roster.store.tables import SignInLink, User, WebSession

Right: TypeAlias = Literal["view", "edit", "decide", "export", "manage", "own"]
RIGHTS: Mapping[str, frozenset[Right]] = {  # of each role; 'own': what is about the account's own agency
    "admin": frozenset({"view", "edit", "decide", "export", "manage"}),
    "editor": frozenset({"view", "edit"}),
    "approver": frozenset({"view", "edit", "decide", "export"}),
    "viewer": frozenset({"view"}),
    "agency": frozenset({"own"}),
}
ROLE_NAMES: Mapping[str, str] = {
    "admin": N_("Administrator"),
    "editor": N_("Data entry"),
    "approver": N_("Approver"),
    "viewer": N_("Viewer"),
    "agency": N_("Agency"),
}
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Account:
    """One account as the pages show it; never its password."""

    id: int
    name: str
    role: str
    active: bool
    has_password: bool
    agency: str | None = None

    def may(self, right: Right) -> bool:
        """Whether the account has a right."""
        return self.active and right in RIGHTS[self.role]


def account_of(row: User) -> Account:
    """The stored account as the pages know it."""
    return Account(row.id, row.name, row.role, row.active, bool(row.password), row.agency)


def page(session: Session, *, limit: int, offset: int) -> tuple[tuple[Account, ...], int]:
    """Some accounts by name, closed ones among them, and how many there are in all."""
    found = session.scalars(select(User).order_by(User.folded).limit(limit).offset(offset))
    total = session.scalar(select(func.count()).select_from(User))
    return tuple(account_of(row) for row in found), total or 0


def named(session: Session, name: str) -> User | None:
    """The stored account of a name, however its letters are typed: marks and case make no difference."""
    return session.scalars(select(User).where(User.folded == text.fold(name))).first()


def stored(session: Session, user_id: int) -> User:
    """The stored account of a number. Raises `UserError` (no_such_account)."""
    row = session.get(User, user_id)
    if row is None:
        raise UserError("no_such_account", "There is no such account. Go back to the list of accounts.")
    return row


def make(session: Session, name: str, role: str, *, by: str | None) -> Account:
    """A new account without a password; `by` None for the first, who makes itself.

    Raises `UserError` (bad_name, name_taken, no_such_role).
    """
    tidy = text.tidy(name)
    if not text.fold(tidy) or len(tidy) > LONGEST_NAME:
        raise UserError("bad_name", "Give a name of 1 to {longest} characters.", longest=LONGEST_NAME)
    if named(session, tidy):
        raise UserError("name_taken", "There is already an account of that name. Choose another name.")
    row = User(name=tidy, folded=text.fold(tidy), role=_known(role), password="", active=True)
    session.add(row)
    session.flush()
    _audit(session, "user.add", row, by=by or row.name, role=role)
    return account_of(row)


def set_role(session: Session, user_id: int, role: str, *, by: str) -> Account:
    """Give an account another role. Raises `UserError` (no_such_account, no_such_role, last_admin)."""
    row = stored(session, user_id)
    row.role = _known(role)
    _need_admin(session)
    sign_out(session, row.id)
    _audit(session, "user.role", row, by=by, role=role)
    return account_of(row)


def set_agency(session: Session, user_id: int, agency: str, *, plan: Plan, by: str) -> Account:
    """Say to which agency of the plan an account belongs.

    Raises `UserError` (no_such_account, no_such_agency).
    """
    row = stored(session, user_id)
    if plan.agency(agency) is None:
        raise UserError("no_such_agency", "There is no such agency in the plan. Choose one of the list.")
    row.agency = agency
    sign_out(session, row.id)
    _audit(session, "user.agency", row, by=by, agency=agency)
    return account_of(row)


def close(session: Session, user_id: int, *, by: str) -> Account:
    """Let an account in no longer; its name stays in the audit log. Raises as `set_role`."""
    row = stored(session, user_id)
    row.active = False
    _need_admin(session)
    sign_out(session, row.id)
    session.execute(delete(SignInLink).where(SignInLink.user_id == row.id))
    _audit(session, "user.close", row, by=by)
    return account_of(row)


def reopen(session: Session, user_id: int, *, by: str) -> Account:
    """Let a closed account in again, with the password it had. Raises `UserError` (no_such_account)."""
    row = stored(session, user_id)
    row.active = True
    _audit(session, "user.reopen", row, by=by)
    return account_of(row)


def sign_out(session: Session, user_id: int) -> None:
    """End every session of an account."""
    session.execute(delete(WebSession).where(WebSession.user_id == user_id))


def _known(role: str) -> str:
    if role not in RIGHTS:
        raise UserError("no_such_role", "There is no role {role}. Choose one of the list.", role=role)
    return role


def _need_admin(session: Session) -> None:
    session.flush()
    left = select(func.count()).select_from(User).where(User.role == "admin", User.active)
    if not session.scalar(left):
        raise UserError(
            "last_admin",
            "This is the only administrator. Give another account that role first, then try again.",
        )


def _audit(session: Session, action: str, row: User, *, by: str, **detail: str) -> None:
    queries.add_audit(session, action, by=by, subjects=[f"user:{row.id}"], detail=detail)
