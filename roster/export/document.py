"""The roster as a document: everything the workbook says, ready to be laid out.

The services fill it; the workbook and its check read it. It knows nothing of sheets, fonts or databases.
Sentences arrive in it already translated, so that writing and reading back compare the same text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from roster.model import Count, Respondent, Source
from roster.plan import Plan, Precedence


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """The count of one agency in one group; `reason` is what a person wrote beside its gap."""

    group: str
    agency: str
    count: Count
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SilentSender:
    """An agency that should have sent a list and has sent none; `days_late` 0 while there is time.

    `unread` is the file it has sent that could not be read, '' where nothing has come.
    """

    agency: str
    days_late: int = 0
    unread: str = ""


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row of a sender's list that is shown on the summary, and why (`remark`, a sentence; may be '')."""

    full_name: str
    source: Source
    position: str = ""
    agency: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class OpenPair:
    """Two rows that may be one person and wait for a decision; `evidence`: the sentences, strongest first."""

    left: ListedRow
    right: ListedRow
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file that could not be read, and what to do about it (a sentence)."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RosterDocument:
    """One state of the roster.

    `respondents` stand in the order of the list (groups, agencies, rank, given name) under `precedence`;
    `counts` and `final` have every group of the plan; `final` holds both readings of the precedence.
    `allow_reason` is why the list may be sent with open questions: with it, the document is not a draft.
    `created` becomes the workbook's only date, so that the same roster gives the same file.
    """

    plan: Plan
    precedence: Precedence
    created: datetime
    respondents: tuple[Respondent, ...]
    counts: Mapping[str, Count]
    final: Mapping[str, Mapping[str, int]]  # 'hdnd_first' | 'full' -> group -> people
    agency_counts: tuple[AgencyLine, ...] = ()
    gap_reasons: Mapping[str, str] = field(default_factory=dict)  # group -> reason
    silent: tuple[SilentSender, ...] = ()
    open_pairs: tuple[OpenPair, ...] = ()
    held: tuple[ListedRow, ...] = ()
    not_eligible: tuple[ListedRow, ...] = ()
    excluded: tuple[ListedRow, ...] = ()
    unclassified: tuple[ListedRow, ...] = ()
    unread: tuple[UnreadFile, ...] = ()
    allow_reason: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether something still waits for a person and nobody has allowed sending it so."""
        return bool(self.open_pairs or self.held) and not self.allow_reason

    @property
    def in_two_groups(self) -> tuple[Respondent, ...]:
        """The people kept in more than one group because the plan does not order those groups.

        Each person once, at his or her first group.
        """
        seen: set[tuple[str, ...]] = set()
        people = []
        for person in self.respondents:
            if person.also_in and person.keys not in seen:
                seen.add(person.keys)
                people.append(person)
        return tuple(people)
