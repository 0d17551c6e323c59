"""Files come in: handed in, read in the background, checked by a person, put in or discarded."""

from dataclasses import replace
from pathlib import Path
from typing import cast

from flask import Blueprint, Flask, jsonify, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from roster import messages, privacy, problems
from roster.errors import UserError, UserErrors
from roster.messages import _
from roster.services.incoming import (
    deliveries,
    lists,
    mapping_files,
    mappings,
    mending_first,
    putting_in,
    uploads,
)
from roster.services.incoming.mending_first import Correction
from roster.services.incoming.understanding import Understood
from web import access, column_form, desk, house, list_words, notices, receiving, refusals
from web.desk import OnDesk
from web.pages import PER_PAGE, Page

blueprint = Blueprint("intake", __name__, url_prefix="/import")
blueprint.register_error_handler(UserError, refusals.answer)
blueprint.register_error_handler(UserErrors, refusals.answer_all)

_AUTHOR = "roster web"  # what is past its date goes by itself
MAX_REQUEST = 10 * uploads.MAX_BYTES  # one file a request with scripts on; without, all files together


@blueprint.record
def _furnish(state: BlueprintSetupState) -> None:
    """The desk of this application, and how large a request may be."""
    app = cast(Flask, state.app)
    desk.furnish(app, house.of(app))
    app.config["MAX_CONTENT_LENGTH"] = MAX_REQUEST
    app.jinja_env.globals.update(list_words.GLOBALS)


