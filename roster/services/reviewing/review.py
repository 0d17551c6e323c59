"""Duplicates: records are compared, people decide the doubtful pairs, decisions are kept with their author.

Knows when a comparison is out of date and when a decision no longer holds; how two records are compared is
`roster.dedupe`'s matter.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from roster.dedupe import explain, link
from roster.errors import UserError
from roster.model import Evidence, Judgement, PersonRecord, ScoredPair, Verdict
from roster.services import persons
from roster.services.masks import masked
from roster.services.matching import knowledge, pair_rows, parts, stamps, weights
from roster.services.reviewing import grounds
from roster.services.rounds import recognition
from roster.store import (
    edit_queries,
    pair_queries,
    person_queries,
    queries,
    review_queries,
    round_queries,
    tables,
)

_COMPARED = "compared"  # the fact of the round that says what the stored comparison was computed from
_NUMBERS = frozenset({"phone", "cccd"})  # evidence that quotes numbers


@dataclass(frozen=True, slots=True)
class Question:
    """A pair a person should look at, the sides and their evidence in order of their files.

    `verdict` is 'unsure' where somebody has already looked in vain.
    """

    id: str
    pair: ScoredPair
    left: PersonRecord
    right: PersonRecord
    verdict: Verdict | None = None
    persons: tuple[str, str] = ("", "")  # whose record each side is, as `services.persons` writes it


@dataclass(frozen=True, slots=True)
class Comparison:
    """A summary of the last comparison: records compared, people found, pairs to ask about."""

    records: int
    people: int
    merged: int
    questions: int
    held: int
    dropped_blocks: int  # groups of look-alikes too large to compare pair by pair


def judgements(session: Session, records: Sequence[PersonRecord]) -> tuple[Judgement, ...]:
    """The decisions that hold for these records: the newest of each pair, its deciding fields unchanged."""
    return _holding(queries.newest_judgements(session), records)


def _holding(rows: Iterable[tables.Judgement], records: Sequence[PersonRecord]) -> tuple[Judgement, ...]:
    known, model = {p.key: p for p in records}, weights.in_use()
    held = []
    for row in rows:
        left, right = known.get(row.left), known.get(row.right)
        if left and right and grounds.hold(row, left, right, model):
            verdict: Any = row.verdict
            held.append(Judgement(row.left, row.right, verdict))
    return tuple(held)


def sentences(pair: ScoredPair) -> tuple[str, ...]:
    """The evidence in words, the strongest first, each line with its bits; their sum is the weight."""
    strongest_first = sorted(pair.evidence, key=lambda line: -abs(line.bits))
    return tuple(explain.line(without_numbers(line)) for line in strongest_first)


def without_numbers(line: Evidence) -> Evidence:
    """The same evidence with phone and card numbers masked: it is shown, printed and sent."""
    if line.field not in _NUMBERS:
        return line
    left, right = (", ".join(masked(part) for part in side.split(", ")) for side in (line.left, line.right))
    return replace(line, left=left, right=right)


def compare(session: Session, *, by: str) -> Comparison:
    """Compare all records that are not held and store clusters, pairs and the order of the questions.

    People keep their numbers (`persons.settle`); of the store only what has changed is written.
    """
    session.flush()
    rests_on, now = stamps.of_records(session), state(session)  # first: what comes meanwhile is not in it
    rows = person_queries.compared(session)
    records = [row.record for row in rows]
    compared = [p for p in records if p.takes_part]
    decided = judgements(session, compared)
    matching = link.settle(knowledge.of(compared, rests_on=rests_on), decided)
    elsewhere = recognition.recognise(session, compared, matching.clusters, partial(judgements, session))
    given = person_queries.numbers(session)
    persons.settle(session, rows, matching.clusters, given, elsewhere=elsewhere)
    pair_queries.update(session, pair_rows.made(matching, decided))
    queries.set_meta(session, _COMPARED, {"state": now})
    summary = Comparison(
        records=len(compared),
        people=len(matching.clusters),
        merged=sum(1 for keys in matching.clusters if len(keys) > 1),
        questions=len(matching.asks),
        held=sum(1 for p in records if p.held and p.excluded is None),
        dropped_blocks=matching.dropped_blocks,
    )
    queries.add_audit(session, "dedupe", by=by, detail=asdict(summary))
    return summary


def get_ready(session: Session) -> None:
    """Compare all records in the memory of this process and write nothing: `compare` has less to do then."""
    rests_on = stamps.of_records(session)
    if knowledge.kept(rests_on) is None:
        records = [row.record for row in person_queries.compared(session)]
        knowledge.of([p for p in records if p.takes_part], rests_on=rests_on)


def is_compared(session: Session) -> bool:
    """Whether the stored comparison still fits lists, decisions and the rules of comparing."""
    return compared_state(session) == state(session)


def state(session: Session) -> str:
    """What a comparison rests on, in short: lists, decisions, edits, rules and earlier rounds."""
    earlier = round_queries.earlier_facts(session, _COMPARED)
    return stamps.sha256([stamps.of_all(session), earlier])


def compared_state(session: Session) -> str | None:
    """What the stored comparison was computed from, one text that changes with it; None before the first."""
    kept: str | None = queries.meta(session, _COMPARED).get("state")
    return kept


def ensure_compared(session: Session, *, by: str) -> None:
    """Compare only if something has changed since the last time."""
    if not is_compared(session):
        compare(session, by=by)


def settle_again(session: Session, keys: Collection[str], *, by: str) -> None:
    """Bring a comparison up to date that was so before a decision on these records was made or undone.

    Only what hangs together with them is settled anew; everything, where nothing is at hand since the start,
    or where an earlier round was compared: whose number a person has there rests on the whole cluster.
    """
    session.flush()
    whole, now = knowledge.kept(stamps.of_records(session)), state(session)
    if whole is None or round_queries.earlier_facts(session, _COMPARED):
        compare(session, by=by)
        return
    part = parts.around(session, whole, keys)
    spoken = review_queries.newest_judgements_among(session, [p.key for p in part.records])
    parts.settle(session, part, _holding(spoken, part.records))
    queries.set_meta(session, _COMPARED, {"state": now})


def hold(session: Session) -> None:
    """Let nobody else decide until this transaction ends: what is looked at now is what is decided on."""
    review_queries.hold_meta(session, _COMPARED)


def questions(session: Session, records: Sequence[PersonRecord] | None = None) -> tuple[Question, ...]:
    """The open pairs of a fresh comparison, most probable first, those somebody was unsure about last.

    `records` are those in force, where the caller has them at hand.
    """
    asked = queries.pairs_to_ask(session)
    keys = sorted({key for row in asked for key in (row.left, row.right)})
    if records is None:
        records = queries.people(edit_queries.rows_with_keys(session, keys))
    unsure = {(j.left, j.right) for j in judgements(session, records) if j.verdict == "unsure"}
    by_key = {p.key: p for p in records}
    numbers = person_queries.numbers_by_key(session, keys)
    found = [question(row, by_key, numbers) for row in asked]
    marked = [replace(q, verdict="unsure") if (q.pair.left, q.pair.right) in unsure else q for q in found]
    return tuple(sorted(marked, key=lambda q: q.verdict is not None))


def decide(session: Session, start: str, verdict: Verdict, *, by: str) -> Question:
    """Record a decision on the pair whose id begins with `start`, and compare anew with it.

    Raises `UserError` (no_such_pair, ambiguous_pair), also for a pair that newer lists have made away with.
    """
    ensure_compared(session, by=by)
    row = _one_pair(session, start)
    keys = [row.left, row.right]
    records = {p.key: p for p in queries.people(edit_queries.rows_with_keys(session, keys))}
    asked = question(row, records, person_queries.numbers_by_key(session, keys))
    _decide(session, (asked.left, asked.right), verdict, by=by)
    settle_again(session, keys, by=by)
    return replace(asked, verdict=verdict)


def judge(session: Session, pair: tuple[PersonRecord, PersonRecord], verdict: Verdict, *, by: str) -> int:
    """Record a decision on two records of two rounds, and compare anew with it; the act's number."""
    act = _decide(session, pair, verdict, by=by)
    compare(session, by=by)
    return act


