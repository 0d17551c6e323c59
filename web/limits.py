"""How often signing in may fail: guessing becomes slow, no account is ever locked for longer than minutes.

Counted in the memory of this process (Flask-Limiter); a right password costs nothing. A fixed window, because
the moving one did not refuse limits that are counted by their outcome (alisaifee/flask-limiter issue 448): of
guesses around the end of a window two windows' worth count, which the numbers allow for.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, Response, request
from flask_limiter import Limiter

from roster import text
from web import sessions

F = TypeVar("F", bound=Callable[..., Any])

FAILED = 422  # the answer to what did not fit
_FAILURES_OF_ONE_NAME = "5 per 5 minutes"
_FAILURES = "30 per 10 minutes"  # an office may stand behind one address
_FAILURES_FROM_ANYWHERE = "20 per 10 minutes"  # of one name: many computers can be made to guess
_ASKED = "120 per minute"
_SMALL = 1024 * 1024  # bytes of a form without files
_OPENED = "120 per minute"  # each opening of the form keeps a session


def _address() -> str:
    return request.remote_addr or ""


def _name() -> str:
    """Whose password is given: the account's that is signed in, else the name's that is typed."""
    account = sessions.current().account
    return f"account {account.id}" if account else text.fold(request.form.get("name", ""))


def _address_and_name() -> str:
    return f"{_address()} {_name()}"


def _who_waits() -> str:
    waits = sessions.current().get(sessions.WAITS)
    return f"code {waits['user']}" if waits else _address()


def _token_or_address() -> str:
    return request.headers.get("Authorization", "") or _address()


def _failed(response: Response) -> bool:
    return response.status_code == FAILED


_limiter = Limiter(_address, storage_uri="memory://", strategy="fixed-window")


def limit(app: Flask) -> None:
    """Count for this application, from nothing."""
    _limiter.init_app(app)


def bound() -> None:
    """Before a request is read: only a form with files, from somebody signed in, may be large."""
    if request.mimetype != "multipart/form-data" or sessions.current().account is None:
        request.max_content_length = _SMALL


def failures(view: F) -> F:
    """Refuse (429) an address after too many answers that did not fit, sooner for one name.

    A name that is tried from many addresses is refused to all of them for some minutes.
    """
    anywhere = _limiter.limit(_FAILURES_FROM_ANYWHERE, key_func=_name, deduct_when=_failed)
    of_name = _limiter.limit(_FAILURES_OF_ONE_NAME, key_func=_address_and_name, deduct_when=_failed)
    return cast(F, anywhere(of_name(_limiter.limit(_FAILURES, deduct_when=_failed)(view))))


def codes(view: F) -> F:
    """Refuse (429) codes for an account after too many that did not fit, wherever they come from."""
    of_account = _limiter.limit(_FAILURES_FROM_ANYWHERE, key_func=_who_waits, deduct_when=_failed)
    return cast(F, of_account(_limiter.limit(_FAILURES, deduct_when=_failed)(view)))


def requests_of_systems(view: F) -> F:
    """Refuse (429) a system, told by its token, that asks more often than anybody can need."""
    return cast(F, _limiter.limit(_ASKED, key_func=_token_or_address)(view))


def openings(view: F) -> F:
    """Refuse (429) an address that opens a page far more often than people do."""
    return cast(F, _limiter.limit(_OPENED)(view))
