"""The lists in force: what came from whom, its rows to look at and mend, its ledger, taking it out again."""

from io import BytesIO
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from roster import messages
from roster.errors import UserError, UserErrors
from roster.messages import _
from roster.services import audit
from roster.services.editing import edits
from roster.services.incoming import annotation, carrying, intake, lists, originals, seen, uploads
from web import access, desk, house, limits, list_words, notices, receiving, refusals
from web.pages import PER_PAGE, Page

blueprint = Blueprint("lists", __name__, url_prefix="/lists")
blueprint.register_error_handler(UserError, refusals.answer)
blueprint.register_error_handler(UserErrors, refusals.answer_all)

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """Every list in force, the last one first."""
    number = request.args.get("page", 1, int)
    with house.current().database.reading() as session:
        lines, total = lists.newest(session, page=number, per_page=PER_PAGE)
    return render_template("lists/index.html", lines=lines, total=total, page=Page(number, total))


@blueprint.get("/<int:number>")
@access.needs("view")
def show(number: int) -> str:
    """One list with its rows to look at."""
    return _page(number, shown=False)


@blueprint.post("/<int:number>/numbers")
@access.needs("edit")
def numbers(number: int) -> str:
    """The same page with phone and card numbers whole; that is audited."""
    page = request.form.get("page", 1, int)
    with house.current().database.changing() as session:
        lists.find(session, number)
        audit.numbers_shown(session, [f"import:{number}"], by=access.author(), page=page)
    return _page(number, shown=True)


@blueprint.post("/<int:number>/correct")
@access.needs("edit")
def correct(number: int) -> Response:
    """Mend one cell, or every row of the list that states the same."""
    form, here = request.form, house.current()
    field, value = form.get("field", ""), form.get("value", "")
    with here.database.changing() as session:
        one = lists.find(session, number)
        rules = {"plan": here.plan, "today": here.today(), "by": access.author()}
        if form.get("all"):
            stated = (form.get("stated", ""), value)
            done = edits.correct_equal(session, field, stated, file=one.name, **rules)  # type: ignore[arg-type]
        else:
            done = edits.correct(session, form.get("key", ""), {field: value}, **rules)  # type: ignore[arg-type]
    notices.say(_("Corrected: {rows} rows. Act no. {number}.", rows=len(done.keys), number=done.edit))
    code, page = form.get("code") or None, form.get("page") or None
    return redirect(url_for("lists.show", number=number, act=done.edit, code=code, page=page), code=303)


@blueprint.post("/<int:number>/undo")
@access.needs("edit")
def undo(number: int) -> Response:
    """Take a correction back."""
    here, form = house.current(), request.form
    act = form.get("act", 0, int)
    with here.database.changing() as session:
        edits.undo(session, act, plan=here.plan, today=here.today(), by=access.author())
    notices.say(_("Taken back: act no. {number}.", number=act))
    return redirect(url_for("lists.show", number=number, code=form.get("code") or None), code=303)


@blueprint.post("/<int:number>/seen")
@access.needs("edit")
def see(number: int) -> Response:
    """Mark what is said of a row, or of every row with this code, as seen."""
    form = request.form
    code, page = form.get("code", ""), form.get("page") or None
    place = (form.get("sheet", ""), form.get("row", 0, int), form.get("block", ""))
    with house.current().database.changing() as session:
        done = seen.mark(session, number, code, None if form.get("all") else place, by=access.author())
    notices.say(_("Marked as seen. Act no. {number}.", number=done.edit))
    kept = form.get("filter") or None
    return redirect(url_for("lists.show", number=number, act=done.edit, code=kept, page=page), code=303)


@blueprint.get("/row")
@access.needs("view")
def row() -> Response:
    """From a place as other pages know it (file, sheet, row) to that row of the ledger."""
    wanted = request.args
    with house.current().database.reading() as session:
        number = lists.number_of(session, wanted.get("file", ""))
    if number is None:
        raise UserError("not_imported", "There is no list {file} in force.", file=wanted.get("file", ""))
    at = wanted.get("row", 0, int)
    target = url_for("lists.rows", number=number, sheet=wanted.get("sheet", ""), row=at, _anchor=f"row-{at}")
    return redirect(target, code=303)


