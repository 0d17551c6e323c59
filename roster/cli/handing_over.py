"""What `export` and `handover` share: freezing in one transaction with the files written, and its sentence.

Knows where the kept files lie and where those handed out go; what is frozen is the services' matter.
"""

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from roster import writing
from roster.cli import options, overview, passwords, terminal
from roster.cli.options import Common
from roster.errors import UserError
from roster.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from roster.plan import Plan
    from roster.services.handovers.addenda import Pending
    from roster.services.handovers.documents import Extras, Made
    from roster.services.handovers.freezing import Frozen, Order
    from roster.services.shelf import Shelf
    from roster.store.session import Database
    from roster.survey.changes import Change
    from roster.survey.hand_over import HandOver

F = TypeVar("F", bound=Callable[..., Any])
_ALLOW = click.option(
    "--allow-unresolved",
    "reason",
    metavar="REASON",
    default="",
    help=_(
        "Write it although questions are open; REASON goes onto the summary sheet and into the audit log."
    ),
)
_PROTECT = (
    click.option("--pdf", is_flag=True, help=_("Then make PDF files of them, through LibreOffice.")),
    click.option(
        "--protect", is_flag=True, help=_("Ask for a password, and hand the workbook out encrypted.")
    ),
    click.option(
        "--archive", is_flag=True, help=_("Ask for a password, and hand out one encrypted archive.")
    ),
)


def documents(command: F) -> F:
    """The options of a whole list with its documents."""
    out = click.option(
        "--out", type=options.PATH, metavar="FOLDER", required=True, help=_("Where the files go.")
    )
    letter = click.option("--letter", is_flag=True, help=_("Also the letter to the Ministry (.docx)."))
    counts = click.option("--counts", is_flag=True, help=_("Also the appendix with the counts (.docx)."))
    form = click.option(
        "--form", metavar="FORM", default="", help=_("Name or .toml file of the form. [the plan's]")
    )
    return _with(command, out, form, letter, counts, *_PROTECT, _ALLOW)


def addendum_documents(command: F) -> F:
    """The options of an addendum; without `--out` it is only shown."""
    out = click.option("--out", type=options.PATH, metavar="FOLDER", help=_("Where the files go."))
    return _with(command, out, *_PROTECT, _ALLOW)


def order(common: Common, plan: "Plan", *, by: str, asked: Mapping[str, Any]) -> "Order":
    """What is asked for, as the services know it; a password is asked for in the terminal.

    Raises `UserError` (no_libreoffice) before anything is frozen where PDF files cannot be made afterwards.
    """
    from roster.services.handovers import renderings
    from roster.services.handovers.documents import Extras
    from roster.services.handovers.freezing import Order

    if asked["pdf"]:
        renderings.check_possible()
    secret = asked["protect"] or asked["archive"]
    extras = Extras(
        letter=asked.get("letter", False),
        counts=asked.get("counts", False),
        archive=asked["archive"],
        password=passwords.new_password() if secret else "",
    )
    return Order(
        plan,
        common.today(plan),
        by,
        form=asked.get("form", ""),
        allow_reason=asked["reason"],
        extras=extras,
    )


def folder_of(database: "Database") -> Path:
    """Where the files handed over are kept: beside the database's file, else in the user's data folder."""
    from roster.services.handovers.freezing import FOLDER

    return database.base / FOLDER


@contextmanager
def changing(database: "Database") -> "Iterator[tuple[Session, Shelf]]":
    """A transaction with the shelf for kept files; when it fails, neither rows nor files stay."""
    from roster.services.shelf import shelf

    with shelf(folder_of(database)) as where, database.changing() as session:
        yield session, where


def freeze(
    common: Common, database: "Database", order: "Order", *, out: Path
) -> "tuple[Frozen, tuple[Path, ...]]":
    """Freeze the whole list and write its files; says the next steps where it is refused."""
    from roster.services.handovers import freezing

    with changing(database) as (session, where):
        state = freezing.current(session, order)
        try:
            frozen = freezing.freeze_state(session, where, order, state)
            return frozen, hand_out(frozen.handed, out)
        except UserError:
            overview.next_steps(state, options=common.again(database))
            raise


