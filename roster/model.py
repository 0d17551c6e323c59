"""The nouns: what a cell, a row, a sheet, a person's record, a pair and a respondent are.

Only data. Strings for codes (groups, flags, verdicts) are the plan's and the problem table's own codes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from roster.cleaned import CellValue as CellValue

Verdict: TypeAlias = Literal["same", "different", "unsure"]
Band: TypeAlias = Literal["same", "ask", "different"]

BY_HAND = ""  # the file of a record that stands in none: a person added it

# --- what a file holds -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where a row stands; `row` as a person sees it: Excel's row, the table row, the physical line."""

    file: str
    sheet: str
    row: int
    block: str = ""


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as read: `cells` from column A on; rows without any non-blank cell are not kept.

    Blank cells are '' or None. Text rows keep every field, other rows end with their last non-blank cell.
    `struck`: every cell with words in it is struck through; `struck_cells`: the columns that are. `no_value`:
    the columns of formulas whose results are not in the file.
    """

    number: int
    cells: tuple[CellValue, ...]
    hidden: bool = False
    struck: bool = False
    flags: tuple[str, ...] = ()
    struck_cells: tuple[int, ...] = ()
    no_value: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area; rows as Excel numbers them (from 1), columns from 0, both ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet or table. Merged areas are reported, not filled: only the top left cell has the value."""

    name: str
    rows: tuple[RawRow, ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    fonts: Mapping[int, str] = field(default_factory=dict)  # commonest font name per column, where known
    above: tuple[str, ...] = ()  # paragraphs between the table before and this one (documents): not rows
    below: tuple[str, ...] = ()  # those after the last table of the document
    goes_on: bool = False  # the columns stand where those of the table before do (pdf)
    month_first: tuple[int, ...] = ()  # columns with date cells that are shown as m/d (xlsx)


@dataclass(frozen=True, slots=True)
class FileError:
    """Why a whole file could not be read; `code` is one of the file error codes."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as the reader gives it: its sheets, or the error."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...] = ()
    notices: tuple[str, ...] = ()
    error: FileError | None = None


# --- what a list says --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One person as one list states him or her, clean values beside the raw ones.

    `dob` is ISO, `YYYY-MM` or `YYYY`; `gender` 'Nam' or 'Nữ'; `phones` E.164; `agency` the plan's name when
    `agency_code` is set, else the list's own words; `group_origin` says what the group rests on:
    `declared:column`, `declared:section`, `declared:sheet`, `declared:title`, `declared:file`,
    `declared:sender`, or `rule:<id>`; `rule_group` is what position and agency alone would say.
    A held record waits for a person: `held` is the reason code. People's own decisions: `excluded` is why a
    person took the record out, `chosen` the fields for which its value stands before those of other records
    of the same person.
    """

    source: Source
    full_name: str
    dob: str | None = None
    gender: str | None = None
    phones: tuple[str, ...] = ()
    cccd: str | None = None
    email: str | None = None
    position: str | None = None
    position_raw: str | None = None
    agency: str | None = None
    agency_code: str | None = None
    unit: str | None = None
    group: str | None = None
    group_origin: str | None = None
    rule_group: str | None = None
    rank: int = 99
    note: str | None = None
    flags: tuple[str, ...] = ()
    held: str | None = None
    raw: Mapping[str, str] = field(default_factory=dict)  # field name -> the cell's text, mapped columns only
    key: str = ""  # who this is: set by `intake.ledger.with_keys`
    excluded: str | None = None
    chosen: tuple[str, ...] = ()

    @property
    def takes_part(self) -> bool:
        """Whether the record is compared and counted: it neither waits for a person nor was it taken out."""
        return not self.held and self.excluded is None


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that holds no person, and why (`reason` is a reject code)."""

    source: Source
    reason: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to look at in a file: stable code, place, value as typed, parameters of the sentence."""

    code: str
    severity: Literal["error", "warning", "notice"]
    source: Source
    column: str = ""  # field name, for example 'phone'
    value: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileReading:
    """Everything one file said. `total == len(people) + len(rejects)` always holds; held rows are people."""

    name: str
    sha256: str
    people: tuple[PersonRecord, ...] = ()
    rejects: tuple[Reject, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    error: FileError | None = None
    total: int = 0
    sender: str | None = None  # the plan's code of the agency that sent the list
    declared_total: int | None = None  # 'Tổng cộng: N người'

    @property
    def held(self) -> int:
        """How many rows wait for a person."""
        return sum(1 for p in self.people if p.held)


# --- comparing ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of an explanation: a field, the level of agreement, its weight in bits, the two values."""

    field: str
    level: str
    bits: float
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """Two records compared; `weight` is the sum of the evidence's bits and the prior's. `left < right`."""

    left: str
    right: str
    weight: float
    band: Band
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision on a pair of record keys (`left < right`)."""

    left: str
    right: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Matching:
    """The outcome of comparing all records with all: every record is in exactly one cluster.

    `asks` are the pairs a person should look at, most probable first.
    """

    clusters: tuple[tuple[str, ...], ...]
    asks: tuple[ScoredPair, ...] = ()
    scored: tuple[ScoredPair, ...] = ()
    dropped_blocks: int = 0


# --- the roster --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Respondent:
    """One person in one group of the roster, with the surviving value of each field and where it comes from.

    `groups` are all groups the person's records stand in; `also_in` those kept beside `group` because the
    plan does not order them. `other_posts` are the posts of the roles that gave way.
    """

    group: str
    keys: tuple[str, ...]
    full_name: str
    dob: str | None = None
    gender: str | None = None
    phones: tuple[str, ...] = ()
    email: str | None = None
    position: str | None = None
    agency: str | None = None
    agency_code: str | None = None
    unit: str | None = None
    rank: int = 99
    groups: tuple[str, ...] = ()
    also_in: tuple[str, ...] = ()
    other_posts: tuple[str, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)  # field -> record key its value comes from
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """One line of the counts. `gap = distinct - expected`, None where nothing is expected.

    `received`, `held` and `excluded` are rows, the others people.
    """

    expected: int | None
    received: int
    held: int
    distinct: int
    moved: int
    not_eligible: int
    final: int
    gap: int | None
    excluded: int = 0
