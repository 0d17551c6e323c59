"""Puts the web application together: database, plan, clock, security headers, pages.

Knows Flask; knows no rules. Every request speaks the language the application was made in.
"""

from collections.abc import Callable
from datetime import date

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException, SecurityError

from roster import messages
from roster.errors import UserError
from roster.plan import Plan
from web import access, forms, house, navigation, present, security, sessions
from web.views import audit, board, counts, export, people, sign_in

BLUEPRINTS = (
    board.blueprint,
    sign_in.blueprint,
    people.blueprint,
    counts.blueprint,
    export.blueprint,
    audit.blueprint,
)


def create_app(
    database_url: str, *, plan: Plan, today: Callable[[], date], plan_name: str | None = None
) -> Flask:
    """The application on one database and one plan; `today` is asked at each request.

    `plan_name` is the name or path by which the plan was asked for, None for the usual one. Raises
    `UserError` where the database cannot be used. `house.current().database.close()` lets go of it.
    """
    app = Flask("web")
    house.furnish(app, database_url, plan=plan, plan_name=plan_name, today=today)
    app.session_interface = sessions.StoredSessions()
    language = messages.language()
    app.before_request(lambda: messages.set_language(sessions.current().get("language", language)))
    app.before_request(access.check)
    forms.protect(app, house.secret_of(app))
    app.after_request(security.add_headers)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.register_error_handler(UserError, _user_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(SecurityError, _foreign_host)
    app.jinja_env.globals.update(present.GLOBALS)
    app.jinja_env.globals.update(csrf=forms.csrf, navigation=navigation.items, address=navigation.address)
    app.jinja_env.globals.update(may=access.may, session_of=sessions.current)
    app.jinja_env.filters.update(present.FILTERS)
    return app


def _user_error(error: UserError) -> tuple[str, int]:
    return render_template("error.html", sentence=messages.sentence(error)), 503


def _http_error(error: HTTPException) -> tuple[str, int]:
    """Pages that do not exist and faults of the program: what to do, nothing about the inside."""
    if error.code == 404:
        sentence = messages._("There is no such page. Go back to the first page.")
    else:
        sentence = messages._("This did not work. Try again; if it happens again, tell who looks after it.")
    return render_template("error.html", sentence=sentence), error.code or 500


def _foreign_host(error: SecurityError) -> tuple[str, int, dict[str, str]]:
    """A request by a name that is not this server's: no page, because links cannot be made for it."""
    sentence = messages._(
        "This address does not belong to this program. Use the one it showed when it started."
    )
    return sentence, error.code, {"Content-Type": "text/plain; charset=utf-8"}
