"""People who stand in several records: what holds the records together, and which value of each field stands.

Knows clusters and their evidence, so that what the machine merged can be checked; merges nothing itself.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy.orm import Session

from roster.dedupe import assemble
from roster.errors import UserError
from roster.model import PersonRecord, Respondent
from roster.plan import Plan
from roster.services import kept, kept_roles
from roster.services.editing import edits
from roster.services.kept_roles import KeptRole
from roster.services.reviewing import review, review_pages, weighing
from roster.services.reviewing.review import Question
from roster.services.reviewing.review_pages import Decision
from roster.store import edit_queries, queries, review_queries, tables

PER_PAGE = 50
_numbers: kept.Kept[tuple[int, ...]] = kept.Kept()


@dataclass(frozen=True, slots=True)
class Bond:
    """Two records of one person with the evidence between them, and what people decided."""

    question: Question
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Merged:
    """A person of several records, by file; `bonds` the weightiest first."""

    records: tuple[PersonRecord, ...]
    bonds: tuple[Bond, ...]

    @property
    def by_people(self) -> bool:
        """Whether somebody put records of this person together; else the machine did so alone."""
        return any(b.decision and b.decision.holds and b.decision.verdict == "same" for b in self.bonds)


@dataclass(frozen=True, slots=True)
class MergedPage:
    """Some people of several records, those held together by the least evidence first.

    `total` are all of them; `lists` has the delivery's number of every record shown.
    """

    people: tuple[Merged, ...]
    total: int
    lists: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person with all records: what stands in the roster, and the role kept.

    `respondents` are the person's lines in the roster, none where no group keeps the person. `token` goes
    into the forms and comes back with a change.
    """

    person: Merged
    respondents: tuple[Respondent, ...]
    role: KeptRole
    lists: Mapping[str, int]
    bands: weighing.Bands
    token: str

    def stands(self, field: str, record: PersonRecord) -> bool:
        """Whether this record gives the person's value of a field."""
        return any(
            one.origins.get(field) == record.key and (field != "position" or one.position == record.position)
            for one in self.respondents
        )

    def can_choose(self, field: str, record: PersonRecord) -> bool:
        """Whether choosing this record's value would put another one into the roster."""
        value = getattr(record, field)
        if field not in edits.CHOICES or not value or self.stands(field, record):
            return False
        lines = self.respondents
        if field == "position":  # of the records of one group, one speaks for the person there
            in_group = sum(1 for p in self.person.records if p.group == record.group)
            lines = tuple(one for one in lines if one.group == record.group and in_group > 1)
        return any(getattr(one, field) != value for one in lines)


def merged(session: Session, *, page: int) -> MergedPage:
    """A page (the first is 1) of the people whom the last comparison found in several records."""
    everybody = _numbers(session, review.state(session), lambda: review_queries.merged(session))
    first = (max(page, 1) - 1) * PER_PAGE
    numbers = everybody[first : first + PER_PAGE]
    by_cluster: dict[int | None, list[PersonRecord]] = defaultdict(list)
    rows = review_queries.rows_in_clusters(session, numbers)
    for (row, _), record in zip(rows, queries.people(rows), strict=True):
        by_cluster[row.cluster].append(record)
    found = [tuple(by_cluster[number]) for number in numbers]
    keys = [p.key for records in found for p in records]
    return MergedPage(
        _with_bonds(session, found),
        len(everybody),
        review_queries.lists_of(session, keys),
    )


def person(session: Session, key: str, *, plan: Plan) -> PersonPage:
    """The person a record belongs to, by the last comparison. Raises `UserError` (no_such_record)."""
    records = _together(session, key)
    (one,) = _with_bonds(session, [records])
    return PersonPage(
        one,
        _respondents(session, records, plan),
        kept_roles.of(records, plan),
        review_queries.lists_of(session, [p.key for p in records]),
        weighing.bands(),
        _token(records),
    )


def take_out(session: Session, key: str, token: str, *, by: str) -> tuple[str, ...]:
    """Take one record out of its person as the page showed it; the keys of the records that stay.

    Raises `UserError`: person_changed, stands_alone, no_such_record.
    """
    review.hold(session)
    review.ensure_compared(session, by=by)
    records = _as_shown(session, key, token)
    review.separate(session, key, by=by)
    return tuple(p.key for p in records if p.key != key)


def choose(session: Session, key: str, field: str, token: str, *, plan: Plan, today: date, by: str) -> None:
    """Let a record's value of a field stand for its person, who is still as the page showed.

    Raises `UserError` as `edits.choose` does, and person_changed.
    """
    review.hold(session)
    review.ensure_compared(session, by=by)
    _as_shown(session, key, token)
    edits.choose(session, key, field, plan=plan, today=today, by=by)
    review.ensure_compared(session, by=by)


def _together(session: Session, key: str) -> tuple[PersonRecord, ...]:
    found = edit_queries.rows_with_keys(session, [key])
    if not found:
        raise review.no_such_record(key)
    cluster = found[0][0].cluster
    rows = found if cluster is None else review_queries.rows_in_clusters(session, [cluster])
    return queries.people(rows)


def _as_shown(session: Session, key: str, token: str) -> tuple[PersonRecord, ...]:
    records = _together(session, key)
    if _token(records) != token:
        raise UserError(
            "person_changed",
            "This person has changed since the page was opened. Nothing was written; look again.",
        )
    return records


def _token(records: Sequence[PersonRecord]) -> str:
    return sha256(repr(sorted(records, key=lambda p: p.key)).encode()).hexdigest()[:16]


def _with_bonds(session: Session, people: Sequence[tuple[PersonRecord, ...]]) -> tuple[Merged, ...]:
    by_key = {p.key: p for records in people for p in records}
    home = {p.key: n for n, records in enumerate(people) for p in records}
    judged = {(j.left, j.right): j for j in review_queries.newest_judgements_among(session, by_key)}
    bonds: dict[int, list[Bond]] = defaultdict(list)
    for row in review_queries.pairs_among(session, by_key):
        if home[row.left] == home[row.right]:
            question = review.question(row, by_key)
            judgement = judged.get((row.left, row.right))
            decision = _decision(judgement, question)
            bonds[home[row.left]].append(Bond(question, decision))
    return tuple(Merged(records, tuple(bonds[n])) for n, records in enumerate(people))


def _decision(judgement: tables.Judgement | None, question: Question) -> Decision | None:
    return review_pages.decision_of(judgement, question.left, question.right) if judgement else None


def _respondents(session: Session, records: tuple[PersonRecord, ...], plan: Plan) -> tuple[Respondent, ...]:
    """The person's lines in the roster, as `assemble` gives them for everybody.

    Of the others only those matter who state the same phone or mailbox: that is how shared ones are known.
    """
    phones = {number for p in records for number in p.phones}
    emails = {p.email for p in records if p.email}
    rows = review_queries.rows_with_contacts(session, phones, emails)
    mine = tuple(p.key for p in records)
    others: dict[int | None, list[PersonRecord]] = defaultdict(list)
    for (row, _), other in zip(rows, queries.people(rows), strict=True):
        if other.key not in mine:
            others[row.cluster].append(other)
    clusters = [mine, *(tuple(p.key for p in of_one) for of_one in others.values())]
    everybody = [*records, *(p for of_one in others.values() for p in of_one)]
    found = assemble.assemble(everybody, clusters, plan=plan, precedence=plan.precedence)
    return tuple(one for one in found if set(one.keys) <= set(mine))
