"""The report of a sealed draw: one A4 page with what decided it, what came out, how to repeat it, places to
sign.

Knows the document of `sipas.sealed`, as rows for a Word page and for a page of the browser; names nobody.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from roster import messages
from roster.export import word_page as page
from roster.export.form import Form
from roster.messages import N_, _
from roster.sipas.levels import Levels

_MOST_LINES = 24  # that fit on the page
_PUBLIC = {"dice": N_("dice"), "lottery": N_("lottery digits")}
_SIGNERS = (N_("Drawn by"), N_("Witness"), N_("Head of the agency"))


def report(draw: Mapping[str, Any], levels: Levels, *, form: Form, province: str) -> bytes:
    """The report as a Word document, under the letterhead of `form`."""
    word = page.new(form, province)
    page.say(word, _("REPORT OF A SAMPLE DRAW"), size=page.TITLE, bold=True)
    page.say(word, draw["design"]["title"])
    page.table(word, facts(draw), widths=(45, 125))
    page.heading(word, _("What was drawn"))
    page.table(word, stages(draw, levels), widths=(60, 55, 55), head=True)
    level, rows = units(draw, levels)
    if rows:
        page.heading(word, _("Units drawn: {level}", level=level))
        page.table(word, rows, widths=(50, 60, 35, 25), head=True)
    page.heading(word, _("To check it"))
    page.say(word, how_to_check(), align=page.LEFT, size=page.SMALL)
    page.signatures(word, signers())
    return page.as_bytes(word)


def signers() -> list[str]:
    """Who signs the report."""
    return [_(one) for one in _SIGNERS]


def how_to_check() -> str:
    """How anybody repeats the draw."""
    return _(
        "Anyone with the frame repeats the draw with: roster sipas replay DRAW.json FRAME.csv. The lots are "
        "SHA-256 of seed, stage and unit, so that they can be checked without this program too "
        "(docs/sipas.md)."
    )


def facts(draw: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What decided the draw, each with its label."""
    return [(_(label), value) for label, value in _facts(draw)]


def _facts(draw: Mapping[str, Any]) -> list[tuple[str, str]]:
    design, public = draw["design"], draw["public_seed"]
    effect = draw["design_effect"]
    out = sum(draw["no_chance"])
    return [
        *([(N_("Units that could not be drawn"), str(out))] if out else []),
        (N_("Source of the design"), design["source"]),
        (N_("Assumed, not decreed"), "; ".join(design["assumed"]) or "–"),
        (N_("Frame (SHA-256)"), draw["frame_sha256"]),
        (N_("Seed"), draw["seed"]),
        (N_("Drawn in public"), f"{_(_PUBLIC[public['kind']])}: {public['digits']}" if public else "–"),
        (N_("Program"), f"{draw['program']}, {draw['algorithm']}"),
        (N_("Design effect"), _number(effect["both"] or effect["weighting"])),
        (N_("Seal (SHA-256)"), draw["seal"]),
    ]


def _number(value: float) -> str:
    text = f"{value:.2f}"
    return text.replace(".", ",") if messages.language() == "vi" else text


def stages(draw: Mapping[str, Any], levels: Levels) -> list[tuple[str, ...]]:
    """How many units of each level were drawn, under a heading."""
    drawn = Counter((u["stage"], u["role"]) for u in draw["units"])
    return [
        (_("Level"), _("Sample"), _("Reserve")),
        *(
            (
                levels.name(stage["level"], messages.language()),
                str(drawn[number, "main"]),
                str(drawn[number, "reserve"]),
            )
            for number, stage in enumerate(draw["design"]["stages"], 1)
        ),
    ]


def units(draw: Mapping[str, Any], levels: Levels) -> tuple[str, list[tuple[str, ...]]]:
    """The level and the units of the lowest one without people that fits on the page, under a heading.

    Each unit with what it lies in, its code, and how many were drawn below it; ('', []) where none fits.
    """
    for number in reversed(range(1, len(draw["design"]["stages"]) + 1)):
        drawn = [u for u in draw["units"] if u["stage"] == number and u["role"] == "main"]
        if "name" in drawn[0] and len(drawn) <= _MOST_LINES:
            below = Counter(
                u["parent_id"] for u in draw["units"] if u["stage"] == number + 1 and u["role"] == "main"
            )
            heads = (_("Lies in"), _("Unit drawn"), _("Code"), _("Drawn in it"))
            rows = [_unit(u, draw, below) for u in drawn]
            return levels.name(drawn[0]["level"], messages.language()), [heads, *rows]
    return "", []


def _unit(unit: Mapping[str, Any], draw: Mapping[str, Any], below: Counter[str]) -> tuple[str, ...]:
    names = {u["unit_id"]: u.get("name", "") for u in draw["units"]}
    parent = unit["parent_id"] or ""
    count = str(below[unit["unit_id"]]) if below else "–"
    return names.get(parent, parent), unit["name"], unit["unit_id"], count
