"""Hand-overs: what was sent, whether it is unchanged, what changed since, the addendum, who is entered."""

import tempfile
from pathlib import Path, PurePath

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError
from roster.messages import _
from roster.model import FileReading
from roster.services import intake
from roster.services.handovers import addenda, checks, entered, entered_lists, history
from web import access, acting, handing_over, handover_words, house, notices, people_words, standing
from web.pages import PER_PAGE, Page

blueprint = Blueprint("handovers", __name__, url_prefix="/hand-overs")


@blueprint.get("/")
@access.needs("export")
def index() -> str:
    """Every hand-over, newest first, and whether something has changed since."""
    here = house.current()
    standing.now()
    wanted = max(request.args.get("page", 1, type=int), 1)
    with here.database.reading() as session:
        found = history.newest(session, plan=here.plan, page=wanted, per_page=PER_PAGE)
        pending = addenda.pending(session, plan=here.plan)
        earlier = history.before_they_were_kept(session)
    return render_template(
        "handovers/index.html",
        found=found,
        pending=pending,
        earlier=earlier,
        page=Page(wanted, found.total),
        words=people_words,
    )


@blueprint.get("/<name>")
@access.needs("export")
def show(name: str) -> str:
    """One hand-over with all that is on record, checked at this moment."""
    here = house.current()
    with here.database.reading() as session:
        checked = checks.check(session, handing_over.folder(), name, plan=here.plan)
    return render_template(
        "handovers/one.html",
        checked=checked,
        one=checked.hand_over,
        words=handover_words,
        readings=people_words.READINGS,
    )


@blueprint.get("/<name>/file/<int:place>")
@access.needs("export")
def file(name: str, place: int) -> Response:
    """A kept file, as it was handed over."""
    here = house.current()
    with here.database.reading() as session:
        files = checks.find(session, name, plan=here.plan).files
    if not 1 <= place <= len(files):
        abort(404)
    wanted = files[place - 1]
    return handing_over.file(wanted.name, checks.content_of(handing_over.folder(), wanted))


@blueprint.post("/check-copy")
@access.needs("export")
def check_copy() -> Response:
    """Whether a file at hand is the one that was handed over."""
    here, given = house.current(), request.files.get("file")
    try:
        if given is None or not given.filename:
            raise _no_file()
        name, content = PurePath(given.filename).name, given.read()
        with here.database.reading() as session:
            found = checks.check_copy(session, content, name, plan=here.plan)
    except UserError as refusal:
        acting.refuse(refusal)
        return redirect(url_for("handovers.index"), code=303)
    words = {"file": found.file.name, "number": found.hand_over.name, "sha256": found.file.sha256}
    if found.same:
        notices.say(_("Unchanged: it is {file} of hand-over {number} (SHA-256 {sha256}).", **words))
    else:
        sentence = _(
            "CHANGED: it has the name of {file} of hand-over {number}, but is not the same.", **words
        )
        notices.say(sentence, "error")
    return redirect(url_for("handovers.index"), code=303)


@blueprint.get("/changes")
@access.needs("export")
def changes() -> str:
    """What the next addendum would say, before it is frozen."""
    here = house.current()
    state = standing.now()
    with here.database.reading() as session:
        pending = addenda.pending(session, plan=here.plan)
    return render_template(
        "handovers/changes.html",
        pending=pending,
        titles=addenda.titles(pending) if pending else {},
        state=state,
        plan=here.plan,
        words=handover_words,
    )


@blueprint.post("/changes")
@access.needs("export")
def add() -> Response:
    """Freeze the changes as an addendum; its workbook as a download."""
    frozen = handing_over.attempt(addenda.freeze, handing_over.order())
    if frozen is None:
        return redirect(url_for("handovers.changes"), code=303)
    return handing_over.download(frozen.handed)


@blueprint.get("/entered")
@access.needs("edit")
def entries() -> str:
    """Every line of the roster as sent, and whether it stands in the Ministry's software."""
    here = house.current()
    group, rest = request.args.get("group", ""), request.args.get("show", "missing")
    standing.now()
    with here.database.reading() as session:
        found = entered.entries(session, plan=here.plan)
    wanted = [one for one in found if not group or one.listed.group == group]
    shown = [one for one in wanted if rest == "all" or (one.tick is not None) == (rest == "entered")]
    number = max(request.args.get("page", 1, type=int), 1)
    return render_template(
        "handovers/entered.html",
        found=found,
        done=sum(one.tick is not None for one in found),
        shown=shown[(number - 1) * PER_PAGE : number * PER_PAGE],
        page=Page(number, len(shown)),
        plan=here.plan,
        group=group,
        show=rest,
    )


@blueprint.post("/entered")
@access.needs("edit")
def tick() -> Response:
    """Tick the people marked on the page."""
    persons, plan = request.form.getlist("person"), house.current().plan
    acting.attempt(
        lambda session: entered.tick(session, persons, plan=plan, by=access.author()),
        lambda count: _("Ticked: {count} people.", count=count),
    )
    return redirect(_back(), code=303)


@blueprint.post("/entered/undo")
@access.needs("edit")
def untick() -> Response:
    """Take the ticks of the people marked on the page back."""
    persons, plan = request.form.getlist("person"), house.current().plan
    acting.attempt(
        lambda session: entered.untick(session, persons, plan=plan, by=access.author()),
        lambda count: _("Ticks taken back: {count} people.", count=count),
    )
    return redirect(_back(), code=303)


@blueprint.post("/entered/list")
@access.needs("edit")
def take_list() -> Response | str:
    """Tick whom the Ministry's own list names beyond doubt; show the rest."""
    given, plan = request.files.get("file"), house.current().plan
    try:
        if given is None or not given.filename:
            raise _no_file()
        read = _read(PurePath(given.filename).name, given.read())
        with house.current().database.changing() as session:
            taken = entered_lists.take(session, read, plan=plan, by=access.author())
    except UserError as refusal:
        acting.refuse(refusal)
        return redirect(url_for("handovers.entries"), code=303)
    return render_template("handovers/entered_list.html", taken=taken, name=read.name, words=handover_words)


def _read(name: str, content: bytes) -> FileReading:
    here = house.current()
    with tempfile.TemporaryDirectory(prefix="roster-") as folder:
        path = Path(folder) / f"list{PurePath(name).suffix}"
        path.write_bytes(content)
        (read,) = intake.read({name: path}, plan=here.plan, today=here.today())
    return read


def _back() -> str:
    asked = request.args
    return url_for("handovers.entries", group=asked.get("group"), show=asked.get("show"))


def _no_file() -> UserError:
    return UserError("no_file", "No file was chosen. Choose one, then send the form again.")
