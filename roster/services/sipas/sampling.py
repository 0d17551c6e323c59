"""Draws a sealed sample from a frame in a file, repeats one, and writes its report.

Knows the order of the steps; the rules are `roster.sipas`. No database takes part.
"""

import json
from pathlib import Path
from typing import Any

from roster import messages, writing
from roster.errors import UserError
from roster.export.form import load_form
from roster.intake.sampling_frame import read_frame
from roster.plan import Plan
from roster.sipas import sealed
from roster.sipas.design import load_design
from roster.sipas.levels import load_levels
from roster.sipas.public_seed import PublicSeed
from roster.sipas.sealed import Document


def draw(
    design_name: str, frame_path: Path, out: Path, *, seed: str, public: PublicSeed | None = None
) -> Document:
    """Draw by a design (a preset or a .toml file) and write the sealed draw to `out`; returns it.

    Raises what `load_design`, `read_frame` and `sealed_draw` raise; nothing is written then.
    """
    design, levels = load_design(design_name), load_levels()
    frame = read_frame(frame_path, levels, design.columns)
    document = sealed.sealed_draw(frame, design, levels, seed=seed, public=public)
    writing.write_whole(out, as_text(document).encode())
    return document


def as_text(document: Document) -> str:
    """DRAW.json as it is written to a file."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def replay(draw_path: Path, frame_path: Path) -> tuple[str, ...]:
    """Which parts of a sealed draw a new draw from the same frame does not repeat; () where it is equal.

    Raises what `read_draw` and `read_frame` raise.
    """
    document, levels = read_draw(draw_path), load_levels()
    design, _ = sealed.read_document(document)
    return sealed.differences(document, read_frame(frame_path, levels, design.columns), levels)


def report(draw_path: Path, out: Path, plan: Plan) -> None:
    """Write the report of a sealed draw as a Word document of one page. Raises what `read_draw` raises."""
    from roster.export import draw_report

    form = load_form(plan.form)
    page = draw_report.report(read_draw(draw_path), load_levels(), form=form, province=plan.province)
    writing.write_whole(out, page)


def read_draw(path: Path) -> Document:
    """The sealed draw in a file. Raises `UserError` no_such_file, bad_draw, other_algorithm."""
    try:
        document: Any = json.loads(text_of(path))
    except ValueError:
        document = None
    sealed.read_document(document)
    return document  # type: ignore[no-any-return]  # its parts were asked for just now


def text_of(path: Path) -> str:
    """The text of a file, '' for one that cannot be read as such. Raises `UserError` no_such_file."""
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        raise UserError("no_such_file", "There is no file {file}. Check the path.", file=str(path)) from None
    except (OSError, UnicodeDecodeError):
        return ""


def counts(document: Document) -> list[tuple[str, int, int]]:
    """For each stage its level's name and how many were drawn, for the sample and in reserve."""
    levels = load_levels()
    return [
        (
            levels.name(stage["level"], messages.language()),
            sum(u["stage"] == number and u["role"] == "main" for u in document["units"]),
            sum(u["stage"] == number and u["role"] == "reserve" for u in document["units"]),
        )
        for number, stage in enumerate(document["design"]["stages"], 1)
    ]


def no_chance(document: Document) -> list[tuple[str, int]]:
    """The levels of which some units could not be drawn, and how many."""
    levels, stages = load_levels(), document["design"]["stages"]
    return [
        (levels.name(stage["level"], messages.language()), units)
        for stage, units in zip(stages, document["no_chance"], strict=True)
        if units
    ]