def hand_out(files: "tuple[Made, ...]", out: Path) -> tuple[Path, ...]:
    """Write files into a folder under their usual names; a single one also to an .xlsx file named so."""
    single = len(files) == 1 and out.suffix.lower() == ".xlsx"
    paths = tuple(out if single else out / one.name for one in files)
    for path, one in zip(paths, files, strict=True):
        writing.write_whole(path, one.content)
    return paths


def tell_written(paths: tuple[Path, ...]) -> None:
    """Say which files were written."""
    for path in paths:
        terminal.say(_("Written: {file}", file=path))


def render(database: "Database", made: "HandOver", extras: "Extras", *, by: str, out: Path) -> None:
    """Make the PDFs of what is frozen already, add them to the hand-over and write them beside its files."""
    from roster.services.handovers import renderings

    folder = folder_of(database)
    with terminal.working(_("PDF files are being made …")):
        rendered = renderings.convert(folder, made, extras)
    with changing(database) as (session, where):
        renderings.keep(session, where, made, rendered, by=by)
    with database.changing() as session:
        tell_written(hand_out(renderings.give_out(session, folder, made, rendered, by=by), out))


def tell(made: "HandOver") -> None:
    """Say under which number it is kept."""
    terminal.say(
        _(
            "Hand-over {number}: kept with the checksum (SHA-256) of every file, seal {seal}. Check it at "
            "any time with roster handover verify {number}.",
            number=made.name,
            seal=made.seal[:16],
        )
    )


def show(made: "HandOver") -> None:
    """One hand-over with all that is on record about it."""
    heading = _(
        "Hand-over {number}, {day}, by {by}", number=made.name, day=f"{made.day:%d/%m/%Y}", by=made.by
    )
    rows = [(one.name, one.size, one.sha256) for one in made.kept_files]
    terminal.table(heading, (_("File"), _("Bytes"), _("Checksum (SHA-256)")), rows)
    terminal.say(
        _("{people} lines; reading of the precedence {reading}; form {form}; seal {seal}.",
          people=made.people, reading=made.precedence, form=made.form, seal=made.seal)
    )  # fmt: skip
    if made.points:
        terminal.say(_("Open then, allowed because: {reason}", reason=made.allow_reason))
        for point in made.points:
            terminal.say(f"  {point.said}")


def show_changes(found: "Pending | None", plan: "Plan") -> None:
    """What the next addendum would say."""
    if found is None:
        terminal.say(_("Nothing has been handed over yet."))
        return
    kinds = {"added": _("added"), "removed": _("removed"), "changed": _("changed")}
    rows = [
        (
            kinds[one.kind],
            one.listed.person,
            one.listed.name,
            plan.group(one.listed.group).short,
            field,
            old,
            new,
        )
        for one in found.changes
        for field, old, new in _values(one)
    ]
    heads = (_("Change"), _("No."), _("Full name"), _("Group"), _("Field"), _("Before"), _("Now"))
    if rows:
        terminal.table(_("Since hand-over {number}", number=found.since.name), heads, rows)
    else:
        terminal.say(_("Nothing has changed since hand-over {number}.", number=found.since.name))


def persons(words: tuple[str, ...]) -> tuple[str, ...]:
    """Numbers of people as typed, in the spelling the services know."""
    return tuple(word.strip().upper() for word in words)


def _values(change: "Change") -> list[tuple[str, object, object]]:
    if not change.fields:
        return [("", "", "")]
    return [(name, change.was[name], change.listed.values.get(name, "")) for name in change.fields]


def _with(command: F, *decorators: Callable[[F], F]) -> F:
    for decorator in reversed(decorators):
        command = decorator(command)
    return command
