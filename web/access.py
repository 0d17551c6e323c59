"""Who may open which page: a view says the right it needs, and one that says nothing opens for nobody.

Knows requests and rights; roles and their rights are `services.credentials.accounts`' matter.
"""

from collections.abc import Callable
from typing import Any, Literal, TypeAlias, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from roster.messages import _
from roster.services.credentials.accounts import Account, Right
from web import notices, paths, sessions

F = TypeVar("F", bound=Callable[..., Any])
Need: TypeAlias = Right | Literal["signed in", "nothing"]
_NEED = "_access_need"


def needs(right: Right) -> Callable[[F], F]:
    """Let a view be opened by accounts with this right. Stands below the blueprint's own decorator."""
    return _marked(right)


def signed_in(view: F) -> F:
    """Let a view be opened by every account: its own password, signing out."""
    return _marked("signed in")(view)


def public(view: F) -> F:
    """Let a view be opened by everybody: signing in."""
    return _marked("nothing")(view)


def need_of(app: Flask, endpoint: str) -> Need | None:
    """What the view of an endpoint asks for, None where it says nothing and so opens for nobody."""
    if endpoint == "static":
        return "nothing"
    found: Need | None = getattr(app.view_functions[endpoint], _NEED, None)
    return found


def check() -> Response | None:
    """Before each request: sends the unknown to sign in, refuses (403) what an account may not do."""
    if request.endpoint is None:
        return None  # no such page: everybody may know
    need = need_of(current_app, request.endpoint)
    if need == "nothing":
        return None
    fault = sessions.current().fault
    if fault:
        raise fault
    account = sessions.current().account
    if account is None:
        return _to_sign_in()
    if need is None or not (need == "signed in" or account.may(need)):
        return _to_own_first_page(account)
    return None


def account() -> Account:
    """Who is signed in; only for views that need somebody."""
    found = sessions.current().account
    if found is None:
        abort(403)
    return found


def author() -> str:
    """The signed-in account's name, for `by` of the services."""
    return account().name


def may(right: Right) -> bool:
    """Whether the page may show what needs this right."""
    found = sessions.current().account
    return found is not None and found.may(right)


def opens(endpoint: str) -> bool:
    """Whether the view of an endpoint opens for who is signed in: what a link to it may depend on."""
    match need_of(current_app, endpoint):
        case None:
            return False
        case "nothing" | "signed in":
            return True
        case right:
            return may(right)


def _to_own_first_page(account: Account) -> Response:
    """Refuse, but not to who only opens the bare address: that leads to the account's own first page."""
    first = paths.first(account)
    if request.path != "/" or request.method not in ("GET", "HEAD") or first == "/":
        abort(403)
    return redirect(first, code=303)


def _to_sign_in() -> Response:
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    target = url_for("sign_in.form", next=None if wanted == "/" else wanted)
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": target})
    if wanted is None:
        notices.say(
            _("You are not signed in any more, so nothing was changed. Sign in, then do it again."), "error"
        )
    return redirect(target, code=303)


def _marked(need: Need) -> Callable[[F], F]:
    def mark(view: F) -> F:
        setattr(view, _NEED, need)
        return view

    return mark
