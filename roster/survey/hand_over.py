"""A hand-over: one numbered sending of the roster, or one addendum to it, with all it rests on.

Knows its own parts only; freezing, keeping and checking are the services' matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from roster.plan import Precedence

Kind: TypeAlias = Literal["full", "addendum"]
PointKind: TypeAlias = Literal["pair", "held"]


@dataclass(frozen=True, slots=True)
class Point:
    """One question that was open when the list was sent: a pair to review, or a held row.

    `subject` is the pair's id or the record's key; `said` is it in words, with the places in the lists.
    """

    kind: PointKind
    subject: str
    said: str


@dataclass(frozen=True, slots=True)
class HandedFile:
    """One file of a hand-over: its name as handed out, its checksum and size, under which name it is kept."""

    name: str
    sha256: str
    size: int
    kept: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """A frozen file shown otherwise (PDF), made after the freeze. `seal` is over this and the hand-over's."""

    file: HandedFile
    at: datetime
    by: str
    seal: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """One sending. `number` counts the full ones of a plan; `addendum` is 0, or which one to that number.

    `day` is the day it is reckoned to (the plan's clock), `at` the moment on this computer.

    `allow_reason` is why it was sent although the `points` were open. `counts` are the people of each group.
    `form_sha256` is of the form's own text, `rows_sha256` of the roster, `seal` of everything above and of
    the seal before: one byte changed anywhere gives another one. `renderings` are added later, under seals of
    their own.
    """

    id: int
    plan: str
    number: int
    addendum: int
    day: date
    at: datetime
    by: str
    precedence: Precedence
    allow_reason: str
    points: tuple[Point, ...]
    form: str
    form_sha256: str
    counts: Mapping[str, int]
    rows_sha256: str
    seal: str
    files: tuple[HandedFile, ...] = ()
    renderings: tuple[Rendering, ...] = ()

    @property
    def kind(self) -> Kind:
        """Whether it is the whole list or an addendum."""
        return "addendum" if self.addendum else "full"

    @property
    def name(self) -> str:
        """As it is called: '2', or '2.1' for the first addendum to the second."""
        return f"{self.number}.{self.addendum}" if self.addendum else str(self.number)

    @property
    def kept_files(self) -> tuple[HandedFile, ...]:
        """The frozen files, then those made of them."""
        return (*self.files, *(one.file for one in self.renderings))

    @property
    def people(self) -> int:
        """How many lines the roster had."""
        return sum(self.counts.values())
