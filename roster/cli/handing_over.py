"""What `export` and `handover` share: freezing in one transaction with the files written, and its sentence.

Knows where the kept files lie and where those handed out go; what is frozen is the services' matter.
"""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from roster import settings, writing
from roster.cli import overview, terminal
from roster.cli.options import Common
from roster.errors import UserError
from roster.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from roster.services.handovers.documents import Made
    from roster.services.handovers.freezing import Frozen, Order
    from roster.services.shelf import Shelf
    from roster.store.session import Database
    from roster.survey.hand_over import HandOver


def folder_of(database: "Database") -> Path:
    """Where the files handed over are kept: beside the database's file, else in the user's data folder."""
    from roster.services.handovers.freezing import FOLDER

    return (database.folder or settings.user_data_dir()) / FOLDER


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
