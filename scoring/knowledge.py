"""Reads data/scoring.toml: methods and how people write them, groups of results, earlier blocks and results.

Knows the file; knows nothing of a year's criteria.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from roster import datafiles
from roster.messages import language
from roster.text import fold
from scoring import numbers

_FILE = "scoring.toml"
_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Method:
    """How a component is judged; where `survey`, nobody may score it himself."""

    __pydantic_config__ = _STRICT
    code: str
    name: str
    name_en: str
    words: tuple[str, ...] = ()
    survey: bool = False

    @property
    def shown(self) -> str:
        """Its name in the language in use."""
        return self.name if language() == "vi" else self.name_en


@dataclass(frozen=True, slots=True)
class ResultGroup:
    """A group of provinces by their percent: from `at_least` on, up to the next group."""

    __pydantic_config__ = _STRICT
    code: str
    at_least: Decimal
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Block:
    """The known maximum of one block of points in earlier rounds."""

    __pydantic_config__ = _STRICT
    rounds: tuple[int, ...]
    code: str
    name: str
    max: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """What was published of a province's year; a figure that was not is None."""

    __pydantic_config__ = _STRICT
    province: str
    year: int
    source: str
    total: Decimal | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class AnnexColumn:
    """A column of the annex to paste into: its field, heading and width; `words`: other headings for it."""

    __pydantic_config__ = _STRICT
    field: str
    title: str
    width: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnexKind:
    """What a kind of formula is called in the annex, what it is for, and an example of its parameters."""

    __pydantic_config__ = _STRICT
    code: str
    name: str
    about: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class AnnexForm:
    """The workbook the Ministry's annex is pasted into; `parameters`: the words of each named parameter."""

    __pydantic_config__ = _STRICT
    sheet: str
    help_sheet: str
    about: str
    blank_rows: int
    columns: tuple[AnnexColumn, ...]
    kinds: tuple[AnnexKind, ...]
    parameters: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class EntryFile:
    """A workbook in which points are entered: of surveys, or the Ministry's."""

    __pydantic_config__ = _STRICT
    sheet: str
    columns: tuple[AnnexColumn, ...]


@dataclass(frozen=True)
class Knowledge:
    """Everything the file says."""

    __pydantic_config__ = _STRICT
    methods: tuple[Method, ...]
    groups: tuple[ResultGroup, ...]
    annex: AnnexForm
    survey_file: EntryFile
    appraisal_file: EntryFile
    blocks: tuple[Block, ...] = ()
    results: tuple[PublishedResult, ...] = ()

    @cached_property
    def _by_word(self) -> dict[str, Method]:
        return {fold(word): method for method in self.methods for word in _words(method)}

    def method(self, text: str) -> Method | None:
        """The method a word stands for ('điều tra XHH'), or None."""
        return self._by_word.get(fold(text))

    def group(self, percent: Decimal) -> ResultGroup | None:
        """The group of a percent, None below all. It counts as published: with two decimals."""
        shown = numbers.rounded(percent)
        reached = [group for group in self.groups if shown >= group.at_least]
        return max(reached, key=lambda group: group.at_least, default=None)

    def block_maxima(self, year: int) -> tuple[Block, ...]:
        """The blocks of a round, those whose maxima are known."""
        return tuple(block for block in self.blocks if year in block.rounds)

    def results_of(self, province: str) -> tuple[PublishedResult, ...]:
        """What is known of a province's earlier years, the latest first."""
        known = (result for result in self.results if result.province == province)
        return tuple(sorted(known, key=lambda result: -result.year))


def load_knowledge() -> Knowledge:
    """The file in use. Raises `UserError` for every mistake in it."""
    return datafiles.load(datafiles.find(_FILE), Knowledge)


def _words(method: Method) -> Iterator[str]:
    yield from (method.code, method.name, method.name_en, *method.words)
