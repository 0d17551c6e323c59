"""From scored pairs and people's judgements to clusters, and to the pairs that must be asked.

Judgements come first and are always obeyed; pairs beyond doubt follow; a cluster that would put two
contradicting records together is taken apart and asked about. Knows weights; knows no names.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from roster.dedupe.columns import Codes
from roster.dedupe.components import components
from roster.dedupe.conflicts import contradicting
from roster.dedupe.score import ASK, SAME, Scale, Scored
from roster.dedupe.separate import Conflict, Join, dropped


@dataclass(frozen=True, slots=True)
class Judged:
    """Rows of the scored pairs on which a person has spoken, by verdict."""

    same: Codes
    different: Codes
    unsure: Codes


@dataclass(frozen=True, slots=True)
class Clustering:
    """`labels[i]` is the cluster of record i; `asked` are rows of the scored pairs.

    `conflicts` are the rows among them whose join was given up, because it would have put records together
    that contradict each other or that a person judged different.
    """

    labels: Codes
    asked: Codes
    conflicts: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Graph:
    """Nodes and the joins wished for: rows of the scored pairs with the nodes at their ends."""

    labels: Codes
    rows: Codes
    left: Codes
    right: Codes


def cluster(scale: Scale, scored: Scored, judged: Judged, *, largest: int) -> Clustering:
    """Every record in exactly one cluster; no cluster holds a pair judged different.

    A pair judged 'same' is in one cluster unless the judgements contradict each other; then those that do
    are asked again. No cluster of more than `largest` records is made without judgements.
    """
    nodes = np.arange(len(scale.features))
    by_people = _graph(nodes, scored, judged.same)
    withdrawn = _give_up(by_people, scored, _judged_conflicts(by_people, scored, nodes, judged.different))
    units = _joined(by_people, withdrawn)

    alone = _graph(units, scored, _beyond_doubt(scored, judged))
    disputed = np.concatenate([judged.different, judged.unsure])
    conflicts = _judged_conflicts(alone, scored, units, disputed)
    found, too_large = contradicting(scale, units, alone.labels[units], largest=largest)
    given_up = _give_up(alone, scored, conflicts | found)
    given_up |= set(alone.rows[np.isin(alone.labels[alone.left], too_large)].tolist())
    labels = _joined(alone, given_up)[units]

    questions = frozenset(withdrawn | given_up)
    return Clustering(labels, _asked(scored, labels, judged, questions), questions)


def _beyond_doubt(scored: Scored, judged: Judged) -> Codes:
    spoken = np.concatenate([judged.same, judged.different, judged.unsure])
    return np.setdiff1d(np.flatnonzero(scored.band == SAME), spoken)


def _graph(nodes: Codes, scored: Scored, rows: Codes) -> _Graph:
    left, right = nodes[scored.left[rows]], nodes[scored.right[rows]]
    return _Graph(components(len(nodes), left, right), rows, left, right)


def _joined(graph: _Graph, given_up: set[int]) -> Codes:
    """The component of each node once some rows are given up."""
    if not given_up:
        return graph.labels
    kept = ~np.isin(graph.rows, list(given_up))
    return components(len(graph.labels), graph.left[kept], graph.right[kept])


def _judged_conflicts(graph: _Graph, scored: Scored, nodes: Codes, rows: Codes) -> set[Conflict]:
    """Nodes that would be connected although people did not judge these rows 'same'."""
    left, right = nodes[scored.left[rows]], nodes[scored.right[rows]]
    together = (graph.labels[left] == graph.labels[right]) & (left != right)
    return {frozenset(pair) for pair in zip(left[together].tolist(), right[together].tolist(), strict=True)}


def _give_up(graph: _Graph, scored: Scored, conflicts: set[Conflict]) -> set[int]:
    """The rows whose joins must go so that no two nodes in conflict stay connected."""
    touched = {int(graph.labels[min(conflict)]) for conflict in conflicts}
    near = np.isin(graph.labels[graph.left], list(touched)) & (graph.left != graph.right)
    rows = graph.rows[near]
    columns = (scored.weight[rows], graph.left[near], graph.right[near], rows)
    joins = [Join(*values) for values in zip(*(column.tolist() for column in columns), strict=True)]
    return {join.row for join in dropped(joins, frozenset(conflicts))}


def _asked(scored: Scored, labels: Codes, judged: Judged, questions: frozenset[int]) -> Codes:
    """Pairs between two clusters that need a person, most probable first.

    Not those between clusters a person has judged different already, except where a join was given up.
    """
    ends = labels[scored.left], labels[scored.right]
    always = np.zeros(len(scored), dtype=np.bool_)
    always[judged.unsure] = True
    always[list(questions)] = True
    spoken = np.zeros(len(scored), dtype=np.bool_)
    spoken[judged.same] = spoken[judged.different] = True
    settled = np.isin(_between(ends, len(labels)), _between(ends, len(labels))[judged.different])
    open_ = always | ((scored.band == ASK) & ~spoken & ~settled)
    rows = np.flatnonzero(open_ & (ends[0] != ends[1]))
    order = np.lexsort((scored.right[rows], scored.left[rows], -scored.weight[rows]))
    return rows[order]


def _between(ends: tuple[Codes, Codes], size: int) -> npt.NDArray[np.int64]:
    """One number per pair of clusters, whichever way round."""
    return np.minimum(*ends) * size + np.maximum(*ends)
