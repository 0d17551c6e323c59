"""Milestones, usual reasons and the sheet to fill in: a reader of `data/sipas/fieldwork.toml`.

The Ministry's letter is not known: a milestone has a day only where somebody entered it, and is assumed while
no source is named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from roster import datafiles

_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Milestone:
    """One milestone; `day` None while it is not set, `source` the letter that sets it."""

    __pydantic_config__ = _STRICT
    code: str
    name: str
    name_en: str
    day: date | None = None
    source: str = ""

    @property
    def assumed(self) -> bool:
        """Whether a day was entered without the letter that sets it."""
        return self.day is not None and not self.source


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet to fill in: which field, under which heading, how wide (Excel's unit)."""

    __pydantic_config__ = _STRICT
    field: str
    title: str
    width: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet that partners fill in: its name, title, what to do, its columns."""

    __pydantic_config__ = _STRICT
    name: str
    title: str
    how: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """`fieldwork.toml`."""

    __pydantic_config__ = _STRICT
    reasons: tuple[str, ...]
    milestones: tuple[Milestone, ...]
    sheet: Sheet


def load_words() -> Words:
    """The milestones and reasons in use."""
    return datafiles.load(datafiles.find("sipas/fieldwork.toml"), Words)


def entered(milestones: tuple[Milestone, ...], said: Mapping[str, Any]) -> tuple[Milestone, ...]:
    """The milestones with what was entered: by code the day (ISO, '' for none) and its source."""
    return tuple(
        replace(
            one,
            day=date.fromisoformat(said[one.code]["day"]) if said[one.code]["day"] else None,
            source=said[one.code]["source"],
        )
        if one.code in said
        else one
        for one in milestones
    )
