"""How far the fieldwork is: sums of districts, communes, villages, days and partners; the milestones.

Only looks. Knows the log through `fieldwork`; the days of milestones are what somebody entered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.intake import text_table
from roster.services.sipas import fieldwork, keeping
from roster.services.sipas.fieldwork import Field
from roster.sipas import fieldwork as rules
from roster.sipas import milestones as marks
from roster.sipas.fieldwork import Kind, Tally, Village
from roster.sipas.milestones import Milestone
from roster.sipas.territory import load_units
from roster.store import queries, sipas_queries

_FACT = "sipas_milestones"
DISTRICT, COMMUNE = "district", "commune"
LAST_DAY = "collect"  # the milestone by which all forms are collected
_COLUMNS = ("code", "day", "source")


@dataclass(frozen=True, slots=True)
class Place:
    """A unit with its sums; `parent` is the unit of the next level above it that is shown."""

    unit_id: str
    name: str
    parent: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Status:
    """The whole state: `by_day` and `by_partner` are sums of the log."""

    number: int
    title: str
    total: Tally
    districts: tuple[Place, ...]
    communes: tuple[Place, ...]
    villages: tuple[Place, ...]
    by_day: Mapping[str, Mapping[Kind, int]]
    by_partner: Mapping[str, Mapping[Kind, int]]

    def name_of(self, commune: str) -> str:
        """What a commune of the draw is called, '' for none."""
        return next((one.name for one in self.communes if one.unit_id == commune), "")


@dataclass(frozen=True, slots=True)
class Tile:
    """A commune of the map; `tally` None where nobody was drawn in it."""

    unit_id: str
    name: str
    tally: Tally | None


def status(session: Session, number: int | None = None) -> Status:
    """The state of the draw of this number, else of the newest. Raises no_such_draw, nothing_drawn."""
    return of_field(fieldwork.field(session, number))


def if_drawn(session: Session) -> Status | None:
    """The state of the newest draw, None where nothing is drawn."""
    return status(session) if sipas_queries.newest(session) else None


def of_field(now: Field) -> Status:
    """The state of a fieldwork that was read already."""
    tallies = now.tallies()
    return Status(
        now.draw.number,
        now.draw.title,
        sum(tallies.values(), Tally()),
        _regions(now.villages, tallies, DISTRICT),
        communes=_regions(now.villages, tallies, COMMUNE),
        villages=tuple(
            Place(one.unit_id, one.name, one.at(COMMUNE)[0], tallies[one.unit_id]) for one in now.villages
        ),
        by_day=rules.summed(now.lines, "day"),
        by_partner=rules.summed(now.lines, "partner"),
    )


def tiles(found: Status, day: date) -> dict[str, tuple[Tile, ...]]:
    """For each district its communes in the order of their codes, those too where nobody was drawn."""
    drawn = {one.unit_id: one for one in found.communes}
    official = {unit.code: unit for unit in load_units(day=day) if unit.level == COMMUNE}
    parents = {code: one.parent for code, one in drawn.items()}
    parents |= {code: unit.parent for code, unit in official.items() if code not in drawn}
    names = {code: unit.name for code, unit in official.items()} | {c: p.name for c, p in drawn.items()}
    return {
        district.unit_id: tuple(
            Tile(code, names[code], drawn[code].tally if code in drawn else None)
            for code in sorted(parents)
            if parents[code] == district.unit_id
        )
        for district in found.districts
    }


def milestones(session: Session) -> tuple[Milestone, ...]:
    """The milestones, with the days that were entered."""
    return marks.entered(marks.load_words().milestones, queries.meta(session, _FACT))


def set_milestones(session: Session, said: Mapping[str, tuple[str, str]], *, by: str) -> None:
    """Enter the day (ISO, '' for none) and the source of milestones, by code.

    Raises `UserError` unknown_milestone, bad_day; one for each.
    """
    known = {one.code: one for one in milestones(session)}
    raise_all([fault for code, (day, _source) in said.items() for fault in _bad(code, day, known)])
    stored = {c: {"day": d, "source": " ".join(s.split())} for c, (d, s) in said.items()}
    queries.set_meta(session, _FACT, queries.meta(session, _FACT) | stored)
    detail = {"days": [f"{code}: {day}" for code, (day, _source) in said.items() if day]}
    queries.add_audit(session, "sipas.milestones", by=by, detail=detail)


def import_milestones(session: Session, path: Path, *, by: str) -> int:
    """Enter the days of a CSV file with the columns code, day (2024-12-31) and source; how many.

    Raises what `text_table.read` raises, missing_column, and what `set_milestones` raises.
    """
    faults: list[UserError] = []
    table = text_table.read(path, _COLUMNS, faults)
    faults += [
        UserError(
            "missing_column",
            "{file} has no column {column}. Add it to the heading row.",
            file=path.name,
            column=name,
        )
        for name in _COLUMNS
        if name not in table.column_names
    ]
    raise_all(faults)
    said = {row["code"].strip(): (row["day"].strip(), row["source"]) for row in table.to_pylist()}
    set_milestones(session, said, by=by)
    return len(said)


def as_json(session: Session) -> dict[str, Any]:
    """What `roster sipas status --json` writes. Raises nothing_drawn."""
    found = status(session)
    made = keeping.find(session, found.number)
    return {
        "draw": found.number,
        "title": found.title,
        "seed": made.seed,
        "frame_sha256": made.frame_sha256,
        "seal": made.seal,
        "total": _numbers(found.total),
        **{
            key: [
                {"unit_id": one.unit_id, "name": one.name, "parent_id": one.parent or None}
                | _numbers(one.tally)
                for one in places
            ]
            for key, places in (
                ("districts", found.districts),
                ("communes", found.communes),
                ("villages", found.villages),
            )
        },
        "by_day": {day: dict(sums) for day, sums in found.by_day.items()},
        "by_partner": {partner: dict(sums) for partner, sums in found.by_partner.items()},
        "milestones": [_milestone(one) for one in milestones(session)],
    }


def _regions(villages: Iterable[Village], tallies: Mapping[str, Tally], level: str) -> tuple[Place, ...]:
    """The units of a level with the sums of their villages; villages outside of any stand without a code."""
    places: dict[str, Place] = {}
    for one in villages:
        code, name = one.at(level)
        parent = one.at(DISTRICT)[0] if level == COMMUNE else ""
        before = places.get(code, Place(code, name, parent, Tally()))
        places[code] = Place(code, name, parent, before.tally + tallies[one.unit_id])
    return tuple(places[code] for code in sorted(places))


def _bad(code: str, day: str, known: Mapping[str, Milestone]) -> Iterable[UserError]:
    if code not in known:
        yield UserError("unknown_milestone", "There is no milestone {code}.", code=code)
    if day:
        try:
            date.fromisoformat(day)
        except ValueError:
            yield UserError(
                "bad_day", "'{day}' is not a day. Choose one in the calendar, or write 2024-12-31.", day=day
            )


def _numbers(tally: Tally) -> dict[str, Any]:
    return asdict(tally) | {"left": tally.left, "share": round(tally.share, 4)}


def _milestone(one: Milestone) -> dict[str, Any]:
    return asdict(one) | {"day": one.day.isoformat() if one.day else None, "assumed": one.assumed}
