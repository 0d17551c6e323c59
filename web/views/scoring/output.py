"""The year's papers: summary table, report, the evidence package as it streams out."""

from io import BytesIO

from flask import (
    Blueprint,
    Response,
    abort,
    redirect,
    render_template,
    send_file,
    stream_with_context,
    url_for,
)
from werkzeug.wrappers import Response as Answer

from roster.errors import UserError, UserErrors
from roster.services.scoring import boards, catalogues, package, reporting
from web import access, acting, house, refusals, score_words, scoring_files, scoring_words, without_year

blueprint = Blueprint("scoring_output", __name__, url_prefix="/scoring/output")
blueprint.register_error_handler(UserError, without_year.answer)
blueprint.register_error_handler(UserErrors, refusals.answer_all)

_ENDINGS = {"table": ".xlsx", "report": ".docx"}


@blueprint.get("/")
@access.needs("export")
def index() -> str:
    """What there is to take away, and what of it is missing."""
    here = house.current()
    with here.database.reading() as session:
        board = boards.boards_of(session, plan=here.plan, today=here.today())
    packed, refusal = scoring_files.packed(board.year)
    return render_template(
        "scoring/output.html",
        board=board,
        notice=catalogues.notice(board.year.catalogue),
        packed=packed,
        refusal=refusal,
        size=scoring_words.size,
        words=score_words,
    )


@blueprint.get("/papers/<paper>")
@access.needs("export")
def paper(paper: str) -> Answer:
    """The summary table (.xlsx) or the report (.docx)."""
    here = house.current()
    if paper not in _ENDINGS:
        abort(404)
    with here.database.reading() as session:
        made = reporting.files(session, plan=here.plan, today=here.today())
    name, content = next((name, content) for name, content in made.items() if name.endswith(_ENDINGS[paper]))
    return send_file(BytesIO(content), as_attachment=True, download_name=name)


@blueprint.post("/package")
@access.needs("export")
def packed() -> Answer:
    """Every document in one archive, streamed; the log says that it left."""
    here, folder = house.current(), scoring_files.folder()
    made = acting.attempt_quietly(
        lambda session: package.prepare(
            session, folder, plan=here.plan, today=here.today(), by=access.author()
        )
    )
    if made is None:
        return redirect(url_for("scoring_output.index"), code=303)
    answer = Response(stream_with_context(package.stream(made)), mimetype="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=made.file_name)
    return answer
