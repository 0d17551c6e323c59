"""A catalogue opened with everything that is wrong with it said, and answers in a file computed by it.

Needs no database. Changes nothing.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from roster import datafiles, memo
from roster.errors import UserError, UserErrors, raise_all
from roster.messages import _
from scoring import answers, compute
from scoring.catalogue import checks, reading, tree
from scoring.catalogue.checks import Missing
from scoring.catalogue.model import Catalogue, Level
from scoring.compute import Computed
from scoring.knowledge import Knowledge, load_knowledge


@dataclass(frozen=True, slots=True)
class Opened:
    """A catalogue without mistakes, what it does not say yet, and how many nodes it has on each level."""

    catalogue: Catalogue
    knowledge: Knowledge
    missing: tuple[Missing, ...]
    counts: Mapping[Level, int]


def open_catalogue(name: str) -> Opened:
    """The catalogue of this name or path. Raises `UserError` or `UserErrors` for everything wrong with it."""
    knowledge = load_knowledge()
    path = reading.place_of(name)
    catalogue = reading.load(path, knowledge)
    raise_all(checks.faults(catalogue, knowledge, file=path.name))
    return Opened(catalogue, knowledge, checks.missing(catalogue, knowledge), tree.counts(catalogue))


def missing(catalogue: Catalogue, knowledge: Knowledge) -> tuple[Missing, ...]:
    """What a catalogue does not say yet, node by node."""
    return checks.missing(catalogue, knowledge)


def known() -> dict[str, Catalogue]:
    """The catalogues in the data folders by name, shipped ones and the officer's own; no faulty ones."""
    found: dict[str, Catalogue] = {}
    for name in datafiles.names(reading.FOLDER):
        path = reading.place_of(name)
        with suppress(UserError, UserErrors, OSError):
            found[name] = _read(path)
    return found


@memo.by_file
def _read(path: Path) -> Catalogue:
    return reading.load(path, load_knowledge())


def compute_file(opened: Opened, path: Path) -> Computed:
    """What the answers in a file come to. Raises `UserError` or `UserErrors`, each naming its code."""
    return compute.compute(opened.catalogue, opened.knowledge, answers.read(path))


def notice(catalogue: Catalogue) -> str:
    """What every page and print of a catalogue has to say of it, '' for a verified one."""
    if catalogue.training:
        return _("Training: an invented catalogue. Its points are not the Ministry's.")
    if not all(node.verified for node in catalogue.node):
        return _("Not every entry of this catalogue has been compared with the Ministry's decision.")
    return ""
