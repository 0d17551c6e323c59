"""Who is measured, and how each is run: what it learns beforehand, the command, where its results are.

Learning from labelled records happens before and is not counted; expectation maximisation is part of the run.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.linkage import environments
from benchmarks.linkage.data_sets import DataSet

Command = list[str]


@dataclass(frozen=True, slots=True)
class Contender:
    """One linker. `largest`: the most records it is given; `needs_labels`: it cannot do without any."""

    name: str
    command: Callable[[DataSet, Path, DataSet | None], Command]
    largest: int = 1_000_000
    needs_labels: bool = False
    reads_typed: bool = False


def roster() -> str:
    """The command of the product in the interpreter's environment."""
    return str(Path(sys.executable).with_name("roster"))


def _roster(data: DataSet, results: Path, _labelled: DataSet | None) -> Command:
    return [roster(), "link", str(data.folder / "in.csv"), str(results / "out.csv")]


def _splink_em(data: DataSet, results: Path, _labelled: DataSet | None) -> Command:
    return [*_program("splink", "splink_link"), str(data.folder / "cleaned.csv"), str(results), "em"]


def _splink_fixed(data: DataSet, results: Path, labelled: DataSet | None) -> Command:
    model = results / "model.json"
    _learn([*_program("splink", "splink_train"), *_sources(labelled), str(model), str(data.records)])
    cleaned = str(data.folder / "cleaned.csv")
    return [*_program("splink", "splink_link"), cleaned, str(results), str(model)]


def _dedupe(data: DataSet, results: Path, labelled: DataSet | None) -> Command:
    settings = results / "dedupe.settings"
    _learn([*_program("dedupe", "dedupe_train"), *_sources(labelled), str(settings)])
    cleaned = str(data.folder / "cleaned.csv")
    return [*_program("dedupe", "dedupe_link"), cleaned, str(results), str(settings)]


def _simple(environment: str, program: str) -> Callable[[DataSet, Path, DataSet | None], Command]:
    def command(data: DataSet, results: Path, _labelled: DataSet | None) -> Command:
        return [*_program(environment, program), str(data.folder / "cleaned.csv"), str(results)]

    return command


def _program(environment: str, program: str) -> Command:
    return [str(environments.python_of(environment)), "-m", f"benchmarks.linkage.peers.{program}"]


def _sources(labelled: DataSet | None) -> Command:
    if labelled is None:
        raise ValueError("this contender needs labelled records")
    return [str(labelled.folder / "cleaned.csv"), str(labelled.folder / "truth.csv")]


def _learn(command: Command) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


CONTENDERS = (
    Contender("roster link", _roster, reads_typed=True),
    Contender("splink, fixed m/u", _splink_fixed, needs_labels=True),
    Contender("splink, EM", _splink_em),
    Contender("recordlinkage, ECM", _simple("recordlinkage", "recordlinkage_link"), largest=50_000),
    Contender("dedupe, trained", _dedupe, largest=5_000, needs_labels=True),
    Contender("rapidfuzz in blocks", _simple("rapidfuzz", "rapidfuzz_link")),
    Contender("exact keys", _simple("rapidfuzz", "exact_link")),
)
