"""The first page: where the work stands against the plan, and what to do next."""

from flask import Blueprint, render_template

from roster.services import people
from web import access, standing

blueprint = Blueprint("board", __name__)

_MOST_FILES = 10  # shown here; the page of lists has all


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """Counts, agencies, silence, deadlines, open questions; compares first if something has changed."""
    return render_template(
        "board/index.html", state=standing.now(), most_files=_MOST_FILES, no_group=people.ELSEWHERE
    )
