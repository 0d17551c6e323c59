"""What keeps a design from being drawn from a frame: every fault with the unit it concerns and what to do.

All groups that could come to be drawn are looked at, before any lot is cast: else a draw could be repeated
until it happens to work.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from roster.errors import UserError
from roster.sipas.design import Design, Stage
from roster.sipas.frame import Frame, Rows, each
from roster.sipas.groups import Group, StageGroups, place_of
from roster.sipas.levels import Levels

Kept = npt.NDArray[np.bool_]


def unknown(frame: Frame, design: Design, levels: Levels) -> Iterator[UserError]:
    """Levels and units of which only one of frame, design and table of levels knows."""
    yield from _unknown_levels(frame, design, levels)
    for stage in design.stages:
        yield from _unknown_forced(frame, stage)
    found = frame.find(design.exclude)
    for unit in design.exclude:
        if unit not in found:
            yield UserError(
                "unknown_unit_excluded",
                "The design excludes the unit {unit}, which is not in the frame. Correct the design.",
                unit=unit,
            )


def no_frame(number: int, stage: Stage) -> UserError:
    """The frame has no units for a stage."""
    return UserError(
        "stage_without_frame",
        "Stage {stage}: the frame has no units of the level {level}. Add them to the frame, or correct the "
        "level.",
        stage=number,
        level=stage.level,
    )


def outside(frame: Frame, stage: Stage, rows: Rows) -> Iterator[UserError]:
    """Units of the stage that lie in no unit of the stage before."""
    return each(
        rows,
        lambda row: UserError(
            "outside_stages",
            "The unit {unit} of the level {level} lies in no unit of the stage before. Correct its "
            "parent_id.",
            unit=frame.ids[row].as_py(),
            level=stage.level,
        ),
    )


def empty(frame: Frame, stage: Stage, above: Rows) -> Iterator[UserError]:
    """Units of the stage before that have none of this stage below them."""
    return each(
        above,
        lambda row: UserError(
            "empty_unit",
            "The unit {unit} has no units of the level {level} below it. Add them, exclude {unit} in the "
            'design, or write lists = "drawn" if only drawn units get a list.',
            unit=frame.ids[row].as_py(),
            level=stage.level,
        ),
    )


def faults_of_groups(frame: Frame, made: StageGroups) -> Iterator[UserError]:
    """Groups from which their units cannot be drawn, and units to be drawn by size that have none."""
    for group in made.groups:
        yield from _faults_of_group(frame, made, group)
    if made.stage.by_size and made.groups:
        rows = np.concatenate([group.rows for group in made.groups])
        yield from each(
            rows[frame.sizes[rows] == 0],
            lambda row: UserError(
                "no_unit_size",
                "The unit {unit} has no size, but {level} units are drawn by size. Give it one.",
                unit=frame.ids[row].as_py(),
                level=made.stage.level,
            ),
        )


def _unknown_levels(frame: Frame, design: Design, levels: Levels) -> Iterator[UserError]:
    known = {level.code for level in levels.levels} | {stage.level for stage in design.stages}
    for code, level in enumerate(frame.levels):
        if level not in known:
            yield UserError(
                "unknown_level",
                "The unit {unit} has the level {level}, which neither the design nor data/sipas/levels.toml "
                "knows. Correct it.",
                unit=frame.texts("unit_id", np.flatnonzero(frame.level_of == code)[:1])[0],
                level=level,
            )


def _unknown_forced(frame: Frame, stage: Stage) -> Iterator[UserError]:
    found = frame.find(stage.forced)
    for unit in stage.forced:
        if unit not in found or frame.levels[frame.level_of[found[unit]]] != stage.level:
            yield UserError(
                "unknown_unit",
                "The design forces the unit {unit}, which the frame does not have at the level {level}. "
                "Correct the design, or add the unit.",
                unit=unit,
                level=stage.level,
            )


def _faults_of_group(frame: Frame, made: StageGroups, group: Group) -> Iterator[UserError]:
    stage, unit = made.stage, place_of(frame, group) or "–"
    forced = sum(row in made.forced for row in group.rows.tolist()) if made.forced else 0
    if group.n + stage.reserve > len(group.rows):
        yield UserError(
            "too_few_units",
            "The unit {unit} has only {found} units of the level {level}, but {n} and {reserve} in reserve "
            "are to be drawn. Lower n or reserve, or exclude {unit} in the design.",
            unit=unit,
            found=len(group.rows),
            level=stage.level,
            n=group.n,
            reserve=stage.reserve,
        )
    if forced > group.n:
        yield UserError(
            "too_many_forced",
            "{forced} units are forced in {unit}, but only {n} are to be drawn. Raise n, or force fewer.",
            forced=forced,
            unit=unit,
            n=group.n,
        )
    if stage.forced_column and not forced:
        yield UserError(
            "nothing_forced",
            "No unit in {unit} is marked in the column {column}. Mark the one that is to be drawn for "
            "certain.",
            unit=unit,
            column=stage.forced_column,
        )
