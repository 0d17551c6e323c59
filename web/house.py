"""What every page works with: the open database, the plan, the clock.

Knows where the application keeps them; knows no page. The one place of the web that opens the store: a door
opens the transaction, the services work in it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import Flask, current_app

from roster.plan import DEFAULT_PLAN, Plan
from roster.services.board import Boards
from roster.services.credentials import web_sessions
from roster.services.rounds import book
from roster.store.session import Database, open_database
from web.renewal import Renewal

_NAME = "roster"
AUTHOR = "roster web"  # what the pages do by themselves, not a person


@dataclass(frozen=True, slots=True)
class House:
    """The database and its address, the plan, and what day it is: a server runs for days, so it is asked."""

    address: str
    database: Database
    plan: Plan
    plan_name: str  # or path, as it was asked for
    today: Callable[[], date]
    boards: Boards
    renewal: Renewal


def furnish(
    app: Flask, database_url: str, *, plan: Plan, plan_name: str | None, today: Callable[[], date]
) -> None:
    """Open the database for an application, in its plan's round, and give it what its pages work with."""
    name = plan_name or DEFAULT_PLAN
    database, _ = book.open_for(open_database(database_url), plan, name, by=AUTHOR)
    boards, renewal = Boards(plan), Renewal(database)
    app.extensions[_NAME] = House(
        database_url, database, plan, name, today=today, boards=boards, renewal=renewal
    )


def current() -> House:
    """What the application of this request works with."""
    return of(current_app)


def of(app: Flask) -> House:
    """What an application works with."""
    found: House = app.extensions[_NAME]
    return found


def signing_key(app: Flask) -> str:
    """The key with which the application signs; the same after a restart."""
    with of(app).database.changing() as session:
        return web_sessions.signing_key(session)
