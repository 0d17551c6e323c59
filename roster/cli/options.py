"""The options common to all commands, and what they stand for: plan, day, database, person.

May be written before or after the name of a command, or of a group of commands. Nothing heavy is loaded
until a command asks for it.
"""

import functools
import getpass
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from roster import messages, settings
from roster.cli import terminal, usage
from roster.messages import N_, _

if TYPE_CHECKING:
    from roster.plan import Plan, Precedence
    from roster.store.session import Database

F = TypeVar("F", bound=Callable[..., Any])

PATH = click.Path(path_type=Path)
_OPTIONS = (
    click.option(
        "--plan", "plan_name", metavar="PLAN", help=_("Name or .toml file of the plan. [daknong-2024]")
    ),
    click.option(
        "--today",
        type=usage.day,
        metavar="DATE",
        help=_("The day to reckon from. [the plan's, else today]"),
    ),
    click.option(
        "--db", metavar="URL", help=_("Database: file or URL. [ROSTER_DB, else the user's data folder]")
    ),
    click.option("--lang", type=click.Choice(messages.LANGUAGES), help=_("Language of the program. [vi]")),
    click.option("--debug", is_flag=True, default=None, help=_("Show where an unexpected error happened.")),
)
ENTERED = {
    "begun": N_("The survey round of the plan {plan} begins in this database."),
    "adopted": N_(
        "This database is from before there were survey rounds. All that is in it now belongs to the round "
        "of the plan {plan}. If that is wrong, use a copy of the database from before."
    ),
}
_NAMES = ("plan_name", "today", "db", "lang", "debug")


@dataclass(frozen=True, slots=True)
class Common:
    """What the common options stand for."""

    plan_name: str | None = None
    day: date | None = None
    db: str | None = None

    precedence: "Precedence | None" = None

    def plan(self) -> "Plan":
        """The plan in use, for commands that work in the database."""
        from roster.plan import load_plan

        return load_plan(self.name_of_plan, precedence=self.precedence)

    def plan_asked_for(self, default: str | None = None) -> "Plan":
        """`--plan`, else `default` or the usual one, whatever database there is."""
        from roster.plan import DEFAULT_PLAN, load_plan

        return load_plan(self.plan_name or default or DEFAULT_PLAN, precedence=self.precedence)

    @property
    def name_of_plan(self) -> str:
        """`--plan`, else that of the only survey round in the database, else the usual one."""
        from roster.plan import DEFAULT_PLAN
        from roster.store.session import is_there, open_database

        if self.plan_name or not is_there(self.url):
            return self.plan_name or DEFAULT_PLAN
        with closing(open_database(self.url)) as database:
            return _plan_of_only_round(database) or DEFAULT_PLAN

    def today(self, plan: "Plan") -> date:
        """`--today`, else the plan's own clock, else the computer's."""
        return self.day or plan.today or date.today()  # noqa: DTZ011 - the officer's own day is meant

    @property
    def calendar_day(self) -> date:
        """`--today`, else the computer's: a plan's own clock is for its survey, not for keeping files."""
        return self.day or date.today()  # noqa: DTZ011 - the officer's own day is meant

    @property
    def url(self) -> str:
        """Where the database is: `--db`, else `ROSTER_DB`, else the user's data folder."""
        return self.db or settings.default_database()

    def again(self, database: "Database") -> str:
        """The options with which the next command works on the same plan and database, ready to be typed."""
        from roster.services import commands

        return commands.options(plan=self.name_of_plan, address=self.url, place=database.place)

    @contextmanager
    def opened(self) -> "Iterator[Database]":
        """The open database, in no round; its warnings are shown."""
        from roster.store.session import open_database

        database = open_database(self.url)
        try:
            for warning in database.warnings:
                terminal.warn(messages.sentence(warning))
            yield database
        finally:
            database.close()

    @contextmanager
    def database(self) -> "Iterator[Database]":
        """The open database in the round of the plan in use; it is said, once, that this round begins."""
        with self.opened() as database:
            yield self.in_round(database)

    def in_round(self, database: "Database") -> "Database":
        """The open database for sessions in the round of the plan in use, begun where there is none."""
        from roster.plan import DEFAULT_PLAN, load_plan
        from roster.services.rounds import book

        name = self.plan_name or _plan_of_only_round(database) or DEFAULT_PLAN
        plan = load_plan(name, precedence=self.precedence)
        ours, entered = book.open_for(database, plan, name, by=_user())
        if entered.how != "known":
            terminal.warn(_(ENTERED[entered.how], plan=plan.code))
        return ours


def common(command: F) -> F:
    """Give a command the common options and, as its first argument, the `Common` they make."""

    @functools.wraps(command)
    def wrapped(**given: Any) -> Any:
        outer: dict[str, Any] = click.get_current_context().find_root().obj or {}
        own = {name: given.pop(name) for name in _NAMES}
        chosen = {name: outer.get(name) if value is None else value for name, value in own.items()}
        reading = given.pop("precedence", None)
        return command(Common(chosen["plan_name"], chosen["today"], chosen["db"], reading), **given)

    return _with_options(wrapped)  # type: ignore[return-value]  # click changes the signature


def of_group(group: F) -> F:
    """Give a group of commands the common options: kept for those of its commands that leave them out."""

    @functools.wraps(group)
    def wrapped(**given: Any) -> Any:
        root = click.get_current_context().find_root()
        said = {name: value for name, value in given.items() if value is not None}
        root.obj = {**(root.obj or {}), **said}
        return group()

    return _with_options(wrapped)  # type: ignore[return-value]  # click changes the signature


def _with_options(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def precedence(command: F) -> F:
    """The option that chooses between the two readings of the plan; `Common.plan` obeys it."""
    return click.option(
        "--precedence",
        type=click.Choice(("hdnd_first", "full")),
        help=_("Which groups come before others: only the delegates, or all in order. [the plan's]"),
    )(command)


def limit(most: int) -> Callable[[F], F]:
    """The option that ends a table after so many lines."""
    return click.option(
        "--limit",
        type=usage.WholeNumber(1),
        default=most,
        metavar="N",
        help=_("Show at most N lines."),
    )


def by(command: F) -> F:
    """The option that says who does it; the name the person has on this computer by default."""
    return click.option(
        "--by", default=_user, metavar="NAME", help=_("Who does this, for the audit log. [user name]")
    )(command)


def _plan_of_only_round(database: "Database") -> str | None:
    from roster.services.rounds import book

    with database.reading() as session:
        return book.plan_of_only_round(session)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a process without a user entry, for example in a container
        return "unknown"
