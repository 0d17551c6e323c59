"""Ready-made reminders as data: reads `data/collecting/*reminder.toml` and `data/followup/messages.toml`.

Knows which placeholders a text may use: none stands for a person's name or number, so that no reminder can
hold any. Knows nothing of who is reminded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from roster import datafiles
from roster.errors import UserError, raise_all
from roster.export.form import unknown_placeholders

AGENCY_FILE = "collecting/reminder.toml"
SCORE_FILE = "collecting/score_reminder.toml"
PEOPLE_FILE = "followup/messages.toml"
AGENCY_VALUES = ("agency", "plan", "document", "province", "deadline", "days", "send_list")
SCORE_VALUES = ("agency", "plan", "document", "province", "deadline", "days", "count", "lines")
_SCORE_PARTS: Mapping[str, tuple[str, ...]] = {  # the other texts of the file and what may stand in them
    "letter_name": ("agency",),
    "line": ("code", "name", "wanted"),
    "missing": ("documents",),
    **dict.fromkeys(("empty", "filled", "returned", "unexplained"), ()),
}
PEOPLE_VALUES = ("plan", "document", "province", "deadline", "days")
_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class AgencyMessages:
    """Short texts for an agency that has sent nothing, before and after the deadline; the letter's name."""

    __pydantic_config__ = _STRICT
    before: str
    late: str
    letter_name: str


@dataclass(frozen=True, slots=True)
class ScoreMessages:
    """Short texts for an agency that has components left to score, and words for what is left."""

    __pydantic_config__ = _STRICT
    before: str
    late: str
    letter_name: str
    line: str
    empty: str
    filled: str
    returned: str
    missing: str
    unexplained: str


@dataclass(frozen=True, slots=True)
class Messages:
    """Short texts for the people on the roster, by the moment they are for; the same for everybody."""

    __pydantic_config__ = _STRICT
    before: str
    late: str
    thanks: str


def load_agency_messages() -> AgencyMessages:
    """The reminders of agencies. Raises `UserError`s for every mistake in the file."""
    found = datafiles.load(datafiles.find(AGENCY_FILE), AgencyMessages)
    texts = {name: getattr(found, name) for name in ("before", "late", "letter_name")}
    raise_all(list(_unknown(texts, AGENCY_VALUES, AGENCY_FILE)))
    return found


def load_score_messages() -> ScoreMessages:
    """The reminders of agencies that score. Raises `UserError`s for every mistake in the file."""
    found = datafiles.load(datafiles.find(SCORE_FILE), ScoreMessages)
    faults = list(_unknown({"before": found.before, "late": found.late}, SCORE_VALUES, SCORE_FILE))
    for name, known in _SCORE_PARTS.items():
        faults += _unknown({name: getattr(found, name)}, known, SCORE_FILE)
    raise_all(faults)
    return found


def load_messages() -> Messages:
    """The reminders of people. Raises `UserError`s for every mistake in the file."""
    found = datafiles.load(datafiles.find(PEOPLE_FILE), Messages)
    texts = {name: getattr(found, name) for name in ("before", "late", "thanks")}
    raise_all(list(_unknown(texts, PEOPLE_VALUES, PEOPLE_FILE)))
    return found


def _unknown(texts: Mapping[str, str], known: tuple[str, ...], file: str) -> Iterator[UserError]:
    for key, text in texts.items():
        yield from unknown_placeholders(text, known, key=key, file=file)
