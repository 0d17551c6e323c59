"""Two rounds side by side: who is new, who is gone, whose post or agency changed, who may be the same person.

People are known by their number, which stays theirs from round to round. Knows two rosters; how somebody is
recognised is `recognition`'s matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.model import Evidence, PersonRecord, Respondent, ScoredPair, Verdict
from roster.services import persons
from roster.services.respondents import Overview
from roster.services.reviewing import review
from roster.services.rounds.book import Round
from roster.store import edit_queries, person_queries, queries, round_queries, tables

FIELDS = ("full_name", "dob", "gender", "phones", "email", "position", "agency", "unit", "group")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a final roster: the number, and the respondents he or she is (several where groups do not
    exclude each other)."""

    number: str
    respondents: tuple[Respondent, ...]

    @property
    def first(self) -> Respondent:
        """The respondent by whom the person is shown."""
        return self.respondents[0]


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody on both rosters whose `fields` differ."""

    before: Person
    after: Person
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """What two rosters have and have not in common; everybody of either is in exactly one of the four."""

    before: Round
    after: Round
    new: tuple[Person, ...]
    gone: tuple[Person, ...]
    changed: tuple[Changed, ...]
    same: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Somebody of this round who may be somebody of an earlier one; `id` is what `settle` takes."""

    id: int
    number: str
    other_round: str
    pair: ScoredPair
    ours: PersonRecord
    theirs: PersonRecord


def people_of(session: Session, state: Overview) -> tuple[Person, ...]:
    """Everybody on the final roster of this session's round, in its order; `state` is its fresh overview."""
    keys = [key for one in state.respondents for key in one.keys]
    numbers = person_queries.numbers_by_key(session, keys)
    found: dict[int, list[Respondent]] = {}
    for one in state.respondents:
        found.setdefault(numbers[one.keys[0]], []).append(one)
    return tuple(Person(persons.written(number), tuple(ones)) for number, ones in found.items())


def differences(before: tuple[Round, Iterable[Person]], after: tuple[Round, Iterable[Person]]) -> Differences:
    """What became of one round's roster in another, each as `people_of` gives it."""
    earlier = {one.number: one for one in before[1]}
    later = {one.number: one for one in after[1]}
    both = [Changed(earlier[n], one, _differing(earlier[n], one)) for n, one in later.items() if n in earlier]
    return Differences(
        before=before[0],
        after=after[0],
        new=tuple(one for number, one in later.items() if number not in earlier),
        gone=tuple(one for number, one in earlier.items() if number not in later),
        changed=tuple(one for one in both if one.fields),
        same=tuple(one.after for one in both if not one.fields),
    )


def count_doubts(session: Session) -> int:
    """How many may be somebody of an earlier round."""
    return round_queries.count_recognitions(session)


def doubts(session: Session) -> tuple[Doubt, ...]:
    """Who may be somebody of an earlier round, the most probable first, by the last comparison."""
    asked = round_queries.recognitions(session)
    ours = _by_key(edit_queries.rows_with_keys(session, [row.key for row in asked]))
    codes = {row.id: row.code or "" for row in round_queries.all_rounds(session)}
    theirs: dict[tuple[int, str], PersonRecord] = {}
    for number in {row.other_round for row in asked}:
        keys = [row.other_key for row in asked if row.other_round == number]
        found = _by_key(round_queries.rows_elsewhere(session, number, keys))
        theirs |= {(number, key): record for key, record in found.items()}
    return tuple(
        Doubt(
            id=row.id,
            number=persons.written(row.other_number),
            other_round=codes.get(row.other_round, ""),
            pair=_pair(row),
            ours=ours[row.key],
            theirs=theirs[row.other_round, row.other_key],
        )
        for row in asked
        if row.key in ours and (row.other_round, row.other_key) in theirs
    )


def question(doubt: Doubt) -> review.Question:
    """A doubt as a pair of rows that can be shown side by side."""
    return review.Question(str(doubt.id), doubt.pair, doubt.ours, doubt.theirs)


def settle(session: Session, number: int, verdict: Verdict, *, by: str) -> int:
    """Decide on one doubt; the number of the act, which `edits.undo` takes back. The round is compared anew.

    Raises `UserError` (no_such_doubt) where somebody has decided meanwhile or newer lists made away with it.
    """
    review.hold(session)
    doubt = next((one for one in doubts(session) if one.id == number), None)
    if doubt is None:
        raise UserError(
            "no_such_doubt",
            "This question is not open any more: it was decided, or a list has changed. Look again.",
        )
    return review.judge(session, (doubt.ours, doubt.theirs), verdict, by=by)


def _differing(before: Person, after: Person) -> tuple[str, ...]:
    return tuple(name for name in FIELDS if _values(before, name) != _values(after, name))


def _values(person: Person, field: str) -> Sequence[object]:
    return [getattr(one, field) or None for one in person.respondents]


def _by_key(rows: Iterable[tuple[tables.Record, str]]) -> Mapping[str, PersonRecord]:
    return {record.key: record for record in queries.people(list(rows))}


def _pair(row: tables.Recognition) -> ScoredPair:
    """The comparison, this round's side on the left."""
    evidence = [Evidence(**line) for line in row.evidence]
    if row.key > row.other_key:
        evidence = [replace(line, left=line.right, right=line.left) for line in evidence]
    return ScoredPair(row.key, row.other_key, row.weight, "ask", tuple(evidence))
