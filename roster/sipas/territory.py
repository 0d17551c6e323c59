"""The administrative units of a province with their official codes: a reader of `data/units/`.

Knows since when and until when a unit exists; levels are data, since the district level ends in 2025.
"""

from dataclasses import dataclass
from datetime import date

from roster import datafiles

DEFAULT = "daknong-2024"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: `kind` as it is officially called (xã, phường, thị trấn), `parent` '' for the province."""

    code: str
    name: str
    kind: str
    level: str
    parent: str
    valid_from: date
    valid_to: date | None


def load_units(name: str = DEFAULT, *, day: date | None = None) -> tuple[Unit, ...]:
    """The units of a table in its order; with `day`, those that exist on that day."""
    rows = datafiles.read_csv(datafiles.find(f"units/{name}.csv"))
    units = (
        Unit(
            row["code"],
            row["name"],
            row["type"],
            row["level"],
            parent=row["parent_code"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )
        for row in rows
    )
    return tuple(unit for unit in units if day is None or _exists(unit, day))


def _exists(unit: Unit, day: date) -> bool:
    return unit.valid_from <= day and (unit.valid_to is None or day <= unit.valid_to)
