"""Takes a graph of joins apart where it would put two nodes together that must not be.

Knows joins and conflicts; knows no records and no weights' meaning.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Conflict = frozenset[int]


@dataclass(frozen=True, slots=True, order=True)
class Join:
    """A wish to put two nodes together; `row` tells the caller which pair asked for it."""

    weight: float
    left: int
    right: int
    row: int


def dropped(joins: Iterable[Join], conflicts: frozenset[Conflict]) -> list[Join]:
    """The joins to give up so that no two nodes in conflict stay connected; none when there are none.

    First the ambiguous ones: A–B where A also joins C and B, C are in conflict. B cannot be both, so both
    joins become questions. What is left hangs together by longer chains: the weakest join of the shortest
    chain between two nodes in conflict goes, until none remains.
    """
    kept = sorted(joins)
    neighbours = _neighbours(kept)
    gone = [join for join in kept if _ambiguous(join, neighbours, conflicts)]
    kept = [join for join in kept if not _ambiguous(join, neighbours, conflicts)]
    for conflict in sorted(conflicts, key=sorted):
        first, last = min(conflict), max(conflict)
        while chain := _chain(kept, first, last):
            gone.append(min(chain))
            kept.remove(min(chain))
    return gone


def _neighbours(joins: Iterable[Join]) -> Mapping[int, set[int]]:
    neighbours: defaultdict[int, set[int]] = defaultdict(set)
    for join in joins:
        neighbours[join.left].add(join.right)
        neighbours[join.right].add(join.left)
    return neighbours


def _ambiguous(join: Join, neighbours: Mapping[int, set[int]], conflicts: frozenset[Conflict]) -> bool:
    left, right = join.left, join.right
    rivals = {frozenset((right, node)) for node in neighbours[left] | {left}}
    rivals |= {frozenset((left, node)) for node in neighbours[right]}
    return not rivals.isdisjoint(conflicts)


def _chain(joins: Iterable[Join], first: int, last: int) -> list[Join]:
    """The joins of a shortest chain between two nodes, [] when they are not connected."""
    edges: defaultdict[int, list[tuple[int, Join]]] = defaultdict(list)
    for join in joins:
        edges[join.left].append((join.right, join))
        edges[join.right].append((join.left, join))
    came_by: dict[int, tuple[int, Join] | None] = {first: None}
    queue = deque([first])
    while queue and last not in came_by:
        node = queue.popleft()
        for neighbour, join in sorted(edges[node]):
            if neighbour not in came_by:
                came_by[neighbour] = (node, join)
                queue.append(neighbour)
    chain: list[Join] = []
    step = came_by.get(last)
    while step is not None:
        chain.append(step[1])
        step = came_by[step[0]]
    return chain
