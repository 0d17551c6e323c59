"""The rates by which invented people are typed into lists: a reader of `rates.toml`.

Knows the shape of the tables; the model that uses them is in `people`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from roster import datafiles

Shares = Mapping[str, float]

_STRICT: Any = {"extra": "forbid"}
_SHIPPED = Path(__file__).with_name("rates.toml")


@dataclass(frozen=True, slots=True)
class PeopleRates:
    """Who there is, and how often they stand in lists."""

    __pydantic_config__ = _STRICT
    persons_per_record: float
    many_records: float
    twice_in_a_list: float
    records_per_province: int
    kinds_of_lists: int
    female: float
    local: float
    rare_given: float
    first_of_january: float
    look_alikes: float
    same_agency: float
    relatives: float
    moved: float
    promoted: float


@dataclass(frozen=True, slots=True)
class NameRates:
    """Shares of the ways of writing a name: of whole lists, and of single rows."""

    __pydantic_config__ = _STRICT
    lists: Shares
    rows: Shares


@dataclass(frozen=True, slots=True)
class DobRates:
    """Dates of birth: weights of the lists' ways, shares of the errors."""

    __pydantic_config__ = _STRICT
    missing: float
    year_only: float
    lists: Shares
    errors: Shares


@dataclass(frozen=True, slots=True)
class PhoneRates:
    """Phones; `changed` is the person's other number, `office` the agency's."""

    __pydantic_config__ = _STRICT
    present: float
    changed: float
    office: float
    second_beside: float
    typed: Shares


@dataclass(frozen=True, slots=True)
class CardRates:
    """Identity cards; `old_card` is the CMND of nine digits."""

    __pydantic_config__ = _STRICT
    present: float
    old_card: float
    typed: Shares


@dataclass(frozen=True, slots=True)
class EmailRates:
    """Mail addresses; `office` is the agency's mailbox, `other` the person's second address."""

    __pydantic_config__ = _STRICT
    present: float
    office: float
    other: float
    typed: Shares


@dataclass(frozen=True, slots=True)
class WorkRates:
    """Agencies and posts."""

    __pydantic_config__ = _STRICT
    agency_present: float
    position_present: float
    abbreviated_agency: float
    with_province: float
    unit_first: float
    capitals: float
    abbreviated_position: float
    without_unit: float
    generic_position: float


@dataclass(frozen=True, slots=True)
class Rates:
    """All rates of one quality."""

    __pydantic_config__ = _STRICT
    people: PeopleRates
    name: NameRates
    dob: DobRates
    phone: PhoneRates
    card: CardRates
    email: EmailRates
    work: WorkRates


@dataclass(frozen=True, slots=True)
class _File:
    __pydantic_config__ = _STRICT
    rich: Rates
    poor: Rates
    mixed: Rates


QUALITIES = ("rich", "poor", "mixed")


def load(quality: str, path: Path = _SHIPPED) -> Rates:
    """The rates of a quality, one of `QUALITIES`; `path`: a changed copy of `rates.toml`."""
    rates: Rates = getattr(datafiles.load(path, _File), quality)
    return rates
