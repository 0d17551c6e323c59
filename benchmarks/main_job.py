"""The main job on the invented province: what it costs beside peers in the same run, and is it right.

Peers: a bare interpreter (for the start of the command) and pandas opening the same files without
understanding them (for the whole job). The demonstration's truth says what should have been found.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks import measure

PLAIN_PANDAS = """
import sys, pathlib, pandas
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    if path.suffix in {".xlsx", ".xls", ".ods"}:
        pandas.read_excel(path, sheet_name=None, header=None, engine="calamine")
    elif path.suffix in {".csv", ".txt"}:
        path.read_bytes()
"""

Row = tuple[str, str, int]


def main() -> None:
    """Print the table of `benchmarks/README.md`'s first section."""
    with tempfile.TemporaryDirectory() as folder:
        lists, out = Path(folder) / "lists", Path(folder) / "out"
        roster = str(Path(sys.executable).with_name("roster"))
        measure.run([roster, "demo", str(lists)])
        bare = measure.best_of([sys.executable, "-c", "pass"], 5)
        start = measure.best_of([roster, "--help"], 5)
        pandas = measure.best_of([sys.executable, "-c", PLAIN_PANDAS, str(lists)], 3)
        result_file = Path(folder) / "result.json"
        job = [roster, "run", str(lists), "--plan", "daknong-2024-demo", "--json", str(result_file)]
        costs = [measure.run([*job, "--out", str(out.with_name(f"out{n}"))]) for n in range(3)]
        run = min(costs, key=lambda cost: cost.wall)
        print(_line("python -c pass", bare, bare))
        print(_line("roster --help", start, bare))
        print(_line("pandas opens the files", pandas, pandas))
        print(_line("roster run", run, pandas))
        truth = json.loads((lists.parent / f"{lists.name}-truth.json").read_text(encoding="utf-8"))
        print("\n".join(_quality(truth, json.loads(result_file.read_text(encoding="utf-8")))))


def _line(name: str, cost: measure.Cost, peer: measure.Cost) -> str:
    return (
        f"{name:24} wall {cost.wall:6.2f} s  cpu {cost.cpu:6.2f} s  peak {cost.peak_mb:5.0f} MB"
        f"  exit {cost.code}  wall ratio {cost.wall / peer.wall:5.1f}"
    )


def _quality(truth: dict[str, Any], result: dict[str, Any]) -> Iterator[str]:
    person = {_row(r): r["person"] for r in truth["rows"]}
    merged = {frozenset(p) for c in result["clusters"] for p in combinations(map(_row, c), 2)}
    flagged = {frozenset((_row(f["left"]), _row(f["right"]))) for f in result["flags"]}
    for difficulty in ("easy", "medium", "hard"):
        planted = [d["rows"] for d in truth["duplicates"] if d["difficulty"] == difficulty]
        pairs = {frozenset(p) for rows in planted for p in combinations(map(_row, rows), 2)}
        yield (
            f"{difficulty:6} duplicates: {len(pairs)} pairs, merged {len(pairs & merged)}, "
            f"asked {len(pairs & flagged)}, missed {len(pairs - merged - flagged)}"
        )
    wrong = [pair for pair in merged if len({person.get(row) for row in pair}) != 1]
    yield f"different people merged alone: {len(wrong)} of {len(merged)} pairs; questions: {len(flagged)}"


def _row(source: dict[str, Any]) -> Row:
    return source["file"], source["sheet"], source["row"]


if __name__ == "__main__":
    main()
