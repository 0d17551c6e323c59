"""Links a flat table of people: reads it, compares, writes clusters and pairs. No database takes part.

Knows the steps; what a text means is `dedupe.typed`'s matter, how the decision is made `dedupe.linkage`'s.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from roster.dedupe import features, linkage, typed
from roster.dedupe.columns import Codes, dense
from roster.dedupe.features import Features
from roster.dedupe.fitting import probability
from roster.dedupe.linkage import POLICIES as POLICIES
from roster.dedupe.linkage import Policy as Policy
from roster.dedupe.model import Model
from roster.export import link_results, splink_settings, splink_table
from roster.intake import flat_table
from roster.intake.flat_table import FlatTable
from roster.plan import Plan
from roster.positions import load_positions
from roster.services.matching import weights


@dataclass(frozen=True, slots=True)
class Linked:
    """What was found: records, people, pairs compared, pairs a person should look at, values left out."""

    records: int
    people: int
    pairs: int
    asks: int
    dropped: int


def link(
    source: Path,
    out: Path,
    *,
    pairs: Path | None,
    policy: Policy,
    plan: Plan,
    today: date,
) -> Linked:
    """Read `source`, write `record_id,cluster_id` to `out` and all scored pairs to `pairs`.

    Raises what `flat_table.read` and `link_results` raise.
    """
    if pairs:
        link_results.check_pairs_form(pairs)
    model = weights.in_use()
    table, found = _read(source, model, typed.Reading(load_positions(), plan, today))
    result = linkage.link(found, model=model, policy=policy)
    clusters = _numbered(result.labels)
    link_results.write_clusters(out, table.ids, clusters)
    if pairs:
        link_results.write_pairs(pairs, table.ids, (result.left, result.right), probability(result.weight))
    return Linked(
        records=len(table.ids),
        people=int(clusters.max(initial=0)),
        pairs=len(result.left),
        asks=result.asks,
        dropped=result.dropped,
    )


def export_splink(source: Path, out: Path, settings: Path, *, policy: Policy, plan: Plan, today: date) -> int:
    """Read `source`, write its records prepared for splink to `out` and the model to `settings`.

    The weights are those that `link` would use with this policy. Returns how many records there are. Raises
    what `flat_table.read`, `link_results` and `splink_settings.write` raise.
    """
    link_results.check_table_form(out)
    model = weights.in_use()
    table, found = _read(source, model, typed.Reading(load_positions(), plan, today))
    scale = linkage.weighing(found, model=model, policy=policy)
    prepared = splink_table.prepare(table.ids, scale, model.blocking)
    link_results.write_table(out, prepared.table)
    splink_settings.write(settings, splink_settings.settings(scale, prepared.keys))
    return len(table.ids)


def _read(source: Path, model: Model, reading: typed.Reading) -> tuple[FlatTable, Features]:
    table = flat_table.read(source, typed.FIELDS)
    raw = typed.raw_columns(table.columns, reading)
    return table, features.from_columns(raw, model, size=len(table.ids))


def _numbered(labels: Codes) -> Codes:
    """Clusters numbered from 1 in the order of their first records, whose places the labels are."""
    return dense(np.asarray(labels)) + 1