@blueprint.get("/")
@access.needs("edit")
def index() -> str:
    """Hand files in, and what became of those that wait."""
    if gone := desk.current().expire():
        with house.current().database.changing() as session:
            uploads.audit_expired(session, gone, by=_AUTHOR)
    return render_template("intake/index.html", most_mb=uploads.MAX_BYTES // 1024**2, **_tray())


@blueprint.get("/tray")
@access.needs("edit")
def tray() -> str:
    """The files that wait, for a page that asks again."""
    return render_template("intake/_tray.html", **_tray())


@blueprint.post("/")
@access.needs("edit")
def hand_in() -> Response:
    """Keep the files of the form; each that is refused is told, the others are kept."""
    files = [one for one in request.files.getlist("files") if one.filename]
    if not files:
        return _answer([_("Choose at least one file.")], 0)
    refused = [sentence for one in files if (sentence := _receive(one))]
    return _answer(refused, len(files) - len(refused))


@blueprint.post("/all")
@access.needs("edit")
def put_in_all() -> Response:
    """Put in every list that needs no decision."""
    if not receiving.put_in_all():
        notices.say(_("No file could be put in without a decision. Open each one."), "error")
    return redirect(url_for("intake.index"), code=303)


@blueprint.get("/files/<number>")
@access.needs("edit")
def file(number: str) -> str:
    """What one file was understood to say, before anything of it counts."""
    found = desk.current().find(number)
    if found.understood is None:
        return render_template("intake/waiting.html", one=found)
    with house.current().database.reading() as session:
        seen = putting_in.foresee(session, found.understood)
    made = mending_first.of_upload(_path(found))
    mended = _as_mended(found, found.understood)
    one, reading = replace(found, understood=mended), mended.reading
    rows = lists.to_do_of(reading.people, reading.problems)
    page = Page(request.args.get("page", 1, int), len(rows))
    offset = Page.offset_of(page.number)
    return render_template(
        "intake/file.html",
        one=one,
        seen=seen,
        of_file=[problem for problem in reading.problems if problem.code in problems.NOTICES],
        rows=rows[offset : offset + PER_PAGE],
        rows_total=len(rows),
        page=page,
        words=list_words,
        shown=lists.SHOWN,
        senders=house.current().plan.senders,
        corrections=made,
        standing={(p.source.sheet, p.source.row, p.source.block) for p in reading.people},
    )


@blueprint.get("/files/<number>/rows")
@access.needs("edit")
def rows(number: str) -> str:
    """What became of every row of a file that is not put in yet."""
    one, understood = _read(number)
    sheets = tuple(sheet.name for sheet in understood.sheets)
    sheet = request.args.get("sheet", sheets[0] if sheets else "")
    lines = [
        line for line in lists.ledger_of(_as_mended(one, understood).reading) if line.source.sheet == sheet
    ]
    page = Page(request.args.get("page", 1, int), len(lines))
    offset = Page.offset_of(page.number)
    return render_template(
        "lists/rows.html",
        title=one.upload.name,
        back=url_for("intake.file", number=number),
        address=lambda sheet: url_for("intake.rows", number=number, sheet=sheet),
        sheets=sheets,
        sheet=sheet,
        lines=lines[offset : offset + PER_PAGE],
        page=page,
        outcomes=list_words.OUTCOMES,
        marked=0,
    )


@blueprint.post("/files/<number>/password")
@access.needs("edit")
def password(number: str) -> Response:
    """Read a protected file with its password, which is not kept."""
    desk.current().find(number)
    desk.current().read_again(number, password=request.form.get("password", ""))
    return redirect(url_for("intake.file", number=number), code=303)


@blueprint.post("/files/<number>/discard")
@access.needs("edit")
def discard(number: str) -> Response:
    """Delete a file that was not put in."""
    one = desk.current().find(number)
    desk.current().discard(number)
    notices.say(_("{file} was discarded; nothing of it was kept.", file=one.upload.name))
    return redirect(url_for("intake.index"), code=303)


@blueprint.post("/files/<number>/put-in")
@access.needs("edit")
def put_in(number: str) -> Response:
    """Put one list in, beside the others or in the place of the one that the form names."""
    done = receiving.put_in(*_read(number), replaces=request.form.get("replaces", ""))
    return _to_list(done.delivery.copy_of or done.delivery.reading.name)


@blueprint.post("/files/<number>/mend")
@access.needs("edit")
def mend(number: str) -> Response:
    """Correct one cell of a file that is not put in yet, or (`back`) take that back."""
    one, _understood = _read(number)
    form = request.form
    place = (form.get("sheet", ""), form.get("row", 0, int), form.get("block", ""))
    field, text = form.get("field", ""), form.get("value", "")
    if form.get("back"):
        mending_first.take_back(_path(one), place, field)
        notices.say(_("The correction is taken back."))
    else:
        correction = Correction(*place, field, text.strip(), access.author())
        mending_first.add(_path(one), correction, plan=house.current().plan)
        notices.say(_("Corrected. It counts when the file is put in."))
    return redirect(url_for("intake.file", number=number, page=form.get("page") or None), code=303)


@blueprint.post("/files/<number>/record-unread")
@access.needs("edit")
def record_unread(number: str) -> Response:
    """Keep on record that a file came that could not be read; the file itself is not kept."""
    done = receiving.record_unread(*_read(number), sender=request.form.get("sender", ""))
    return _to_list(done.reading.name)


@blueprint.get("/files/<number>/compare")
@access.needs("edit")
def compare(number: str) -> str:
    """What the file would change in the list it is to replace, before it does."""
    one, understood = _read(number)
    with house.current().database.reading() as session:
        diff = deliveries.compare(session, understood.reading, request.args.get("replaces", ""))
    return render_template("intake/compare.html", one=one, diff=diff, most=PER_PAGE)


@blueprint.get("/files/<number>/columns")
@access.needs("edit")
def columns(number: str) -> str:
    """Which column holds which field, to be corrected."""
    one, understood = _read(number)
    return render_template(
        "intake/columns.html", one=one, understood=understood, form=column_form, origins=list_words.ORIGINS
    )


@blueprint.post("/files/<number>/columns")
@access.needs("edit")
def remember(number: str) -> Response:
    """Remember the columns for the sender and read what waits of that sender again."""
    _one, understood = _read(number)
    said = column_form.said(request.form, understood.suggestion)
    settled = mapping_files.settle(said, understood.suggestion, plan=house.current().plan)
    with house.current().database.changing() as session:
        mappings.remember(session, settled, by=access.author())
    for other in desk.current().all():
        if other.understood and other.understood.suggestion.sender == understood.suggestion.sender:
            desk.current().read_again(other.upload.number)
    notices.say(_("The columns are remembered for this sender. The file is read again."))
    return redirect(url_for("intake.file", number=number), code=303)


@blueprint.get("/kept")
@access.needs("view")
def kept() -> str:
    """What of a list is kept, where, until when and by which law; what never is."""
    day, rules = list_words.today(), privacy.load_rules()
    return render_template("intake/kept.html", rules=rules, today=day, until=rules.kept_until(day))


def _receive(one: FileStorage) -> str:
    """Keep one file; why it was refused, or ''."""
    try:
        uploads.receive(
            desk.current().folder,
            one.filename or "",
            one.stream,
            by=access.author(),
            at=list_words.now(),
        )
    except UserError as error:
        return messages.sentence(error)
    finally:
        one.close()
    return ""


def _answer(refused: list[str], kept: int) -> Response:
    """For a script the refusals, else the page again with them."""
    if request.accept_mimetypes.best == "application/json":
        answer: Response = jsonify(kept=kept, refused=refused)
        answer.status_code = 422 if refused else 201
        return answer
    for sentence in refused:
        notices.say(sentence, "error")
    return redirect(url_for("intake.index"), code=303)


def _as_mended(one: OnDesk, understood: Understood) -> Understood:
    """What the file says with what was corrected in it here."""
    here, made = house.current(), mending_first.of_upload(_path(one))
    return mending_first.as_mended(understood, made, plan=here.plan, today=here.today())


def _path(one: OnDesk) -> Path:
    return uploads.path_of(desk.current().folder, one.upload)


def _to_list(name: str) -> Response:
    """To the page of the list in force of this name."""
    with house.current().database.reading() as session:
        stored = lists.number_of(session, name)
    target = url_for("lists.show", number=stored) if stored else url_for("intake.index")
    return redirect(target, code=303)


def _read(number: str) -> tuple[OnDesk, Understood]:
    """An upload that has been read. Raises `UserError` (no_such_upload, not_read_yet)."""
    one = desk.current().find(number)
    if one.understood is None:
        raise UserError("not_read_yet", "{file} is still being read. Wait a moment.", file=one.upload.name)
    return one, one.understood


def _tray() -> dict[str, object]:
    """Every file that waits with what putting it in would mean."""
    found = desk.current().all()
    with house.current().database.reading() as session:
        seen = {
            one.upload.number: putting_in.foresee(session, one.understood) for one in found if one.understood
        }
    shown = (replace(one, understood=one.understood and _as_mended(one, one.understood)) for one in found)
    return {
        "files": tuple(shown),
        "seen": seen,
        "kinds": list_words.KINDS,
        "busy": any(one.stage != "read" for one in found),
        "done": sum(1 for one in found if one.stage == "read"),
        "ready": sum(1 for one in seen.values() if one.kind == "new"),
    }
