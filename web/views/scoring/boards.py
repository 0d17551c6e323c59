"""The board of points: what is at risk, how far everybody is, scores side by side; reminders to agencies."""

from io import BytesIO

from flask import Blueprint, render_template, send_file
from werkzeug.wrappers import Response

from roster.errors import UserError
from roster.services.scoring import boards, catalogues, reminders
from web import access, drawings, house, score_words, without_year

blueprint = Blueprint("scoring_board", __name__, url_prefix="/scoring/board")
blueprint.register_error_handler(UserError, without_year.answer)

_LETTER = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """Everything about the year's points on one page."""
    here = house.current()
    with here.database.reading() as session:
        board = boards.boards_of(session, plan=here.plan, today=here.today())
    return render_template(
        "scoring/board.html",
        board=board,
        notice=catalogues.notice(board.year.catalogue),
        radar=_radar(board),
        drawings=drawings,
        remindable=reminders.agencies(board.year),
        plan=here.plan,
        words=score_words,
    )


@blueprint.get("/agencies/<code>")
@access.needs("view")
def agency(code: str) -> str:
    """What one agency still has to do, as a message to copy and a letter."""
    here = house.current()
    with here.database.reading() as session:
        reminder = reminders.reminder_of(session, code, plan=here.plan, today=here.today())
    return render_template("scoring/reminder.html", reminder=reminder, words=score_words)


@blueprint.get("/agencies/<code>/letter")
@access.needs("view")
def letter(code: str) -> Response:
    """The reminder as a letter."""
    here = house.current()
    with here.database.reading() as session:
        made = reminders.reminder_of(session, code, plan=here.plan, today=here.today())
    return send_file(
        BytesIO(reminders.letter(made)), _LETTER, as_attachment=True, download_name=made.file_name
    )


def _radar(board: boards.Boards) -> drawings.Radar | None:
    """Each field as a percent of its maximum, one shape for every column that holds a score."""
    labels = [score_words.field_code(one.node) for one in board.scores]
    series: dict[str, list[float | None]] = {
        column: [score_words.percent(one, column) for one in board.scores] for column in board.totals
    }
    return drawings.radar(labels, series) if series else None