@blueprint.get("/<int:number>/rows")
@access.needs("view")
def rows(number: int) -> str:
    """What became of every row of the list; `row` opens the page on which it stands."""
    wanted, row = request.args.get("page", 1, int), request.args.get("row", 0, int)
    with house.current().database.reading() as session:
        one, sheets = lists.find(session, number), lists.sheets(session, number)
        sheet = request.args.get("sheet", sheets[0] if sheets else "")
        if row:
            wanted = lists.place_of_row(session, number, sheet, row) // PER_PAGE + 1
        lines, total = lists.rows(session, number, sheet, page=wanted, per_page=PER_PAGE)
    return render_template(
        "lists/rows.html",
        title=one.name,
        back=url_for("lists.show", number=number),
        address=lambda sheet: url_for("lists.rows", number=number, sheet=sheet),
        sheets=sheets,
        sheet=sheet,
        lines=lines,
        page=Page(wanted, total),
        outcomes=list_words.OUTCOMES,
        marked=row,
    )


@blueprint.post("/<int:number>/annotated")
@access.needs("edit")
def annotated(number: int) -> Response:
    """The sender's own list with the cells to correct coloured and commented; asks for its password."""
    try:
        one, content = _annotated(number, request.form.get("password", ""))
    except UserError as refusal:
        if refusal.code != annotation.PROTECTED:
            raise
        with house.current().database.reading() as session:
            one = lists.find(session, number)
        page = render_template("lists/password.html", one=one, sentence=messages.sentence(refusal))
        return Response(page, status=limits.FAILED, mimetype="text/html")
    name = f"{PurePath(one.name).stem} - {_('to correct')}.xlsx"
    return send_file(content, _XLSX, as_attachment=True, download_name=name)


@blueprint.post("/<int:number>/read-again")
@access.needs("edit")
def read_again(number: int) -> Response:
    """Hand the kept original in once more: to say its columns, or to read it with a newer program."""
    with house.current().database.reading() as session:
        one = lists.find(session, number)
        path = originals.path_of(session, receiving.originals_folder(), one.name)
    with path.open("rb") as source:
        again = uploads.receive(
            desk.current().folder, one.name, source, by=access.author(), at=list_words.now()
        )
    return redirect(url_for("intake.file", number=again.number), code=303)


@blueprint.get("/<int:number>/take-out")
@access.needs("edit")
def ask_take_out(number: int) -> str:
    """What rests on the list, before it is taken out."""
    with house.current().database.reading() as session:
        one = lists.find(session, number)
        resting = carrying.resting_on(session, one.name)
    return render_template("lists/take_out.html", one=one, resting=resting)


@blueprint.post("/<int:number>/take-out")
@access.needs("edit")
def take_out(number: int) -> Response:
    """Take the list out; what it had taken the place of is in force again."""
    with house.current().database.changing() as session:
        one = lists.find(session, number)
        (gone,) = intake.withdraw(session, [one.name], by=access.author())
    notices.say(_("Withdrawn: {files}.", files=gone.name))
    if gone.restored:
        notices.say(_("In force again: {files}.", files=gone.restored))
    return redirect(url_for("lists.index"), code=303)


def _annotated(number: int, password: str) -> tuple[lists.ListLine, BytesIO]:
    here = house.current()
    with TemporaryDirectory() as folder, here.database.changing() as session:
        one, out = lists.find(session, number), Path(folder) / "annotated.xlsx"
        annotation.annotate(
            session,
            one.name,
            receiving.originals_folder(),
            out,
            plan=here.plan,
            by=access.author(),
            password=password,
        )
        return one, BytesIO(out.read_bytes())


def _page(number: int, *, shown: bool) -> str:
    """The page of a list; `shown`: with whole phone and card numbers."""
    code, wanted = request.values.get("code", ""), request.values.get("page", 1, int)
    with house.current().database.reading() as session:
        one = lists.find(session, number)
        found, total = lists.to_do(session, number, code=code, page=wanted, per_page=PER_PAGE)
        of_file, marked = lists.of_the_file(session, number), seen.of_list(session, number)
    return render_template(
        "lists/list.html",
        one=one,
        rows=found,
        rows_total=total,
        page=Page(wanted, total),
        code=code,
        of_file=of_file,
        seen=marked,
        act=request.args.get("act", 0, int),
        whole=shown,
        shown=lists.SHOWN,
    )
