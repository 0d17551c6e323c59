"""How often signing in may fail from one address: guessing becomes slow, no account is ever locked.

Counted in the memory of this process (Flask-Limiter); a right password costs nothing. A fixed window, because
the moving one did not refuse limits that are counted by their outcome (alisaifee/flask-limiter issue 448).
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, Response, request
from flask_limiter import Limiter

from roster import text

F = TypeVar("F", bound=Callable[..., Any])

FAILED = 422  # the answer to what did not fit
_FAILURES_OF_ONE_NAME = "5 per 5 minutes"
_FAILURES = "30 per 10 minutes"  # an office may stand behind one address
_ASKED = "120 per minute"
_OPENED = "120 per minute"  # each opening of the form keeps a session


def _address() -> str:
    return request.remote_addr or ""


def _address_and_name() -> str:
    return f"{_address()} {text.fold(request.form.get('name', ''))}"


def _token_or_address() -> str:
    return request.headers.get("Authorization", "") or _address()


def _failed(response: Response) -> bool:
    return response.status_code == FAILED


_limiter = Limiter(_address, storage_uri="memory://", strategy="fixed-window")


def limit(app: Flask) -> None:
    """Count for this application, from nothing."""
    _limiter.init_app(app)


def failures(view: F) -> F:
    """Refuse (429) an address after too many answers that did not fit, sooner for one name."""
    of_name = _limiter.limit(_FAILURES_OF_ONE_NAME, key_func=_address_and_name, deduct_when=_failed)
    return cast(F, of_name(_limiter.limit(_FAILURES, deduct_when=_failed)(view)))


def requests_of_systems(view: F) -> F:
    """Refuse (429) a system, told by its token, that asks more often than anybody can need."""
    return cast(F, _limiter.limit(_ASKED, key_func=_token_or_address)(view))


def openings(view: F) -> F:
    """Refuse (429) an address that opens a page far more often than people do."""
    return cast(F, _limiter.limit(_OPENED)(view))
