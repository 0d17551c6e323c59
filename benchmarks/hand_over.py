"""Freezing with all documents on the invented province, and the PDFs made of them afterwards.

The peer of the PDFs is a bare `soffice --convert-to pdf` of the same files, with a profile of its own as ours
has, and with one made before. Without LibreOffice only what needs none is measured.
"""

import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks import measure
from roster.export import pdf

PLAN = ("--plan", "daknong-2024-demo")
TIMES = 3
_DOCUMENTS = ("--letter", "--counts", "--allow-unresolved", "measured")


def main() -> None:
    """Print the section on hand-overs in `benchmarks/README.md`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = _filled(folder)
        bare = measure.best_of([_roster(), "--help"], TIMES)
        frozen = _cheapest(_freezing(folder, database))
        print(_line("roster --help", bare, bare))
        print(_line("freeze, letter, counts", frozen, bare))
        office = pdf.program()
        if office is None:
            print("no LibreOffice: PDF not measured")
            return
        files = [path for path in (folder / "out0").iterdir() if path.suffix in {".xlsx", ".docx"}]
        fresh = _cheapest(_converting(office, files, folder, profiles=[f"profile{n}" for n in range(TIMES)]))
        kept = _cheapest(_converting(office, files, folder, profiles=["profile0"] * TIMES))
        print(_line("soffice alone, new profile", fresh, fresh))
        print(_line("soffice alone, kept profile", kept, fresh))
        print(_line("PDFs of a frozen hand-over", _cheapest(_rendering(folder, database)), fresh))


def _roster() -> str:
    return str(Path(sys.executable).with_name("roster"))


def _filled(folder: Path) -> Path:
    """A database with the province's lists in it, compared."""
    measure.run([_roster(), "demo", str(folder / "lists")])
    measure.run([_roster(), "run", str(folder / "lists"), *PLAN, "--out", str(folder / "run")])
    return folder / "run/roster.db"


def _freezing(folder: Path, database: Path) -> Iterator[measure.Cost]:
    """Hand-overs 1 to `TIMES`."""
    job = [_roster(), "handover", "freeze", *_DOCUMENTS, *PLAN, "--db", str(database)]
    for number in range(TIMES):
        yield measure.run([*job, "--out", str(folder / f"out{number}")])


def _rendering(folder: Path, database: Path) -> Iterator[measure.Cost]:
    """The PDFs of each."""
    for number in range(1, TIMES + 1):
        out = str(folder / f"pdf{number}")
        yield measure.run(
            [_roster(), "handover", "pdf", str(number), "--out", out, *PLAN, "--db", str(database)]
        )


def _converting(
    office: str, files: list[Path], folder: Path, *, profiles: list[str]
) -> Iterator[measure.Cost]:
    target = ["--headless", "--convert-to", "pdf", "--outdir", str(folder / "pdf")]
    for one in profiles:
        profile = f"-env:UserInstallation={(folder / one).as_uri()}"
        yield measure.run([office, profile, *target, *map(str, files)])


def _cheapest(costs: Iterable[measure.Cost]) -> measure.Cost:
    return min(costs, key=lambda cost: cost.cpu)


def _line(name: str, cost: measure.Cost, peer: measure.Cost) -> str:
    return (
        f"{name:28} wall {cost.wall:6.2f} s  cpu {cost.cpu:6.2f} s  peak {cost.peak_mb:5.0f} MB"
        f"  exit {cost.code}  cpu ratio {cost.cpu / peer.cpu:5.1f}"
    )


if __name__ == "__main__":
    main()
