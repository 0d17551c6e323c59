"""Designs to draw by from the pages: a preset, its numbers perhaps set otherwise, and what is then assumed.

Knows which numbers may be set; what a design means is `sipas.design`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from roster import messages
from roster.messages import N_, _
from roster.sipas.design import Design, Stage, as_dict, from_dict, load_design, presets
from roster.sipas.levels import load_levels

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


def known() -> dict[str, Design]:
    """Every preset by its name."""
    return {name: load_design(name) for name in presets()}


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


def adjusted(name: str, numbers: Mapping[str, int], *, source: str = "") -> Design:
    """The preset with these numbers; `source` is the letter that sets them.

    Without a source each number that differs is added to what is assumed. Raises what `load_design` raises.
    """
    design = load_design(name)
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
