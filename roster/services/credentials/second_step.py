"""The second step at signing in: a code of an app (TOTP, RFC 6238), or one of ten recovery codes.

Optional, for accounts that may decide. The app's secret is kept encrypted under a key outside the database
(`sealing`), recovery codes as hashes; neither is shown again. Knows nothing of browsers.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.services.credentials import accounts
from roster.services.credentials.accounts import Account
from roster.services.credentials.sealing import Sealer
from roster.store import queries
from roster.store.tables import SecondStep

ISSUER = "roster"
RECOVERY_CODES = 10
_SECONDS = 30  # one code; what all apps take for granted
_WAITS_FOR = timedelta(minutes=10)  # from the picture to the first code
_CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another
_CODE_LENGTH = 12  # 59 bits


@dataclass(frozen=True, slots=True)
class Begun:
    """What the app needs, this once: the secret to type and the address behind the picture."""

    secret: str
    address: str


def is_on(session: Session, user_id: int) -> bool:
    """Whether an account has to give a code after its password."""
    row = session.get(SecondStep, user_id)
    return row is not None and row.since is not None


def codes_left(session: Session, user_id: int) -> int:
    """How many recovery codes an account has left."""
    row = session.get(SecondStep, user_id)
    return len(row.recovery) if row else 0


def begin(session: Session, account: Account, *, sealer: Sealer, now: datetime) -> Begun:
    """A new secret for an account; it counts once its first code has come (`turn_on`).

    Raises `UserError` (second_step_not_for_you, second_step_on).
    """
    if not account.may("decide"):
        raise UserError(
            "second_step_not_for_you", "Only administrators and approvers sign in with a second step."
        )
    if is_on(session, account.id):
        raise UserError("second_step_on", "The second step is on already. Turn it off first to begin anew.")
    secret = pyotp.random_base32(32)
    session.merge(
        SecondStep(user_id=account.id, secret=sealer.seal(secret), recovery=[], begun=now, since=None, used=0)
    )
    return Begun(secret, pyotp.TOTP(secret).provisioning_uri(name=account.name, issuer_name=ISSUER))


def turn_on(
    session: Session, account: Account, code: str, *, sealer: Sealer, now: datetime
) -> tuple[str, ...]:
    """Turn the second step on with the app's first code; the recovery codes, shown this once.

    Raises `UserError` (second_step_not_begun, wrong_code).
    """
    row = session.get(SecondStep, account.id)
    if row is None or row.since is not None or row.begun + _WAITS_FOR < now:
        raise UserError("second_step_not_begun", "Too much time has passed. Begin again with a new picture.")
    if not _takes(row, code, sealer=sealer, now=now):
        raise wrong_code()
    codes = tuple(_new_code() for _ in range(RECOVERY_CODES))
    row.since, row.recovery = now, [_hashed(code) for code in codes]
    _audit(session, "user.second_step_on", account.id, by=account.name)
    return codes


def check(session: Session, account: Account, code: str, *, sealer: Sealer, now: datetime) -> None:
    """Take a code of the app, or use a recovery code up. A code counts once.

    Raises `UserError` (wrong_code).
    """
    row = session.get(SecondStep, account.id, with_for_update=True)
    if row is None or row.since is None:
        raise wrong_code()
    if _takes(row, code, sealer=sealer, now=now):
        return
    hashed = _hashed(_tidy(code))
    left = [one for one in row.recovery if not hmac.compare_digest(one, hashed)]
    if len(left) == len(row.recovery):
        raise wrong_code()
    row.recovery = left
    _audit(session, "user.recovery_code", account.id, by=account.name)


def turn_off(session: Session, account: Account) -> None:
    """Turn one's own second step off; the password was asked for again before. Other browsers are out."""
    if _remove(session, account.id):
        _audit(session, "user.second_step_off", account.id, by=account.name)


def reset(session: Session, user_id: int, *, by: str) -> Account:
    """Turn somebody else's second step off, whose phone is lost. Raises `UserError` (no_such_account)."""
    row = accounts.stored(session, user_id)
    if _remove(session, user_id):
        _audit(session, "user.second_step_reset", user_id, by=by)
    return accounts.account_of(row)


def wrong_code() -> UserError:
    """The refusal of a code, whatever is wrong with it."""
    return UserError("wrong_code", "The code does not fit. Wait for the next one in your app and type that.")


def _remove(session: Session, user_id: int) -> bool:
    row = session.get(SecondStep, user_id)
    if row is None:
        return False
    session.delete(row)
    accounts.sign_out(session, user_id)
    return True


def _takes(row: SecondStep, code: str, *, sealer: Sealer, now: datetime) -> bool:
    """Whether it is the app's code of now, of before or of next; one used, or older than it, is not taken."""
    secret = sealer.open(row.secret)
    if secret is None:
        return False
    wanted, app, step = _tidy(code), pyotp.TOTP(secret), int(now.timestamp()) // _SECONDS
    for at in (step - 1, step, step + 1):
        if at > row.used and hmac.compare_digest(app.generate_otp(at).encode(), wanted.encode()):
            row.used = at
            return True
    return False


def _new_code() -> str:
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(_CODE_LENGTH))


def _tidy(code: str) -> str:
    return "".join(code.split()).replace("-", "").lower()


def _hashed(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _audit(session: Session, action: str, user_id: int, *, by: str) -> None:
    queries.add_audit(session, action, by=by, subjects=[f"user:{user_id}"])
