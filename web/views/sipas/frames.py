"""Sampling frames: handed in or begun, villages and people added, looked at before any draw."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from roster import privacy
from roster.errors import UserError, UserErrors
from roster.messages import _
from roster.services.incoming import intake
from roster.services.incoming.uploads import Upload
from roster.services.sipas import frame_check, frames, populations
from web import access, acting, handed_in, house, refusals

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

blueprint = Blueprint("sipas_frames", __name__, url_prefix="/sipas/frames")
blueprint.register_error_handler(UserError, refusals.answer)
blueprint.register_error_handler(UserErrors, refusals.answer_all)

_MEGABYTE = 1024 * 1024


def folder() -> Path:
    """Where the round's frames lie."""
    return frames.folder_of(house.current().database)


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """Every frame, and how to begin one."""
    here = house.current()
    return render_template(
        "sipas/frames.html",
        frames=frames.all_frames(folder()),
        districts=frames.districts(here.today()),
        today=here.today(),
        most_mb=frames.MAX_BYTES // _MEGABYTE,
        days=privacy.load_rules().days(here.today()),
    )


@blueprint.post("/")
@access.needs("edit")
def receive() -> Response:
    """Keep a frame file that can be read."""
    file = handed_in.file()
    if file is None:
        return _to_index()
    return _show(
        lambda session: frames.receive(
            session, folder(), file.filename or "", file.stream, by=access.author()
        )
    )


@blueprint.post("/begin")
@access.needs("edit")
def begin() -> Response:
    """A frame with the official units of districts."""
    codes, day = request.form.getlist("district"), house.current().today()
    return _show(lambda session: frames.begin(session, folder(), codes, day=day, by=access.author()))


@blueprint.get("/<number>")
@access.needs("view")
def show(number: str) -> str:
    """What a frame holds, and what may be added."""
    return render_template(
        "sipas/frame.html", one=frames.find(folder(), number), look=frames.look(folder(), number)
    )


@blueprint.get("/<number>/check")
@access.needs("view")
def check(number: str) -> str:
    """All that is odd about a frame, before anything is drawn from it."""
    here, path = house.current(), frames.path(folder(), number)
    with here.database.reading() as session:
        known = populations.known(session)
    checked = frame_check.check(path, plan=here.plan, today=here.today(), known=known.people)
    return render_template(
        "sipas/check.html",
        one=frames.find(folder(), number),
        checked=checked,
        sentences=tuple(frame_check.sentences(checked)),
        known=known,
    )


@blueprint.post("/<number>/populations")
@access.needs("edit")
def know(number: str) -> Response:
    """Keep the known populations that totals are compared with."""
    with handed_in.kept() as path:
        if path:
            source = request.form.get("source", "")
            acting.attempt(
                lambda session: populations.know(session, path, source=source, by=access.author()),
                lambda units: _("Populations of {units} units are known.", units=units),
            )
    return redirect(url_for("sipas_frames.check", number=number), code=303)


@blueprint.post("/<number>/villages")
@access.needs("edit")
def villages(number: str) -> Response:
    """Add villages to a commune."""
    form = request.form
    return _show(
        lambda session: frames.add_villages(
            session,
            folder(),
            number,
            commune=form.get("commune", ""),
            typed=form.get("villages", ""),
            by=access.author(),
        ),
        number,
    )


@blueprint.post("/<number>/people")
@access.needs("edit")
def people(number: str) -> Response:
    """Add the people of a village's list, read as any list."""
    here, village = house.current(), request.form.get("village", "")
    with handed_in.kept() as path:
        if path is None:
            return _to(number)
        (read,) = intake.read({path.name: path}, plan=here.plan, today=here.today())
    return _show(
        lambda session: frames.add_people(
            session, folder(), number, village=village, read=read, by=access.author()
        ),
        number,
    )


@blueprint.post("/<number>/file")
@access.needs("export")
def give(number: str) -> Response:
    """The frame's file, with the names in it; put on record."""
    with house.current().database.changing() as session:
        found = frames.give(session, folder(), number, by=access.author())
    path = frames.path(folder(), number)
    return send_file(path, "text/csv", as_attachment=True, download_name=found.name)


@blueprint.post("/<number>/discard")
@access.needs("edit")
def discard(number: str) -> Response:
    """Delete a frame; draws stay."""
    acting.attempt(
        lambda session: frames.discard(session, folder(), number, by=access.author()),
        lambda _done: _("The frame is deleted. Draws made from it stay, but need its file to be repeated."),
    )
    return _to_index()


def _show(act: "Callable[[Session], Upload]", before: str = "") -> Response:
    """Do it and show the frame that came out; where it is refused, the frame of before."""
    done = acting.attempt(act, lambda one: _("The frame {file} is kept.", file=one.name))
    if done:
        return _to(done.number)
    return _to(before) if before else _to_index()


def _to(number: str) -> Response:
    return redirect(url_for("sipas_frames.show", number=number), code=303)


def _to_index() -> Response:
    return redirect(url_for("sipas_frames.index"), code=303)
