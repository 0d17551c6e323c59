"""Keeps sealed draws in the database: the document as it was written and the units drawn, numbered.

A draw is kept only where drawing again from the same frame gives the same. Nobody can change one afterwards;
drawing again is a new number with a reason.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.intake.sampling_frame import read_frame
from roster.services.sipas import sampling
from roster.sipas import sealed
from roster.sipas.design import Design
from roster.sipas.frame import NO_ROW, Frame
from roster.sipas.levels import load_levels
from roster.sipas.public_seed import PublicSeed
from roster.sipas.sealed import Document
from roster.store import queries, sipas_queries, tables

HOUSEHOLD = "household"
_LONGEST_REASON = 500


def draw(
    session: Session, frame_path: Path, design: Design, *, seed: str, public: PublicSeed | None, **told: str
) -> tables.SipasDraw:
    """Draw from a frame, seal and keep it; `told` are `reason` and `by`, as for `keep`.

    The frame's file name is kept with the draw.

    Raises what `read_frame`, `sealed_draw` and `keep` raise; nothing is kept then.
    """
    _check_reason(session, told.get("reason", ""))  # before anybody could see what a draw would bring
    levels = load_levels()
    frame = read_frame(frame_path, levels, design.columns)
    document = sealed.sealed_draw(frame, design, levels, seed=seed, public=public)
    return _add(session, document, frame, text=sampling.as_text(document), kept_as=frame_path.name, **told)


def keep(session: Session, text: str, frame_path: Path, *, reason: str = "", by: str) -> int:
    """Keep a sealed draw that was made elsewhere, as it is written, with the frame it was made from; its
    number.

    Raises `UserError` bad_draw, not_repeated (the frame gives another draw), drawn_already, reason_needed.
    """
    document = _parsed(text)
    design, _ = sealed.read_document(document)
    frame = read_frame(frame_path, load_levels(), design.columns)
    different = sealed.differences(document, frame, load_levels())
    if different:
        raise UserError(
            "not_repeated",
            "Drawing again from this frame does not give this draw ({parts}), so it was not kept. Give the "
            "frame that it was drawn from.",
            parts=", ".join(different),
        )
    return _add(session, document, frame, text=text, reason=reason, by=by).number


def document_of(made: tables.SipasDraw) -> Document:
    """The document of a kept draw."""
    found: Document = json.loads(made.document)
    return found


def differences(made: tables.SipasDraw, frame_path: Path) -> tuple[str, ...]:
    """Which parts of a kept draw a new draw from a frame does not repeat; () where it is equal."""
    document = document_of(made)
    design, _ = sealed.read_document(document)
    return sealed.differences(document, read_frame(frame_path, load_levels(), design.columns), load_levels())


def all_draws(session: Session) -> tuple[tables.SipasDraw, ...]:
    """Every draw of the survey round, newest first."""
    return sipas_queries.draws(session)


def find(session: Session, number: int) -> tables.SipasDraw:
    """The draw of this number. Raises `UserError` no_such_draw."""
    found = sipas_queries.draw(session, number)
    if found is None:
        raise UserError("no_such_draw", "There is no draw {number} in this survey round.", number=number)
    return found


def newest(session: Session, *, to_write: bool = False) -> tables.SipasDraw:
    """The draw that counts: the newest. Raises `UserError` nothing_drawn."""
    found = sipas_queries.newest(session, to_write=to_write)
    if found is None:
        raise UserError(
            "nothing_drawn",
            "Nothing has been drawn in this survey round. Draw a sample, or keep one with: roster sipas keep",
        )
    return found


def _parsed(text: str) -> Document:
    """The document of a text; what is none is refused by `sealed.read_document`."""
    try:
        found: Document = json.loads(text)
    except ValueError:
        return {}
    return found


def _check_reason(session: Session, reason: str) -> None:
    if sipas_queries.newest(session) is not None and not reason.strip():
        raise UserError(
            "reason_needed",
            "A sample has been drawn in this survey round already. Say why it is drawn again.",
        )
    if len(reason) > _LONGEST_REASON:
        raise UserError(
            "reason_too_long", "The reason has more than {most} characters.", most=_LONGEST_REASON
        )


def _add(
    session: Session,
    document: Document,
    frame: Frame,
    *,
    text: str,
    kept_as: str = "",
    reason: str = "",
    by: str,
) -> tables.SipasDraw:
    _check_reason(session, reason)
    twin = next((one for one in sipas_queries.draws(session) if one.seal == document["seal"]), None)
    if twin:
        raise UserError(
            "drawn_already",
            "This is draw {number} already: the same frame, design and seed give the same sample.",
            number=twin.number,
        )
    made = tables.SipasDraw(
        by=by,
        reason=reason.strip(),
        title=document["design"]["title"],
        seed=document["seed_used"],
        frame_sha256=document["frame_sha256"],
        seal=document["seal"],
        frame=kept_as,
        sha256=sha256(text.encode()).hexdigest(),
        document=text,
    )
    kept = sipas_queries.add_draw(session, made, *_without_names(tuple(_units(document, frame))))
    detail = {"units": len(document["units"]), "sha256": kept.seal}
    queries.add_audit(session, "sipas.drawn", by=by, subjects=[f"draw:{kept.number}"], detail=detail)
    return kept


def _without_names(units: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The units without names of people and households; those names apart, by unit."""
    levels = load_levels()
    private = [one for one in units if levels.level(one["level"]).person or one["level"] == HOUSEHOLD]
    hidden = {one["unit_id"] for one in private}
    bare = [one | {"name": ""} if one["unit_id"] in hidden else one for one in units]
    return bare, [{"unit_id": one["unit_id"], "name": one["name"]} for one in private]


def _units(document: Document, frame: Frame) -> Iterator[dict[str, Any]]:
    """Every drawn unit, with its name in the frame; then, once, those above that were not drawn."""
    drawn = [one["unit_id"] for one in document["units"]]
    rows = frame.find(drawn)
    for one in document["units"]:
        yield _unit(frame, rows[one["unit_id"]], one)
    seen = set(rows.values())
    above = {int(frame.parents[row]) for row in seen} - seen - {NO_ROW}
    while above:
        for row in sorted(above):
            yield _unit(frame, row, {"stage": 0, "role": "", "order": 0})
        seen |= above
        above = {int(frame.parents[row]) for row in above} - seen - {NO_ROW}


def _unit(frame: Frame, row: int, one: Mapping[str, Any]) -> dict[str, Any]:
    parent = int(frame.parents[row])
    return {
        "stage": one["stage"],
        "level": frame.levels[frame.level_of[row]],
        "unit_id": frame.ids[row].as_py(),
        "parent_id": frame.ids[parent].as_py() if parent != NO_ROW else "",
        "name": frame.names[row].as_py(),
        "role": one["role"],
        "order": one["order"],
        "group": f"{one.get('parent_id') or ''}/{one.get('stratum', '')}",
    }
