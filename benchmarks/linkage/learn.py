"""Learns the weights of `data/matching.toml` from invented people, and writes them there with their origin.

`python -m benchmarks.linkage.learn` prints what it found beside what is in use; `--write` puts it into the
file. What the invented people cannot tell (neighbouring SIM cards, delegates' day jobs) keeps its weight.
"""

import argparse
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.linkage import people, rates
from roster import datafiles
from roster.dedupe import blocking, features, score, typed
from roster.dedupe.columns import Column, factorise
from roster.dedupe.comparisons import COMPARISONS
from roster.dedupe.features import Features
from roster.dedupe.model import MATCHING_FILE, Model, load_model
from roster.plan import load_plan
from roster.positions import load_positions

QUALITIES = ("rich", "poor", "mixed")
RECORDS, SEEDS = 20_000, (1, 2)
RANDOM_PAIRS = 2_000_000
_TODAY = date(2024, 12, 16)
LEAST_SEEN = 5  # fewer cases say nothing about a level

# Reasoned weights stay where the invented people know less than the business does (see each level's origin).
REASONED = frozenset(
    {
        ("name", "maybe_unaccented"),  # labelled cases: Mai Thanh Lan is a name as it stands
        ("name", "initials"),  # labelled cases: an abbreviated common name is a common name
        ("name", "one_edit"),  # labelled cases: H'Hồng and K'Hồng, Lan and Lam are two people
        ("name", "same_words"),
        ("name", "other_given"),
        ("name", "same_given"),
        ("name", "different"),
        ("phone", "one_digit"),
        ("phone", "shared"),
        ("email", "shared"),
        ("cccd", "one_digit"),
        ("agency", "other_role"),
        ("position", "other_role"),
        ("list", "same_list"),
        ("list", "other_list"),
        ("gender", "same"),
        ("gender", "different"),
    }
)

Counts = Mapping[str, npt.NDArray[np.float64]]
WHOLE = frozenset({("name", "exact"), ("dob", "full"), ("agency", "same"), ("position", "same")})


@dataclass(frozen=True, slots=True)
class Learned:
    """Shares of each level among pairs of one person (m) and of different people (u), by field."""

    m: Counts
    u: Counts
    true_pairs: int


def learn(model: Model) -> Learned:
    """Counts over all qualities and seeds, each data set weighing the same."""
    found = [_of_one(quality, seed, model) for quality in QUALITIES for seed in SEEDS]
    return Learned(
        m={field: np.nanmean([one.m[field] for one in found], axis=0) for field in found[0].m},
        u={field: np.nanmean([one.u[field] for one in found], axis=0) for field in found[0].u},
        true_pairs=sum(one.true_pairs for one in found),
    )


def _of_one(quality: str, seed: int, model: Model) -> Learned:
    table, who = _read(people.invent(RECORDS, rates.load(quality), seed=seed), model)
    same = _pairs_of_one_person(who)
    found = blocking.candidates(table, model.blocking)
    apart = who[found.left] != who[found.right]
    near = (found.left[apart], found.right[apart])
    return Learned(
        m=_shares(score.agreement(table, *same)),
        u=_chance(table, near, seed),
        true_pairs=len(same[0]),
    )


def _read(invented: people.Invented, model: Model) -> tuple[Features, npt.NDArray[np.int64]]:
    columns = {
        field: Column(*_texts(invented.records[field].to_numpy(dtype=object))) for field in typed.FIELDS
    }
    reading = typed.Reading(load_positions(), load_plan(), _TODAY)
    table = features.from_columns(typed.raw_columns(columns, reading), model, size=len(invented.records))
    return table, invented.truth["person_id"].to_numpy(dtype=np.int64)


def _texts(values: npt.NDArray[np.object_]) -> tuple[tuple[str, ...], npt.NDArray[np.int64]]:
    column = factorise(value or None for value in values)
    return column.values, column.codes


