"""The groups of a stage: the units under one unit of the stage before (and in one stratum), and how many to
draw.

Knows how a stage divides its units and shares out its sample; what is wrong with groups is `checks`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby

import numpy as np

from roster.errors import UserError, UserErrors
from roster.sipas.allocation import Stratum, allocate
from roster.sipas.design import PARENT, Stage
from roster.sipas.exact import exact
from roster.sipas.frame import NO_ROW, Frame, Rows


@dataclass(frozen=True, slots=True)
class Group:
    """The units `rows` under `parent` (`NO_ROW`: the whole frame) in `stratum` ('' without strata)."""

    parent: int
    stratum: str
    rows: Rows
    n: int = 0


@dataclass(frozen=True, slots=True)
class StageGroups:
    """A stage with its groups and the rows drawn for certain."""

    number: int
    stage: Stage
    groups: tuple[Group, ...]
    forced: frozenset[int]


def place_of(frame: Frame, group: Group) -> str:
    """The name of a group: the unit above and, after a slash, the stratum."""
    parent = frame.ids[group.parent].as_py() if group.parent != NO_ROW else ""
    return f"{parent}/{group.stratum}" if group.stratum else parent


def forced_rows(frame: Frame, stage: Stage, rows: Rows) -> frozenset[int]:
    """Those of the stage's rows that are drawn for certain."""
    named = set(frame.find(stage.forced).values())
    forced = {row for row in rows.tolist() if row in named} if named else set()
    if stage.forced_column:
        marks = frame.texts(stage.forced_column, rows)
        forced |= {row for row, mark in zip(rows.tolist(), marks, strict=True) if mark}
    return frozenset(forced)


def divide(frame: Frame, stage: Stage, rows: Rows, parents: Rows) -> list[Group]:
    """The rows apart by parent and stratum."""
    names: list[str] = []
    strata = np.zeros(len(rows), np.int64)
    if stage.strata:
        texts = _strata(frame, stage, rows)
        names = sorted(set(texts))
        place = {name: at for at, name in enumerate(names)}
        strata = np.array([place[text] for text in texts], np.int64)
    order = np.lexsort((rows, strata, parents))
    rows, parents, strata = rows[order], parents[order], strata[order]
    cuts = (np.flatnonzero((np.diff(parents) != 0) | (np.diff(strata) != 0)) + 1).tolist()
    return [
        Group(int(parents[start]), names[strata[start]] if names else "", rows[start:end])
        for start, end in zip([0, *cuts], [*cuts, len(rows)], strict=True)
        if end > start
    ]


def share_out(frame: Frame, stage: Stage, groups: Sequence[Group]) -> tuple[list[Group], list[UserError]]:
    """The groups with how many are drawn from each; and what is wrong where that cannot be shared out."""
    if stage.method == "all":
        return [replace(group, n=len(group.rows)) for group in groups], []
    if stage.n is not None and not stage.strata:
        return [replace(group, n=stage.n) for group in groups], []
    sharing = [
        list(some) for _, some in groupby(groups, lambda g: g.parent if stage.total is None else NO_ROW)
    ]
    sized: list[Group] = []
    faults: list[UserError] = []
    for some in sharing:
        try:
            sized += _shared(frame, stage, some)
        except UserErrors as several:
            faults += [fault for fault in several.exceptions if isinstance(fault, UserError)]
        except UserError as fault:
            faults.append(fault)
    return sized, faults


def _strata(frame: Frame, stage: Stage, rows: Rows) -> list[str]:
    """The stratum of each row; units at the top of the frame lie in the stratum '' of parents."""
    if stage.strata != PARENT:
        return frame.texts(stage.strata, rows)
    parents = frame.parents[rows]
    names = frame.texts("unit_id", np.maximum(parents, 0))
    return [name if parent != NO_ROW else "" for name, parent in zip(names, parents, strict=True)]


def _shared(frame: Frame, stage: Stage, groups: Sequence[Group]) -> list[Group]:
    strata = [_stratum(frame, stage, group) for group in groups]
    counts = allocate(strata, stage.total or stage.n or 0, stage.allocation)
    return [replace(group, n=counts[s.name]) for group, s in zip(groups, strata, strict=True)]


def _stratum(frame: Frame, stage: Stage, group: Group) -> Stratum:
    """A group as a stratum: its size is the sum of sizes where units are drawn by size, else their number."""
    size = int(frame.sizes[group.rows].sum()) if stage.by_size else len(group.rows)
    return Stratum(
        place_of(frame, group),
        size,
        _stated(stage.sd.get(group.stratum)),
        _stated(stage.cost.get(group.stratum)),
        room=len(group.rows) - stage.reserve,
    )


def _stated(number: float | None) -> Fraction | None:
    return None if number is None else exact(number)
