"""What an agency sees of its own lists: what was read of them, row by row. It changes nothing."""

from flask import Blueprint, abort, render_template, request, url_for

from roster.services.incoming import lists
from roster.services.incoming.lists import ListLine
from web import access, house, list_words
from web.pages import PER_PAGE, Page

blueprint = Blueprint("own", __name__, url_prefix="/own")


@blueprint.get("/")
@access.needs("own")
def index() -> str:
    """The lists of the account's agency in force, and what this page is for."""
    agency = house.current().plan.agency(access.account().agency or "")
    return render_template("own/index.html", agency=agency, lines=_lists())


@blueprint.get("/<int:number>")
@access.needs("own")
def rows(number: int) -> str:
    """What became of every row of one of these lists; another agency's is not there."""
    one = next((line for line in _lists() if line.number == number), None) or abort(404)
    wanted = request.args.get("page", 1, int)
    with house.current().database.reading() as session:
        sheets = lists.sheets(session, number)
        sheet = request.args.get("sheet", sheets[0] if sheets else "")
        lines, total = lists.rows(session, number, sheet, page=wanted, per_page=PER_PAGE)
    return render_template(
        "lists/rows.html",
        title=one.name,
        back=url_for("own.index"),
        address=lambda sheet: url_for("own.rows", number=number, sheet=sheet),
        sheets=sheets,
        sheet=sheet,
        lines=lines,
        page=Page(wanted, total),
        outcomes=list_words.OUTCOMES,
        marked=0,
    )


def _lists() -> tuple[ListLine, ...]:
    """Of the account's own agency only; none while nobody has said which that is."""
    agency = access.account().agency
    if not agency:
        return ()
    with house.current().database.reading() as session:
        return lists.of_sender(session, agency)
