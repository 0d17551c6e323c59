"""The first page: where the work stands against the plan, and what to do next."""

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from roster.services import respondents, review
from web import access, house

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

blueprint = Blueprint("board", __name__)

_AUTHOR = "roster web"  # the comparison is renewed by the page, not by a person


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """Counts, agencies, silence, deadlines, open questions; compares first if something has changed."""
    database = house.current().database
    with database.reading() as session:
        if review.is_compared(session):
            return _page(session)
    with database.changing() as session:
        review.ensure_compared(session, by=_AUTHOR)
        return _page(session)


def _page(session: "Session") -> str:
    here = house.current()
    state = respondents.overview(session, plan=here.plan, today=here.today())
    return render_template("board/index.html", state=state)
