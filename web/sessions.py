"""Flask's session, kept in the database; the browser has only a random token.

Knows cookies; how long a session lasts is the matter of `services.credentials.web_sessions`. What a page
needs of it is a dictionary, and `account` of who is signed in.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from flask import Flask, Request, Response, request, session
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.datastructures import CallbackDict

from roster.errors import UserError
from roster.services.credentials import web_sessions
from roster.services.credentials.accounts import Account
from web import house

if TYPE_CHECKING:
    from roster.store.session import Database

COOKIE = "roster_session"
WAITS = "waits_for_code"  # the value that says whose password was right (`web.second_step`)


class BrowserSession(CallbackDict[str, Any], SessionMixin):
    """The session of one browser. `token` is None until something is kept."""

    def __init__(
        self,
        values: Mapping[str, Any] | None = None,
        *,
        token: str | None = None,
        fault: UserError | None = None,
    ) -> None:
        def changed(_: object) -> None:
            self.modified = True

        super().__init__(values, changed)
        self.token = token
        self.fault = fault  # why it could not be looked up: nobody is signed in then
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
        try:
            with house.of(app).database.reading() as store:
                kept = web_sessions.find(store, token, now=datetime.now(UTC))
        except UserError as fault:
            return BrowserSession(fault=fault)
        if kept is None:
            return BrowserSession()
        found = BrowserSession(kept.values, token=token)
        found.account, found.stale = kept.account, kept.stale
        return found

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write what changed, and now and then that the browser was seen; a new session gets its cookie."""
        mine = cast(BrowserSession, session)
        database = house.of(app).database
        if mine.modified and not mine.fault:
            token = _kept(database, mine)
            response.set_cookie(COOKIE, token, httponly=True, samesite="Lax", secure=request.is_secure)
        elif mine.stale and mine.token:
            with suppress(UserError), database.changing() as store:  # somebody else is writing: next time
                web_sessions.keep(store, mine.token, dict(mine), now=datetime.now(UTC))


def _kept(database: "Database", mine: BrowserSession) -> str:
    """The token under which the session stands in the database now."""
    now, values = datetime.now(UTC), dict(mine)
    with database.changing() as store:
        if mine.ended:
            web_sessions.end(store, mine.ended)
        if mine.token:
            web_sessions.keep(store, mine.token, values, now=now)
            return mine.token
        user_id = mine.account.id if mine.account else None
        return web_sessions.begin(store, values, user_id=user_id, now=now)


def current() -> BrowserSession:
    """The session of this request."""
    return cast(BrowserSession, session)
