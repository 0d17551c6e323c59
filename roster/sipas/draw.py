"""Draws a sample by a design: stage after stage, with order, role and exact probability of every unit drawn.

The probability of a unit is the product of those of its stages; its weight is one divided by it. A reserve
has the probability it would have had in the sample, and the weight it takes over when it stands in for a
unit.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from roster.errors import UserError, raise_all
from roster.sipas.design import AT_RANDOM, Design
from roster.sipas.frame import NO_ROW, Frame, Rows
from roster.sipas.groups import Group, StageGroups, place_of
from roster.sipas.levels import Levels
from roster.sipas.lots import Lots
from roster.sipas.selection import Candidates, Chosen, choose
from roster.sipas.stages import lay_out

Role = Literal["main", "reserve"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A unit drawn: the row, its stage from 1, its place within its role, and its probabilities."""

    stage: int
    row: int
    parent: int
    stratum: str
    order: int
    role: Role
    stage_probability: Fraction
    probability: Fraction

    @property
    def weight(self) -> Fraction | None:
        """How many units of the frame it stands for; None for a reserve that could not have been drawn."""
        return 1 / self.probability if self.probability else None


@dataclass(frozen=True, slots=True)
class Sample:
    """All units drawn; for each stage how many units had no chance, as forced ones fill their group."""

    units: tuple[Drawn, ...]
    no_chance: tuple[int, ...]


def draw(frame: Frame, design: Design, levels: Levels, *, seed: str) -> Sample:
    """The sample: stage by stage, group by group, the main units before the reserves.

    Raises one `UserError` per fault of frame and design (see `checks`) before anything is drawn;
    drawn_unit_without_list where `lists` is 'drawn' and a drawn unit has no list yet.
    """
    reached = {NO_ROW: Fraction(1)}
    result: list[Drawn] = []
    stages = lay_out(frame, design, levels)
    for made in stages:
        raise_all(list(_not_listed(frame, made, reached)))
        groups = {place_of(frame, group): group for group in made.groups if group.parent in reached}
        drawn = [
            one
            for place, group in sorted(groups.items())
            for one in _from_group(frame, made, group, _Chance(seed, place, reached[group.parent]))
        ]
        result += drawn
        reached = {one.row: one.probability for one in drawn if one.role == "main"}
    return Sample(tuple(result), tuple(map(_no_chance, stages)))


def _no_chance(made: StageGroups) -> int:
    return sum(
        len(group.rows) - group.n
        for group in made.groups
        if made.forced and sum(row in made.forced for row in group.rows.tolist()) == group.n
    )


@dataclass(frozen=True, slots=True)
class _Chance:
    """What the lots of a group hang on, and the probability of the unit above it."""

    seed: str
    place: str
    above: Fraction


def _not_listed(frame: Frame, made: StageGroups, reached: Mapping[int, Fraction]) -> Iterator[UserError]:
    listed = {group.parent for group in made.groups}
    for row in sorted(reached.keys() - listed):
        yield UserError(
            "drawn_unit_without_list",
            "The unit {unit} was drawn, but has no units of the level {level} in the frame. Add them and "
            "draw again with the same seed: the same units are drawn above them.",
            unit=frame.ids[row].as_py(),
            level=made.stage.level,
        )


def _from_group(frame: Frame, made: StageGroups, group: Group, chance: _Chance) -> Iterator[Drawn]:
    stage = made.stage
    rows = _by_id(frame, group)
    lots = Lots(chance.seed, str(made.number), chance.place)
    candidates = _candidates(frame, made, rows, lots)
    if stage.method == "all":
        everybody = range(len(rows))
        chosen = Chosen(tuple(everybody), (), frozenset(everybody), left=0, total=0)
    else:
        chosen = choose(stage.method, candidates, group.n, lots)
    roles: tuple[tuple[Role, Sequence[int]], ...] = (
        ("main", chosen.main),
        ("reserve", chosen.others[: stage.reserve]),
    )
    for role, places in roles:
        for order, at in enumerate(places, 1):
            probability = chosen.probability(at, candidates.sizes)
            yield Drawn(
                made.number,
                int(rows[at]),
                group.parent,
                group.stratum,
                order=order,
                role=role,
                stage_probability=probability,
                probability=probability * chance.above,
            )


def _by_id(frame: Frame, group: Group) -> Rows:
    ids = frame.texts("unit_id", group.rows)
    return group.rows[sorted(range(len(ids)), key=ids.__getitem__)]


def _candidates(frame: Frame, made: StageGroups, rows: Rows, lots: Lots) -> Candidates:
    ids = frame.texts("unit_id", rows)
    sizes = frame.sizes[rows].tolist() if made.stage.by_size else [1] * len(rows)
    forced = frozenset(at for at, row in enumerate(rows.tolist()) if row in made.forced)
    return Candidates(ids, sizes, forced, _ordered(frame, made.stage.order, rows, lots))


def _ordered(frame: Frame, columns: Sequence[str], rows: Rows, lots: Lots) -> list[int]:
    """The places of rows (which are sorted by id) as systematic selection goes through them."""
    places = list(range(len(rows)))
    for column in reversed(columns):  # sorting keeps the order of equals
        places.sort(key=_keys(frame, column, rows, lots).__getitem__)
    return places


def _keys(frame: Frame, column: str, rows: Rows, lots: Lots) -> Sequence[int] | Sequence[str]:
    if column == AT_RANDOM:
        ids = frame.texts("unit_id", rows)
        rank = lots.ranked(ids, purpose="order")
        return [place for _, place in sorted(zip(rank, range(len(ids)), strict=True))]
    if column == "size":
        sizes: list[int] = frame.sizes[rows].tolist()
        return sizes
    return frame.texts(column, rows)
