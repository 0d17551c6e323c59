"""Between password and code: who has given the password waits in the browser's session, signed in as nobody.

Knows the session and the file of the key; codes are `services.credentials.second_step`'s matter.
"""

from datetime import UTC, datetime, timedelta

from roster import settings
from roster.services.credentials import accounts, second_step
from roster.services.credentials.accounts import Account
from roster.services.credentials.sealing import Sealer
from web import house, paths, sessions

_FOR = timedelta(minutes=5)
_TRIES = 5


def sealer() -> Sealer:
    """What seals the apps' secrets: the key lies in the user's data folder, never in the database."""
    return Sealer(settings.user_data_dir())


def needed(account: Account) -> bool:
    """Whether the account has turned the second step on."""
    with house.current().database.reading() as session:
        return second_step.is_on(session, account.id)


def wait(account: Account, wanted: str) -> None:
    """Remember, in a new session that signs nobody in, who has given the password and where to go."""
    session = sessions.current()
    session.start_over(None)
    until = datetime.now(UTC) + _FOR
    session[sessions.WAITS] = {
        "user": account.id,
        "until": until.isoformat(),
        "tries": _TRIES,
        "next": wanted,
    }


def waiting() -> Account | None:
    """Who may give a code now; None where nobody has given a password, or too long ago."""
    kept = sessions.current().get(sessions.WAITS)
    if not kept or datetime.fromisoformat(kept["until"]) < datetime.now(UTC):
        return None
    with house.current().database.reading() as session:
        account = accounts.account_of(accounts.stored(session, kept["user"]))
    return account if account.active and account.has_password else None


def check(account: Account, code: str) -> None:
    """Take the code. Raises `UserError` (wrong_code)."""
    with house.current().database.changing() as session:
        second_step.check(session, account, code, sealer=sealer(), now=datetime.now(UTC))


def may_try_again() -> bool:
    """Count a code that did not fit; False when it was the last, and the password is asked for again."""
    session = sessions.current()
    kept = session.pop(sessions.WAITS)
    if kept["tries"] <= 1:
        return False
    session[sessions.WAITS] = kept | {"tries": kept["tries"] - 1}
    return True


def wanted(account: Account) -> str:
    """Where the person wanted to go."""
    return paths.own(sessions.current()[sessions.WAITS]["next"], default=paths.first(account))
