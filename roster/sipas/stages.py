"""Lays a design over a frame: the groups of every stage, or everything that is wrong."""

from collections.abc import Iterator

import numpy as np

from roster.errors import UserError, raise_all
from roster.sipas import checks
from roster.sipas.checks import Kept
from roster.sipas.design import Design, Stage
from roster.sipas.frame import NO_ROW, Frame, Rows
from roster.sipas.groups import StageGroups, divide, forced_rows, share_out
from roster.sipas.levels import Levels


def lay_out(frame: Frame, design: Design, levels: Levels) -> list[StageGroups]:
    """The groups of every stage. Raises one `UserError` per fault, all at once (`checks`)."""
    faults = list(checks.unknown(frame, design, levels))
    kept = ~_excluded(frame, design)
    stages: list[StageGroups] = []
    before: Stage | None = None
    for number, stage in enumerate(design.stages, 1):
        rows = frame.rows_of(stage.level)
        rows = rows[kept[rows]]
        if len(rows):
            parents = frame.above(rows, before.level) if before else np.full(len(rows), NO_ROW, np.int64)
            if before:
                faults += _between(frame, stage, rows, (before, parents, kept))
                rows, parents = rows[parents != NO_ROW], parents[parents != NO_ROW]
            made, wrong = _groups(frame, number, stage, (rows, parents))
            stages.append(made)
            faults += [*wrong, *checks.faults_of_groups(frame, made)]
        else:
            faults.append(checks.no_frame(number, stage))
        before = stage
    raise_all(faults)
    return stages


def _groups(
    frame: Frame, number: int, stage: Stage, under: tuple[Rows, Rows]
) -> tuple[StageGroups, list[UserError]]:
    rows, parents = under
    groups, faults = share_out(frame, stage, divide(frame, stage, rows, parents))
    return StageGroups(number, stage, tuple(groups), forced_rows(frame, stage, rows)), faults


def _between(frame: Frame, stage: Stage, rows: Rows, above: tuple[Stage, Rows, Kept]) -> Iterator[UserError]:
    """What is wrong between a stage and the one before: units of either that have no counterpart."""
    before, parents, kept = above
    yield from checks.outside(frame, stage, rows[parents == NO_ROW])
    if stage.lists == "all":
        filled = np.zeros(len(frame), bool)
        filled[parents[parents != NO_ROW]] = True
        upper = frame.rows_of(before.level)
        yield from checks.empty(frame, stage, upper[kept[upper] & ~filled[upper]])


def _excluded(frame: Frame, design: Design) -> Kept:
    """Which units are left out: those named and all below them."""
    out = np.zeros(len(frame), bool)
    if not design.exclude:
        return out
    out[list(frame.find(design.exclude).values())] = True
    below = frame.parents != NO_ROW
    while True:
        more = below & ~out & out[frame.parents]
        if not more.any():
            return out
        out |= more
