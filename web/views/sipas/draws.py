"""Draws: made by a design from a frame, sealed and kept; their report, their file, their repetition."""

from io import BytesIO

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError, UserErrors
from roster.messages import _
from roster.services.sipas import designs, frames, keeping, papers, sampling
from roster.sipas import public_seed
from roster.sipas.design import Design
from roster.sipas.public_seed import PublicSeed
from web import access, acting, house, refusals, sipas_words
from web.views.sipas.frames import folder

blueprint = Blueprint("sipas_draws", __name__, url_prefix="/sipas/draws")
blueprint.register_error_handler(UserError, refusals.answer)
blueprint.register_error_handler(UserErrors, refusals.answer_all)

_LETTER = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """Every draw, the newest first, and which frame and design to draw from next."""
    with house.current().database.reading() as session:
        made, known = keeping.all_draws(session), designs.known(session)
    return render_template("sipas/draws.html", draws=made, frames=frames.all_frames(folder()), designs=known)


@blueprint.get("/new")
@access.needs("decide")
def prepare() -> str:
    """The design's numbers, the seed, what was checked: all that decides a draw."""
    number, name = request.args.get("frame", ""), request.args.get("design", "")
    one, look = frames.find(folder(), number), frames.look(folder(), number)
    with house.current().database.reading() as session:
        design = designs.find(session, name)
        again = bool(keeping.all_draws(session))
    return render_template(
        "sipas/prepare.html",
        frame=one,
        look=look,
        name=name,
        design=design,
        settings=designs.settings(design),
        label=designs.label,
        again=again,
    )


@blueprint.post("/")
@access.needs("decide")
def make() -> Response:
    """Draw, seal, keep."""
    form = request.form
    number, name = form.get("frame", ""), form.get("design", "")
    done = acting.attempt(
        lambda session: (
            keeping.draw(
                session,
                frames.path(folder(), number),
                _design(designs.find(session, name)),
                seed=form.get("seed", "").strip(),
                public=_public(),
                reason=form.get("reason", ""),
                by=access.author(),
            ).number
        ),
        lambda made: _("Drawn, sealed and kept as draw {number}.", number=made),
    )
    if done is None:
        return redirect(url_for("sipas_draws.prepare", frame=number, design=name), code=303)
    return redirect(url_for("sipas_draws.show", number=done), code=303)


@blueprint.get("/<int:number>")
@access.needs("view")
def show(number: int) -> str:
    """One draw: what decided it, what came out."""
    with house.current().database.reading() as session:
        made = keeping.find(session, number)
    return render_template(
        "sipas/draw.html",
        made=made,
        report=papers.content(made),
        out=sampling.no_chance(keeping.document_of(made)),
        has_frame=_has_frame(made.frame),
    )


@blueprint.get("/<int:number>/draw.json")
@access.needs("view")
def file(number: int) -> Response:
    """DRAW.json as it was sealed; it names no person."""
    with house.current().database.reading() as session:
        content = keeping.find(session, number).document.encode()
    name = f"DRAW-{number}.json"
    return send_file(BytesIO(content), "application/json", as_attachment=True, download_name=name)


@blueprint.get("/<int:number>/report.docx")
@access.needs("view")
def report(number: int) -> Response:
    """The report to sign, as a Word document."""
    here = house.current()
    with here.database.reading() as session:
        content = papers.report(keeping.find(session, number), here.plan)
    name = _("Report of draw {number}.docx", number=number)
    return send_file(BytesIO(content), _LETTER, as_attachment=True, download_name=name)


@blueprint.get("/<int:number>/report")
@access.needs("view")
def page(number: int) -> str:
    """The report to sign, as a page to print."""
    here = house.current()
    with here.database.reading() as session:
        made = keeping.find(session, number)
    head = papers.letterhead(here.plan)
    return render_template("sipas/report.html", made=made, head=head, report=papers.content(made))


@blueprint.post("/<int:number>/replay")
@access.needs("view")
def replay(number: int) -> Response:
    """Draw again from the frame that is kept and say whether the same comes out."""
    with house.current().database.reading() as session:
        made = keeping.find(session, number)
    with acting.refusing():
        sipas_words.say_replay(keeping.differences(made, frames.path(folder(), made.frame)))
    return redirect(url_for("sipas_draws.show", number=number), code=303)


def _design(design: Design) -> Design:
    """The design with the numbers of the form; a number that is none stays as it was."""
    form = request.form
    numbers = {
        one.key: form.get(one.key, one.value, type=int) for one in designs.settings(design) if one.key in form
    }
    return designs.adjusted(design, numbers, source=form.get("source", ""))


def _public() -> PublicSeed | None:
    kind, digits = request.form.get("public", ""), request.form.get("digits", "").strip()
    for known in public_seed.KINDS:
        if kind == known:
            return public_seed.public_seed(known, digits)
    if digits:
        raise UserError("public_kind", "Say whether the digits are of dice or of a lottery draw.")
    return None


def _has_frame(number: str) -> bool:
    try:
        frames.find(folder(), number)
    except UserError:
        return False
    return True
