"""What the fieldwork says: forms issued and collected, refusals, people not reached, people replaced.

Knows the lines of the log, the people drawn and the rules between them; a line is never changed, a later one
takes it back. Knows nothing of a database.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from roster.errors import UserError
from roster.sipas.draw import Role

Kind = Literal["issued", "collected", "refused", "not_reached", "replaced"]
KINDS: tuple[Kind, ...] = get_args(Kind)
COUNTED: tuple[Kind, ...] = KINDS[:-1]  # entered as numbers; replaced people are entered one by one


@dataclass(frozen=True, slots=True)
class Seat:
    """A unit of the last stage: somebody to ask, or a reserve. `group` is where reserves stand in for it."""

    unit_id: str
    village: str
    name: str
    role: Role
    order: int
    group: str


@dataclass(frozen=True, slots=True)
class Village:
    """The unit that people to ask live in, with the names and codes of the units above it, highest first."""

    unit_id: str
    name: str
    above: tuple[tuple[str, str, str], ...]  # level, code, name

    def at(self, level: str) -> tuple[str, str]:
        """Code and name of the unit of this level above it, ('', '') where the frame has none."""
        return next(((code, name) for one, code, name in self.above if one == level), ("", ""))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log; `id` 0 while it is not stored. `undoes` is the line that it takes back."""

    village: str
    kind: Kind
    partner: str
    day: date
    number: int
    id: int = 0
    person: str = ""  # who is replaced
    reserve: str = ""  # by whom
    reason: str = ""
    undoes: int | None = None
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums of some villages; `target` are the people to ask there, reserves in use among them."""

    target: int = 0
    issued: int = 0
    collected: int = 0
    refused: int = 0
    not_reached: int = 0
    replaced: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def left(self) -> int:
        """Forms that are out and of which nothing is known."""
        return self.issued - self.collected - self.refused - self.not_reached

    @property
    def share(self) -> float:
        """Collected of the target; 0 where nobody is to be asked."""
        return self.collected / self.target if self.target else 0.0


def in_force(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines that nobody took back, without those that take back."""
    all_lines = tuple(lines)
    undone = {line.undoes for line in all_lines}
    return tuple(line for line in all_lines if line.undoes is None and (not line.id or line.id not in undone))


def asked(seats: Iterable[Seat], lines: Iterable[Line]) -> tuple[Seat, ...]:
    """Who is to be asked now: the sample without those replaced, and the reserves in use."""
    exchanged = [line for line in lines if line.kind == "replaced"]
    gone, come = {line.person for line in exchanged}, {line.reserve for line in exchanged}
    return tuple(
        one for one in seats if one.unit_id not in gone and (one.role == "main" or one.unit_id in come)
    )


def next_reserve(seats: Sequence[Seat], lines: Iterable[Line], person: str) -> Seat:
    """Who stands in for a person: the first reserve of the same group, in order, not in use yet.

    Raises `UserError` not_asked for somebody who is not to be asked, no_reserve_left.
    """
    lines = tuple(lines)
    leaving = next((one for one in asked(seats, lines) if one.unit_id == person), None)
    if leaving is None:
        raise UserError(
            "not_asked",
            "{unit} is not to be asked: not in the sample, or replaced already. Choose somebody of the list.",
            unit=person,
        )
    used = {line.reserve for line in lines}
    free = [
        one
        for one in seats
        if one.role == "reserve" and one.group == leaving.group and one.unit_id not in used
    ]
    if not free:
        raise UserError(
            "no_reserve_left",
            "No reserve is left who could replace {unit}. Enter the person as refused or not reached.",
            unit=person,
        )
    return min(free, key=lambda one: one.order)


def tallies(villages: Iterable[Village], seats: Sequence[Seat], lines: Sequence[Line]) -> Mapping[str, Tally]:
    """The sums of every village, by its code; `lines` are those in force."""
    targets = Counter(one.village for one in asked(seats, lines))
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        sums[line.village][line.kind] += line.number
    return {
        one.unit_id: Tally(targets[one.unit_id], **{kind: sums[one.unit_id][kind] for kind in KINDS})
        for one in villages
    }


def summed(lines: Iterable[Line], key: Literal["day", "partner"]) -> Mapping[str, Mapping[Kind, int]]:
    """The sums of each day (ISO) or partner, sorted; `lines` are those in force."""
    sums: dict[str, Counter[Kind]] = defaultdict(Counter)
    for line in lines:
        sums[str(getattr(line, key))][line.kind] += line.number
    return {one: {kind: sums[one][kind] for kind in KINDS} for one in sorted(sums)}


def faults(villages: Sequence[Village], seats: Sequence[Seat], lines: Sequence[Line]) -> Iterator[UserError]:
    """What contradicts itself in the log: one error for each village and rule; `lines` are those in force."""
    names = {one.unit_id: one.name for one in villages}
    for code, tally in tallies(villages, seats, lines).items():
        about = {"unit": code, "name": names[code], "target": tally.target, "issued": tally.issued}
        most = tally.target + tally.replaced
        if tally.issued > most:
            yield UserError(
                "more_issued_than_target",
                "{name} ({unit}): {issued} forms issued, but only {most} people are or were to be asked. "
                "Correct the number, or take an earlier line back.",
                **about,
                most=most,
            )
        if tally.left < 0:
            yield UserError(
                "more_answers_than_issued",
                "{name} ({unit}): {known} forms collected, refused or not reached, but only {issued} issued. "
                "Enter the issued forms first, or correct the number.",
                **about,
                known=tally.issued - tally.left,
            )
        if tally.collected > tally.target:
            yield UserError(
                "more_collected_than_target",
                "{name} ({unit}): {collected} forms collected, but only {target} people are to be asked. "
                "Correct the number.",
                **about,
                collected=tally.collected,
            )
    yield from _broken_replacements(seats, lines)


def _broken_replacements(seats: Sequence[Seat], lines: Iterable[Line]) -> Iterator[UserError]:
    """Replacements that an earlier one, now taken back, had made possible; reserves used twice."""
    active = {one.unit_id for one in seats if one.role == "main"}
    free = {one.unit_id for one in seats if one.role == "reserve"}
    for line in lines:
        if line.kind != "replaced":
            continue
        if line.person not in active or line.reserve not in free:
            yield UserError(
                "replacement_built_upon",
                "{unit} was replaced by {reserve}, which rests on what would be taken back. Take that "
                "replacement (line {line}) back first.",
                unit=line.person,
                reserve=line.reserve,
                line=line.id,
            )
        active = (active - {line.person}) | {line.reserve}
        free -= {line.reserve}
