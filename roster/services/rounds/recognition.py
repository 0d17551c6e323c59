"""Who of this round is somebody of an earlier one: by key, else as the matcher compares them, else asked.

Earlier rounds are looked at and never changed; a round learns only from those begun before it. Knows which
records are compared; how is `roster.dedupe`'s matter, which number a person then gets `services.persons`'.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from types import MappingProxyType
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from roster.dedupe import known, link
from roster.model import Judgement, Matching, PersonRecord
from roster.services.matching import weights
from roster.services.persons import Elsewhere
from roster.store import round_queries
from roster.store.person_queries import Compared

Clusters: TypeAlias = Sequence[Sequence[str]]
Judged: TypeAlias = Callable[[Sequence[PersonRecord]], Sequence[Judgement]]


def recognise(
    session: Session, records: Sequence[PersonRecord], clusters: Clusters, judged: Judged
) -> Elsewhere:
    """The numbers that people of this round have in earlier ones; who may be somebody there is put aside.

    `judged` gives the decisions that hold for some records.
    """
    earlier = _latest(round_queries.earlier_rounds_compared(session))
    if not earlier:
        round_queries.set_recognitions(session, [])
        return Elsewhere()
    by_key = _by_key(one for _, one in earlier)
    same = {key: by_key[key] for keys in clusters for key in keys if key in by_key}
    left = _unknown(clusters, same)
    ours = [record for record in records if record.key in left]
    theirs = [(number, one) for number, one in earlier if one.cluster not in set(same.values())]
    found, asked = _compare(ours, theirs, judged)
    round_queries.set_recognitions(session, asked)
    numbers = frozenset(one.cluster for _, one in earlier if one.cluster is not None)
    return Elsewhere(MappingProxyType(same | found), numbers)


def _latest(found: Iterable[tuple[int, Compared]]) -> tuple[tuple[int, Compared], ...]:
    """Of each person only the records of the latest earlier round; `found` comes latest round first."""
    last: dict[int | None, int] = {}
    rows = tuple(found)
    for number, one in rows:
        last.setdefault(one.cluster, number)
    return tuple((number, one) for number, one in rows if last[one.cluster] == number)


def _by_key(found: Iterable[Compared]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for one in found:
        if one.cluster is not None:
            numbers.setdefault(one.record.key, one.cluster)
    return numbers


def _unknown(clusters: Clusters, same: dict[str, int]) -> frozenset[str]:
    """The keys of people of whom no record has the key of somebody in an earlier round."""
    return frozenset(key for keys in clusters if not same.keys() & set(keys) for key in keys)


def _compare(
    ours: Sequence[PersonRecord], theirs: Sequence[tuple[int, Compared]], judged: Judged
) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """Key -> number for whom the matcher is sure of, and the questions about the others."""
    if not ours or not theirs:
        return {}, []
    others: dict[str, tuple[int, Compared]] = {}
    for number, one in theirs:
        others.setdefault(one.record.key, (number, one))
    people = [*ours, *(_apart(number, one.record) for number, one in others.values())]
    matching = link.settle(known.know(people, weights.in_use()), judged(people))
    numbers = {key: one.cluster for key, (_, one) in others.items() if one.cluster is not None}
    return _sure(matching, numbers), _questions(matching, others)


def _apart(number: int, record: PersonRecord) -> PersonRecord:
    """The record in a list of its own round: a file of the same name this year is another list."""
    return replace(record, source=replace(record.source, file=f"{number}/{record.source.file}"))


def _sure(matching: Matching, numbers: dict[str, int]) -> dict[str, int]:
    """Of several numbers in one cluster the one most of its records have, of two as common the older."""
    found: dict[str, int] = {}
    for keys in matching.clusters:
        counted = Counter(numbers[key] for key in keys if key in numbers)
        if counted:
            number = min(counted, key=lambda n: (-counted[n], n))
            found |= {key: number for key in keys if key not in numbers}
    return found


def _questions(matching: Matching, others: dict[str, tuple[int, Compared]]) -> list[dict[str, Any]]:
    """The pairs asked about of which one side is here and the other in an earlier round."""
    rows = []
    for pair in matching.asks:
        if (pair.left in others) == (pair.right in others):
            continue
        key, other = (pair.left, pair.right) if pair.right in others else (pair.right, pair.left)
        number, one = others[other]
        rows.append(
            {
                "key": key,
                "other_key": other,
                "other_number": one.cluster,
                "other_round": number,
                "weight": pair.weight,
                "evidence": [asdict(line) for line in pair.evidence],
            }
        )
    return rows
