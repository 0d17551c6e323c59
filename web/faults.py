"""What is shown when something goes wrong: a sentence with what to do, never the inside.

An unexpected error goes to the log without any value of any list; the page shows its number.
"""

from types import TracebackType
from typing import TypeAlias

from flask import Flask, Response, g, render_template, request
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]  # it has no types
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError

from roster import error_log, messages
from roster.errors import UserError, UserErrors
from roster.messages import N_, _
from web.api import problem
from web.renewal import StillComparingError

ExceptionInfo: TypeAlias = tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]
_SENTENCES = {
    400: N_("The browser sent something the program cannot use. Go back, reload the page and try again."),
    403: N_("Your account may not open this page. Ask the administrator if you need it."),
    404: N_("There is no such page. Go back to the first page."),
    405: N_("This page cannot be opened in that way. Go back to the first page."),
    413: N_("What was sent is too large. Send fewer or smaller files at once."),
    429: N_("Too many attempts. Wait five minutes, then try again."),
}
_AGAIN = "4"  # seconds until a page that waits asks again
_UNKNOWN = N_("This did not work. Try again; if it happens again, tell who looks after it.")


class LoggedFaults(Flask):
    """Flask whose unexpected errors go to the product's own log: Flask's would quote names from lists."""

    def log_exception(self, exc_info: ExceptionInfo) -> None:
        """Put the error on record; its number is for the page."""
        error = exc_info[1]
        g.reference = error_log.record(error) if isinstance(error, Exception) else None


def handle(app: Flask) -> None:
    """Answer every error with a page."""
    app.register_error_handler(UserError, _user_error)
    app.register_error_handler(UserErrors, _user_errors)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(StillComparingError, _still_comparing)


def _user_error(error: UserError) -> tuple[str, int] | Response:
    return _page(messages.sentence(error), 503 if error.code.startswith("database_") else 422)


def _user_errors(errors: UserErrors) -> tuple[str, int] | Response:
    sentences = [messages.sentence(one) for one in errors.exceptions if isinstance(one, UserError)]
    return _page("\n".join(sentences), 422)


def _http_error(error: HTTPException) -> tuple[str, int] | Response:
    status = error.code or 500
    answer = _page(_(_SENTENCES.get(status, _UNKNOWN)), status)
    if isinstance(error, MethodNotAllowed) and isinstance(answer, Response):
        answer.allow.update(error.valid_methods or ())
    return answer


def _stale_form(_error: CSRFError) -> tuple[str, int] | Response:
    return _page(_("The page was open for too long. Go back, reload it and try again."), 400)


def _foreign_host(error: SecurityError) -> tuple[str, int, dict[str, str]]:
    """A request by a name that is not this server's: no page, because links cannot be made for it."""
    sentence = _("This address does not belong to this program. Use the one it showed when it started.")
    return sentence, error.code or 400, {"Content-Type": "text/plain; charset=utf-8"}


def _still_comparing(_error: StillComparingError) -> tuple[str, int, dict[str, str]] | Response:
    if request.path.startswith(problem.ROOT):
        sentence = _("All records are being compared anew. Ask again in a few seconds.")
        return problem.answer(503, sentence, code="still_comparing", headers={"Retry-After": _AGAIN})
    again = {"Refresh": _AGAIN} if request.method == "GET" else {}  # what was sent is not sent again
    return render_template("waiting.html"), 503, {"Retry-After": _AGAIN, **again}


def _page(sentence: str, status: int) -> tuple[str, int] | Response:
    if request.path.startswith(problem.ROOT):
        return problem.answer(status, sentence)
    return render_template("error.html", sentence=sentence, reference=g.get("reference")), status
