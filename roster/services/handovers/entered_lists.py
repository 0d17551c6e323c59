"""The Ministry's list of who stands in its software: people recognised in it are ticked, doubts are asked.

Compares with the rules of `dedupe` only; a row that may be somebody is shown with whom, never ticked. Nothing
of such a list is stored but its checksum.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from roster import problems
from roster.dedupe import lookup
from roster.dedupe.lookup import Hit
from roster.errors import UserError
from roster.model import FileReading, PersonRecord
from roster.plan import Plan
from roster.services.handovers import entered, listed
from roster.services.matching import weights
from roster.survey.listed import Listed


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that may be one of these people, the most probable first; of nobody where there are none."""

    record: PersonRecord
    candidates: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a list: people recognised beyond doubt, how many of them were new, and what is left.

    `asked` may be somebody on the roster, `unknown` are not, `held` could not be read.
    """

    recognised: tuple[Listed, ...]
    ticked: int
    asked: tuple[Doubt, ...]
    unknown: tuple[PersonRecord, ...]
    held: tuple[PersonRecord, ...]


def take(session: Session, read: FileReading, *, plan: Plan, by: str) -> Taken:
    """Tick everybody of the roster whom the list names beyond doubt.

    Raises `UserError`: list_unread, nobody_in_list.
    """
    if read.error:
        why = problems.sentence(read.error.code, **read.error.params)
        raise UserError("list_unread", "{file}: {why}", file=read.name, why=why)
    if not read.people:
        raise UserError(
            "nobody_in_list", "{file} names nobody. Check that it is the right file.", file=read.name
        )
    people = listed.listed(session, plan=plan)
    asked = [record for record in read.people if not record.held]
    found = _found(people, asked)
    sure = [hits[0] for hits in found if _is_sure(hits)]
    recognised = tuple({one.person: one for one, _band in sure}.values())
    done = entered.tick(session, {one.person for one in recognised}, plan=plan, by=by, source=read.sha256)
    doubts = [
        Doubt(record, tuple(one for one, _band in hits))
        for record, hits in zip(asked, found, strict=True)
        if not _is_sure(hits)
    ]
    return Taken(
        recognised,
        done,
        asked=tuple(doubt for doubt in doubts if doubt.candidates),
        unknown=tuple(doubt.record for doubt in doubts if not doubt.candidates),
        held=tuple(record for record in read.people if record.held),
    )


def _found(people: Sequence[Listed], asked: Sequence[PersonRecord]) -> list[tuple[tuple[Listed, str], ...]]:
    """For each row whom it may be and how sure that is; somebody in two groups once."""
    known = [listed.as_record(one) for one in people]
    return [_each_once(hits, people) for hits in lookup.find(known, asked, model=weights.in_use())]


def _each_once(hits: Sequence[Hit], people: Sequence[Listed]) -> tuple[tuple[Listed, str], ...]:
    first: dict[str, tuple[Listed, str]] = {}
    for hit in hits:
        first.setdefault(people[hit.at].person, (people[hit.at], hit.band))
    return tuple(first.values())


def _is_sure(hits: Sequence[tuple[Listed, str]]) -> bool:
    """Beyond doubt one person: the rules would merge with this one and with no other."""
    return bool(hits) and [band for _one, band in hits].count("same") == 1 and hits[0][1] == "same"
