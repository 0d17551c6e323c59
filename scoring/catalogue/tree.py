"""Whether the nodes of a catalogue make a tree of at most three levels, and how many stand on each.

Knows codes and parents; knows nothing of points.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from roster.errors import UserError
from scoring.catalogue.model import LEVELS, Catalogue, Level, Node

ENDLESS = frozenset({"no_nodes", "too_deep"})  # with these mistakes nobody can follow the nodes upwards


def counts(catalogue: Catalogue) -> Mapping[Level, int]:
    """How many nodes stand on each level."""
    found = Counter(catalogue.level(node) for node in catalogue.ordered)
    return {level: found[level] for level in LEVELS}


def faults(catalogue: Catalogue, file: str) -> Iterator[UserError]:
    """No nodes, codes blank or used twice, parents that do not exist or lead in a circle or too deep."""
    if not catalogue.node:
        yield UserError(
            "no_nodes", "{file}: write the criteria as tables that begin with [[node]].", file=file
        )
    for code, times in Counter(node.code for node in catalogue.node).items():
        if not code.strip():
            yield UserError("blank_code", "{file}: a criterion has no code. Enter one.", file=file)
        elif times > 1:
            yield UserError(
                "duplicate_criterion",
                "{file}: the code {code} is used {times} times. Give each criterion its own.",
                file=file,
                code=code,
                times=times,
            )
    for node in catalogue.node:
        yield from _faults_above(catalogue, node, file)


def _faults_above(catalogue: Catalogue, node: Node, file: str) -> Iterator[UserError]:
    if node.parent and node.parent not in catalogue.by_code:
        yield UserError(
            "unknown_parent",
            "{file}: {code} stands below {parent}, which does not exist. Correct its parent.",
            file=file,
            code=node.code,
            parent=node.parent,
        )
    elif _depth(catalogue, node) > len(LEVELS):
        yield UserError(
            "too_deep",
            "{file}: {code} does not stand on one of the three levels field, criterion, component. Correct "
            "its parent.",
            file=file,
            code=node.code,
        )


def _depth(catalogue: Catalogue, node: Node) -> int:
    """How deep a node stands; beyond the levels there are, nobody looks further (a circle never ends)."""
    depth = 1
    while (above := catalogue.by_code.get(node.parent)) and depth <= len(LEVELS):
        node, depth = above, depth + 1
    return depth
