"""A map without a map: each district a block of tiles, a tile for each of its communes, drawn on the server.

Knows geometry in units of the drawing's own and steps of progress; the colours are the style sheet's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from roster.services.sipas.status import Tile

ACROSS = 5
WIDTH, HEIGHT, GAP = 164, 58, 6
_STEPS = (0.25, 0.5, 0.75, 1.0)
NOT_DRAWN = "none"


@dataclass(frozen=True, slots=True)
class Placed:
    """A tile with its upper left corner and its step: 'none' where nobody is asked, else '0' to '4'."""

    tile: Tile
    x: int
    y: int
    step: str


@dataclass(frozen=True, slots=True)
class Block:
    """The tiles of a district and the size of its drawing."""

    code: str
    tiles: tuple[Placed, ...]
    width: int
    height: int


def blocks(tiles: Mapping[str, Sequence[Tile]]) -> tuple[Block, ...]:
    """The drawing of each district, by its code."""
    return tuple(_block(code, found) for code, found in tiles.items())


def step(tile: Tile) -> str:
    """How far a commune is, in quarters of its target that are full."""
    if tile.tally is None:
        return NOT_DRAWN
    return str(sum(tile.tally.share >= part for part in _STEPS))


def _block(code: str, tiles: Sequence[Tile]) -> Block:
    rows = -(-len(tiles) // ACROSS)
    placed = tuple(
        Placed(one, at % ACROSS * (WIDTH + GAP), at // ACROSS * (HEIGHT + GAP), step(one))
        for at, one in enumerate(tiles)
    )
    return Block(code, placed, ACROSS * (WIDTH + GAP) - GAP, max(rows * (HEIGHT + GAP) - GAP, 1))
