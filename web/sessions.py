"""Flask's session, kept in the database; the browser has only a random token.

Knows cookies; how long a session lasts is `services.web_sessions`' matter. What a page needs of it is a
dictionary, and `account` of who is signed in.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

from flask import Flask, Request, Response, request, session
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.datastructures import CallbackDict

from roster.services import web_sessions
from roster.services.accounts import Account
from web import house

COOKIE = "roster_session"


class BrowserSession(CallbackDict[str, Any], SessionMixin):
    """The session of one browser. `token` is None until something is kept."""

    def __init__(self, values: Mapping[str, Any] | None = None, token: str | None = None) -> None:
        def changed(_: object) -> None:
            self.modified = True

        super().__init__(values, changed)
        self.token = token
        self.modified = False
        self.stale = False
        self.account: Account | None = None
        self.ended: str | None = None  # a token that no longer counts

    def start_over(self, account: Account | None) -> None:
        """A new token for somebody who signs in or out; only the language is carried over."""
        language = self.get("language")
        self.clear()
        if language:
            self["language"] = language
        self.ended, self.token, self.account, self.modified = self.token, None, account, True


class StoredSessions(SessionInterface):
    """Finds and keeps sessions through the services."""

    def open_session(self, app: Flask, request: Request) -> BrowserSession:
        """The session of the request's token; a new empty one where there is none in force."""
        token = request.cookies.get(COOKIE)
        if not token or request.path.startswith(f"{app.static_url_path}/"):
            return BrowserSession()
        with house.of(app).database.reading() as store:
            kept = web_sessions.find(store, token, now=datetime.now(UTC))
        if kept is None:
            return BrowserSession()
        found = BrowserSession(kept.values, token)
        found.account, found.stale = kept.account, kept.stale
        return found

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write what changed, and now and then that the browser was seen; a new session gets its cookie."""
        mine = cast(BrowserSession, session)
        if not mine.modified and not mine.stale:
            return
        now, values = datetime.now(UTC), dict(mine)
        with house.of(app).database.changing() as store:
            if mine.ended:
                web_sessions.end(store, mine.ended)
            if mine.token:
                web_sessions.keep(store, mine.token, values, now=now)
                return
            user_id = mine.account.id if mine.account else None
            token = web_sessions.begin(store, values, user_id=user_id, now=now)
        response.set_cookie(COOKIE, token, httponly=True, samesite="Lax", secure=request.is_secure)


def current() -> BrowserSession:
    """The session of this request."""
    return cast(BrowserSession, session)