def _pairs_of_one_person(who: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    left, right, _ = blocking.pairs_within(np.arange(len(who)), who, len(who))
    return left, right


def _counts(levels: Mapping[str, npt.NDArray[np.int8]]) -> Counts:
    return {
        c.field: np.bincount(levels[c.field] + 1, minlength=len(c.levels) + 1)[1:].astype(np.float64)
        for c in COMPARISONS
    }


def _shares(levels: Mapping[str, npt.NDArray[np.int8]]) -> Counts:
    return {field: _share(counts, counts.sum()) for field, counts in _counts(levels).items()}


def _share(counts: npt.NDArray[np.float64], pairs: float) -> npt.NDArray[np.float64]:
    return counts / pairs if pairs else np.full(len(counts), np.nan)


def _chance(table: Features, near: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]], seed: int) -> Counts:
    """Common levels from pairs at random; rare ones from the candidates, which hold nearly all there are."""
    n = len(table)
    left, right = np.random.default_rng(seed).integers(0, n, (2, RANDOM_PAIRS))
    random = _counts(score.agreement(table, left[left != right], right[left != right]))
    rare = _counts(score.agreement(table, *near))
    every = n * (n - 1) / 2
    return {
        field: np.where(
            random[field] >= LEAST_SEEN * 10,
            _share(random[field], random[field].sum()),
            _share(rare[field], every * random[field].sum() / RANDOM_PAIRS),
        )
        for field in random
    }


def weights(learned: Learned, model: Model) -> dict[tuple[str, str], tuple[float, float]]:
    """New (m, bits) by field and level, where enough was seen."""
    found = {}
    for comparison in COMPARISONS:
        for place, name in enumerate(comparison.levels):
            m, u = (float(shares[comparison.field][place]) for shares in (learned.m, learned.u))
            if (comparison.field, name) in REASONED or m * learned.true_pairs < LEAST_SEEN or not u > 0:
                continue
            found[comparison.field, name] = (m, float(np.log2(m / _usual(comparison.field, name, u, model))))
    return found


def _usual(field: str, level: str, u: float, model: Model) -> float:
    """Chance agreement; of whole values whose rarity is counted, that of a value of average rarity."""
    return float(getattr(model.rarity, field).average) if (field, level) in WHOLE else u


def _rewritten(text: str, found: Mapping[tuple[str, str], tuple[float, float]], pairs: int) -> str:
    seeds = ", ".join(map(str, SEEDS))
    origin = (
        f"Học từ {pairs} cặp của người hư cấu, {len(QUALITIES)} loại danh sách, hạt giống {seeds} "
        "(benchmarks/linkage/learn.py)"
    )
    for (field, level), (m, bits) in found.items():
        heading = f"[comparisons.{field}.{level}]\n"
        before, _, rest = text.partition(heading)
        section, gap, after = rest.partition("\n\n")
        text = before + heading + _section(section, m, bits, origin) + gap + after
    return text


def _section(lines: str, m: float, bits: float, origin: str) -> str:
    lines = re.sub(r"(?m)^bits = .*$", f"bits = {bits:.1f}", lines)
    lines = re.sub(r"(?m)^m = .*$", f"m = {m:.2g}", lines)
    return re.sub(r"(?m)^origin = .*$", f'origin = "{origin}"', lines)


def main() -> None:
    """Print or write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the weights into data/matching.toml")
    arguments = parser.parse_args()
    model = load_model(datafiles.shipped(MATCHING_FILE))
    learned = learn(model)
    found = weights(learned, model)
    for (field, level), (m, bits) in found.items():
        used = model.comparisons[field][level]
        print(f"{field:9} {level:17} m {used.m:7.4f} -> {m:7.4f}   bits {used.bits:6.1f} -> {bits:6.1f}")
    if arguments.write:
        path = Path(datafiles.shipped(MATCHING_FILE))
        path.write_text(
            _rewritten(path.read_text(encoding="utf-8"), found, learned.true_pairs), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
