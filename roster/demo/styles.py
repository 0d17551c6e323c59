"""How each file of the invented province looks: a reader of `data/demo/files.toml`.

Knows what a style may say; knows nothing of people.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from roster import datafiles

Format = Literal["xlsx", "xls", "ods", "docx", "csv", "tab"]
Weights = Mapping[str, float]  # a way of writing -> how often

_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class ListStyle:
    """One file: who sends it, which of its people it holds, its columns, its layout, its ways of writing."""

    __pydantic_config__ = _STRICT
    file: str
    sender: str
    format: Format
    columns: tuple[tuple[str, str], ...]
    agency_words: str
    title: tuple[str, ...]
    groups: tuple[str, ...] = ()  # none: every group the sender has people in
    part: Literal["all", "own", "attached"] = "all"
    above_agency: str = ""  # the body above it in the letterhead; '' for the province's UBND
    letterhead: Literal["full", "left", "none"] = "full"
    sheets: tuple[str, ...] = ("",)
    hidden_sheet: str = ""
    sections: tuple[str, ...] = ()
    section_words: tuple[
        str, ...
    ] = ()  # given: the section's number stands in the first cell, these beside it
    group_words: tuple[str, ...] = ()
    agency_cell: str = ""
    leaders_unit: str = ""  # what the unit column says of leaders
    unit_sections: str = ""  # the words of a section per unit, of {number} and {unit}
    merge_units: bool = False
    number_row: bool = False
    restart_numbers: bool = False
    blank_rows: bool = False
    repeat_header: int = 0
    subtotal: str = ""
    total: str = ""
    notes: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    prepared_by: bool = True
    names: Weights = field(default_factory=lambda: {"proper": 1})
    dates: Weights = field(default_factory=lambda: {"official": 1})
    phones: Weights = field(default_factory=lambda: {"plain": 1})
    cards: Weights = field(default_factory=lambda: {"text": 1})
    posts: Weights = field(default_factory=lambda: {"full": 1})
    font: str = "Times New Roman"
    encoding: str = "utf-8-sig"

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the columns, in order."""
        return tuple(name for name, _ in self.columns)


@dataclass(frozen=True, slots=True)
class Files:
    """`files.toml`."""

    __pydantic_config__ = _STRICT
    files: tuple[ListStyle, ...]


def load_styles() -> tuple[ListStyle, ...]:
    """The styles of all files, in the plan's order of senders."""
    return datafiles.load(datafiles.find("demo/files.toml"), Files).files
