"""Keeps the files as received for a command that imports, and says for how long and by which law.

Knows where the folder is; what is kept is `services.incoming.originals`' matter.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from roster.cli import terminal
from roster.cli.options import Common
from roster.messages import _

if TYPE_CHECKING:
    from roster.services.incoming.intake import Delivery
    from roster.store.session import Database

Keep: TypeAlias = "Callable[[Any, Iterable[Delivery], Mapping[str, Path]], None]"


def folder_of(database: "Database") -> Path:
    """Of the files as received: beside the database's file, for one on a server in the user's data folder."""
    from roster.services.incoming.originals import FOLDER

    return database.base / FOLDER


def uploads_of(database: "Database") -> Path:
    """Of the files handed in through the pages and not put in."""
    from roster.services.incoming.uploads import FOLDER

    return database.base / FOLDER


def frames_of(database: "Database") -> Path:
    """Of the sampling frames handed in through the pages."""
    from roster.services.sipas.frames import FOLDER

    return database.base / FOLDER


def documents_of(database: "Database") -> Path:
    """Of the documents that prove what was scored."""
    from roster.services.scoring.documents import FOLDER

    return database.base / FOLDER


def folders_of(database: "Database") -> "tuple[Path, Path]":
    """Of the files as received, and of those handed over."""
    from roster.services.handovers.freezing import FOLDER

    return folder_of(database), database.base / FOLDER


@contextmanager
def originals(common: Common, database: "Database") -> "Iterator[Keep]":
    """Stands around the transaction of an import; yields what keeps the files of its deliveries.

    Says at the end until when they are kept.
    """
    from roster import privacy
    from roster.services.incoming import originals

    rules, day = privacy.load_rules(), common.calendar_day
    until, law = rules.kept_until(day), rules.law(day)
    kept = 0
    with originals.shelf(folder_of(database)) as shelf:

        def keep(session: Any, deliveries: "Iterable[Delivery]", files: Mapping[str, Path]) -> None:
            nonlocal kept
            kept = originals.keep(session, shelf, deliveries, files, until=until)

        yield keep
    if kept:
        terminal.say(
            _(
                "{files} files are kept apart as received, readable only by you, until {day}; then roster "
                "purge deletes them ({law}).",
                files=kept,
                day=f"{until:%d/%m/%Y}",
                law=law,
            )
        )