def separate(session: Session, key: str, *, by: str) -> int:
    """Take one record out of the cluster of its person: it is judged different from each of the others.

    Returns the number of the act, which `edits.undo` takes back. Raises `UserError` (no_such_record,
    stands_alone).
    """
    ensure_compared(session, by=by)
    found = edit_queries.rows_with_keys(session, [key])
    if not found:
        raise no_such_record(key)
    cluster = found[0][0].cluster
    together = queries.people(edit_queries.rows_in_cluster(session, cluster)) if cluster is not None else ()
    others = [p for p in together if p.key != key]
    if not others:
        raise UserError("stands_alone", "This record stands alone; there is nothing to split it off from.")
    (one,) = queries.people(found)
    act = _judge(session, [(one, other) for other in others], "different", by=by)
    subjects = [key, *(p.key for p in others)]
    queries.add_audit(session, "review.separate", by=by, subjects=subjects, detail={"edit": act})
    settle_again(session, subjects, by=by)
    return act


def no_such_pair(start: str) -> UserError:
    """The refusal of a pair that was never asked about, or that newer lists have made away with."""
    return UserError(
        "no_such_pair",
        "There is no pair {id} to review. Take the ID from the title of a pair in the list of pairs.",
        id=start,
    )


def no_such_record(key: str) -> UserError:
    """The refusal of a key that no list in force has any more."""
    return UserError(
        "no_such_record",
        "There is no record {key} in force. Its list may have been withdrawn or replaced; look again.",
        key=key,
    )


