"""Who may ask: a request carries a token in its Authorization header (RFC 6750), and the token has scopes.

Nothing else lets anybody in here: neither a cookie nor an address.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import TypeAlias

from flask import Response, g, request

from roster.messages import _
from roster.services.api import tokens
from roster.services.api.tokens import Scope, Token
from web import access, house, limits
from web.api import problem

View: TypeAlias = Callable[[], Response]


def needs(scope: Scope) -> Callable[[View], View]:
    """Let a view be asked by systems whose token has this scope; stands below the blueprint's decorator."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded() -> Response:
            token = _token()
            if token is None:
                return _refused(
                    401, "no_token", _("Send a token in force as 'Authorization: Bearer …'."), "Bearer"
                )
            if scope not in token.scopes:
                challenge = f'Bearer error="insufficient_scope", scope="{scope}"'
                return _refused(403, "no_scope", _("This token may not read this."), challenge)
            g.api_token = token
            return view()

        return access.public(limits.requests_of_systems(guarded))

    return guard


def may(scope: Scope) -> bool:
    """Whether the token of this request has a scope."""
    token: Token = g.api_token
    return scope in token.scopes


def _token() -> Token | None:
    kind, _space, text = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not text.strip():
        return None
    with house.current().database.changing() as session:
        return tokens.use(session, text.strip(), now=datetime.now(UTC))


def _refused(status: int, code: str, detail: str, challenge: str) -> Response:
    return problem.answer(status, detail, code=code, headers={"WWW-Authenticate": challenge})
