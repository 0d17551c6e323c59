"""The same person, or the same card, twice in one file.

Flags only: whether two rows are one person is decided by comparing (`dedupe`) and by people.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from roster.intake.rows import problem
from roster.intake.values import Finding
from roster.model import PersonRecord, Problem
from roster.name_keys import accent_key
from roster.text import fold

_MOST = 20  # rows with one such mark that are compared pair by pair
_FULL_DATE = len("YYYY-MM-DD")


def flag_duplicates(people: Sequence[PersonRecord]) -> tuple[list[PersonRecord], list[Problem]]:
    """The records, with cccd_duplicate and same_person_other_role on both rows of each such pair."""
    found: dict[int, list[Finding]] = defaultdict(list)
    for left, right in _pairs(people):
        for code, field in _between(people[left], people[right]):
            for place in (left, right):
                found[place].append(Finding(code, field, people[place].raw.get(field, "")))
    flagged = list(people)
    problems = []
    for place, findings in sorted(found.items()):
        fresh = {finding.code: finding for finding in findings}
        flagged[place] = replace(people[place], flags=(*people[place].flags, *fresh))
        problems += [problem(finding, people[place].source) for finding in fresh.values()]
    return flagged, problems


def _pairs(people: Sequence[PersonRecord]) -> Iterator[tuple[int, int]]:
    """Pairs of rows that share what makes one person likely; held rows have nothing for certain."""
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, record in enumerate(people):
        if not record.held:
            for mark in _marks(record):
                alike[mark].append(place)
    pairs = (pair for places in alike.values() for pair in combinations(places[:_MOST], 2))
    return iter(sorted(set(pairs)))


def _marks(record: PersonRecord) -> Iterator[tuple[str, ...]]:
    """The card; the name with the full birth date; the name with each phone."""
    name = accent_key(record.full_name)
    if record.cccd:
        yield (record.cccd,)
    if record.dob and len(record.dob) == _FULL_DATE:
        yield name, record.dob
    for phone in record.phones:
        yield name, phone


def _between(left: PersonRecord, right: PersonRecord) -> Iterable[tuple[str, str]]:
    same_card = left.cccd is not None and left.cccd == right.cccd
    same_name = accent_key(left.full_name) == accent_key(right.full_name)
    if same_name and _one_person(left, right) and _role(left) != _role(right):
        yield "same_person_other_role", "position"
    elif same_card:
        yield "cccd_duplicate", "cccd"


def _one_person(left: PersonRecord, right: PersonRecord) -> bool:
    """Same name and card, else same full birth date, else same phone with nothing against it."""
    if left.cccd and right.cccd:
        return left.cccd == right.cccd
    if left.dob and right.dob:
        shared = min(len(left.dob), len(right.dob))
        if left.dob[:shared] != right.dob[:shared]:
            return False
        if shared == _FULL_DATE:
            return True
    return bool(set(left.phones) & set(right.phones))


def _role(record: PersonRecord) -> tuple[str, str | None, str, str]:
    return (fold(record.position or ""), record.group, fold(record.agency or ""), fold(record.unit or ""))