def _decide(session: Session, pair: tuple[PersonRecord, PersonRecord], verdict: Verdict, *, by: str) -> int:
    """Record one verdict on one pair and put it on record; the number of the act."""
    act = _judge(session, [pair], verdict, by=by)
    subjects = sorted(one.key for one in pair)
    queries.add_audit(session, "review.decide", by=by, subjects=subjects, detail={"verdict": verdict})
    return act


def _judge(
    session: Session, pairs: Sequence[tuple[PersonRecord, PersonRecord]], verdict: Verdict, *, by: str
) -> int:
    """Record one verdict on some pairs as one act; its number."""
    model = weights.in_use()
    act = tables.Edit(kind="judge", by=by)
    session.add(act)
    session.flush()
    for one, other in pairs:
        left, right = sorted((one.key, other.key))
        judgement = tables.Judgement(left=left, right=right, verdict=verdict, by=by, edit_id=act.id)
        judgement.fingerprint = grounds.all_fields(one, other)
        judgement.grounds = grounds.grounds(one, other, model)
        session.add(judgement)
    session.flush()
    return act.id


def _one_pair(session: Session, start: str) -> tables.Pair:
    found = queries.pair_starting(session, start) if start else ()
    if not found:
        raise no_such_pair(start)
    if len(found) > 1:
        raise UserError("ambiguous_pair", "Several pairs begin with {id}. Write more of the id.", id=start)
    return found[0]


def question(
    row: tables.Pair, records: Mapping[str, PersonRecord], numbers: Mapping[str, int] = MappingProxyType({})
) -> Question:
    """A stored pair and its two records, the sides in order of their files; `numbers` are people's by key."""
    left, right = sorted((records[row.left], records[row.right]), key=lambda p: p.source)
    pair = queries.scored_pair(row)
    if left.key != pair.left:
        mirrored = (replace(line, left=line.right, right=line.left) for line in pair.evidence)
        pair = replace(pair, evidence=tuple(mirrored))
    whose = tuple(persons.written(numbers[p.key]) if p.key in numbers else "" for p in (left, right))
    return Question(row.id, pair, left, right, persons=(whose[0], whose[1]))
