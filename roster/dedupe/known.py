"""What is known of a set of records before anybody is asked: which pairs are candidates, how far each agrees.

Made from the last one where there is one, so that only pairs with a new or changed record are compared. Knows
levels; knows no judgements and no clusters.
"""

from bisect import bisect_left
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

import numpy as np

from roster.dedupe import blocking, features, score
from roster.dedupe.columns import NOT_STATED, Bools, Codes, Column, Levels
from roster.dedupe.comparisons import COMPARISONS, FIELDS
from roster.dedupe.features import Features
from roster.dedupe.model import Model
from roster.dedupe.score import Scale
from roster.model import PersonRecord


@dataclass(frozen=True, slots=True)
class Compared:
    """Levels of pairs of record positions; pair (i, j) of n records has the code i * n + j, in order."""

    codes: Codes
    levels: Mapping[str, Levels]


@dataclass(frozen=True, slots=True)
class Known:
    """Records in order of their keys, made ready for weighing, with the levels of all candidates.

    `settings[i]` is what the other records make of record i's values. `fresh` counts the pairs compared for
    it, the others were known before.
    """

    model: Model
    records: tuple[PersonRecord, ...]
    settings: tuple[Hashable, ...]
    scale: Scale
    candidates: Compared
    dropped_blocks: int
    fresh: int


def know(records: Sequence[PersonRecord], model: Model, last: Known | None = None) -> Known:
    """Compare records, taking from the last time the levels of pairs in which nothing has changed.

    Equal to comparing all: candidates, frequencies and prior are always those of all records together, only
    levels are kept, and of those none whose values the other records now make something else of.
    """
    ordered = tuple(sorted(records, key=lambda r: r.key))
    if last and last.model == model and last.records == ordered:
        return last
    table = features.read(ordered, model)
    found = blocking.candidates(table, model.blocking)
    settings = _settings(ordered, table)
    before = _carried(last, ordered, settings) if last and last.model == model else None
    compared, fresh = compare(table, found.left * len(table) + found.right, before)
    scale = score.prepare(table, model)
    return Known(model, ordered, settings, scale, compared, dropped_blocks=found.dropped, fresh=fresh)


def part(whole: Known, keys: Collection[str]) -> Known:
    """Those of the records that have these keys, with the candidates among them, weighed as among all.

    `link.settle` makes of it what it makes of the whole, as far as no pair asked about, joined or judged
    leads out of it.
    """
    rows = _places(whole.records, keys)
    n, today = max(len(whole.records), 1), len(rows)
    codes = whole.candidates.codes
    ranges = zip(np.searchsorted(codes, rows * n), np.searchsorted(codes, (rows + 1) * n), strict=True)
    of_left = np.concatenate([np.empty(0, dtype=np.int64), *(np.arange(*ends) for ends in ranges)])
    among = of_left[np.isin(codes[of_left] % n, rows)]
    left: Codes = np.searchsorted(rows, codes[among] // n)
    right: Codes = np.searchsorted(rows, codes[among] % n)
    levels = {field: reached[among] for field, reached in whole.candidates.levels.items()}
    columns = {f: Column(c.values, c.codes[rows]) for f, c in whole.scale.features.columns.items()}
    return replace(
        whole,
        records=tuple(whole.records[row] for row in rows.tolist()),
        settings=tuple(whole.settings[row] for row in rows.tolist()),
        scale=replace(whole.scale, features=Features(today, columns)),
        candidates=Compared(left * today + right, levels),
    )


def _places(records: Sequence[PersonRecord], keys: Iterable[str]) -> Codes:
    """Where records with these keys stand, in their order; keys of none are passed over."""
    places = ((bisect_left(records, key, key=attrgetter("key")), key) for key in sorted(keys))
    found = [place for place, key in places if place < len(records) and records[place].key == key]
    return np.array(found, dtype=np.int64)


def compare(table: Features, codes: Codes, before: Compared | None) -> tuple[Compared, int]:
    """The levels of these pairs, and how many of them had to be compared."""
    n = max(len(table), 1)
    if before is None:
        return Compared(codes, score.agreement(table, codes // n, codes % n)), len(codes)
    at = np.searchsorted(before.codes, codes)
    at[at == len(before.codes)] = 0
    is_known = before.codes[at] == codes if len(before.codes) else np.zeros(len(codes), dtype=np.bool_)
    new = codes[~is_known]
    fresh = score.agreement(table, new // n, new % n)
    levels = {field: _merged(before.levels[field], at, is_known, fresh[field]) for field in FIELDS}
    return Compared(codes, levels), len(new)


def _merged(known: Levels, at: Codes, is_known: Bools, fresh: Levels) -> Levels:
    found = np.empty(len(at), dtype=np.int8)
    found[is_known] = known[at[is_known]]
    found[~is_known] = fresh
    return found


def _carried(last: Known, ordered: Sequence[PersonRecord], settings: Sequence[Hashable]) -> Compared:
    """What was known of records that are as they were, by today's positions."""
    before = {record.key: place for place, record in enumerate(last.records)}
    today = np.full(len(last.records), NOT_STATED)
    for place, (record, setting) in enumerate(zip(ordered, settings, strict=True)):
        was = before.get(record.key)
        if was is not None and setting == last.settings[was] and _states_the_same(last.records[was], record):
            today[was] = place
    n = max(len(last.records), 1)
    left, right = today[last.candidates.codes // n], today[last.candidates.codes % n]
    kept = (left != NOT_STATED) & (right != NOT_STATED)
    levels = {field: reached[kept] for field, reached in last.candidates.levels.items()}
    return Compared(left[kept] * len(ordered) + right[kept], levels)


def _states_the_same(before: PersonRecord, now: PersonRecord) -> bool:
    return before == now or all(c.raw(before) == c.raw(now) for c in COMPARISONS)


def _settings(records: Sequence[PersonRecord], table: Features) -> tuple[Hashable, ...]:
    """What the records together make of each one's values: everything a level rests on beside the values.

    Shared numbers and mailboxes, lists of one agency, the shortest post stated that one begins with, and
    whether there is more than one list.
    """
    phones, emails, agencies, posts = (table.columns[f] for f in ("phone", "email", "agency", "position"))
    shared = [book.shared for book in phones.values.stated] + [frozenset()]
    starts = _starts(records, table)
    columns = (
        map(shared.__getitem__, phones.codes.tolist()),
        np.append(emails.values.shared, False)[emails.codes].tolist(),
        np.append(agencies.values.senders, False)[agencies.codes].tolist(),
        map(starts.__getitem__, posts.codes.tolist()),
        (table.columns["list"].codes != NOT_STATED).tolist(),
    )
    return tuple(zip(*columns, strict=True))


def _starts(records: Sequence[PersonRecord], table: Features) -> list[str]:
    """Per distinct post, the post it begins with as some record states it; '' for none stated."""
    posts = table.columns["position"]
    stated: dict[int, str] = {}
    words = posts.values.words.tolist()
    for record, code in zip(records, posts.codes.tolist(), strict=True):
        if code != NOT_STATED:
            stated.setdefault(words[code], record.position or "")
    return [stated[start] for start in posts.values.starts.tolist()] + [""]
