"""Designs to draw by, presets and those handed in; and the calculator of sample sizes."""

from io import BytesIO

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from roster import messages
from roster.errors import UserError, UserErrors
from roster.messages import _
from roster.services.sipas import designs, sizing
from roster.sipas.levels import load_levels
from web import access, acting, handed_in, house, refusals, sipas_words

blueprint = Blueprint("sipas_designs", __name__, url_prefix="/sipas/designs")
blueprint.register_error_handler(UserError, refusals.answer)
blueprint.register_error_handler(UserErrors, refusals.answer_all)


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """Every design with its stages."""
    with house.current().database.reading() as session:
        known = designs.known(session)
    return render_template("sipas/designs.html", designs=known, levels=load_levels(), words=sipas_words)


@blueprint.post("/")
@access.needs("edit")
def receive() -> Response:
    """Keep a DESIGN.toml that contradicts itself nowhere."""
    if file := handed_in.file():
        name, stream = file.filename or "", file.stream
        acting.attempt(
            lambda session: designs.hand_in(session, name, stream, by=access.author()).name,
            lambda kept: _("The design {name} is kept.", name=kept),
        )
    return redirect(url_for("sipas_designs.index"), code=303)


@blueprint.get("/<name>/file")
@access.needs("view")
def give(name: str) -> Response:
    """DESIGN.toml as it stands."""
    with house.current().database.reading() as session:
        content = designs.text_of(session, name).encode()
    return send_file(BytesIO(content), "application/toml", as_attachment=True, download_name=f"{name}.toml")


@blueprint.get("/size")
@access.needs("view")
def size() -> str:
    """How many people to ask, with the formula and its rounding."""
    typed = {name: request.args.get(name, usual) for name, usual in sizing.USUAL.items()}
    found, faults = None, []
    if "population" in request.args:
        try:
            found = sizing.sized(typed)
        except UserError as fault:
            faults = [messages.sentence(fault)]
        except UserErrors as several:
            faults = [messages.sentence(one) for one in several.exceptions if isinstance(one, UserError)]
    return render_template(
        "sipas/size.html",
        typed=typed,
        found=found,
        faults=faults,
        methods=sizing.METHODS,
        labels=sizing.LABELS,
    )
