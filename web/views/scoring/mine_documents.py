"""An agency's documents: put here and attached, attached elsewhere too, taken off, downloaded again."""

from mimetypes import guess_type

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError, UserErrors
from roster.messages import _
from roster.services.scoring import assessments, documents
from scoring.assessment.model import Document
from web import access, acting, house, notices, scoring_files, scoring_forms, scoring_words, without_year
from web.pages import PER_PAGE, Page
from web.views.scoring import mine

blueprint = Blueprint("scoring_documents", __name__, url_prefix="/scoring/documents")
blueprint.register_error_handler(UserError, without_year.answer)

_OTHER = "application/octet-stream"


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """Every document of the year, the newest first, and what it proves."""
    number = request.args.get("page", 1, type=int)
    with house.current().database.reading() as session:
        year, found = assessments.needed(session), assessments.documents(session)
    proved: dict[int, list[str]] = {}
    for one in year.attachments:
        proved.setdefault(one.document.number_here, []).append(one.code)
    start = Page.offset_of(number)
    return render_template(
        "scoring/documents.html",
        year=year,
        documents=found[::-1][start : start + PER_PAGE],
        proved=proved,
        page=Page(number, len(found)),
        words=scoring_words,
    )


@blueprint.post("/of/<code>")
@access.needs("own")
def add(code: str) -> Response | tuple[str, int]:
    """Put a document here and attach it; refused, what was typed is shown again."""
    actor = scoring_forms.of_agency()
    try:
        with scoring_forms.changing() as (session, where):
            documents.add(session, scoring_forms.about(), scoring_forms.place(code), where=where, actor=actor)
    except (UserError, UserErrors) as refusal:
        return mine.show_again(code, scoring_forms.sentences(refusal))
    notices.say(_("The document is attached to {code}.", code=code))
    return _back(code)


@blueprint.post("/of/<code>/known")
@access.needs("own")
def attach(code: str) -> Response | tuple[str, int]:
    """Attach a document that is here already; refused, what was typed is shown again."""
    actor, number = scoring_forms.of_agency(), request.form.get("document", 0, type=int)
    refused = scoring_forms.refusals_of(
        lambda session: documents.attach(session, number, scoring_forms.place(code), actor=actor)
    )
    if refused:
        return mine.show_again(code, refused)
    notices.say(_("The document is attached to {code}.", code=code))
    return _back(code)


@blueprint.post("/attached/<int:number>/detach")
@access.needs("own")
def detach(number: int) -> Response:
    """Take a document off a component."""
    actor = scoring_forms.of_agency()
    done = acting.attempt(
        lambda session: documents.detach(session, number, actor=actor),
        lambda one: _("The document is off {code}; it stays among your documents.", code=one.code),
    )
    return _back(done.code) if done else redirect(url_for("scoring_mine.index"), code=303)


@blueprint.get("/mine/<int:number>")
@access.needs("own")
def own_file(number: int) -> Response:
    """The file of one of the agency's own documents."""
    return _given(number, scoring_forms.of_agency().agency)


@blueprint.get("/<int:number>")
@access.needs("view")
def file(number: int) -> Response:
    """The file of any document."""
    return _given(number, "")


def _given(number: int, agency: str) -> Response:
    with house.current().database.reading() as session:
        found: Document = documents.find(session, number, agency=agency)
    path = documents.path_of(scoring_files.folder(), found)
    kind = guess_type(found.name)[0] or _OTHER
    return send_file(path, kind, as_attachment=True, download_name=found.name)


def _back(code: str) -> Response:
    return redirect(url_for("scoring_mine.component", code=code), code=303)
