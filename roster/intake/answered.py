"""A list of who has answered, as the Ministry sends it or its software gives it: rows, days, left columns.

Read by the same reader as lists of agencies, with some headings more. Of each row only who it is, whether and
when that person answered leaves this module: ballots' codes and answers are dropped as they are read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from roster import datafiles
from roster.intake import reading
from roster.intake.columns import letters
from roster.intake.file_layout import lay_out_file
from roster.intake.layout import Layout
from roster.intake.vocabulary import load_vocabulary
from roster.intake.walk import Words
from roster.model import FileError, PersonRecord, RawFile
from roster.plan import Plan
from roster.positions import Positions
from roster.text import fold

_HEADINGS = "followup/answered_headers.toml"
_WORDS = "followup/answered.toml"
_STATUS, _ANSWERED_ON = "answer_status", "answered_on"  # fields of that file
_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](20\d\d)(?!\d)")
_ISO_DAY = re.compile(r"(?<!\d)(20\d\d)-(\d{1,2})-(\d{1,2})(?!\d)")
_PROVINCE = re.compile(r"\b(?:tinh|thanh pho|tp) +(.+)$")


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """One row. `answered` is None where its status cannot be read, `day` where it names none that can be.

    `elsewhere` is the other province the row names, '' for none.
    """

    record: PersonRecord
    answered: bool | None = True
    day: date | None = None
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class AnsweredList:
    """What a file says; `left_out` names columns that were not read, with their letters; `ignored` counts
    the rows that hold no person."""

    name: str
    sha256: str
    rows: tuple[AnsweredRow, ...] = ()
    left_out: tuple[str, ...] = ()
    ignored: int = 0
    error: FileError | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    answered: frozenset[str]
    not_answered: frozenset[str]


def read(raw: RawFile, *, plan: Plan, positions: Positions, today: date) -> AnsweredList:
    """The rows of a list of who has answered; a file that cannot be read comes back with its error."""
    vocabulary = load_vocabulary(_HEADINGS)
    found = reading.read_list(raw, plan=plan, positions=positions, today=today, vocabulary=vocabulary)
    if found.error:
        return AnsweredList(found.name, found.sha256, error=found.error)
    laid_out = lay_out_file(raw, Words(vocabulary, plan)).laid_out
    with_status = frozenset(page.grid.name for page, layout in laid_out if _has_column(layout, _STATUS))
    with_days = frozenset(one.source.sheet for one in found.people if one.raw.get(_ANSWERED_ON))
    return AnsweredList(
        found.name,
        found.sha256,
        rows=tuple(_row(record, plan, (with_status, with_days)) for record in found.people),
        left_out=tuple(dict.fromkeys(name for _page, layout in laid_out for name in _left_out(layout))),
        ignored=len(found.rejects),
    )


def _has_column(layout: Layout, field: str) -> bool:
    return any(entry.columns.of(field) for entry in layout.entries if entry.columns)


def _row(record: PersonRecord, plan: Plan, sheets: tuple[frozenset[str], frozenset[str]]) -> AnsweredRow:
    with_status, with_days = sheets
    sheet, said = record.source.sheet, record.raw
    day = said.get(_ANSWERED_ON, "")
    if sheet in with_status:
        answered = _says_so(said.get(_STATUS, ""), day)
    else:  # such a list names those who have answered; where days stand beside others, a blank is no answer
        answered = True if day or sheet not in with_days else None
    return AnsweredRow(record, answered, _day(day), _elsewhere(record, plan))


def _says_so(status: str, day: str) -> bool | None:
    """Whether a status says that somebody has answered; None where it cannot be read or a day contradicts."""
    words, said = _status_words(), fold(status)
    if said in words.answered:
        return True
    if not said:
        return None if day else False
    return False if said in words.not_answered and not day else None


@cache
def _status_words() -> _Words:
    found = datafiles.load(datafiles.find(_WORDS), dict[str, tuple[str, ...]])
    return _Words(*(frozenset(map(fold, found.get(key, ()))) for key in ("answered", "not_answered")))


def _day(text: str) -> date | None:
    """The first day a text names, whatever moment stands behind it."""
    if match := _ISO_DAY.search(text):
        year, month, day = match.groups()
    elif match := _DAY.search(text):
        day, month, year = match.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _elsewhere(record: PersonRecord, plan: Plan) -> str:
    """Another province named in the row's own column, or behind 'tỉnh' in its agency or unit."""
    places = (_PROVINCE.search(fold(record.raw.get(name, ""))) for name in ("agency", "workplace", "unit"))
    texts = [record.raw.get("province", ""), *(match.group(1) for match in places if match)]
    found = (_provinces().get(_bare(text)) for text in texts if text)
    own = _bare(plan.province)
    return next((name for name in found if name and _bare(name) != own), "")


@cache
def _provinces() -> dict[str, str]:
    rows = datafiles.read_csv(datafiles.find("cccd_provinces.csv"))
    return {_bare(row["name_vi"]): row["name_vi"] for row in rows}


def _bare(text: str) -> str:
    return re.sub(r"^(?:tinh|thanh pho|tp)\b ?", "", fold(text)).strip()


def _left_out(layout: Layout) -> Iterator[str]:
    """Every column that is not read, by its letter and heading: a person may know what was dropped."""
    heads = [entry.row for entry in layout.entries if entry.kind == "header_row"]
    dropped = {c for entry in layout.entries if entry.columns for c in entry.columns.of("dropped")}
    named = {c: " ".join(filter(None, (row.text(c) for row in heads))) for c in dropped}
    named |= {column: heading for _number, column, heading in layout.unknown}
    return (f"{letters(column)}: {named[column]}" for column in sorted(named))
