"""What the pages of hand-overs share: freezing in one transaction with its files, and giving files out.

Knows where kept files lie and how a download looks; what is frozen is the services' matter.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING

from flask import request, send_file
from werkzeug.wrappers import Response

from roster.errors import UserError, UserErrors
from roster.services import commands
from roster.services.handovers import documents, freezing, renderings
from roster.services.handovers.documents import Extras, Made
from roster.services.handovers.freezing import Frozen, Order
from roster.services.shelf import Shelf, shelf
from roster.survey.hand_over import HandOver
from web import access, acting, handed_in, house, rendering, standing
from web.rendering import Job

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_OTHER = "application/octet-stream"
MOST_ROWS = 20_000  # a province has a few hundred; see benchmarks/README.md


def folder() -> Path:
    """Where the files handed over are kept: beside the database's file, else in the user's data folder."""
    return house.current().database.base / freezing.FOLDER


@contextmanager
def changing() -> "Iterator[tuple[Session, Shelf]]":
    """A transaction with the shelf for kept files; when it fails, neither rows nor files stay."""
    with shelf(folder()) as where, house.current().database.changing() as session:
        yield session, where


def order() -> Order:
    """What the form on the page asks for."""
    asked, rules = request.form, acting.rules()
    extras = Extras(
        letter="letter" in asked,
        counts="counts" in asked,
        archive="archive" in asked,
        password=asked.get("password", ""),
    )
    return Order(**rules, allow_reason=asked.get("allow_reason", ""), extras=extras)


def attempt(freeze: "Callable[[Session, Shelf, Order], Frozen]", asked: Order) -> Frozen | None:
    """Freeze, and begin to make PDFs where the form asks for them; or say why it was refused (None)."""
    try:
        _refuse_too_many()
        if "pdf" in request.form:
            renderings.check_possible()
        with changing() as (session, where):
            frozen = freeze(session, where, asked)
    except (UserError, UserErrors) as refusal:
        if isinstance(refusal, UserError) and refusal.code.startswith("database_"):
            raise
        acting.refuse(refusal)
        return None
    if "pdf" in request.form:
        render(frozen.hand_over, asked.extras)
    return frozen


def render(made: HandOver, extras: Extras) -> None:
    """Begin to make the PDFs of a hand-over."""
    rendering.current().begin(Job(made, extras, access.author(), folder()))


def _refuse_too_many() -> None:
    """Writing holds everybody in memory, and the database for itself: done here while that is a moment."""
    here, rows = house.current(), standing.now().records
    if rows > MOST_ROWS:
        raise UserError(
            "too_many_for_a_page",
            "The lists hold {rows} rows; the pages write up to {most}. Write the list on the server with: "
            "roster export --out FOLDER{options}",
            rows=rows,
            most=MOST_ROWS,
            options=commands.options(plan=here.plan_name, address=here.address, place=here.database.place),
        )


def given_file() -> tuple[str, bytes]:
    """Name and content of the file sent with the form. Raises `UserError` (no_file)."""
    given = handed_in.chosen()
    return handed_in.name_of(given), given.read()


def download(files: Sequence[Made]) -> Response:
    """One file as it is, several as one archive."""
    if len(files) == 1:
        return file(files[0].name, files[0].content)
    return file(f"{Path(files[0].name).stem}.zip", documents.packed(files))


def file(name: str, content: bytes) -> Response:
    """A file as a download."""
    kind = guess_type(name)[0] or _OTHER
    return send_file(BytesIO(content), kind, as_attachment=True, download_name=name)
