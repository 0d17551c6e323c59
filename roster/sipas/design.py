"""A sampling design: its stages as data, read from a .toml file or a preset in `data/sipas/designs`.

Knows what a design may say and what makes it contradict itself; knows nothing of a frame (`checks`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from roster import datafiles
from roster.errors import UserError, raise_all
from roster.messages import N_
from roster.sipas.allocation import Method as Allocation

Selection = Literal["all", "simple", "systematic", "pps_systematic", "pps_sampford"]
SELECTIONS: tuple[Selection, ...] = get_args(Selection)
BY_SIZE = frozenset({"pps_systematic", "pps_sampford"})
BY_UNIT = "unit_id"
AT_RANDOM = "random"
PARENT = "parent"

_STRICT: Any = {"extra": "forbid"}
_FOLDER = "sipas/designs"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: which level is drawn, how, and how many from each unit drawn at the stage before.

    `n` is the number from each such unit (with `strata`: shared among its strata); `total` the number of the
    whole stage, shared among all groups by `allocation`. `reserve` is the number of reserves in each group.
    `forced`, and units whose column `forced_column` is not empty, are drawn for certain and count among `n`.
    `order` are the columns that systematic selection sorts by. With `lists` 'drawn' only units that are drawn
    need to have their own list in the frame.
    """

    __pydantic_config__ = _STRICT
    level: str
    method: Selection
    n: int | None = None
    total: int | None = None
    allocation: Allocation = "proportional"
    strata: str = ""  # a column of the frame, or 'parent'
    sd: Mapping[str, float] = field(default_factory=dict)  # stratum -> standard deviation
    cost: Mapping[str, float] = field(default_factory=dict)  # stratum -> cost of one unit
    order: tuple[str, ...] = (BY_UNIT,)
    forced: tuple[str, ...] = ()
    forced_column: str = ""
    reserve: int = 0
    lists: Literal["all", "drawn"] = "all"

    @property
    def by_size(self) -> bool:
        """Whether units are drawn by their size."""
        return self.method in BY_SIZE


@dataclass(frozen=True, slots=True)
class Design:
    """A design; `assumed` says what nobody has decreed, `rho` how alike people of one cluster answer."""

    __pydantic_config__ = _STRICT
    title: str
    source: str
    stages: tuple[Stage, ...]
    assumed: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()  # units that are left out, with all below them
    rho: float | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the frame that the design names beside the usual ones, sorted."""
        named = {name for stage in self.stages for name in _columns(stage)}
        return tuple(sorted(named - {"", BY_UNIT, AT_RANDOM, PARENT, "name", "size"}))


def load_design(name: str) -> Design:
    """The design of a .toml file, or the preset with this name.

    Raises `UserError` or `UserErrors`: no_such_file, no_such_design, and all that contradicts itself.
    """
    design = datafiles.load(_path(name), Design)
    raise_all(list(_contradictions(design)))
    return design


def presets() -> tuple[str, ...]:
    """The names of the shipped designs and of the officer's own."""
    return datafiles.names(_FOLDER)


def as_dict(design: Design) -> dict[str, Any]:
    """The design as JSON takes it."""
    return asdict(design)


def from_dict(stated: object) -> Design:
    """The design that `as_dict` wrote. Raises `UserError` or `UserErrors` bad_design, or as `load_design`."""
    from pydantic import TypeAdapter, ValidationError  # heavy, and `--help` does not need it

    try:
        design: Design = TypeAdapter(Design).validate_python(stated)
    except ValidationError:
        raise UserError(
            "bad_design", "The design in the file of the draw is damaged. Use the file as it was written."
        ) from None
    raise_all(list(_contradictions(design)))
    return design


def _path(name: str) -> Path:
    return Path(name) if name.endswith(".toml") else preset_path(name)


def preset_path(name: str) -> Path:
    """Where the preset of this name lies. Raises `UserError` no_such_design."""
    if name not in presets():
        raise UserError(
            "no_such_design",
            "There is no design {name}. Use one of {known}, or the path of a .toml file.",
            name=name,
            known=", ".join(presets()),
        )
    return datafiles.find(f"{_FOLDER}/{name}.toml")


def _columns(stage: Stage) -> Iterator[str]:
    yield stage.strata
    yield stage.forced_column
    yield from stage.order


def _contradictions(design: Design) -> Iterator[UserError]:
    if not design.stages:
        yield UserError("no_stages", "The design has no stage. Write at least one [[stages]].")
    drawn = False
    for number, stage in enumerate(design.stages, 1):
        about = {"stage": number, "level": stage.level}
        for code, sentence, breaks in _RULES:
            if breaks(stage):
                yield UserError(code, sentence, **about)
        if drawn and stage.total is not None:
            yield UserError(
                "total_after_drawing",
                "Stage {stage} ({level}): a total cannot be shared among units that are themselves drawn by "
                "lot, since nobody could then say with what probability a unit is drawn. Give n, the number "
                "from each.",
                **about,
            )
        drawn = drawn or stage.method != "all"


_RULES: tuple[tuple[str, str, Callable[[Stage], bool]], ...] = (
    (
        "n_or_total",
        N_(
            "Stage {stage} ({level}): give either n, the number from each unit above, or total, the number "
            "of the whole stage."
        ),
        lambda stage: stage.method != "all" and (stage.n is None) == (stage.total is None),
    ),
    (
        "nothing_beside_all",
        N_("Stage {stage} ({level}) takes all units. Leave out n, total, forced units and reserve."),
        lambda stage: stage.method == "all" and bool(stage.n or stage.total or stage.reserve or stage.forced),
    ),
    (
        "bad_size_of_stage",
        N_("Stage {stage} ({level}): the sample size is not above 0. Give a larger one."),
        lambda stage: any(n is not None and n <= 0 for n in (stage.n, stage.total)),
    ),
    (
        "bad_reserve",
        N_("Stage {stage} ({level}): the reserve is below 0. Give 0 or more."),
        lambda stage: stage.reserve < 0,
    ),
    (
        "sd_without_strata",
        N_("Stage {stage} ({level}): sd and cost belong to strata. Give strata too."),
        lambda stage: bool(stage.sd or stage.cost) and not stage.strata,
    ),
)
