"""The invented province's data files as dataclasses: agencies with their posts, people planted in them.

Knows the files' shape and where they lie; knows nothing of how a province is made from them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from roster import datafiles

Gender = Literal["Nam", "Nữ"]

_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class UnitKind:
    """The posts of units whose name starts with `starts`; `attached`: chi cục, trung tâm and the like."""

    __pydantic_config__ = _STRICT
    starts: str
    head: str
    deputy: str
    attached: bool = False


@dataclass(frozen=True, slots=True)
class DemoAgency:
    """The leaders' posts of an agency, head first, and its units with their number of leaders."""

    __pydantic_config__ = _STRICT
    code: str
    mail: str
    office_phone: str
    leaders: tuple[str, ...]
    units: tuple[tuple[str, int], ...] = ()
    local_share: float | None = None  # how many belong to a people of the Central Highlands, if not as usual


@dataclass(frozen=True, slots=True)
class DayJob:
    """What a delegate who stands in no other list does for a living; `agency` where the plan knows it."""

    __pydantic_config__ = _STRICT
    position: str
    workplace: str
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Agencies:
    """`agencies.toml`. `leaders_group` is by the agency's kind; `shorts` are the abbreviated posts."""

    __pydantic_config__ = _STRICT
    leaders_group: Mapping[str, str]
    units_group: str
    shorts: Mapping[str, str]
    kinds: tuple[UnitKind, ...]
    agencies: tuple[DemoAgency, ...]
    day_jobs: tuple[DayJob, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """How one row states its person differently from the truth: a way's name per field, '' for as it is."""

    __pydantic_config__ = _STRICT
    name: str = ""
    dob: str = ""
    phone: str = ""
    cccd: str = ""
    email: str = ""
    position: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlantedRow:
    """A seat of the province (a delegate's by `day_job`) and how its row is changed."""

    __pydantic_config__ = _STRICT
    agency: str = ""
    unit: str = ""
    place: int = 0
    day_job: str = ""
    name: str = ""
    dob: str = ""
    phone: str = ""
    cccd: str = ""
    email: str = ""
    note: str = ""

    @property
    def changes(self) -> Changes:
        """What the row says differently."""
        return Changes(self.name, self.dob, self.phone, self.cccd, email=self.email, note=self.note)


@dataclass(frozen=True, slots=True)
class Overlap:
    """A person who stands in several lists; `delegate` is his or her row in the delegates' list, if any."""

    __pydantic_config__ = _STRICT
    difficulty: Literal["easy", "medium", "hard"]
    kind: str
    rows: tuple[PlantedRow, ...]
    delegate: Changes | None = None
    gender: Gender | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Two people who look like one: the second is made from the first by `name`, `dob` and `shared`."""

    __pydantic_config__ = _STRICT
    kind: str
    left: PlantedRow
    right: PlantedRow
    name: str
    dob: str
    shared: tuple[str, ...] = ()
    gender: Gender | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A row with personal data that an honest reader flags."""

    __pydantic_config__ = _STRICT
    row: PlantedRow


@dataclass(frozen=True, slots=True)
class Acting:
    """A seat whose holder acts in a post: the words in full and abbreviated."""

    __pydantic_config__ = _STRICT
    row: PlantedRow
    position: str
    short: str


@dataclass(frozen=True, slots=True)
class Planted:
    """`planted.toml`."""

    __pydantic_config__ = _STRICT
    overlaps: tuple[Overlap, ...]
    look_alikes: tuple[LookAlike, ...]
    faults: tuple[Fault, ...]
    acting: tuple[Acting, ...]


def load_agencies() -> Agencies:
    """The agencies, their posts and the delegates' day jobs."""
    return datafiles.load(datafiles.find("demo/agencies.toml"), Agencies)


def load_planted() -> Planted:
    """The people put there on purpose."""
    return datafiles.load(datafiles.find("demo/planted.toml"), Planted)


@dataclass(frozen=True, slots=True)
class PeopleTables:
    """`people.toml`: birth dates, first digits of phones and cards with their weights, the mail domain."""

    __pydantic_config__ = _STRICT
    mail_domain: str
    born_after: Mapping[Gender, date]
    born_before: date
    mobile_prefixes: Mapping[str, float]
    card_provinces: Mapping[str, float]


def load_people_tables() -> PeopleTables:
    """What is left of a person besides the name."""
    return datafiles.load(datafiles.find("demo/people.toml"), PeopleTables)
