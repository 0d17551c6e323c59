"""The posts of the invented province: who could stand in which list, and how a post is written.

Knows the plan's agencies and `data/demo/agencies.toml`; knows nothing of the people who hold the posts.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from roster.demo.tables import Agencies, DayJob, DemoAgency, UnitKind
from roster.plan import Agency, Plan
from roster.text import fold


@dataclass(frozen=True, slots=True)
class Seat:
    """One row of the gross list: a post in an agency or one of its units; `place` 0 is the head.

    `agency` is the plan's code, None for a workplace the plan does not know; `workplace` its name in words.
    """

    group: str
    agency: str | None
    workplace: str
    post: str
    unit: str = ""
    place: int = 0
    attached: bool = False
    short: str = ""
    leads_agency: bool = False


def all_seats(plan: Plan, agencies: Agencies) -> tuple[Seat, ...]:
    """Every post below the delegates, in the plan's order of agencies, heads first."""
    known = {a.code: a for a in agencies.agencies}
    return tuple(
        seat
        for agency in plan.agencies
        if agency.code in known
        for seat in (
            *_leaders(agency, known[agency.code], agencies),
            *_unit_leaders(agency, known[agency.code], agencies),
        )
    )


def day_job_seat(plan: Plan, job: DayJob) -> Seat:
    """The delegate's seat of somebody who stands in no other list."""
    return Seat(plan.delegate_group, job.agency, job.workplace, job.position)


def delegate_seat(plan: Plan, seat: Seat) -> Seat:
    """The delegate's seat of somebody who holds `seat` as well: the day job is written out."""
    return Seat(plan.delegate_group, seat.agency, seat.workplace, _long(seat).full)


def join(post: str, name: str) -> str:
    """'Trưởng phòng' + 'Phòng Nội vụ' = 'Trưởng phòng Nội vụ': words the two share are written once."""
    words, others = post.split(), name.split()
    for shared in range(min(len(words), len(others)), 0, -1):
        if list(map(fold, words[-shared:])) == list(map(fold, others[:shared])):
            return " ".join([*words, *others[shared:]])
    return f"{post} {name}"


@dataclass(frozen=True, slots=True)
class WrittenPost:
    """A post as a cell says it and with its abbreviations written out."""

    cell: str
    full: str


def _full(seat: Seat) -> WrittenPost:
    return WrittenPost(seat.post, seat.post)


def _short(seat: Seat) -> WrittenPost:
    place = " UBND" + seat.workplace.removeprefix("UBND") if seat.workplace.startswith("UBND") else ""
    return WrittenPost((seat.short or seat.post) + place, seat.post + place)


def _long(seat: Seat) -> WrittenPost:
    text = join(seat.post, seat.unit or seat.workplace)
    return WrittenPost(text, text)


def _glued(seat: Seat) -> WrittenPost:
    """'Phó Trưởng PhòngNgười có công', met seven times in a public directory of 1,023 officials."""
    text = _long(seat).full
    cell = text.replace(" phòng ", " Phòng", 1) if seat.unit.startswith("Phòng ") else text
    return WrittenPost(cell, text)


POSTS: Mapping[str, Callable[[Seat], WrittenPost]] = {
    "full": _full,
    "short": _short,
    "long": _long,
    "glued": _glued,
}


def _leaders(agency: Agency, demo: DemoAgency, tables: Agencies) -> Iterator[Seat]:
    for place, post in enumerate(demo.leaders):
        yield Seat(
            tables.leaders_group[agency.kind],
            agency.code,
            agency.name,
            post,
            place=place,
            short=tables.shorts.get(post, ""),
            leads_agency=True,
        )


def _unit_leaders(agency: Agency, demo: DemoAgency, tables: Agencies) -> Iterator[Seat]:
    for unit, leaders in demo.units:
        kind: UnitKind = next(k for k in tables.kinds if unit.startswith(k.starts))
        for place in range(leaders):
            post = kind.deputy if place else kind.head
            yield Seat(
                tables.units_group,
                agency.code,
                agency.name,
                post,
                unit=unit,
                place=place,
                attached=kind.attached,
                short=tables.shorts.get(post, ""),
            )
