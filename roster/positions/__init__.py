"""Positions: how lists write them, and which group of respondents they belong to.

`tables` is the shape of the data file, `checks` its contradictions, `spelling` and `casing` write a position
out, `reading` finds the posts and bodies in it, `rules` the group.
"""

from pathlib import Path

from roster import datafiles
from roster.errors import raise_all
from roster.positions.checks import contradictions
from roster.positions.rules import Classification, classify
from roster.positions.spelling import expand
from roster.positions.tables import Positions

__all__ = ["Classification", "Positions", "classify", "expand", "load_positions"]


def load_positions(path: Path | None = None) -> Positions:
    """Read the position tables; the officer's own copy takes the place of the shipped one.

    Raises `UserError` or `UserErrors` naming file and key: unknown keys, wrong values, names that do not
    exist, and rules or abbreviations that fit equally well. Read once and pass on: look-ups are kept per
    object.
    """
    path = path or datafiles.find("positions.toml")
    positions = datafiles.load(path, Positions)
    raise_all(contradictions(positions, path.name))
    return positions
