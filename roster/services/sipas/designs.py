"""Designs to draw by: presets and those handed in, their numbers perhaps set otherwise, and what is then
assumed.

Knows which numbers may be set and keeps designs as they came; what a design means is `sipas.design`.
"""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from sqlalchemy.orm import Session

from roster import messages
from roster.errors import UserError
from roster.messages import N_, _
from roster.sipas.design import (
    Design,
    Stage,
    as_dict,
    from_dict,
    load_design,
    preset_path,
    presets,
)
from roster.sipas.levels import load_levels
from roster.store import queries, sipas_queries, tables

_MOST_BYTES = 200_000
_LONGEST_NAME = 100
_CHANGED = N_("{level}: {what} {now} instead of {before}; the letter that sets it was not named")
_WHAT = {"n": N_("number from each unit"), "total": N_("number of the stage"), "reserve": N_("reserve")}


@dataclass(frozen=True, slots=True)
class Setting:
    """A number of a design that may be set: `key` names it in a form."""

    key: str
    stage: int
    level: str
    what: str
    value: int


def known(session: Session) -> dict[str, Design]:
    """Every preset by its name, then the designs handed in by theirs."""
    presets_ = {name: load_design(name) for name in presets()}
    return presets_ | {
        one.name: _parsed(one.document.encode()) for one in reversed(sipas_queries.designs(session))
    }


def find(session: Session, name: str) -> Design:
    """The preset or design of this name. Raises `UserError` no_such_design."""
    found = known(session).get(name)
    if found is None:
        raise UserError(
            "no_such_design",
            "There is no design {name}. Use one of {known}, or the path of a .toml file.",
            name=name,
            known=", ".join(known(session)),
        )
    return found


def text_of(session: Session, name: str) -> str:
    """DESIGN.toml as it stands. Raises `UserError` no_such_design."""
    handed = next((one for one in sipas_queries.designs(session) if one.name == name), None)
    if handed:
        return handed.document
    find(session, name)
    return preset_path(name).read_text(encoding="utf-8")


def hand_in(session: Session, file_name: str, source: IO[bytes], *, by: str) -> tables.SipasDesign:
    """Keep a DESIGN.toml under the name of its file.

    Raises all that contradicts itself in it, and `UserError` design_too_large, design_there (one of that name
    says something else).
    """
    name = Path(file_name.replace("\\", "/")).stem.strip()[:_LONGEST_NAME]
    content = source.read(_MOST_BYTES + 1)
    if not name or len(content) > _MOST_BYTES:
        raise UserError("design_too_large", "Choose a file DESIGN.toml of at most 200 kB.")
    _parsed(content)
    checksum = sha256(content).hexdigest()
    there = next((one for one in sipas_queries.designs(session) if one.name == name), None)
    if there and there.sha256 == checksum:
        return there
    if there or name in presets():
        raise UserError(
            "design_there", "There is a design {name} already. Give the file another name.", name=name
        )
    made = tables.SipasDesign(name=name, sha256=checksum, document=content.decode(), by=by)
    session.add(made)
    queries.add_audit(session, "sipas.design", by=by, detail={"sha256": checksum})
    return made


def _parsed(content: bytes) -> Design:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "DESIGN.toml"
        path.write_bytes(content)
        return load_design(str(path))


def settings(design: Design) -> tuple[Setting, ...]:
    """The numbers that may be set, stage by stage."""
    levels = load_levels()
    return tuple(
        Setting(f"{number}-{what}", number, levels.name(stage.level, messages.language()), what, value=value)
        for number, stage in enumerate(design.stages, 1)
        for what, value in _numbers(stage)
    )


def label(setting: Setting) -> str:
    """What a setting is called."""
    return _(_WHAT[setting.what])


def adjusted(design: Design, numbers: Mapping[str, int], *, source: str = "") -> Design:
    """The design with these numbers; `source` is the letter that sets them.

    Without a source each number that differs is added to what is assumed. Raises what `load_design` raises.
    """
    changed = [one for one in settings(design) if numbers.get(one.key, one.value) != one.value]
    stages = list(design.stages)
    for one in changed:
        now: dict[str, Any] = {one.what: numbers[one.key]}
        stages[one.stage - 1] = replace(stages[one.stage - 1], **now)
    assumed = [_(_CHANGED, **_said(one, numbers)) for one in changed if not source.strip()]
    made = replace(
        design,
        stages=tuple(stages),
        assumed=(*design.assumed, *assumed),
        source=source.strip() or design.source,
    )
    return from_dict(as_dict(made))  # a number may contradict others


def _numbers(stage: Stage) -> Iterator[tuple[str, int]]:
    if stage.method == "all":
        return
    if stage.n is not None:
        yield "n", stage.n
    if stage.total is not None:
        yield "total", stage.total
    yield "reserve", stage.reserve


def _said(one: Setting, numbers: Mapping[str, int]) -> dict[str, object]:
    return {"level": one.level, "what": label(one), "now": numbers[one.key], "before": one.value}
